package ledgertest

import (
	"context"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// script is what a check has done with a ledger, to be printed as Go code when it fails.
type script struct {
	mu      sync.Mutex
	steps   []*step
	printed int               // how many of them have been
	names   map[string]string // of the variables declared so far, by what they are

}

// step is a call, or a change of the clock.
type step struct {
	caller int // from 1 where callers work at the same time; otherwise 0
	code   func(declare func(value string) string) string
	answer func() string // nil until the call has returned, and where there is none
}

func (s *script) add(caller int, code func(declare func(string) string) string) *step {
	s.mu.Lock()
	defer s.mu.Unlock()
	added := &step{caller: caller, code: code}
	s.steps = append(s.steps, added)
	return added
}

func (s *script) answered(st *step, answer func() string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st.answer = answer
}

func (s *script) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps, s.printed = nil, 0
}

// String returns the steps that it has not returned before, or "".
func (s *script) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	if s.printed == 0 && len(s.steps) > 0 {
		s.names = map[string]string{}
		b.WriteString("\tl, setClock := open(t)\n\tctx := context.Background()\n")
	}
	declare := func(value string) string {
		name, known := s.names[value]
		if !known {
			name = map[byte]string{'l': "cap", 'm': "subjects", 'f': "ended"}[value[0]] + strconv.Itoa(len(s.names)+1)
			s.names[value] = name
			fmt.Fprintf(&b, "\t%s := %s\n", name, value)
		}
		return name
	}
	for rest := s.steps[s.printed:]; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(st *step) bool { return st.caller == 0 })
		switch {
		case n < 0:
			n = len(rest)
			fallthrough
		case n > 0:
			atOnce(&b, rest[:n], declare)
		default:
			n = 1
			code := rest[0].lines(declare)
			fmt.Fprintf(&b, "\t%s\n", strings.Join(code, "\n\t"))
		}
		rest = rest[n:]
	}
	s.printed = len(s.steps)
	code, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String()
	}
	return string(code)
}

// atOnce writes the steps of callers that work at the same time, each in its own order.
func atOnce(b *strings.Builder, steps []*step, declare func(string) string) {
	code := map[int][]string{}
	for _, st := range steps {
		code[st.caller] = append(code[st.caller], st.lines(declare)...)
	}
	b.WriteString("\tvar callers sync.WaitGroup\n")
	for _, caller := range slices.Sorted(maps.Keys(code)) {
		fmt.Fprintf(b, "\tcallers.Go(func() {\n\t\t%s\n\t})\n", strings.Join(code[caller], "\n\t\t"))
	}
	b.WriteString("\tcallers.Wait()\n")
}

// lines are the step and, in a comment, its answer.
func (st *step) lines(declare func(string) string) []string {
	lines := []string{st.code(declare)}
	if st.answer != nil {
		lines = append(lines, "// "+strings.ReplaceAll(st.answer(), "\n", "; "))
	}
	return lines
}

// recorded is a ledger whose calls are added to a script.
type recorded struct {
	ledger.Ledger
	*script
	caller int
}

// begin adds a call.
func (l recorded) begin(ctx context.Context, method string, arguments func(declare func(string) string) string) *step {
	ended := ctx.Err() != nil
	return l.add(l.caller, func(declare func(string) string) string {
		ctx := "ctx"
		if ended {
			ctx = declare("func() context.Context { ctx, cancel := context.WithCancel(ctx); cancel(); return ctx }()")
		}
		return "l." + method + "(" + ctx + arguments(declare) + ")"
	})
}

func (l recorded) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	st := l.begin(ctx, "Usage", func(declare func(string) string) string {
		return ", " + goCaps(caps, declare) + ", " + goSubjects(subjects, declare)
	})
	usage, err := l.Ledger.Usage(ctx, caps, subjects)
	got := maps.Clone(usage)
	l.answered(st, func() string {
		var all []string
		for _, counter := range slices.Sorted(maps.Keys(got)) {
			all = append(all, fmt.Sprintf("%s: %v", strconv.Quote(string(counter)), got[counter]))
		}
		return answerOf(strings.Join(all, ", "), err)
	})
	return usage, err
}

func (l recorded) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	st := l.begin(ctx, "Reserve", func(declare func(string) string) string { return ", " + goPayment(p, declare) })
	r, err := l.Ledger.Reserve(ctx, p)
	return l.reservation(st, r, err)
}

func (l recorded) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
	st := l.begin(ctx, "Confirm", func(func(string) string) string { return fmt.Sprintf(", %q, %#v", id, amount) })
	r, err := l.Ledger.Confirm(ctx, id, amount)
	return l.reservation(st, r, err)
}

func (l recorded) Release(ctx context.Context, id string) (ledger.Reservation, error) {
	st := l.begin(ctx, "Release", func(func(string) string) string { return fmt.Sprintf(", %q", id) })
	r, err := l.Ledger.Release(ctx, id)
	return l.reservation(st, r, err)
}

