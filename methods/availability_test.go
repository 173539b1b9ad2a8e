package methods_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
)

func TestMatchIsZero(t *testing.T) {
	at := time.Date(2024, 9, 12, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name  string
		match methods.Match
		want  bool
	}{
		{"zero", methods.Match{}, true},
		{"empty lists", methods.Match{
			Platforms: []methods.Platform{}, Surfaces: []methods.Surface{}, Currencies: []string{},
			Regions: []methods.Region{}, Audience: [][]methods.Trait{},
		}, true},
		{"a platform", methods.Match{Platforms: []methods.Platform{"taobao"}}, false},
		{"a surface", methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}}, false},
		{"a currency", methods.Match{Currencies: []string{"CNY"}}, false},
		{"a region", methods.Match{Regions: []methods.Region{methods.China}}, false},
		{"an audience", methods.Match{Audience: [][]methods.Trait{{"no_balance"}}}, false},
		{"an audience of an empty set", methods.Match{Audience: [][]methods.Trait{{}}}, false},
		{"a platform and a surface", methods.Match{Platforms: []methods.Platform{"taobao"}, Surfaces: []methods.Surface{methods.SurfaceApp}}, false},
		{"a platform and a currency", methods.Match{Platforms: []methods.Platform{"taobao"}, Currencies: []string{"CNY"}}, false},
		{"a platform and a region", methods.Match{Platforms: []methods.Platform{"taobao"}, Regions: []methods.Region{methods.China}}, false},
		{"a platform and an audience", methods.Match{Platforms: []methods.Platform{"taobao"}, Audience: [][]methods.Trait{{"no_balance"}}}, false},
		{"a rollout", methods.Match{Rollout: methods.Rollout{BasisPoints: 500, Salt: "s"}}, false},
		{"a rollout to nobody", methods.Match{Rollout: methods.Rollout{Salt: "s"}}, false},
		{"a rollout that forgot its salt", methods.Match{Rollout: methods.Rollout{BasisPoints: 500}}, false},
		{"a start", methods.Match{Period: methods.Period{From: at}}, false},
		{"an end", methods.Match{Period: methods.Period{Until: at}}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.match.IsZero(); got != test.want {
				t.Errorf("IsZero() = %v, want %v", got, test.want)
			}
		})
	}
}

func TestPeriodContains(t *testing.T) {
	beijing := time.FixedZone("", 8*60*60)
	from := time.Date(2024, 9, 12, 0, 0, 0, 0, beijing)
	until := time.Date(2024, 9, 27, 0, 0, 0, 0, beijing)
	tests := []struct {
		name   string
		period methods.Period
		at     time.Time
		want   bool
	}{
		{"all time holds any instant", methods.Period{}, from, true},
		{"all time holds the zero instant", methods.Period{}, time.Time{}, true},
		{"a nanosecond before the start", methods.Period{From: from, Until: until}, from.Add(-1), false},
		{"the start", methods.Period{From: from, Until: until}, from, true},
		{"the start in another zone", methods.Period{From: from, Until: until}, from.UTC(), true},
		{"a nanosecond after the start", methods.Period{From: from, Until: until}, from.Add(1), true},
		{"a nanosecond before the end", methods.Period{From: from, Until: until}, until.Add(-1), true},
		{"the end", methods.Period{From: from, Until: until}, until, false},
		{"the end in another zone", methods.Period{From: from, Until: until}, until.UTC(), false},
		{"open start", methods.Period{Until: until}, time.Time{}, true},
		{"open start at the end", methods.Period{Until: until}, until, false},
		{"open end", methods.Period{From: from}, until.AddDate(1000, 0, 0), true},
		{"open end before the start", methods.Period{From: from}, from.Add(-1), false},
		{"an empty period holds nothing", methods.Period{From: from, Until: from}, from, false},
		{"an inverted period holds nothing", methods.Period{From: until, Until: from}, from.Add(1), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.period.Contains(test.at); got != test.want {
				t.Errorf("%v to %v contains %v = %v, want %v",
					test.period.From, test.period.Until, test.at, got, test.want)
			}
		})
	}
}

