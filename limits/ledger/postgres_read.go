package ledger

import (
	"context"
	"time"

	"github.com/paymux/paymux/limits"
)

// Usage implements [Ledger].
func (p *Postgres) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	var f faults
	scopes := f.scopes(caps, subjects)
	if err := f.err(); err != nil {
		return nil, err
	}
	return await(ctx, func(ctx context.Context) (limits.Usage, error) { return p.usage(ctx, scopes) })
}

// usage reads the totals of the current windows by the guessed time, and again if the
// database's clock is in other windows.
func (p *Postgres) usage(ctx context.Context, scopes []scope) (limits.Usage, error) {
	usage := make(limits.Usage, len(scopes))
	if len(scopes) == 0 {
		return usage, nil
	}
	now := p.now()
	for range attempts {
		counts := countsOf(scopes, now)
		keys := make([]string, len(counts))
		for i := range counts {
			keys[i] = counts[i].Key
		}
		var used map[string]int64
		err := p.db.QueryRowContext(ctx, p.sql.usage, asJSON(keys)).Scan(&now, fromJSON{&used})
		if sqlState(err) == serializationFailure {
			continue
		}
		if err != nil {
			return nil, p.explain(err)
		}
		p.observe(now)
		if !contain(counts, now) {
			continue
		}
		for i := range scopes {
			total, err := limits.MoneyFromMinor(used[keys[i]], scopes[i].currency())
			if err != nil {
				return nil, err
			}
			usage[scopes[i].counter] = limits.Used{Amount: total}
		}
		return usage, nil
	}
	return nil, errConflict
}

// contain reports whether the windows of all counts contain an instant.
func contain(counts []count, at time.Time) bool {
	for _, c := range counts {
		if c.From != nil && (at.Before(*c.From) || !at.Before(*c.Until)) {
			return false
		}
	}
	return true
}

// Audit implements [Ledger]. It reads every stored payment, and no other call waits for
// it.
func (p *Postgres) Audit(ctx context.Context) ([]Discrepancy, error) {
	return await(ctx, func(ctx context.Context) ([]Discrepancy, error) {
		var rows []struct {
			Key        string
			Counter    limits.Counter
			Currency   limits.Currency
			Recorded   *int64
			Recomputed int64
		}
		if err := p.db.QueryRowContext(ctx, p.sql.audit, Retention.Microseconds()).Scan(fromJSON{&rows}); err != nil {
			return nil, p.explain(err)
		}
		var discrepancies []Discrepancy
		for _, row := range rows {
			d := Discrepancy{Key: limits.Hide(row.Key), Counter: row.Counter}
			var err error
			if d.Recomputed, err = limits.MoneyFromMinor(row.Recomputed, row.Currency); err != nil {
				return nil, err
			}
			if row.Recorded != nil {
				if d.Recorded, err = limits.MoneyFromMinor(*row.Recorded, row.Currency); err != nil {
					return nil, err
				}
			}
			discrepancies = append(discrepancies, d)
		}
		return discrepancies, nil
	})
}
