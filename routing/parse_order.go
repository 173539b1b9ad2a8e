package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// ParseOrder reads the JSON form of one order, as strictly as [ParseCatalog] reads
// a catalog. The error is an [*OrderError] with every fault of form; whether the
// platform and the methods are known is for [Router.Route] to say.
func ParseOrder(data []byte) (Order, error) {
	s := newScanner(data, MaxOrderSize)
	var o Order
	s.object(orderKeys, func(key int) { s.orderField(&o, key) })
	s.end()
	if !s.stopped {
		for _, f := range orderFaults(&o) {
			if !slices.ContainsFunc(s.faults, func(g Fault) bool { return g.Path == f.Path }) {
				s.faults = append(s.faults, f)
			}
		}
	}
	if len(s.faults) > 0 {
		return Order{}, &OrderError{Faults: s.faults}
	}
	return o, nil
}

var orderKeys = []string{"id", "platform", "surface", "amount", "at", "region", "traits", "buyer", "merchant",
	"usage", "allow", "block", "tried", "prefer"}

func (s *scanner) orderField(o *Order, key int) {
	switch key {
	case 0:
		o.ID = s.shownText()
	case 1:
		text, _ := s.text()
		o.Platform = methods.Platform(text)
	case 2:
		text, _ := s.text()
		o.Surface = methods.Surface(text)
	case 3:
		o.Amount = s.money()
	case 4:
		o.At = s.instant()
	case 5:
		text, _ := s.text()
		o.Region = methods.Region(text)
	case 6:
		o.Traits = list[methods.Trait](s)
	case 7:
		o.Buyer, _ = s.text()
	case 8:
		o.Merchant, _ = s.text()
	case 9:
		o.Usage = s.usage()
	case 10:
		o.Allow = list[methods.ID](s)
	case 11:
		o.Block = list[methods.ID](s)
	case 12:
		o.Tried = list[methods.ID](s)
	case 13:
		o.Prefer = list[methods.ID](s)
	}
}

// shownText reads a text that will be shown to people.
func (s *scanner) shownText() string {
	at := s.start()
	text, ok := s.text()
	if problem := textProblem(text); ok && problem != "" {
		s.fault(at, text, problem)
	}
	return text
}

// list reads an array of strings.
func list[S ~string](s *scanner) []S {
	var all []S
	s.array(func(int) {
		text, _ := s.text()
		all = append(all, S(text))
	})
	return all
}

// usage reads an object whose keys are counters.
func (s *scanner) usage() limits.Usage {
	if !s.expect('{', "an object") || !s.enter() {
		return nil
	}
	defer func() { s.depth-- }()
	usage := limits.Usage{}
	s.members(func(name []byte, at int) {
		counter := limits.Counter(name)
		if _, again := usage[counter]; again {
			s.faultyKey(at, name, "is there twice: want each counter once")
			return
		}
		s.steps = append(s.steps, step{key: clip(string(name))})
		usage[counter] = s.money()
		s.steps = s.steps[:len(s.steps)-1]
	})
	return usage
}
