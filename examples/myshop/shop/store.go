package shop

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// A Store keeps the records of orders. It is safe for concurrent use, by several shops where they
// share it.
//
// Any error but [ErrStale] means that the outcome is unknown.
type Store interface {
	// Load returns the record of an order; one of version 0 if it has none.
	Load(ctx context.Context, order string) (Record, error)

	// Save stores a record whose version is that of the stored one, and adds one to it. It
	// is ErrStale if the versions differ.
	Save(ctx context.Context, record Record) error

	// Due returns up to limit orders whose records are due by now, the earliest first.
	Due(ctx context.Context, now time.Time, limit int) ([]string, error)
}

// ErrStale reports a record that somebody else has saved since it was loaded.
var ErrStale = errors.New("the record has been saved meanwhile")

// update changes the record of an order: change is called again where somebody else was
// faster, and reports whether there is anything to save. It returns the record as it is then.
func (s *Server) update(ctx context.Context, order string, change func(*Record) bool) (Record, error) {
	for {
		record, err := s.store.Load(ctx, order)
		if err != nil || !change(&record) {
			return record, err
		}
		record.schedule()
		if err := s.store.Save(ctx, record); !errors.Is(err, ErrStale) {
			return record, err
		}
	}
}

// MemoryStore is a [Store] for one process. Its records are lost with the process. The zero
// MemoryStore is empty.
type MemoryStore struct {
	mu      sync.Mutex
	records map[string]Record
}

// Load implements [Store].
func (s *MemoryStore) Load(ctx context.Context, order string) (Record, error) {
	if err := ctx.Err(); err != nil {
		return Record{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if record, ok := s.records[order]; ok {
		return record.clone(), nil
	}
	return Record{Order: order}, nil
}

// Save implements [Store].
func (s *MemoryStore) Save(ctx context.Context, record Record) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.records[record.Order].Version != record.Version {
		return ErrStale
	}
	if s.records == nil {
		s.records = map[string]Record{}
	}
	record.Version++
	s.records[record.Order] = record.clone()
	return nil
}

// Due implements [Store].
func (s *MemoryStore) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var due []Record
	for _, record := range s.records {
		if !record.Due.IsZero() && !record.Due.After(now) {
			due = append(due, record)
		}
	}
	slices.SortFunc(due, func(a, b Record) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Order, b.Order)) })
	orders := []string{}
	for _, record := range due[:min(limit, len(due))] {
		orders = append(orders, record.Order)
	}
	return orders, nil
}

// clone copies what a record holds, so that no two share it.
func (r Record) clone() Record {
	r.Attempts = slices.Clone(r.Attempts)
	for i := range r.Attempts {
		r.Attempts[i].Refunds = slices.Clone(r.Attempts[i].Refunds)
	}
	return r
}
