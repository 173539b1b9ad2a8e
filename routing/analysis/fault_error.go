package analysis

// faultError reports a bug of this package: what it worked out is not what the
// router decides.
type faultError struct {
	claim string
	order string
}

func (e *faultError) Error() string {
	return "analysis: fault in this package: " + e.claim + " does not hold for " + e.order
}
