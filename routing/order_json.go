package routing

import (
	"math"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// MaxOrderSize is the largest order that [ParseOrder] reads, in bytes.
const MaxOrderSize = 1 << 20

// ParseOrder reads the JSON form of one order, as strictly as [ParseCatalog] reads
// a catalog. The error is an [*OrderError] with every fault, each with its path,
// line and column; whether the platform and the methods are known is for
// [Router.Route] to say. No fault quotes a buyer or a merchant. An order has at most
// [MaxOrderSize] bytes.
func ParseOrder(data []byte) (Order, error) {
	r := strictjson.NewReader(data, strictjson.Options{MaxSize: MaxOrderSize, Private: true})
	defer r.Release()
	o := orders.Get().(*Order)
	defer func() {
		*o = Order{}
		orders.Put(o)
	}()
	orderForm.Read(r, o)
	var found []Fault
	if r.End() {
		found = partFaults(o)
	}
	if faults := strictjson.Faults(r, found); faults != nil {
		return Order{}, &OrderError{Faults: faults}
	}
	return *o, nil
}

// orders are empty ones to read into, as what a form reads into is never on the stack.
var orders = sync.Pool{New: func() any { return new(Order) }}

// MarshalJSON writes the JSON form that [ParseOrder] reads, without the buyer and
// the merchant: read back, the order no longer says who they are. Fields that are
// empty are left out. The error is always nil.
func (o Order) MarshalJSON() ([]byte, error) { return orderForm.Append(nil, &o), nil }

// UnmarshalJSON is [ParseOrder]: strict where encoding/json by itself is not. Lines
// and columns of faults count from the start of the order, not of what is around it.
// With an error o stays as it was.
func (o *Order) UnmarshalJSON(data []byte) error {
	parsed, err := ParseOrder(data)
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}

var orderForm = strictjson.NewObject(
	strictjson.Line("id", maxText, func(o *Order) *string { return &o.ID }),
	strictjson.Name("platform", func(o *Order) *methods.Platform { return &o.Platform }),
	strictjson.Name("surface", func(o *Order) *methods.Surface { return &o.Surface }),
	strictjson.Value("amount", func(o *Order) *limits.Money { return &o.Amount }, readMoney, writeMoney),
	strictjson.Field[Order]{
		Key:    "at",
		Read:   func(r *strictjson.Reader, to *Order) { readInstant(r, &to.At) },
		Write:  func(w *strictjson.Writer, from *Order) { writeInstant(w, &from.At) },
		IsZero: func(from *Order) bool { return from.At.IsZero() },
	},
	strictjson.Name("region", func(o *Order) *methods.Region { return &o.Region }),
	strictjson.Names("traits", func(o *Order) *[]methods.Trait { return &o.Traits }),
	strictjson.Names("lacks", func(o *Order) *[]methods.Trait { return &o.Lacks }),
	strictjson.Secret("buyer", func(o *Order, id string) { o.Buyer = limits.Hide(id) }),
	strictjson.Secret("merchant", func(o *Order, id string) { o.Merchant = limits.Hide(id) }),
	strictjson.Map("usage", "counter", func(o *Order) *limits.Usage { return &o.Usage }, readUsed, writeUsed),
	strictjson.ExactNames("allow", func(o *Order) *[]methods.ID { return &o.Allow }),
	strictjson.Names("block", func(o *Order) *[]methods.ID { return &o.Block }),
	strictjson.Names("tried", func(o *Order) *[]methods.ID { return &o.Tried }),
	strictjson.Names("prefer", func(o *Order) *[]methods.ID { return &o.Prefer }),
	strictjson.Map("down", "method", func(o *Order) *map[methods.ID]time.Time { return &o.Down }, readOutageEnd, writeOutageEnd),
)

// readOutageEnd reads until when a method is down, or null where nobody knows.
func readOutageEnd(r *strictjson.Reader, to *time.Time) {
	if r.Null() {
		return
	}
	before := r.FaultCount()
	if readInstant(r, to); (to.IsZero() || !isOutageEnd(*to)) && r.FaultCount() == before {
		r.Fault(to.Format(time.RFC3339), outageOutOfRange)
	}
}

func writeOutageEnd(w *strictjson.Writer, from *time.Time) {
	if from.IsZero() {
		w.Null()
		return
	}
	writeInstant(w, from)
}

// A usedText is what a counter has reached, where more is written than an amount.
type usedText struct {
	amount  limits.Money
	count   int
	counted bool // a count was read
}

var usedForm = strictjson.NewObject(
	strictjson.Value("amount", func(u *usedText) *limits.Money { return &u.amount }, readMoney, writeMoney),
	strictjson.Field[usedText]{
		Key:   "count",
		Read:  func(r *strictjson.Reader, to *usedText) { to.count, to.counted = r.Integer(math.MaxInt), true },
		Write: func(w *strictjson.Writer, from *usedText) { w.Integer(from.count) },
	},
)

// readUsed reads an amount, or an object with a count.
func readUsed(r *strictjson.Reader, to *limits.Used) {
	before := r.FaultCount()
	switch r.Kind() {
	case strictjson.KindString:
		readMoney(r, &to.Amount)
	case strictjson.KindObject:
		var text usedText
		usedForm.Read(r, &text)
		if to.Amount = text.amount; text.counted {
			*to = limits.NewUsed(text.amount, int64(text.count))
		}
	default:
		r.Refuse(`an amount such as "420.00 CNY", or an object with an amount, a count or both`)
	}
	if !isUsage(*to) && r.FaultCount() == before {
		r.Fault(usageProblem(*to))
	}
}

// writeUsed writes an amount alone as a text.
func writeUsed(w *strictjson.Writer, from *limits.Used) {
	count, counted := from.Count()
	if !counted {
		writeMoney(w, &from.Amount)
		return
	}
	usedForm.Write(w, &usedText{amount: from.Amount, count: int(count)})
}
