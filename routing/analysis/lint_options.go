package analysis

import "time"

// LintOptions say what day it is, and set how old sources may be. The zero LintOptions
// report nothing that depends on the day.
type LintOptions struct {
	// Now is when the catalog is read. Gaps that have ended by then are notes. Without it
	// no pilot has ended, no date is far, and no source is old.
	Now time.Time

	// MaxAge is how old a source may be at Now, inclusive: a date such as "2024-09" is taken as
	// its last day. Zero allows any age.
	MaxAge time.Duration

	// ReviewedBefore asks for the entries and limit rules whose newest source is
	// older than that day. A rule with a source that has no date is not reported: it may be
	// newer. The zero time asks for none.
	ReviewedBefore time.Time
}
