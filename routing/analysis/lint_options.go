package analysis

import "time"

// LintOptions set how old sources may be; the zero LintOptions report none.
type LintOptions struct {
	Now    time.Time
	MaxAge time.Duration // of a source at Now; a date such as "2024-09" is taken as its last day

	// ReviewedBefore asks for the entries and limit rules whose newest source is of
	// before that day. A rule with a source that has no date is not reported: it may be
	// newer. The zero time asks for none.
	ReviewedBefore time.Time
}
