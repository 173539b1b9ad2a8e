package routing

// Acceptance says that a finding about a catalog is meant: analysis.Lint leaves it out.
// A catalog needs all three fields.
type Acceptance struct {
	Code string // of the finding, such as "open_pilot"
	ID   string // of what the finding is about, such as that of an entry
	Why  string // for people
}
