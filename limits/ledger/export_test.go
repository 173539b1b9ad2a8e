package ledger

import (
	"context"
	"fmt"

	"github.com/paymux/paymux/limits"
)

// Tamper adds to the total of a cap what no payment counts in it.
func (m *Memory) Tamper(c limits.Cap, subjects map[limits.Subject]limits.Hidden, minor, payments int64) error {
	var f faults
	scopes := f.scopes([]limits.Cap{c}, subjects)
	if err := f.err(); err != nil {
		return err
	}
	s, err := m.begin(context.Background())
	if err != nil {
		return err
	}
	defer m.state.unlock(s)
	at := scopes[0].count(s.now)
	t := s.total(&at)
	if t == nil {
		return fmt.Errorf("there is no total of %s", c.Counter)
	}
	t.Used += minor
	t.Count += payments
	return nil
}
