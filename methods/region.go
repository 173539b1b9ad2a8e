package methods

import "strings"

// assigned has the officially assigned alpha-2 codes of ISO 3166-1: the second
// letters, by the first. It is ISO's list (https://www.iso.org/obp/ui/#search/code/)
// as it has been since SS was assigned on 2011-08-09; it agreed with two other lists on
// 2026-11-27.
var assigned = [...]string{
	'A': "DEFGILMOQRSTUWXZ",
	'B': "ABDEFGHIJLMNOQRSTVWYZ",
	'C': "ACDFGHIKLMNORUVWXYZ",
	'D': "EJKMOZ",
	'E': "CEGHRST",
	'F': "IJKMOR",
	'G': "ABDEFGHILMNPQRSTUWY",
	'H': "KMNRTU",
	'I': "DELMNOQRST",
	'J': "EMOP",
	'K': "EGHIMNPRWYZ",
	'L': "ABCIKRSTUVY",
	'M': "ACDEFGHKLMNOPQRSTUVWXYZ",
	'N': "ACEFGILOPRUZ",
	'O': "M",
	'P': "AEFGHKLMNRSTWY",
	'Q': "A",
	'R': "EOSUW",
	'S': "ABCDEGHIJKLMNORSTVXYZ",
	'T': "CDFGHJKLMNORTVWZ",
	'U': "AGMSYZ",
	'V': "ACEGINU",
	'W': "FS",
	'Y': "ET",
	'Z': "AMW",
}

// kosovo is a user-assigned code, which the European Commission, SWIFT and CLDR use.
const kosovo Region = "XK"

// IsAssigned reports whether r names a country or territory: an officially assigned
// code of ISO 3166-1, or XK, by which payments name Kosovo. Codes that ISO only
// reserves (EU, UK), has withdrawn (AN, YU) or leaves to users (XX, ZZ) are not.
func (r Region) IsAssigned() bool {
	return r == kosovo || r.IsValid() && strings.IndexByte(assigned[r[0]], r[1]) >= 0
}

// Suggestion returns the code that is meant by one that people write in its place:
// GB for UK, GR for EL, which the European Union writes. It reports false for any
// other code: no letters of EU, EN or ZZ tell which country is meant.
func (r Region) Suggestion() (Region, bool) {
	switch r {
	case "UK":
		return "GB", true
	case "EL":
		return "GR", true
	}
	return "", false
}