// Two periods that meet in an instant hold every instant of their span exactly
// once.
func TestPeriodsThatMeetNeitherOverlapNorLeaveAGap(t *testing.T) {
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return time.Unix(rapid.Int64Range(1_400_000_000, 1_400_000_003).Draw(t, "seconds"),
			rapid.SampledFrom([]int64{0, 1, 500, 999_999_999}).Draw(t, "nanoseconds"))
	})
	rapid.Check(t, func(t *rapid.T) {
		edges := rapid.SliceOfN(instant, 3, 3).Draw(t, "edges")
		slices.SortFunc(edges, time.Time.Compare)
		first := methods.Period{From: edges[0], Until: edges[1]}
		second := methods.Period{From: edges[1], Until: edges[2]}
		whole := methods.Period{From: edges[0], Until: edges[2]}
		at := instant.Draw(t, "at")

		held := 0
		for _, p := range []methods.Period{first, second} {
			if p.Contains(at) {
				held++
			}
		}
		want := 0
		if whole.Contains(at) {
			want = 1
		}
		if held != want {
			t.Fatalf("%v is held %d times by %v and %v, want %d", at, held, first, second, want)
		}
	})
}

func TestPeriodIsZero(t *testing.T) {
	at := time.Unix(0, 0)
	for _, p := range []methods.Period{{From: at}, {Until: at}, {From: at, Until: at}} {
		if p.IsZero() {
			t.Errorf("%v to %v is zero, want not", p.From, p.Until)
		}
	}
	if !(methods.Period{}).IsZero() {
		t.Error("the zero Period is not zero")
	}
}

func TestStatusGrants(t *testing.T) {
	got := make(map[methods.Status]bool)
	for _, s := range methods.Statuses() {
		got[s] = s.Grants()
	}
	want := map[methods.Status]bool{
		methods.StatusAnnounced:  false,
		methods.StatusApplied:    false,
		methods.StatusPilot:      true,
		methods.StatusLive:       true,
		methods.StatusWithdrawn:  false,
		methods.StatusAbsent:     false,
		methods.StatusUnreported: false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses that grant (-want +got):\n%s", diff)
	}
	for _, unknown := range []methods.Status{"", "LIVE", "unknown"} {
		if unknown.Grants() {
			t.Errorf("Status(%q) grants, want not", unknown)
		}
	}
}

func TestProductServes(t *testing.T) {
	jsapi := methods.Product{Surfaces: []methods.Surface{methods.SurfaceWeChatBrowser, methods.SurfaceWeChatMiniProgram}}
	anywhere := methods.Product{}
	unnamed := methods.Product{Surfaces: []methods.Surface{""}}
	tests := []struct {
		name    string
		product methods.Product
		surface methods.Surface
		want    bool
	}{
		{"first surface", jsapi, methods.SurfaceWeChatBrowser, true},
		{"last surface", jsapi, methods.SurfaceWeChatMiniProgram, true},
		{"another surface", jsapi, methods.SurfaceAlipayBrowser, false},
		{"unknown surface", jsapi, "", false},
		{"any surface", anywhere, methods.SurfaceDesktopWeb, true},
		{"any surface serves the unknown one", anywhere, "", true},
		{"the unknown surface cannot be named", unnamed, "", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.product.Serves(test.surface); got != test.want {
				t.Errorf("Serves(%q) = %v, want %v", test.surface, got, test.want)
			}
		})
	}
}

// The lists are for callers to keep: changing one changes nothing for the next.
func TestListsAreFreshAndWithoutRepeats(t *testing.T) {
	checkList(t, "Statuses", methods.Statuses)
	checkList(t, "Confidences", methods.Confidences)
	checkList(t, "Payers", methods.Payers)
	checkList(t, "Flows", methods.Flows)
}

func checkList[T ~string](t *testing.T, name string, list func() []T) {
	t.Helper()
	want := slices.Clone(list())
	seen := make(map[T]bool)
	for _, v := range want {
		if seen[v] || !methods.ValidID(string(v)) {
			t.Errorf("%s: %q is repeated or not an id", name, v)
		}
		seen[v] = true
	}
	clear(list())
	if diff := cmp.Diff(want, list()); diff != "" {
		t.Errorf("%s changed by its caller (-want +got):\n%s", name, diff)
	}
}
