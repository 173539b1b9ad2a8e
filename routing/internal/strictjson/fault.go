package strictjson

import (
	"strconv"
	"strings"
)

// Fault is one thing wrong with a document. One without a Path is about the document as a
// whole.
type Fault struct {
	Path    string // such as "entries[3].when.surfaces[0]" or usage["shop.day"]
	Line    int    // from 1
	Column  int    // in bytes, from 1
	Value   string // the offending value, clipped if long; may be empty
	Problem string // what is wrong with it, and what is allowed
}

// Bounds on what is said about a bad document, so that a hostile one of megabytes does not
// become an error of gigabytes.
const (
	// MaxFaults is how many faults a Reader gives. One more says that there are others.
	MaxFaults = 100_000

	// MaxSuggestions is how many come with the nearest known names.
	MaxSuggestions = 50
)

// TooManyFaults is the problem of the one fault beyond [MaxFaults].
const TooManyFaults = "and what follows has more faults than are given here"

// fault is a Fault before its path and its line are known.
type fault struct {
	place   int    // of the value
	at      int    // where it is; -1 if it is where the value begins
	key     string // of the value's member that it is about, if hasKey
	hasKey  bool
	value   string
	problem string
}

// Fault adds a fault about the value that was read last or is being read, at its
// beginning. The value is what the fault quotes, and may be empty. Only what
// [Reader.Secret] reads is hidden by itself.
func (r *Reader) Fault(value, problem string) { r.faultAt(-1, Clip(value), problem) }

// FaultCount returns how many faults there are so far, by which a caller sees whether what
// it has read itself was sound.
func (r *Reader) FaultCount() int { return len(r.faults) }

// A Place is where a value stands in a document. It holds until the Reader's [Faults] are
// taken.
type Place int

// Here returns the place of the value that is being read or was read last.
func (r *Reader) Here() Place { return Place(r.current) }

// FaultAt is [Reader.Fault] about a value that was read earlier.
func (r *Reader) FaultAt(place Place, value, problem string) {
	r.add(fault{place: int(place), at: -1, value: Clip(value), problem: problem})
}

func (r *Reader) faultAt(at int, value, problem string) {
	if r.hidden > 0 {
		value = ""
	}
	r.add(fault{place: r.current, at: at, value: value, problem: problem})
}

// add adds a fault, or stops where there are too many.
func (r *Reader) add(f fault) {
	switch {
	case r.stopped || len(r.faults) > MaxFaults:
		return
	case len(r.faults) == MaxFaults:
		f = fault{place: r.current, at: min(r.pos, len(r.doc)), problem: TooManyFaults}
		r.stopped, r.data = true, nil
	}
	r.faults = append(r.faults, f)
}

// AppendKey writes a key at the end of a path: path.key, or path["Other Key"] if it is not
// a plain word, so that paths are unambiguous and printable.
func AppendKey(path []byte, key string) []byte {
	for i := 0; i < len(key); i++ {
		if c := key[i]; c != '_' && !isDigit(c) && (c < 'a' || c > 'z') {
			key = strconv.Quote(Clip(key))
			return append(append(append(path, '['), key...), ']')
		}
	}
	if key == "" {
		return append(path, `[""]`...)
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

// Clip bounds what a fault quotes of its input: of what is longer than 64 bytes it returns
// the beginning, and three dots.
func Clip[T ~string | ~[]byte](s T) string {
	const most = 64
	if len(s) <= most {
		return string(s)
	}
	return strings.ToValidUTF8(string(s[:most]), "") + "..."
}

func appendIndex(path []byte, index int) []byte {
	return append(strconv.AppendInt(append(path, '['), int64(index), 10), ']')
}
