package china_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// Lint finds nothing in the catalog but what the package comment explains. A rule that is
// for each of its methods apart counts once.
func TestWhatLintFindsIsExplained(t *testing.T) {
	explained := map[analysis.FindingCode]map[string]int{ // how often, by what it is about
		analysis.FindingLowConfidence: {"pinduoduo.wechat_friend_pay.live": 1},
		analysis.FindingRedundantCap: {
			"wechat.day": 1, "alipay.day": 3, "alipay.year": 1,
			"ecny.phone_only.day": 1, "ecny.phone_only.year": 1, "ecny.id_and_card.day": 2,
			"pboc_296.dynamic_code_b": 1, "pboc_43.class_2": 1, "pboc_43.class_3": 1, "pboc_43.auth_two_factor": 1,
			"pboc_43.auth_two_factor_grade_b": 1, "pboc_43.auth_two_factor_grade_a": 1,
		},
		analysis.FindingLimitGap: {},
	}
	c := china.Catalog()
	for _, p := range c.Platforms {
		if p.ID != china.Kuaishou { // where nothing is reported
			explained[analysis.FindingLimitGap][string(p.ID)] = 1
		}
	}
	found, err := analysis.Lint(c, analysis.LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[analysis.FindingCode]map[string]int{}
	counted := map[string]bool{} // code and rule of those for each method
	for _, f := range found {
		if f.Severity != analysis.SeverityNote {
			t.Errorf("%s %s (%s): %s, want only notes beside what the catalog accepts", f.Severity, f.ID, f.Code, f.Text.EN)
		}
		id := rule(f.ID, c.Methods)
		isOfMethod := id != f.ID
		if isOfMethod && counted[string(f.Code)+" "+id] {
			continue
		}
		counted[string(f.Code)+" "+id] = isOfMethod
		if got[f.Code] == nil {
			got[f.Code] = map[string]int{}
		}
		got[f.Code][id]++
	}
	if diff := cmp.Diff(explained, got); diff != "" {
		t.Errorf("findings (-explained in the package comment +found):\n%s", diff)
	}
}

// The package comment names every trait that a limit needs and that an order may be silent
// about: those for which the catalog accepts that silence is offered more.
func TestTraitsThatLimitsNeedAreInThePackageComment(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(doc), "# Limits\n")
	text, _, ok := strings.Cut(text, "# WeChat QR code payment\n")
	if !ok {
		t.Fatal("doc.go has no section Limits before that on WeChat's codes")
	}
	open := 0
	for _, a := range china.Catalog().Accept {
		if a.Code != string(analysis.FindingOpenTrait) {
			continue
		}
		open++
		if !strings.Contains(text, a.ID) {
			t.Errorf("the section Limits of doc.go does not name %s", a.ID)
		}
	}
	if open == 0 {
		t.Error("the catalog accepts no open trait, want those of its limits")
	}
}

// rule is the id of the rule that one method's comes from.
func rule(id string, all []methods.Method) string {
	for _, m := range all {
		id = strings.TrimSuffix(id, "."+string(m.ID))
	}
	return id
}
