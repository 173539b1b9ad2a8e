package routing

import "testing"

// What the loops add for a condition is what findingOf says of it.
func TestFindingsAreThoseOfTheirCodes(t *testing.T) {
	for code, got := range map[reasonCode]finding{
		announced: statusFindings[announced.bit()], applied: statusFindings[applied.bit()],
		withdrawn: statusFindings[withdrawn.bit()], absent: statusFindings[absent.bit()],
		unreported: statusFindings[unreported.bit()],
		notStarted: notStartedFinding, ended: endedFinding,
		wrongAudience: audienceFinding, unknownTrait: unknownTraitFinding,
	} {
		if want := findingOf(code.bit()); got != want {
			t.Errorf("%s: the loops add %#x, want %#x", codes[code], got, want)
		}
	}
}

// Findings about different conditions add up to the finding about all of them, and the
// nearer entry has the smaller one.
func TestFindingsAddUp(t *testing.T) {
	for _, test := range []struct {
		name         string
		nearer, than []reasonCode
	}{
		{"an entry that grants", nil, []reasonCode{unreported}},
		{"only unreported before any one condition", []reasonCode{unreported}, []reasonCode{notStarted}},
		{"curable before incurable", []reasonCode{notStarted, wrongSurface, wrongCurrency, wrongAudience}, []reasonCode{wrongRegion}},
		{"unreported and more is incurable", []reasonCode{wrongSurface, wrongCurrency}, []reasonCode{unreported, wrongSurface}},
		{"fewer conditions before more", []reasonCode{wrongAudience}, []reasonCode{wrongSurface, wrongCurrency}},
		{"in force before not", []reasonCode{wrongAudience}, []reasonCode{notStarted}},
	} {
		t.Run(test.name, func(t *testing.T) {
			nearer, than := sumOf(t, test.nearer), sumOf(t, test.than)
			if nearer.ranked()&^codesOf >= than.ranked()&^codesOf {
				t.Errorf("%v has %#x, and %v has %#x", test.nearer, nearer, test.than, than)
			}
		})
	}
}

// sumOf adds the findings about conditions one by one.
func sumOf(t *testing.T, unmet []reasonCode) finding {
	t.Helper()
	var sum finding
	var all codeSet
	for _, code := range unmet {
		sum += findingOf(code.bit())
		all |= code.bit()
	}
	if want := findingOf(all); sum != want || sum.unmet() != all {
		t.Errorf("findings of %v add up to %#x, want %#x", unmet, sum, want)
	}
	return sum
}
