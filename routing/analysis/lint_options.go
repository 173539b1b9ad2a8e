package analysis

import "time"

// LintOptions set how old a source may be; the zero LintOptions report none.
type LintOptions struct {
	Now    time.Time
	MaxAge time.Duration // of a source at Now; a date such as "2024-09" is taken as its last day
}