func (l recorded) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	st := l.begin(ctx, "Refund", func(func(string) string) string { return fmt.Sprintf(", %q, %q, %#v", id, refund, amount) })
	r, err := l.Ledger.Refund(ctx, id, refund, amount)
	return l.reservation(st, r, err)
}

func (l recorded) Sweep(ctx context.Context, limit int) (ledger.SweepResult, error) {
	st := l.begin(ctx, "Sweep", func(func(string) string) string { return fmt.Sprintf(", %d", limit) })
	swept, err := l.Ledger.Sweep(ctx, limit)
	l.answered(st, func() string {
		return answerOf(fmt.Sprintf("expired %d, deleted %d", swept.Expired, swept.Deleted), err)
	})
	return swept, err
}

func (l recorded) Audit(ctx context.Context) ([]ledger.Discrepancy, error) {
	st := l.begin(ctx, "Audit", func(func(string) string) string { return "" })
	found, err := l.Ledger.Audit(ctx)
	l.answered(st, func() string { return answerOf(fmt.Sprintf("%d discrepancies", len(found)), err) })
	return found, err
}

// reservation keeps an answer. Its Totals may be shared with the ledger, and change.
func (l recorded) reservation(st *step, r ledger.Reservation, err error) (ledger.Reservation, error) {
	totals := slices.Clone(r.Totals)
	l.answered(st, func() string {
		text := string(r.State)
		if r.Late {
			text += ", late"
		}
		if r.Replay {
			text += ", a replay"
		}
		for _, t := range totals {
			text += fmt.Sprintf("; %q at %v by change %d", t.Counter, t.Used, t.Seq)
		}
		return answerOf(text, err)
	})
	return r, err
}

func answerOf(text string, err error) string {
	if err != nil {
		return err.Error()
	}
	return text
}

func goPayment(p ledger.Payment, declare func(string) string) string {
	text := fmt.Sprintf("ledger.Payment{ID: %q, Amount: %#v", p.ID, p.Amount)
	if len(p.Caps) > 0 {
		text += ", Caps: " + goCaps(p.Caps, declare)
	}
	if len(p.Subjects) > 0 {
		text += ", Subjects: " + goSubjects(p.Subjects, declare)
	}
	text += ", Hold: " + goDuration(p.Hold)
	if len(p.Refundable) > 0 {
		text += fmt.Sprintf(", Refundable: []limits.Counter{%s}", quoted(p.Refundable))
	}
	return text + "}"
}

func goCaps(caps []limits.Cap, declare func(string) string) string {
	names := make([]string, len(caps))
	for i, c := range caps {
		names[i] = declare(goCap(c))
	}
	return "[]limits.Cap{" + strings.Join(names, ", ") + "}"
}

func goCap(c limits.Cap) string {
	var fields []string
	field := func(isSet bool, name, value string) {
		if isSet {
			fields = append(fields, name+": "+value)
		}
	}
	field(c.Min.IsValid(), "Min", fmt.Sprintf("%#v", c.Min))
	field(c.Max.IsValid(), "Max", fmt.Sprintf("%#v", c.Max))
	field(c.MaxCount != 0, "MaxCount", goInt(c.MaxCount))
	field(!c.Window.IsZero(), "Window", fmt.Sprintf("%#v", c.Window))
	field(c.Counter != "", "Counter", strconv.Quote(string(c.Counter)))
	field(len(c.Per) > 0, "Per", "[]limits.Subject{"+quoted(c.Per)+"}")
	return "limits.Cap{" + strings.Join(fields, ", ") + "}"
}

// goSubjects reveals ids, which are those of this package.
func goSubjects(subjects map[limits.Subject]limits.Hidden, declare func(string) string) string {
	var all []string
	for _, subject := range slices.Sorted(maps.Keys(subjects)) {
		all = append(all, fmt.Sprintf("%q: limits.Hide(%q)", subject, subjects[subject].Reveal()))
	}
	return declare("map[limits.Subject]limits.Hidden{" + strings.Join(all, ", ") + "}")
}

func quoted[T ~string](all []T) string {
	texts := make([]string, len(all))
	for i, s := range all {
		texts[i] = strconv.Quote(string(s))
	}
	return strings.Join(texts, ", ")
}

// goDuration writes a duration in the largest unit that says it.
func goDuration(d time.Duration) string {
	for _, unit := range [...]struct {
		size time.Duration
		name string
	}{{time.Hour, "time.Hour"}, {time.Minute, "time.Minute"}, {time.Second, "time.Second"}, {time.Microsecond, "time.Microsecond"}} {
		switch {
		case d == unit.size:
			return unit.name
		case d != 0 && d%unit.size == 0:
			return goInt(int64(d/unit.size)) + " * " + unit.name
		}
	}
	return goInt(int64(d))
}

func goInt(n int64) string { return strconv.FormatInt(n, 10) }

func goTime(t time.Time) string {
	return fmt.Sprintf("time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.UTC)",
		t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond())
}
