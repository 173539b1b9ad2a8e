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
	return awaitMade(ctx, p, func(ctx context.Context) (limits.Usage, error) { return p.usage(ctx, scopes) })
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
		var reached map[string]reached
		err := p.db.QueryRowContext(ctx, p.sql.usage, asJSON(keys)).Scan(&now, fromJSON{&reached})
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
			usage[scopes[i].counter] = reachedBy(reached, keys[i], scopes[i].currency)
		}
		return usage, nil
	}
	return nil, errConflict
}

// reached is what the database reports that a total has reached.
type reached struct {
	Used  int64  `json:"used"`
	Count *int64 `json:"count"` // nil if it is not known
}

func (r reached) in(currency limits.Currency) limits.Used {
	if r.Count == nil {
		return usedOf(currency, r.Used, 0, false)
	}
	return usedOf(currency, r.Used, *r.Count, true)
}

// reachedBy returns what the total of a key has reached, given those that exist.
func reachedBy(totals map[string]reached, key string, currency limits.Currency) limits.Used {
	if r, ok := totals[key]; ok {
		return r.in(currency)
	}
	return usedOf(currency, 0, 0, true)
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
	return awaitMade(ctx, p, func(ctx context.Context) ([]Discrepancy, error) {
		var rows []struct {
			Key        string
			Counter    limits.Counter
			Currency   limits.Currency
			Recorded   *reached
			Recomputed reached
		}
		if err := p.db.QueryRowContext(ctx, p.sql.audit, Retention.Microseconds()).Scan(fromJSON{&rows}); err != nil {
			return nil, p.explain(err)
		}
		var discrepancies []Discrepancy
		for _, row := range rows {
			d := Discrepancy{Key: limits.Hide(row.Key), Counter: row.Counter, Recomputed: row.Recomputed.in(row.Currency)}
			if row.Recorded != nil {
				d.Recorded = row.Recorded.in(row.Currency)
			}
			discrepancies = append(discrepancies, d)
		}
		return discrepancies, nil
	})
}
