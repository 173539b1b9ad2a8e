package routing

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// MarshalJSON writes the JSON form that [ParseCatalog] reads. Reading it back
// gives an equal catalog. A limit that is not a [limits.Cap] has no JSON form and
// is an error that names the rule.
func (c Catalog) MarshalJSON() ([]byte, error) {
	zone := time.FixedZone("", int(c.Zone/time.Second))
	out := catalogJSON{
		Name: c.Name, Version: c.Version,
		Zone: time.Unix(0, 0).In(zone).Format("-07:00"),
	}
	for _, s := range c.Sources {
		out.Sources = append(out.Sources, sourceJSON(s))
	}
	for _, t := range c.Traits {
		out.Traits = append(out.Traits, traitJSON{t.ID, words(t.Name)})
	}
	for _, m := range c.Methods {
		out.Methods = append(out.Methods, methodJSON{m.ID, words(m.Name), m.Payer, productsJSON(m.Products)})
	}
	for _, p := range c.Platforms {
		out.Platforms = append(out.Platforms, platformJSON{p.ID, words(p.Name), p.Aliases})
	}
	for _, e := range c.Availability {
		out.Availability = append(out.Availability, availabilityJSON{
			ID: e.ID, Method: e.Method, Status: e.Status, Rank: e.Rank,
			When: whenJSON(e.When, zone), Except: exceptJSON(e.Except, zone),
			Products: productsJSON(e.Products), Parent: e.Parent, evidenceJSON: evidenceJSON(e.Evidence),
		})
	}
	for i, rule := range c.Limits {
		cap, ok := rule.Limit.(limits.Cap)
		if !ok {
			return nil, fmt.Errorf("routing: limits[%d] (%s): a %T has no JSON form, only a limits.Cap has", i, rule.ID, rule.Limit)
		}
		out.Limits = append(out.Limits, limitJSON{
			ID: rule.ID, Methods: rule.Methods,
			When: whenJSON(rule.When, zone), Except: exceptJSON(rule.Except, zone),
			Min: cap.Min, Max: cap.Max, MaxCount: cap.MaxCount, Window: windowJSON(cap.Window, out.Zone), Counter: cap.Counter, Per: cap.Per,
			evidenceJSON: evidenceJSON(rule.Evidence),
		})
	}
	return json.Marshal(out)
}

// UnmarshalJSON is [ParseCatalog]: strict where encoding/json by itself is not. Lines
// and columns of faults count from the start of the catalog, not of what is around it.
// With an error c stays as it was.
func (c *Catalog) UnmarshalJSON(data []byte) error {
	parsed, err := ParseCatalog(data)
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}

