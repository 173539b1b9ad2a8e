package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// A zoneReading is what is known of a catalog's zone while the catalog is read. The
// zone may stand behind the dates and windows that need it: these wait for it.
type zoneReading struct {
	location *time.Location // nil: not read yet
	waiting  []waiting
	windows  []waitingWindow
	parsed   map[string]limits.Window // what texts of windows mean in the zone

	limit  limitText // the limit rule that is being read
	limits int       // how many were read before it
}

// waiting is a text that needs a zone, and where it stands.
type waiting struct {
	place strictjson.Place
	text  string
}

// waitingWindow is a waiting window of a limit rule.
type waitingWindow struct {
	limit int
	text  string
}

// unsettled is where dates are that wait for the zone. No zone is of seconds.
var unsettled = time.FixedZone("", 1)

// zoneOf returns what a reader of a catalog knows of its zone.
func zoneOf(r *strictjson.Reader) *zoneReading { return r.Context.(*zoneReading) }

func readZone(r *strictjson.Reader, to *time.Duration) {
	z := zoneOf(r)
	z.location = time.UTC // also of a faulty zone: one fault is enough
	b, ok := r.Bytes()
	if !ok {
		return
	}
	seconds, ok := parseOffset(b)
	if !ok {
		r.Fault(string(b), `is not an offset: want one such as "+08:00"`)
		return
	}
	z.location = time.FixedZone("", seconds)
	*to = time.Duration(seconds) * time.Second
}

// writeZone writes the zone that the writer writes dates in.
func writeZone(w *strictjson.Writer, _ *time.Duration) { w.Text(zoneText(w)) }

// zoneText is the zone that a writer of a catalog writes dates in, such as "+08:00".
func zoneText(w *strictjson.Writer) string {
	return time.Unix(0, 0).In(w.Context.(*time.Location)).Format("-07:00")
}

// parseOffset reads an offset such as "+08:00" in seconds. It refuses "-00:00", which
// says that the offset is not known.
func parseOffset(b []byte) (seconds int, ok bool) {
	if len(b) != len("+08:00") || b[0] != '+' && b[0] != '-' || b[3] != ':' {
		return 0, false
	}
	hours, ok := digits(b[1:3])
	minutes, fine := digits(b[4:])
	seconds = (hours*60 + minutes) * 60
	if !ok || !fine || hours > 23 || minutes > 59 {
		return 0, false
	}
	if b[0] == '-' {
		return -seconds, seconds > 0
	}
	return seconds, true
}

// dates returns where the dates are that are written as days. The text of one, which
// is being read, is kept if it has to wait.
func (z *zoneReading) dates(r *strictjson.Reader, text []byte) *time.Location {
	if z.need(r, text); z.location == nil {
		return unsettled
	}
	return z.location
}

// need notes that the value that is being read needs the catalog's zone.
func (z *zoneReading) need(r *strictjson.Reader, text []byte) {
	if z.location == nil {
		z.waiting = append(z.waiting, waiting{r.Here(), string(text)})
	}
}

// settle gives what waits for the catalog's zone its zone. That there is none is a
// fault of all that needs it.
func (z *zoneReading) settle(r *strictjson.Reader, c *Catalog) {
	if z.location == nil {
		z.location = time.UTC
		for _, at := range z.waiting {
			r.FaultAt(at.place, at.text, `needs a zone: the catalog has no "zone", such as "+08:00"`)
		}
	}
	if len(z.waiting) == 0 {
		return
	}
	for i := range c.Availability {
		z.settleMatches(&c.Availability[i].When, c.Availability[i].Except)
	}
	for i := range c.Limits {
		z.settleMatches(&c.Limits[i].When, c.Limits[i].Except)
	}
	for _, w := range z.windows {
		limit := c.Limits[w.limit].Limit.(limits.Cap)
		limit.Window, _ = parseWindow(w.text, z.location)
		c.Limits[w.limit].Limit = limit
	}
}

func (z *zoneReading) settleMatches(when *methods.Match, except []methods.Match) {
	z.settlePeriod(&when.Period)
	for i := range except {
		z.settlePeriod(&except[i].Period)
	}
}

func (z *zoneReading) settlePeriod(p *methods.Period) {
	for _, t := range []*time.Time{&p.From, &p.Until} {
		if t.Location() == unsettled {
			year, month, day := t.Date()
			*t = time.Date(year, month, day, 0, 0, 0, 0, z.location)
		}
	}
}
