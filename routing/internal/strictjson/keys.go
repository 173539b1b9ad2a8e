package strictjson

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Keys are those of an [Object], in the order of its table. What they do is the same code
// whatever the type of the values.
type Keys []key

type key struct {
	name   string
	quoted string // as it stands in most documents: "name":

	isRead, isWritten   bool
	readOnly, writeOnly bool
	check               func() error // of the form of the value, if it is an Object
}

// maxKeys is how many keys an Object may have: one bit of a word each.
const maxKeys = 64

// Check returns what is wrong with the table or with a table in it: keys that are there
// twice or are not in lower case, and fields that are read and not written, or written
// and not read, without saying so. It is for tests.
func (all Keys) Check() error {
	var faults []error
	add := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if len(all) > maxKeys {
		add("%d keys: want at most %d", len(all), maxKeys)
	}
	seen := map[string]bool{}
	for i := range all {
		k := &all[i]
		if seen[k.name] {
			add("%q is there twice", k.name)
		}
		seen[k.name] = true
		if k.name == "" || string(AppendKey(nil, k.name)) != k.name {
			add("%q is not a word in lower case", k.name)
		}
		if k.isRead == k.writeOnly {
			add("%q is %s, but write-only is %t", k.name, has(k.isRead, "read"), k.writeOnly)
		}
		if k.isWritten == k.readOnly {
			add("%q is %s, but read-only is %t", k.name, has(k.isWritten, "written"), k.readOnly)
		}
		if k.check != nil {
			if err := k.check(); err != nil {
				add("%q: %w", k.name, err)
			}
		}
	}
	return errors.Join(faults...)
}

// OneWay returns the keys that are only read or only written. It is for tests.
func (all Keys) OneWay() []string {
	var names []string
	for i := range all {
		if all[i].readOnly || all[i].writeOnly {
			names = append(names, all[i].name)
		}
	}
	return names
}

func has(is bool, done string) string {
	if is {
		return done
	}
	return "not " + done
}

// find returns the number of a key that can be read, or -1.
func (all Keys) find(name []byte) int {
	for i := range all {
		if all[i].name == string(name) && all[i].isRead {
			return i
		}
	}
	return -1
}

// suggest ends the problem of the key that was read last, which is not known: with what
// may be meant, or else with all that are.
func (all Keys) suggest(r *Reader) string {
	if len(r.faults) >= MaxSuggestions {
		return ""
	}
	var known []string
	for i := range all {
		if all[i].isRead {
			known = append(known, all[i].name)
		}
	}
	name := Clip(r.key)
	if lower := strings.ToLower(name); all.find([]byte(lower)) >= 0 {
		return "; keys are lower-case: want " + strconv.Quote(lower)
	}
	if near := Nearest(name, known); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	return "; known: " + strings.Join(known, ", ")
}

// members are those of an object that is being read.
type members struct {
	keys     Keys
	object   int    // the number of the object
	seen     uint64 // which keys were read
	expected int    // the number of the key after the one that was read last
	begun    bool   // there was a key
}

// members opens an object. If a value of another kind is next, that is a fault.
func (r *Reader) members(of Keys) (members, bool) {
	if !r.open('{', "an object") {
		return members{}, false
	}
	r.entry = ""
	return members{keys: of, object: r.current}, true
}

// next reads up to the value of the next key that is known, and returns its number. At the
// end of the object it returns -1.
func (m *members) next(r *Reader) int {
	for {
		r.current = m.object
		i := m.plainKey(r)
		if i < 0 {
			if !r.member(!m.begun) {
				r.leave(m.object)
				return -1
			}
			i = m.keys.find(r.key)
		}
		m.begun = true
		switch {
		case i < 0:
			r.refuseKey("is not a key here" + m.keys.suggest(r))
		case m.seen>>i&1 != 0:
			r.refuseKey("is there twice: want each key once")
		default:
			m.seen |= 1 << i
			m.expected = i + 1
			r.begin(r.keyAt, member)
			return i
		}
	}
}

// plainKey reads the next key, and returns its number, if it comes in the order of the form
// and stands as such between quotes and a colon. If not, it reads nothing and returns -1.
func (m *members) plainKey(r *Reader) int {
	data, at := r.data, r.pos
	if m.begun {
		if at >= len(data) || data[at] != ',' {
			return -1
		}
		at++
	}
	for at < len(data) && isSpace(data[at]) {
		at++
	}
	if at >= len(data) {
		return -1
	}
	rest := data[at:]
	for i := m.expected; i < len(m.keys); i++ {
		k := &m.keys[i]
		n := len(k.quoted)
		if n < len(rest) && rest[n-1] == ':' && string(rest[:n]) == k.quoted && k.isRead {
			r.keyAt, r.pos = at, at+n
			if rest[n] == ' ' {
				r.pos++
			}
			return i
		}
	}
	return -1
}

// refuseKey adds a fault about the key that was read last, and skips its value.
func (r *Reader) refuseKey(problem string) {
	name := Clip(r.key)
	r.add(fault{place: r.current, at: r.keyAt, key: name, hasKey: true, value: name, problem: problem})
	r.skip()
}
