package analysis

// Severity says how much a finding matters. The zero Severity is none.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"   // the rule cannot do what it says
	SeverityWarning Severity = "warning" // the rule may not mean what it says
	SeverityNote    Severity = "note"    // to be known
)

func severityOf(c FindingCode) Severity {
	switch c {
	case FindingUnreachableEntry, FindingUnreachableParent, FindingUnusedLimit, FindingNoAmount, FindingHoursNeverMet:
		return SeverityError
	case FindingRedundantEntry, FindingLowConfidence, FindingConflictingEntry, FindingHoursOverlap, FindingLimitGap, FindingUnexaminedLimit:
		return SeverityNote
	}
	return SeverityWarning
}
