package china_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// Lint finds nothing in the catalog but what the package comment explains.
func TestWhatLintFindsIsExplained(t *testing.T) {
	explained := map[analysis.FindingCode]map[string]int{ // how often, by what it is about
		analysis.FindingOpenPilot: {
			"taobao.wechat_friend_pay.pilot": 1, "taote.wechat_pay.pilot": 1, "taocaicai.wechat_friend_pay.pilot": 1,
			"jd.alipay.pilot": 1, "douyin.douyin_pay.pilot": 1,
		},
		analysis.FindingLowConfidence: {"pinduoduo.wechat_friend_pay.live": 1},
		analysis.FindingRedundantCap: {
			"pboc_296.dynamic_code_b": 1, "pboc_43.class_2": 1, "pboc_43.class_3": 1, "pboc_43.auth_two_factor": 1,
			"pboc_43.auth_two_factor_grade_b": 1, "pboc_43.auth_two_factor_grade_a": 1,
		},
		analysis.FindingConflictingLimit: {"pboc_43.auth_two_factor_grade_a": 1},
		analysis.FindingUnusedProduct:    {"alipay": 1, "wechat_pay": 2, "huabei": 2},
		analysis.FindingGap:              {"taobao": 2, "pinduoduo": 1, "jd": 6, "meituan": 3},
		analysis.FindingLimitGap:         {},
	}
	for _, p := range china.Catalog().Platforms {
		if p.ID != china.Kuaishou { // which has no entries
			explained[analysis.FindingLimitGap][string(p.ID)] = 1
		}
	}
	found, err := analysis.Lint(china.Catalog(), analysis.LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[analysis.FindingCode]map[string]int{}
	for _, f := range found {
		if got[f.Code] == nil {
			got[f.Code] = map[string]int{}
		}
		got[f.Code][f.ID]++
	}
	if diff := cmp.Diff(explained, got); diff != "" {
		t.Errorf("findings (-explained in the package comment +found):\n%s", diff)
	}
}
