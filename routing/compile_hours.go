package routing

import (
	"encoding/binary"

	"github.com/paymux/paymux/methods"
)

// hours interns a list of hours as spans of the week, sorted, of which none touch.
// Number 0 is all the time.
func (b *builder) hours(all []methods.Hours) uint32 {
	if len(all) == 0 {
		return 0
	}
	spans := spansOf(all)
	b.key = b.key[:0]
	for _, s := range spans {
		b.key = binary.LittleEndian.AppendUint32(b.key, uint32(s.from)<<16|uint32(s.until))
	}
	if number, ok := b.hoursOf[string(b.key)]; ok {
		return number
	}
	r := b.router
	number := uint32(len(r.hoursAt) - 1)
	b.hoursOf[string(b.key)] = number
	r.weekSpans = append(r.weekSpans, spans...)
	r.hoursAt = append(r.hoursAt, uint32(len(r.weekSpans)))
	return number
}
