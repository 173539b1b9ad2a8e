package ledgertest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func isText(s string) bool {
	return s != "" && len(s) <= 200 && utf8.ValidString(s) && !strings.ContainsRune(s, 0)
}

// faults collects invalid arguments.
type faults struct {
	errs    []error
	sortPer bool
}

func (l *plain) check() *faults {
	return &faults{sortPer: !l.is("takes the order of a cap's subjects to matter")}
}

func (f *faults) want(ok bool, field, value, want string) {
	if !ok {
		f.errs = append(f.errs, &ledger.FieldError{Field: field, Value: value, Want: want})
	}
}

func (l *plain) join(f *faults) error {
	if l.is("reports one invalid argument at a time") && len(f.errs) > 0 {
		return f.errs[0]
	}
	return errors.Join(f.errs...)
}

// caps checks the caps and returns those with a total, one for each counter.
func (f *faults) caps(caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) []limits.Cap {
	var all []limits.Cap
	for i, c := range caps {
		if err := c.Validate(); err != nil {
			f.errs = append(f.errs, err)
			continue
		}
		if !c.IsTotal() {
			continue
		}
		f.want(isText(string(c.Counter)), fmt.Sprintf("Caps[%d].Counter", i), string(c.Counter), "a text")
		for _, subject := range c.Per {
			f.want(isText(subjects[subject].Reveal()), fmt.Sprintf("Subjects[%s]", subject), "", "an id")
		}
		c.Per = slices.Clone(c.Per)
		if f.sortPer {
			slices.Sort(c.Per)
		}
		j := slices.IndexFunc(all, func(other limits.Cap) bool { return other.Counter == c.Counter })
		if j < 0 {
			all = append(all, c)
			continue
		}
		same := &all[j]
		f.want(same.Window == c.Window && slices.Equal(same.Per, c.Per) &&
			(!same.Max.IsValid() || !c.Max.IsValid() || same.Max.Currency() == c.Max.Currency()),
			fmt.Sprintf("Caps[%d].Counter", i), string(c.Counter), "a counter of one total")
		if !same.Max.IsValid() || c.Max.IsValid() && c.Max.Minor() < same.Max.Minor() {
			same.Max = c.Max
		}
		if same.MaxCount == 0 || c.MaxCount > 0 && c.MaxCount < same.MaxCount {
			same.MaxCount = c.MaxCount
		}
	}
	return all
}

func (l *plain) checkPayment(p ledger.Payment) ([]limits.Cap, error) {
	f := l.check()
	f.want(isText(p.ID), "ID", p.ID, "a text")
	f.want(p.Amount.IsValid() && p.Amount.Sign() >= 0, "Amount", p.Amount.String(), "zero or more")
	f.want(p.Hold > 0 && (p.Hold <= ledger.MaxHold || l.is("holds for longer than MaxHold")), "Hold", p.Hold.String(), "at most MaxHold")
	for i, c := range p.Caps {
		f.want(!c.Currency().IsValid() || !p.Amount.IsValid() || c.Currency() == p.Amount.Currency(),
			fmt.Sprintf("Caps[%d]", i), c.Currency().String(), "the currency of Amount")
	}
	totals := f.caps(p.Caps, p.Subjects)
	return totals, l.join(f)
}
