package shop

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// yuan is a hundred fen.
const yuan = 100

// BuiltIn returns the catalog that paymux comes with. Its caps on totals are left out:
// they hold only for orders that state traits that no order of this shop states. It
// panics if the catalog says what a shop cannot: this program is then to be extended.
func BuiltIn() *Shop {
	s, err := fromCatalog(china.Catalog().Expand())
	if err != nil {
		panic(err)
	}
	return s
}

// refusals are the codes of the statuses that do not grant.
var refusals = map[methods.Status]routing.Code{
	methods.StatusAnnounced: routing.CodeAnnounced, methods.StatusApplied: routing.CodeApplied,
	methods.StatusWithdrawn: routing.CodeWithdrawn, methods.StatusAbsent: routing.CodeAbsent,
	methods.StatusUnreported: routing.CodeUnreported,
}

func fromCatalog(c routing.Catalog) (*Shop, error) {
	s := &Shop{
		Name: fmt.Sprintf("the built-in catalog, %d entries", len(c.Availability)),
		Surfaces: []methods.Surface{
			methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb,
			methods.SurfaceWeChatBrowser, methods.SurfaceWeChatMiniProgram, methods.SurfaceAlipayMiniProgram,
			china.SurfaceDouyinMiniProgram,
		},
	}
	products := map[methods.ID][]methods.Product{}
	for _, m := range c.Methods {
		s.Methods = append(s.Methods, m.ID)
		products[m.ID] = m.Products
	}
	for _, t := range c.Traits {
		if t.MustState {
			s.MustState = append(s.MustState, t.ID)
		}
	}
	for _, p := range c.Platforms {
		for i := range c.Availability {
			e := &c.Availability[i]
			if len(e.When.Platforms) > 0 && !slices.Contains(e.When.Platforms, p.ID) {
				continue
			}
			r, err := ruleOf(e)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", e.ID, err)
			}
			r.Platform = p.ID
			if len(r.Products) == 0 {
				r.Products = products[e.Method]
			}
			s.Rules = append(s.Rules, r)
		}
	}
	slices.SortFunc(c.Limits, func(x, y routing.LimitRule) int { return cmp.Compare(x.ID, y.ID) })
	for i := range c.Limits {
		if err := s.bind(&c.Limits[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Limits[i].ID, err)
		}
	}
	ofRules, ofBounds := s.TraitsOf(s.Rules)
	s.Traits = append(ofRules, ofBounds...)
	return s, nil
}

func ruleOf(e *methods.Availability) (Rule, error) {
	r := Rule{
		Method: e.Method, Refuses: refusals[e.Status],
		From: e.When.Period.From, Until: e.When.Period.Until,
		Surfaces: e.When.Surfaces, Audience: e.When.Audience,
		Products: e.Products, Parent: e.Parent, Rank: e.Rank,
	}
	bare := e.When
	bare.Platforms, bare.Surfaces, bare.Currencies, bare.Audience = nil, nil, nil, nil
	bare.Period = methods.Period{}
	if !bare.IsZero() {
		return r, errors.New("a shop has no regions, hours and rollouts")
	}
	for _, code := range e.When.Currencies {
		currency, err := limits.ParseCurrency(code)
		if err != nil {
			return r, err
		}
		r.Currencies = append(r.Currencies, currency)
	}
	for _, except := range e.Except {
		bare := except
		bare.Audience = nil
		if !bare.IsZero() {
			return r, errors.New("an Except of a shop is an audience")
		}
		r.Except = append(r.Except, except.Audience...)
	}
	return r, nil
}

// bind adds a limit rule's bounds for each of its methods.
func (s *Shop) bind(rule *routing.LimitRule) error {
	c, ok := rule.Limit.(limits.Cap)
	switch {
	case !ok:
		return errors.New("a shop has caps")
	case c.IsTotal() && len(rule.When.Audience) > 0:
		return nil
	case c.IsTotal() || len(rule.Except) > 0 || len(rule.Methods) == 0 || len(rule.When.Surfaces) > 0:
		return errors.New("a bound of a shop is for one payment, by given methods and to buyers")
	}
	platforms := rule.When.Platforms
	if len(platforms) == 0 {
		platforms = []methods.Platform{""}
	}
	for _, method := range rule.Methods {
		for _, platform := range platforms {
			s.Bounds = append(s.Bounds, Bound{
				Method: method, Platform: platform,
				From: rule.When.Period.From, Until: rule.When.Period.Until,
				Audience: rule.When.Audience,
				Min:      c.Min.Minor(), Max: c.Max.Minor(),
			})
		}
	}
	return nil
}
