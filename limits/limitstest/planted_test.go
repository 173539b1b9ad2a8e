package limitstest_test

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

// planted is a limit as somebody may write it. The set was composed from the doc comments
// of package limits alone and is not changed to suit the kit.
type planted struct {
	name    string
	limit   func() limits.Limit // a new one, as some keep state
	queries limitstest.QuerySet
}

// keeps is a limit that keeps the cap and answers with what change makes of its room.
func keeps(c limits.Cap, change func(limits.Query, limits.Headroom) limits.Headroom) limits.Limit {
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		room, err := c.Headroom(q)
		if err != nil {
			return limits.Headroom{}, err
		}
		return change(q, room), nil
	})
}

// cutWhere cuts the room to an amount where a condition holds.
func cutWhere(c limits.Cap, amount string, where func(limits.Query) bool) limits.Limit {
	return keeps(c, func(q limits.Query, room limits.Headroom) limits.Headroom {
		if where(q) {
			return cut(room, amount)
		}
		return room
	})
}

func cut(room limits.Headroom, amount string) limits.Headroom {
	less, err := limits.Intersect(room, limits.AtMost(cny(amount)))
	if err != nil {
		panic(err)
	}
	return less
}

// tried is every twenty-fourth of a set, or all of it in a full run without the race detector.
func tried[T any](set []T) []T {
	if os.Getenv("PAYMUX_FULL") != "" && !raceDetector {
		return set
	}
	var some []T
	for i := 0; i < len(set); i += 24 {
		some = append(some, set[i])
	}
	return some
}

// Of the limits that break a documented law the kit finds 95 % at its default settings,
// and it blames none of the correct ones. When the set was composed, before the laws decisive,
// zone, clock and resets, it found 39 of 93 and blamed 2 of 33.
func TestPlantedLimits(t *testing.T) {
	const variable = "LIMITSTEST_PLANTED"
	plantedBroken, plantedCorrect := tried(plantedBroken), tried(plantedCorrect)
	if os.Getenv(variable) != "" {
		for _, p := range plantedBroken {
			t.Run("broken/"+p.name, func(t *testing.T) { limitstest.Run(t, p.limit(), p.queries) })
		}
		for _, p := range plantedCorrect {
			t.Run("correct/"+p.name, func(t *testing.T) { limitstest.Run(t, p.limit(), p.queries) })
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestPlantedLimits$")
	cmd.Env = append(os.Environ(), variable+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("none of the limits is found:\n%s", out)
	}
	blamed := map[string][]string{}
	for _, match := range regexp.MustCompile(`--- FAIL: TestPlantedLimits/(\w+/[^/ ]+)/(\w+)`).FindAllStringSubmatch(string(out), -1) {
		blamed[match[1]] = append(blamed[match[1]], match[2])
	}
	subtest := func(kind string, p planted) string { return kind + "/" + strings.ReplaceAll(p.name, " ", "_") }
	var missed []string
	for _, p := range plantedBroken {
		if blamed[subtest("broken", p)] == nil {
			missed = append(missed, p.name)
		}
	}
	for _, p := range plantedCorrect {
		if laws := blamed[subtest("correct", p)]; laws != nil {
			t.Errorf("%q is correct and blamed for %q", p.name, laws)
		}
	}
	t.Logf("found %d of %d; missed %q", len(plantedBroken)-len(missed), len(plantedBroken), missed)
	if 20*len(missed) > len(plantedBroken) {
		t.Errorf("missed %d of %d, want at most one in twenty", len(missed), len(plantedBroken))
	}
}
