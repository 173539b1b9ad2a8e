package routing

import "time"

// zoneText is what a catalog says of its zone.
type zoneText struct {
	missing  bool
	location *time.Location // UTC if the zone is missing or faulty
	offset   time.Duration
}

// readZone reads the catalog's zone.
func (p *catalogParser) readZone() time.Duration {
	at := p.start()
	text, ok := p.text()
	p.zones = newZone(text)
	if ok && p.zones.location == time.UTC {
		p.fault(at, clip(text), `is not an offset: want one such as "+08:00"`)
	}
	return p.zones.offset
}

// newZone reads an offset such as "+08:00". Anything else is UTC.
func newZone(text string) *zoneText {
	t, err := time.Parse("-07:00", text)
	_, seconds := t.Zone()
	// Parse also takes "+07:60", "-00:00" and "+24:00".
	if err != nil || t.Format("-07:00") != text || seconds <= -24*3600 || seconds >= 24*3600 {
		return &zoneText{location: time.UTC}
	}
	return &zoneText{location: time.FixedZone("", seconds), offset: time.Duration(seconds) * time.Second}
}

// zone returns the location for a date, which the catalog's zone decides. That
// there is none is a fault of the date; where it is faulty, one fault is enough.
func (p *catalogParser) zone(at int, text string) *time.Location {
	if p.zones == nil {
		p.zones = p.zoneAhead()
	}
	if p.zones.missing {
		p.fault(at, text, `needs a zone: the catalog has no "zone", such as "+08:00"`)
	}
	return p.zones.location
}

// zoneAhead looks for a zone that comes after what needs it.
func (p *catalogParser) zoneAhead() *zoneText {
	found := &zoneText{missing: true, location: time.UTC}
	ahead := &scanner{data: p.data, line: 1}
	if ahead.next(); !ahead.enter() {
		return found
	}
	ahead.members(func(name []byte, _ int) {
		if string(name) != "zone" {
			ahead.skip()
			return
		}
		text, _ := ahead.text()
		found = newZone(text)
		ahead.stopped = true
	})
	if ahead.stopped {
		found.missing = false // found, or the text breaks off before it
	}
	return found
}
