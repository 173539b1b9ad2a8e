package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// ParseOrder reads the JSON form of one order, as strictly as [ParseCatalog] reads
// a catalog. The error is an [*OrderError] with every fault, each with its path,
// line and column; whether the platform and the methods are known is for
// [Router.Route] to say. No fault quotes a buyer or a merchant. An order has at most [MaxOrderSize] bytes.
func ParseOrder(data []byte) (Order, error) {
	s := newScanner(data, MaxOrderSize)
	s.private = true
	var o Order
	s.object(orderKeys, func(key int) { s.orderField(&o, key) })
	s.end()
	var meaning []Fault
	if !s.stopped {
		meaning = orderFaults(&o)
	}
	if faults := located(data, s.faults, meaning); len(faults) > 0 {
		return Order{}, &OrderError{Faults: faults}
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
		o.Platform = methods.Platform(s.name())
	case 2:
		o.Surface = methods.Surface(s.name())
	case 3:
		o.Amount = s.money()
	case 4:
		o.At = s.instant()
	case 5:
		o.Region = methods.Region(s.name())
	case 6:
		o.Traits = nameList[methods.Trait](s)
	case 7:
		o.Buyer = limits.Hide(s.secret())
	case 8:
		o.Merchant = limits.Hide(s.secret())
	case 9:
		o.Usage = s.usage()
	case 10:
		o.Allow = nameList[methods.ID](s)
	case 11:
		o.Block = nameList[methods.ID](s)
	case 12:
		o.Tried = nameList[methods.ID](s)
	case 13:
		o.Prefer = nameList[methods.ID](s)
	}
}

// shownText reads a text that will be shown to people.
func (s *scanner) shownText() string {
	at := s.start()
	text, ok := s.text()
	if problem := textProblem(text); ok && problem != "" {
		s.fault(at, clip(text), problem)
	}
	return text
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
		s.steps = append(s.steps, step{string(counter), -1})
		usage[counter] = limits.Used{}
		if !s.null("leave the counter out") {
			usage[counter] = limits.Used{Amount: s.money()}
		}
		s.steps = s.steps[:len(s.steps)-1]
	})
	return usage
}
