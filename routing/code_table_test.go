package routing_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing"
)

// codeRow is a row of the table in the doc comment of routing.Code.
type codeRow struct {
	code      routing.Code
	undecided bool
	remedies  []routing.Action
}

func codeTable(t *testing.T) []codeRow {
	t.Helper()
	source, err := os.ReadFile("code.go")
	if err != nil {
		t.Fatal(err)
	}
	var rows []codeRow
	for _, m := range regexp.MustCompile(`(?m)^//\t([a-z_]+)( \?)? {2,}\S.*? {2,}(\S.*)$`).FindAllSubmatch(source, -1) {
		row := codeRow{code: routing.Code(m[1]), undecided: len(m[2]) > 0}
		for _, remedy := range strings.Split(string(m[3]), ", ") {
			row.remedies = append(row.remedies, routing.Action(remedy))
		}
		rows = append(rows, row)
	}
	return rows
}

func TestTheTableOfCodesHasEveryCode(t *testing.T) {
	var want, got []codeRow
	for _, code := range append(routing.Codes(), routing.CodeUnavailable) {
		want = append(want, codeRow{code: code, undecided: code.IsUndecided()})
	}
	for _, row := range codeTable(t) {
		got = append(got, codeRow{code: row.code, undecided: row.undecided})
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(codeRow{})); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

// A remedy is that of the table, or none; a limit rule has those of leaving its When too.
func TestTheTableOfCodesHasTheRemedies(t *testing.T) {
	given := map[routing.Code]map[routing.Action]bool{}
	for _, test := range slices.Concat(entryReaches, hoursReaches, limitReaches, countReaches, orderReaches) {
		for _, reason := range test.want {
			if given[reason.Code] == nil {
				given[reason.Code] = map[routing.Action]bool{}
			}
			given[reason.Code][reason.Remedy.Do] = true
		}
	}
	leaving := []routing.Action{routing.ActionMoveTo, routing.ActionPayIn, routing.ActionWaitUntil}
	limited := []routing.Code{
		routing.CodeBelowMin, routing.CodeAboveMax, routing.CodeCapReached, routing.CodeCountReached,
		routing.CodeUnknownUsage, routing.CodeLimitCurrency, routing.CodeLimitError,
	}
	for _, row := range codeTable(t) {
		if row.code == routing.CodeParent || row.code == routing.CodeUnavailable {
			continue
		}
		for action := range given[row.code] {
			fits := action == routing.ActionNone || slices.Contains(row.remedies, action) ||
				slices.Contains(limited, row.code) && slices.Contains(leaving, action)
			if !fits {
				t.Errorf("%s: the table lacks %s", row.code, action)
			}
		}
		for _, action := range row.remedies {
			if !given[row.code][action] && row.code != routing.CodeNotListed {
				t.Errorf("%s: nothing has the remedy %s", row.code, action)
			}
		}
	}
}
