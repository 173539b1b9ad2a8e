package methods

// Rollout is a stable share of buyers. The zero Rollout is no condition at all;
// one with a salt and no share selects nobody.
//
// A buyer is in the rollout if their [Bucket] is below BasisPoints. So the same
// buyer always gets the same answer, raising the share removes nobody, and two
// rollouts with different salts choose independently.
type Rollout struct {
	BasisPoints int    // the share in 0.01 %, from 0 (nobody) to 10,000 (everybody)
	Salt        string // at most [MaxSalt] bytes
}

// Buckets is the number of buckets that buyers fall into, 0.01 % each.
const Buckets = 10_000

// MaxSalt is the longest salt allowed, in bytes.
const MaxSalt = 128

// IsSet reports whether r is a condition. A share without a salt is one too, so
// that a forgotten salt does not open a method to everybody.
func (r Rollout) IsSet() bool { return r != Rollout{} }

// Includes reports whether the buyer is in the rollout. A buyer who is not known
// (the empty id) never is. A Rollout that is not set includes every known buyer.
func (r Rollout) Includes(buyer string) bool {
	return buyer != "" && (!r.IsSet() || Bucket(r.Salt, buyer) < r.BasisPoints)
}

// Bucket returns the bucket, from 0 to 9,999, of a buyer for a salt: FNV-1a of 64
// bits over the salt, a zero byte and the buyer's id, mixed with the finalizer of
// MurmurHash3 (fmix64), modulo 10,000. It is the same in every version of this
// package and easy to compute elsewhere.
//
// FNV-1a is by Fowler, Noll and Vo; the finalizer by Austin Appleby. FNV alone
// spreads ids that differ only in their last characters badly.
func Bucket(salt, buyer string) int {
	return SaltOf(salt).Bucket(buyer)
}

// SaltState is the part of [Bucket] that depends on the salt alone, for callers
// that ask about many buyers. Make one with [SaltOf]: the zero SaltState is not that
// of the empty salt.
type SaltState uint64

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// SaltOf returns the state for a salt.
func SaltOf(salt string) SaltState {
	return SaltState(fnv(fnvOffset, salt) * fnvPrime)
}

func fnv(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// Bucket returns the buyer's bucket for the state's salt.
func (s SaltState) Bucket(buyer string) int {
	h := fnv(uint64(s), buyer)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	h ^= h >> 33
	return int(h % Buckets)
}
