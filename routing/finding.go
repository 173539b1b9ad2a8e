package routing

// finding is what has been found about a row: in its low bits which conditions are not
// met, by their codes, and above them how far the entry is from granting. The findings
// about different conditions add up, so that the loops know the distance as soon as they
// know the codes, and of two entries the nearer one has the smaller finding, codes apart.
//
// The distance is led by the number of conditions that nothing cures; then comes the
// number of conditions, then whether the entry is in force. An entry that grants has 0.
// The number of Excepts that can match is bounded by maxWork: neither number reaches into
// what is above it.
type finding uint64

const (
	codesOf    finding = 1<<(noProduct+1) - 1
	notInForce finding = 1 << (noProduct + 1)
	condition  finding = notInForce << 1
	incurable  finding = condition << 22
)

// incurableCodes are the conditions that by their kind nothing cures. An audience, a
// surface and an Except may be incurable as well.
const incurableCodes = codeSet(1<<announced | 1<<applied | 1<<withdrawn | 1<<absent | 1<<unreported |
	1<<ended | 1<<wrongRegion | 1<<outsideRollout)

// findingOf is the finding that some conditions are not met.
func findingOf(unmet codeSet) finding {
	found := finding(unmet) + finding(unmet.len())*condition + finding((unmet&incurableCodes).len())*incurable
	if unmet&(notStarted.bit()|ended.bit()) != 0 {
		found += notInForce
	}
	return found
}

// unmet returns the codes of a finding.
func (found finding) unmet() codeSet { return codeSet(found & codesOf) }

// ranked returns a finding as it is compared with those of other entries. Before all
// that do not grant comes an entry of which only nobody has said that it grants.
func (found finding) ranked() finding {
	if found == onlyUnreported {
		return finding(unreported.bit()) + notInForce // less than one condition
	}
	return found
}

// What the loops add for a period and an audience. The findings about lists of names
// are in columns.
const (
	onlyUnreported      = finding(1<<unreported) + condition + incurable
	notStartedFinding   = finding(1<<notStarted) + condition + notInForce
	endedFinding        = finding(1<<ended) + condition + notInForce + incurable
	audienceFinding     = finding(1<<wrongAudience) + condition
	unknownTraitFinding = finding(1<<unknownTrait) + condition
)

// statusFindings are the findings about a status, by the bit of one that does not grant,
// or 0.
var statusFindings = [1 << (unreported + 1)]finding{
	1 << announced:  finding(1<<announced) + condition + incurable,
	1 << applied:    finding(1<<applied) + condition + incurable,
	1 << withdrawn:  finding(1<<withdrawn) + condition + incurable,
	1 << absent:     finding(1<<absent) + condition + incurable,
	1 << unreported: onlyUnreported,
}
