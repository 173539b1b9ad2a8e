package methods_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
)

// A buyer must not change sides with a release: these buckets may never change.
func TestBucketNeverChanges(t *testing.T) {
	tests := []struct {
		salt, buyer string
		want        int
	}{
		{"wechat-qr", "b1", 5618},
		{"wechat-qr", "b2", 1695},
		{"wechat-qr", "buyer-4200000000", 8416},
		{"wechat-qr", "buyer-4200000001", 1348},
		{"wechat-qr", "", 9084},
		{"", "b1", 7805},
		{"", "", 2267},
		{"ecny 2022", "张三", 9939},
		{"灰度", "b1", 9807},
		{"a", "b", 6011},
		{"ab", "", 7654},
		{"x", strings.Repeat("y", 200), 4122},
	}
	for _, test := range tests {
		name := fmt.Sprintf("salt %q and buyer %.12q", test.salt, test.buyer)
		t.Run(name, func(t *testing.T) {
			if got := methods.Bucket(test.salt, test.buyer); got != test.want {
				t.Errorf("Bucket(%q, %q) = %d, want %d", test.salt, test.buyer, got, test.want)
			}
		})
	}
}

// bucketByTheBook follows the documentation of Bucket word by word.
func bucketByTheBook(salt, buyer string) int {
	h := fnv.New64a()
	h.Write([]byte(salt))
	h.Write([]byte{0})
	h.Write([]byte(buyer))
	k := h.Sum64()
	k = (k ^ k>>33) * 0xff51afd7ed558ccd
	k = (k ^ k>>33) * 0xc4ceb9fe1a85ec53
	k ^= k >> 33
	return int(k % 10_000)
}

// The bucket is the documented function of salt and buyer, from 0 to 9,999, and
// the same by either way of asking.
func TestBucketIsAsDocumented(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		salt, buyer := rapid.String().Draw(t, "salt"), rapid.String().Draw(t, "buyer")
		got := methods.Bucket(salt, buyer)
		if want := bucketByTheBook(salt, buyer); got != want {
			t.Fatalf("Bucket(%q, %q) = %d, want %d", salt, buyer, got, want)
		}
		if got < 0 || got >= methods.Buckets {
			t.Fatalf("Bucket(%q, %q) = %d, want 0 to 9,999", salt, buyer, got)
		}
		if again := methods.SaltOf(salt).Bucket(buyer); again != got {
			t.Fatalf("SaltOf(%q).Bucket(%q) = %d, want %d", salt, buyer, again, got)
		}
	})
}

// Buyers are numbered, in a row, from a large number: the worst case for a hash
// that spreads badly. The bounds are seven standard deviations of a fair draw.
func TestBucketsAreSpreadEvenly(t *testing.T) {
	const buyers, groups = 100_000, 20
	for _, salt := range []string{"wechat-qr", "a", "", "ecny 2022"} {
		t.Run("salt "+strconv.Quote(salt), func(t *testing.T) {
			var counts [groups]int
			for i := range buyers {
				counts[methods.Bucket(salt, "buyer-"+strconv.Itoa(4_200_000_000+i))*groups/methods.Buckets]++
			}
			const want, p = buyers / groups, 1.0 / groups
			bound := int(7 * math.Sqrt(buyers*p*(1-p)))
			for group, n := range counts {
				if n < want-bound || n > want+bound {
					t.Errorf("group %d of %d has %d buyers, want %d ± %d", group, groups, n, want, bound)
				}
			}
		})
	}
}

// Two rollouts with different salts choose independently: of the buyers in one,
// the other has its own share.
func TestSaltsChooseIndependently(t *testing.T) {
	const buyers = 100_000
	a := methods.Rollout{BasisPoints: 2_000, Salt: "pilot.1"}
	for _, salt := range []string{"pilot.2", "pilot.1 ", "other", "1.pilot"} {
		t.Run("salt "+strconv.Quote(salt), func(t *testing.T) {
			b := methods.Rollout{BasisPoints: 3_000, Salt: salt}
			both := 0
			for i := range buyers {
				if buyer := strconv.Itoa(i); a.Includes(buyer) && b.Includes(buyer) {
					both++
				}
			}
			const want, p = 6_000, 0.06 // 20 % of 30 %
			bound := int(7 * math.Sqrt(buyers*p*(1-p)))
			if both < want-bound || both > want+bound {
				t.Errorf("%d buyers are in both rollouts, want %d ± %d", both, want, bound)
			}
		})
	}
}

// Raising the share removes nobody; the same buyer always gets the same answer;
// 0 % is nobody and 100 % everybody.
func TestRolloutIsMonotoneAndSticky(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		salt := rapid.String().Draw(t, "salt")
		buyer := rapid.StringN(1, -1, 40).Draw(t, "buyer")
		low := rapid.IntRange(0, methods.Buckets).Draw(t, "low")
		high := rapid.IntRange(low, methods.Buckets).Draw(t, "high")
		share := func(points int) methods.Rollout {
			return methods.Rollout{BasisPoints: points, Salt: "x" + salt}
		}

		if share(low).Includes(buyer) && !share(high).Includes(buyer) {
			t.Fatalf("%q is in at %d and out at %d", buyer, low, high)
		}
		if share(low).Includes(buyer) != share(low).Includes(strings.Clone(buyer)) {
			t.Fatalf("%q is in and out at %d", buyer, low)
		}
		if share(0).Includes(buyer) {
			t.Fatalf("%q is in at 0", buyer)
		}
		if !share(methods.Buckets).Includes(buyer) {
			t.Fatalf("%q is out at 10,000", buyer)
		}
	})
}

func TestRolloutIncludes(t *testing.T) {
	const salt, buyer = "wechat-qr", "b1"
	bucket := methods.Bucket(salt, buyer)
	tests := []struct {
		name    string
		rollout methods.Rollout
		buyer   string
		want    bool
	}{
		{"share that just reaches the buyer", methods.Rollout{BasisPoints: bucket + 1, Salt: salt}, buyer, true},
		{"share that just misses the buyer", methods.Rollout{BasisPoints: bucket, Salt: salt}, buyer, false},
		{"everybody, but the buyer is not known", methods.Rollout{BasisPoints: methods.Buckets, Salt: salt}, "", false},
		{"no condition", methods.Rollout{}, buyer, true},
		{"no condition, and the buyer is not known", methods.Rollout{}, "", false},
		{"share without a salt is still a share", methods.Rollout{BasisPoints: 1}, buyer, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.rollout.Includes(test.buyer); got != test.want {
				t.Errorf("%+v.Includes(%q) = %v, want %v", test.rollout, test.buyer, got, test.want)
			}
		})
	}
}

func TestRolloutIsSet(t *testing.T) {
	for _, r := range []methods.Rollout{{Salt: "s"}, {BasisPoints: 1}, {BasisPoints: 1, Salt: "s"}} {
		if !r.IsSet() {
			t.Errorf("%+v is not set, want set", r)
		}
	}
	if (methods.Rollout{}).IsSet() {
		t.Error("the zero Rollout is set, want not")
	}
}

func TestBucketDoesNotAllocate(t *testing.T) {
	state := methods.SaltOf("wechat-qr")
	same := true
	if n := testing.AllocsPerRun(100, func() {
		same = same && methods.Bucket("wechat-qr", "b1") == state.Bucket("b1")
	}); n != 0 || !same {
		t.Errorf("Bucket allocates %v times, want 0; with and without a state the same: %t", n, same)
	}
}
