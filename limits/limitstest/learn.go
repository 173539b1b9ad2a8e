package limitstest

import (
	"errors"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// learned is what a limit tells about itself when it is asked: the counters that its
// UsageErrors name, and the currencies, bounds, counts and resets of its answers.
type learned struct {
	counters   []limits.Counter
	currencies []limits.Currency
	bounds     []limits.Money
	counts     []int64
	resets     []time.Time
	decides    bool
}

// maxLearned bounds each list, so that a limit that names a new counter in each error,
// or never answers twice alike, is asked no longer than another.
const maxLearned = 16

func note[V comparable](known []V, v V) []V {
	if len(known) >= maxLearned || slices.Contains(known, v) {
		return known
	}
	return append(known, v)
}

// learn asks the limit, in every currency and at a few instants, and returns s with what
// it has learned. A limit that has then decided nothing is asked at every hour of a leap
// year: it may be open on one day only.
func (s QuerySet) learn(limit limits.Limit, h *history) QuerySet {
	l := &learner{limit: limit, history: h, counters: s.counters()}
	currencies := append(s.currencies(), someCurrencies...)
	for _, at := range ordinaryTimes {
		for _, currency := range currencies {
			l.ask(currency, at)
		}
	}
	if len(s.caps) == 0 {
		for currency := range limits.Currencies() {
			l.ask(currency, ordinaryTimes[0])
		}
	}
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for hour := 0; hour < 366*24 && !l.decides; hour++ {
		l.ask(currencies[0], first.Add(time.Duration(hour)*time.Hour))
	}
	s.learned = l.learned
	return s
}

// ordinaryTimes are a weekday and a weekend, by day and by night, in Asia and in Europe,
// and a month's last day.
var ordinaryTimes = []time.Time{
	time.Date(2024, 9, 12, 6, 0, 0, 0, time.UTC),
	time.Date(2024, 9, 12, 20, 0, 0, 0, time.UTC),
	time.Date(2024, 9, 14, 12, 0, 0, 0, time.UTC),
	time.Date(2024, 9, 30, 12, 0, 0, 0, time.UTC),
}

type learner struct {
	learned
	limit    limits.Limit
	history  *history
	counters []limits.Counter // of the caps
}

// ask states no usage, and then that nothing has been paid by any counter that the limit
// asks for, until it answers.
func (l *learner) ask(currency limits.Currency, at time.Time) {
	q := limits.Query{Currency: currency, At: at, Usage: limits.Usage{}}
	nothing := limits.NewUsed(money(0, currency), 0)
	for _, counter := range l.counters {
		q.Usage[counter] = nothing
	}
	for range maxLearned {
		a, missing := l.call(q)
		if missing == "" {
			l.learn(q, a)
			return
		}
		switch used, stated := q.Usage[missing]; {
		case !stated:
			q.Usage[missing] = nothing
		case used == nothing:
			q.Usage[missing] = limits.CountOnly(0)
		default:
			return
		}
		if !slices.Contains(l.counters, missing) {
			l.learned.counters = note(l.learned.counters, missing)
		}
	}
}

// call returns the answer and the counter whose usage it asks for, if it does.
func (l *learner) call(q limits.Query) (answer, limits.Counter) {
	var missing limits.Counter
	a := call(limitAnd{l.limit, func(err error) {
		if usage := (*limits.UsageError)(nil); errors.As(err, &usage) && usage != nil {
			missing = usage.Counter
		}
	}}, l.history.passed(q))
	l.history.add(exchange{q, a})
	return a, missing
}

// limitAnd passes a limit's errors on to a function, where a panic of theirs is caught.
type limitAnd struct {
	limits.Limit
	note func(error)
}

func (l limitAnd) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.Limit.Headroom(q)
	if err != nil {
		l.note(err)
	}
	return room, err
}

// learn notes what a decided answer says, and at which counts it changes.
func (l *learner) learn(q limits.Query, a answer) {
	if !a.isDecided() {
		return
	}
	l.decides = true
	l.currencies = note(l.currencies, q.Currency)
	for _, side := range []side{lower, upper} {
		if bound, ok := side.bound(a.room); ok && isTotal(bound) {
			l.bounds = note(l.bounds, bound)
		}
	}
	if at, ok := a.room.Resets(); ok {
		l.resets = note(l.resets, at)
	}
	for _, counter := range l.learned.counters {
		before := a
		for n := int64(1); n <= maxLearned && len(l.counts) == 0; n++ {
			paid := clone(q)
			paid.Usage[counter] = withCount(paid.Usage[counter], n)
			after, _ := l.call(paid)
			if !after.same(before) {
				l.counts = note(l.counts, n)
			}
			before = after
		}
	}
}
