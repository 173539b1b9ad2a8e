package routing

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

var availabilityForm = strictjson.NewObject(slices.Concat([]strictjson.Field[methods.Availability]{
	strictjson.Text("id", func(e *methods.Availability) *string { return &e.ID }).Always(),
	strictjson.Name("method", func(e *methods.Availability) *methods.ID { return &e.Method }).Always(),
	strictjson.Name("status", func(e *methods.Availability) *methods.Status { return &e.Status }).Always(),
	strictjson.Integer("rank", methods.MaxRank, func(e *methods.Availability) *int { return &e.Rank }),
	strictjson.Nested("when", matchForm, func(e *methods.Availability) *methods.Match { return &e.When }),
	strictjson.List("except", matchForm, func(e *methods.Availability) *[]methods.Match { return &e.Except }),
	strictjson.List("products", productForm, func(e *methods.Availability) *[]methods.Product { return &e.Products }),
	strictjson.Name("within", func(e *methods.Availability) *methods.ID { return &e.Parent }),
}, evidence(func(e *methods.Availability) *methods.Evidence { return &e.Evidence }))...)

// A limitText is a limit rule as it is written, with the keys of its cap beside its own.
type limitText struct {
	LimitRule
	limits.Cap
}

var limitForm = strictjson.NewObject(slices.Concat([]strictjson.Field[limitText]{
	strictjson.Text("id", func(l *limitText) *string { return &l.ID }).Always(),
	strictjson.Names("methods", func(l *limitText) *[]methods.ID { return &l.Methods }),
	strictjson.Boolean("each_method", func(l *limitText) *bool { return &l.EachMethod }),
	strictjson.Nested("when", matchForm, func(l *limitText) *methods.Match { return &l.When }),
	strictjson.List("except", matchForm, func(l *limitText) *[]methods.Match { return &l.Except }),
	strictjson.Value("min", func(l *limitText) *limits.Money { return &l.Min }, readMoney, writeMoney),
	strictjson.Value("max", func(l *limitText) *limits.Money { return &l.Max }, readMoney, writeMoney),
	strictjson.Value("max_count", func(l *limitText) *int64 { return &l.MaxCount }, readMaxCount, writeMaxCount),
	strictjson.Value("window", func(l *limitText) *limits.Window { return &l.Window }, readWindow, writeWindow),
	strictjson.Name("counter", func(l *limitText) *limits.Counter { return &l.Counter }),
	strictjson.Names("per", func(l *limitText) *[]limits.Subject { return &l.Per }),
}, evidence(func(l *limitText) *methods.Evidence { return &l.Evidence }))...)

func readLimit(r *strictjson.Reader, to *LimitRule) {
	z := zoneOf(r)
	z.limit = limitText{}
	limitForm.Read(r, &z.limit)
	*to = z.limit.LimitRule
	to.Limit = z.limit.Cap
	z.limits++
}

func writeLimit(w *strictjson.Writer, from *LimitRule) {
	l := limitText{LimitRule: *from}
	l.Cap, _ = from.Limit.(limits.Cap)
	limitForm.Write(w, &l)
}

// evidence has the keys that say how well a statement is founded.
func evidence[T any](at func(*T) *methods.Evidence) []strictjson.Field[T] {
	return []strictjson.Field[T]{
		strictjson.Text("stated", func(v *T) *string { return &at(v).Stated }),
		strictjson.Name("confidence", func(v *T) *methods.Confidence { return &at(v).Confidence }),
		strictjson.Text("conflict", func(v *T) *string { return &at(v).Conflict }),
		strictjson.Names("sources", func(v *T) *[]string { return &at(v).Sources }),
	}
}

var matchForm = strictjson.NewObject(
	strictjson.Names("platforms", func(m *methods.Match) *[]methods.Platform { return &m.Platforms }),
	strictjson.Names("surfaces", func(m *methods.Match) *[]methods.Surface { return &m.Surfaces }),
	strictjson.Names("currencies", func(m *methods.Match) *[]string { return &m.Currencies }),
	strictjson.Names("regions", func(m *methods.Match) *[]methods.Region { return &m.Regions }),
	strictjson.ListOf("audience", func(m *methods.Match) *[][]methods.Trait { return &m.Audience },
		strictjson.ReadNames, strictjson.WriteNames),
	strictjson.Value("rollout", func(m *methods.Match) *methods.Rollout { return &m.Rollout }, readRollout, writeRollout),
	date("from", func(m *methods.Match) *time.Time { return &m.Period.From }),
	date("until", func(m *methods.Match) *time.Time { return &m.Period.Until }),
	strictjson.ListOf("hours", func(m *methods.Match) *[]methods.Hours { return &m.Hours }, readHours, writeHours),
)

// date is a bound of a period, which is left out where it is open.
func date(key string, at func(*methods.Match) *time.Time) strictjson.Field[methods.Match] {
	return strictjson.Field[methods.Match]{
		Key:    key,
		Read:   func(r *strictjson.Reader, to *methods.Match) { *at(to) = readDate(r) },
		Write:  func(w *strictjson.Writer, from *methods.Match) { writeDate(w, *at(from)) },
		IsZero: func(from *methods.Match) bool { return at(from).IsZero() },
	}
}

// A rolloutText is a rollout, of which a share of nothing and no share differ.
type rolloutText struct {
	methods.Rollout
	hasPercent, hasSalt bool
}

var rolloutForm = strictjson.NewObject(
	strictjson.Field[rolloutText]{
		Key: "percent",
		Read: func(r *strictjson.Reader, to *rolloutText) {
			to.BasisPoints, to.hasPercent = readPercent(r), true
		},
		Write: func(w *strictjson.Writer, from *rolloutText) { writePercent(w, from.BasisPoints) },
	},
	strictjson.Field[rolloutText]{
		Key: "salt",
		Read: func(r *strictjson.Reader, to *rolloutText) {
			to.Salt, _ = r.Text()
			to.hasSalt = true
		},
		Write: func(w *strictjson.Writer, from *rolloutText) { w.Text(from.Salt) },
	},
)

func readRollout(r *strictjson.Reader, to *methods.Rollout) {
	var text rolloutText
	before := r.FaultCount()
	rolloutForm.Read(r, &text)
	if r.FaultCount() == before && !(text.hasPercent && text.hasSalt) {
		r.Fault("", `is not whole: want "percent" and "salt"`)
	}
	*to = text.Rollout
}

func writeRollout(w *strictjson.Writer, from *methods.Rollout) {
	rolloutForm.Write(w, &rolloutText{Rollout: *from})
}