// The JSON forms, in the order in which their keys are written.
type (
	catalogJSON struct {
		Name         string             `json:"name,omitempty"`
		Version      string             `json:"version,omitempty"`
		Zone         string             `json:"zone"`
		Sources      []sourceJSON       `json:"sources,omitempty"`
		Traits       []traitJSON        `json:"traits,omitempty"`
		Methods      []methodJSON       `json:"methods,omitempty"`
		Platforms    []platformJSON     `json:"platforms,omitempty"`
		Availability []availabilityJSON `json:"availability,omitempty"`
		Limits       []limitJSON        `json:"limits,omitempty"`
	}
	sourceJSON struct {
		ID        string `json:"id"`
		Title     string `json:"title,omitempty"`
		Publisher string `json:"publisher,omitempty"`
		Date      string `json:"date,omitempty"`
		URL       string `json:"url,omitempty"`
		Quote     string `json:"quote,omitempty"`
	}
	traitJSON struct {
		ID   methods.Trait `json:"id"`
		Name *methods.Text `json:"name,omitempty"`
	}
	methodJSON struct {
		ID       methods.ID    `json:"id"`
		Name     *methods.Text `json:"name,omitempty"`
		Payer    methods.Payer `json:"payer,omitempty"`
		Products []productJSON `json:"products,omitempty"`
	}
	productJSON struct {
		ID       string            `json:"id"`
		Surfaces []methods.Surface `json:"surfaces,omitempty"`
		Flow     methods.Flow      `json:"flow,omitempty"`
		API      string            `json:"api,omitempty"`
		LinkLife string            `json:"link_life,omitempty"`
		Sources  []string          `json:"sources,omitempty"`
	}
	platformJSON struct {
		ID      methods.Platform   `json:"id"`
		Name    *methods.Text      `json:"name,omitempty"`
		Aliases []methods.Platform `json:"aliases,omitempty"`
	}
	evidenceJSON struct {
		Stated     string             `json:"stated,omitempty"`
		Confidence methods.Confidence `json:"confidence,omitempty"`
		Conflict   string             `json:"conflict,omitempty"`
		Sources    []string           `json:"sources,omitempty"`
	}
	availabilityJSON struct {
		ID       string         `json:"id"`
		Method   methods.ID     `json:"method"`
		Status   methods.Status `json:"status"`
		Rank     int            `json:"rank,omitempty"`
		When     *matchJSON     `json:"when,omitempty"`
		Except   []matchJSON    `json:"except,omitempty"`
		Products []productJSON  `json:"products,omitempty"`
		Parent   methods.ID     `json:"within,omitempty"`
		evidenceJSON
	}
	limitJSON struct {
		ID       string           `json:"id"`
		Methods  []methods.ID     `json:"methods,omitempty"`
		When     *matchJSON       `json:"when,omitempty"`
		Except   []matchJSON      `json:"except,omitempty"`
		Min      limits.Money     `json:"min,omitzero"`
		Max      limits.Money     `json:"max,omitzero"`
		MaxCount int64            `json:"max_count,omitempty"`
		Window   string           `json:"window,omitempty"`
		Counter  limits.Counter   `json:"counter,omitempty"`
		Per      []limits.Subject `json:"per,omitempty"`
		evidenceJSON
	}
	matchJSON struct {
		Platforms  []methods.Platform `json:"platforms,omitempty"`
		Surfaces   []methods.Surface  `json:"surfaces,omitempty"`
		Currencies []string           `json:"currencies,omitempty"`
		Regions    []methods.Region   `json:"regions,omitempty"`
		Audience   [][]methods.Trait  `json:"audience,omitempty"`
		Rollout    *rolloutJSON       `json:"rollout,omitempty"`
		From       string             `json:"from,omitempty"`
		Until      string             `json:"until,omitempty"`
	}
	rolloutJSON struct {
		Percent string `json:"percent"`
		Salt    string `json:"salt"`
	}
)

func words(t methods.Text) *methods.Text {
	if t == (methods.Text{}) {
		return nil
	}
	return &t
}

func productsJSON(products []methods.Product) []productJSON {
	var out []productJSON
	for _, p := range products {
		v := productJSON{ID: p.ID, Surfaces: p.Surfaces, Flow: p.Flow, API: p.API, Sources: p.Sources}
		if p.LinkLife != 0 {
			v.LinkLife = prose.Shortest(p.LinkLife)
		}
		out = append(out, v)
	}
	return out
}

func whenJSON(m methods.Match, zone *time.Location) *matchJSON {
	if m.IsZero() {
		return nil
	}
	out := oneMatchJSON(m, zone)
	return &out
}

func exceptJSON(except []methods.Match, zone *time.Location) []matchJSON {
	var out []matchJSON
	for _, m := range except {
		out = append(out, oneMatchJSON(m, zone))
	}
	return out
}

func oneMatchJSON(m methods.Match, zone *time.Location) matchJSON {
	out := matchJSON{
		Platforms: m.Platforms, Surfaces: m.Surfaces, Currencies: m.Currencies,
		Regions: m.Regions, Audience: m.Audience,
		From: dateJSON(m.Period.From, zone), Until: dateJSON(m.Period.Until, zone),
	}
	if m.Rollout != (methods.Rollout{}) {
		out.Rollout = &rolloutJSON{percentText(m.Rollout.BasisPoints), m.Rollout.Salt}
	}
	return out
}

// percentText writes basis points as a percentage: "5", "0.25".
func percentText(points int) string {
	s := strconv.Itoa(points / 100)
	if rest := points % 100; rest != 0 {
		s += strings.TrimSuffix(fmt.Sprintf(".%02d", rest), "0")
	}
	return s
}

// dateJSON writes the start of a day in the catalog's zone as a date, and any
// other instant in full.
func dateJSON(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(zone)
	if h, m, s := t.Clock(); h+m+s+t.Nanosecond() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}

// windowJSON writes a calendar window in the catalog's zone without the zone.
func windowJSON(w limits.Window, zone string) string {
	return strings.TrimSuffix(w.String(), zone)
}
