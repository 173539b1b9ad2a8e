package routing

// Acceptance says that a finding about a catalog is meant: analysis.Lint leaves it out.
// The zero Acceptance is refused by a catalog, which wants all of it.
type Acceptance struct {
	Code string // of the finding, such as "open_pilot"
	ID   string // of what the finding is about, such as that of an entry
	Why  string // for people
}
