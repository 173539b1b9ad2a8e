package analysis_test

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// carelessShop has an entry that comes too late, and a cap that is too high.
func carelessShop() routing.Catalog {
	cited := methods.Evidence{Sources: []string{"contract"}}
	yuan := []string{"CNY"}
	return routing.Catalog{
		Zone:      8 * time.Hour,
		Sources:   []methods.Source{{ID: "contract", Title: "our contract with the wallet", Date: "2024-09"}},
		Traits:    []routing.TraitInfo{{ID: "vip"}},
		Methods:   []methods.Method{{ID: methods.Alipay}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{
			{ID: "everybody", Method: methods.Alipay, Status: methods.StatusLive, Rank: 2, Evidence: cited},
			{ID: "vips_first", Method: methods.Alipay, Status: methods.StatusLive, Rank: 1, Evidence: cited,
				When: methods.Match{Audience: [][]methods.Trait{{"vip"}}}},
		},
		Limits: []routing.LimitRule{
			{ID: "day", When: methods.Match{Currencies: yuan}, Evidence: cited, Limit: limits.Cap{
				Max:    limits.MustParseMoney("5000 CNY"),
				Window: limits.Day(8 * time.Hour), Counter: "day", Per: []limits.Subject{limits.Buyer},
			}},
			{ID: "year", When: methods.Match{Currencies: yuan}, Evidence: cited, Limit: limits.Cap{
				Max:    limits.MustParseMoney("2000 CNY"),
				Window: limits.Year(8 * time.Hour), Counter: "year", Per: []limits.Subject{limits.Buyer},
			}},
		},
	}
}

func ExampleLint() {
	findings, err := analysis.Lint(carelessShop(), analysis.LintOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Println(f.Path, f.ID, f.Severity, f.Code)
		fmt.Println("  " + f.Text.EN)
		fmt.Println("  " + f.Text.ZH)
		fmt.Println("  such as " + f.Witness.String())
	}
	// Output:
	// availability[1] vips_first error unreachable_entry
	//   no order is offered alipay by it: where its conditions are met, earlier entries decide (everybody)
	//   没有订单能通过该条目使用 alipay：条件满足时均由排在前面的条目决定（everybody）
	//   such as {"platform":"shop","amount":"1.00 CNY","at":"2000-01-01T08:00:00+08:00","traits":["vip"],"usage":{"day":"0.00 CNY","year":"0.00 CNY"}}
	// availability[1] vips_first note conflicting_entry
	//   everybody grants the same orders with another rank, product or parent: only their order in the catalog decides
	//   everybody 也对相同订单开放，但排序、支付产品或父级支付方式不同：仅以目录中的先后为准
	//   such as {"platform":"shop","amount":"1.00 CNY","at":"2000-01-01T08:00:00+08:00","traits":["vip"],"usage":{"day":"0.00 CNY","year":"0.00 CNY"}}
	// limits[0] day warning redundant_cap
	//   year allows less over the same or a longer time, for the same orders
	//   对相同订单，year 的周期相同或更长，限额却更低
	//   such as {"platform":"shop","amount":"1.00 CNY","at":"2000-01-01T08:00:00+08:00","usage":{"day":"0.00 CNY","year":"0.00 CNY"}}
	// platforms[0] shop note limit_gap
	//   limit rules (day, year) refuse every method that would otherwise be offered
	//   限额规则使本可提供的支付方式全部不可用（day、year）
	//   such as {"platform":"shop","amount":"2000.01 CNY","at":"2000-01-01T08:00:00+08:00","usage":{"day":"0.00 CNY","year":"0.00 CNY"}}
}

// A source is old by a clock that the caller gives.
func ExampleLintOptions() {
	findings, err := analysis.Lint(carelessShop(), analysis.LintOptions{
		Now:    time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC),
		MaxAge: 365 * 24 * time.Hour,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		if f.Code == analysis.FindingOldSource {
			fmt.Println(f.Path, f.ID, f.Text.EN)
		}
	}
	// Output:
	// sources[0] contract its date is 2024-09, which is more than 365 days ago
}

// A gate that lets notes and warnings pass.
func ExampleSeverity() {
	findings, err := analysis.Lint(carelessShop(), analysis.LintOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	count := map[analysis.Severity]int{}
	for _, f := range findings {
		count[f.Severity]++
	}
	fmt.Println(count[analysis.SeverityError], "errors,", count[analysis.SeverityWarning], "warnings,", count[analysis.SeverityNote], "notes")
	// Output:
	// 1 errors, 1 warnings, 2 notes
}

func ExampleFinding() {
	findings, err := analysis.Lint(carelessShop(), analysis.LintOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(findings[2]); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "code": "redundant_cap",
	//   "severity": "warning",
	//   "path": "limits[0]",
	//   "id": "day",
	//   "others": [
	//     "year"
	//   ],
	//   "text": {
	//     "en": "year allows less over the same or a longer time, for the same orders",
	//     "zh": "对相同订单，year 的周期相同或更长，限额却更低"
	//   },
	//   "regions": [
	//     {
	//       "platforms": [
	//         "shop"
	//       ],
	//       "amounts": [
	//         {
	//           "min": "0.00 CNY"
	//         }
	//       ]
	//     }
	//   ],
	//   "witness": {
	//     "platform": "shop",
	//     "amount": "1.00 CNY",
	//     "at": "2000-01-01T08:00:00+08:00",
	//     "usage": {
	//       "day": "0.00 CNY",
	//       "year": "0.00 CNY"
	//     }
	//   }
	// }
}

// A gate says how a finding is accepted; the reason is for the author to give.
func ExampleFinding_AcceptLine() {
	findings, err := analysis.Lint(carelessShop(), analysis.LintOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		if f.Severity != analysis.SeverityNote {
			fmt.Println(f.AcceptLine())
		}
	}
	// Output:
	// {"code": "unreachable_entry", "id": "vips_first", "why": ""}
	// {"code": "redundant_cap", "id": "day", "why": ""}
}

func ExampleFindingCodes() {
	for _, code := range analysis.FindingCodes() {
		fmt.Println(code)
	}
	// Output:
	// unreachable_entry
	// unreachable_parent
	// redundant_entry
	// shadowed_entry
	// conflicting_entry
	// unreachable_method
	// unused_product
	// redundant_limit
	// overruled_limit
	// unused_limit
	// conflicting_limit
	// redundant_cap
	// shared_counter
	// total_without_per
	// no_amount
	// unexamined_limit
	// gap
	// limit_gap
	// open_pilot
	// ended_pilot
	// untold_time
	// exclusive_until
	// far_date
	// other_offset
	// rollout_to_nobody
	// rollout_to_all
	// shared_salt
	// similar_name
	// unknown_surface
	// hours_never_met
	// hours_always
	// hours_overlap
	// open_trait
	// ended_currency
	// low_confidence
	// old_source
	// old_evidence
	// unused_region_set
	// stale_acceptance
}
