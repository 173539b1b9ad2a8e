package limitstest_test

import (
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

// Run fails one subtest, that of the broken law. As it fails a test, the limits are
// run by a second process of this test binary, which the variable names a limit for.
func TestRunFailsTheBrokenLawAlone(t *testing.T) {
	const variable = "LIMITSTEST_RUN"
	failing := map[string]struct {
		limit limits.Limit
		laws  []string
	}{
		"off by one": {widened(daily, 0, 1), []string{"exact"}},
		"stricter after many calls": {
			changesAfter(30_000, daily, widened(daily, 0, -2))(), []string{"deterministic_throughout"},
		},
		"stricter after a hundred calls": {
			changesAfter(100, daily, widened(daily, 0, -2))(), []string{"deterministic"},
		},
		"by the clock": {limitFunc(untilAYear), []string{"clock"}},
		"night":        {nightLimit{daily, cny("50.00")}, nil},
	}
	if raceDetector { // only it can see an unguarded write
		failing["racing"] = struct {
			limit limits.Limit
			laws  []string
		}{&racing{limit: daily}, []string{"concurrent"}}
	}
	if name := os.Getenv(variable); name != "" {
		limitstest.Run(t, failing[name].limit, limitstest.Queries(daily))
		return
	}
	for name, tt := range failing {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestRunFailsTheBrokenLawAlone$")
			cmd.Env = append(os.Environ(), variable+"="+name)
			out, err := cmd.CombinedOutput()
			if failed := err != nil; failed != (tt.laws != nil) {
				t.Errorf("exit: %v\n%s", err, out)
			}
			var laws []string
			for _, match := range regexp.MustCompile(`--- FAIL: \w+/(\w+)`).FindAllSubmatch(out, -1) {
				laws = append(laws, string(match[1]))
			}
			if diff := cmp.Diff(tt.laws, laws); diff != "" {
				t.Errorf("failing subtests (-want +got):\n%s\n%s", diff, out)
			}
		})
	}
}
