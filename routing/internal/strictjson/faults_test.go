package strictjson_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing/internal/strictjson"
)

func TestFaultsOfATimetable(t *testing.T) {
	deep := strings.Repeat("[", 40)
	tests := []struct{ name, text, want string }{
		{"no text", ``, ` (1:1): "" ends too early: want a value`},
		{"only white space", " \n\t", ` (2:2): "" ends too early: want a value`},
		{"a byte order mark", "\ufeff{}", ` (1:1): "" begins with a byte order mark: want none`},
		{"a null", `null`, ` (1:1): "null" is null: want an object`},
		{"an array", "\n[{}]", ` (2:1): "[{}]" is an array: want an object`},
		{"text after it", `{} {}`, ` (1:4): "" has text after the document: want nothing more`},
		{"a comment", `{/**/}`, ` (1:2): "" has '/' here: want a key in double quotes`},
		{"a key without quotes", `{name: 1}`, ` (1:2): "" has 'n' here: want a key in double quotes`},
		{"a comma too many in an object", `{"name": "n",}`, ` (1:14): "" has '}' here: want a key in double quotes`},
		{"a comma too many in an array", `{"trips": [{},]}`, `trips[1] (1:15): "" has ']' here: want a value`},
		{"no comma between members", `{"name": "n" "zone": "Z"}`, ` (1:14): "" has '"' here: want a comma or '}'`},
		{"no comma between elements", `{"trips": [{} {}]}`, `trips[0] (1:15): "" has '{' here: want a comma or ']'`},
		{"no comma between lists of a list", `{"trips": [{"when": {"riders": [["a"] 7]}}]}`, `trips[0].when.riders[0] (1:39): "" has '7' here: want a comma or ']'`},
		{"no colon", `{"name" "n"}`, ` (1:9): "" has '"' here: want a colon`},
		{"cut short in an object", `{"trips": [{"id": "x",`, `trips[0] (1:23): "" ends too early: want a key in double quotes`},
		{"cut short in a string", `{"trips": [{"id": "x`, `trips[0].id (1:21): "" ends too early: want a closing quote`},
		{"invalid UTF-8 in a string", "{\"name\": \"a\xffb\"}", `name (1:12): "" is not valid UTF-8`},
		{"invalid UTF-8 in a key", "{\"n\xc3\": 1}", ` (1:4): "" is not valid UTF-8`},
		{"invalid UTF-8 outside", "{\xff}", ` (1:2): "" is not valid UTF-8`},
		{"a control character in a string", "{\"name\": \"a\nb\"}", `name (1:12): "" has a control character in a string: want it escaped`},
		{"an escape that JSON does not know", `{"name": "a\x41"}`, `name (1:12): "" has an escape that JSON does not know: a backslash and 'x'`},
		{"an escape too short", `{"name": "a\u12"}`, `name (1:12): "" has an escape that is not \u and four hexadecimal digits`},
		{"a high surrogate alone", `{"name": "a\ud83d"}`, `name (1:12): "\\ud83d" has half of a surrogate pair`},
		{"a low surrogate alone", `{"name": "a\udcb0b"}`, `name (1:12): "\\udcb0b" has half of a surrogate pair`},
		{"half a surrogate pair in a key", `{"a\ud83d": 1, "zone": 1}`, ` (1:4): "\\ud83d" has half of a surrogate pair` + "\n" + `zone (1:24): "1" is a number: want a string`},
		{"nesting too deep", `{"name": ` + deep, `name (1:41): "" nests too deep: want at most 32 levels`},
		{"a string too long", `{"version": "` + strings.Repeat("x", strictjson.MaxString+1) + `"}`, `version (1:13): "` + strings.Repeat("x", 64) + `..." is too long: want strings of at most 65536 bytes`},

		{"an unknown key", `{"color": 1}`, `color (1:2): "color" is not a key here; known: name, version, zone, sources, stops, trips, fares, region_sets`},
		{"a misspelled key", `{"nmae": "n"}`, `nmae (1:2): "nmae" is not a key here; did you mean "name"?`},
		{"a key in upper case", `{"Name": "n"}`, `["Name"] (1:2): "Name" is not a key here; keys are lower-case: want "name"`},
		{"a key folded", `{"ſtops": []}`, `["ſtops"] (1:2): "ſtops" is not a key here; did you mean "stops"?`},
		{"an empty key", `{"": 1}`, `[""] (1:2): "" is not a key here; known: name, version, zone, sources, stops, trips, fares, region_sets`},
		{"a key like a path", `{"trips[0].id": 1}`, `["trips[0].id"] (1:2): "trips[0].id" is not a key here; known: name, version, zone, sources, stops, trips, fares, region_sets`},
		{"a key twice", `{"name": "n", "zone": "Z", "name": 1}`, `name (1:28): "name" is there twice: want each key once`},
		{"a key twice, once with an escape", `{"name": "n", "n\u0061me": "n"}`, `name (1:15): "name" is there twice: want each key once`},
		{"a key of a map twice", `{"region_sets": {"a": [], "a": []}}`, `region_sets.a (1:27): "a" is there twice: want each set once`},

		{"a null for a key", `{"name": null}`, `name (1:10): "null" is not allowed: leave the key out`},
		{"a null for an element", `{"trips": [null, 1]}`, `trips[0] (1:12): "null" is not allowed: leave the element out` + "\n" + `trips[1] (1:18): "1" is a number: want an object`},
		{"a null in a map", `{"region_sets": {"a b": null}}`, `region_sets["a b"] (1:25): "null" is not allowed: leave the set out`},
		{"a null for a number", `{"trips": [{"rank": null}]}`, `trips[0].rank (1:21): "null" is not allowed: leave the key out`},
		{"something like null", `{"name": nul}`, `name (1:10): "" has 'n' here: want a value`},

		{"a number for a string", `{"name": 1.5e3}`, `name (1:10): "1.5e3" is a number: want a string`},
		{"a boolean for a list of names", `{"trips": [{"sources": true}]}`, `trips[0].sources (1:24): "true" is a boolean: want an array`},
		{"a string for a boolean", `{"trips": [{"night": "yes"}]}`, `trips[0].night (1:22): "\"yes\"" is a string: want true or false`},
		{"a list of lists for one of names", `{"trips": [{"sources": [["a"], "b"]}]}`, `trips[0].sources[0] (1:25): "[\"a\"]" is an array: want a string`},
		{"numbers in lists of lists", `{"trips": [{"when": {"riders": [["a"], ["b", 3]]}}]}`, `trips[0].when.riders[1][1] (1:46): "3" is a number: want a string`},
		{"a number with a point", `{"trips": [{"rank": 1.0}]}`, `trips[0].rank (1:21): "1.0" has a point or an exponent: want a whole number from 0 to 30000`},
		{"a number with an exponent", `{"trips": [{"rank": 1e0}]}`, `trips[0].rank (1:21): "1e0" has a point or an exponent: want a whole number from 0 to 30000`},
		{"a number with a minus", `{"trips": [{"rank": -0}]}`, `trips[0].rank (1:21): "-0" is not in range: want a whole number from 0 to 30000`},
		{"a number too large", `{"trips": [{"rank": 30001}]}`, `trips[0].rank (1:21): "30001" is not in range: want a whole number from 0 to 30000`},
		{"a number of many digits", `{"trips": [{"rank": 18446744073709551617}]}`, `trips[0].rank (1:21): "18446744073709551617" is not in range: want a whole number from 0 to 30000`},
		{"a number that is a minus alone", `{"trips": [{"rank": -}]}`, `trips[0].rank (1:22): "" has '}' here: want a digit`},
		{"an array for a map", `{"region_sets": [["a"]]}`, `region_sets (1:17): "[[\"a\"]]" is an array: want an object`},
		{"a number with a leading zero", `{"trips": [{"rank": 01}]}`, `trips[0] (1:22): "" has '1' here: want a comma or '}'`},

		{"an escape sequence of a terminal", `{"name": "\u001b[2J"}`, `name (1:10): "\x1b[2J" has a control character: want plain text in one line`},
		{"a text too long", `{"name": "` + strings.Repeat("x", longestLine+1) + `"}`, `name (1:10): "` + strings.Repeat("x", 64) + `..." is too long: want at most 4096 bytes`},
		{"a text of a filler alone", `{"name": "ㅤ"}`, `name (1:10): "ㅤ" has only characters that cannot be seen: want something to read`},

		{"a fault inside what is skipped comes in the order of the text", "{\"name\":\n  [\n\n \"\\ud800\"],\n\"version\":\n\n   5}",
			`name (2:3): "[\n\n \"\\ud800\"]" is an array: want a string` + "\n" + `name (4:3): "\\ud800" has half of a surrogate pair` + "\n" + `version (7:4): "5" is a number: want a string`},
		{"many at once", "{\"nam\": 1, \"zone\": 8,\n\"stops\": [{\"id\": \"s\", \"Id\": \"t\"}, 7],\n\"trips\": [{\"rank\": \"1\", \"when\": {\"form\": \"\"}},\n {\"except\": [{}, {\"from\": 1}]}",
			strings.Join([]string{
				`nam (1:2): "nam" is not a key here; did you mean "name"?`,
				`zone (1:20): "8" is a number: want a string`,
				`stops[0]["Id"] (2:23): "Id" is not a key here; keys are lower-case: want "id"`,
				`stops[1] (2:35): "7" is a number: want an object`,
				`trips[0].rank (3:20): "\"1\"" is a string: want a whole number`,
				`trips[0].when.form (3:34): "form" is not a key here; did you mean "from"?`,
				`trips[1].except[1].from (4:27): "1" is a number: want a string`,
				`trips[1] (4:31): "" ends too early: want a comma or ']'`,
			}, "\n")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := readTimetable([]byte(test.text))
			if diff := cmp.Diff(test.want+"\n", strings.ReplaceAll(lines(faults), "\u3164", "ㅤ")); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

// What is JSON and what is not, encoding/json knows too: the value of a key that is not
// known is read over if it is JSON, and otherwise ends the reading.
func TestSyntaxIsThatOfJSON(t *testing.T) {
	for _, value := range []string{
		`0`, `-0`, `7`, `10`, `-12.5`, `0.5`, `1e5`, `1E+05`, `1.5e-7`, `123456789012345678901234567890`,
		`01`, `-`, `-a`, `1.`, `.5`, `1.e5`, `1e`, `1e+`, `1e+a`, `+1`, `0x10`, `1_000`, `Infinity`, `NaN`, `１`,
		`true`, `false`, `null`, `tru`, `True`, `nul`, `falsey`, `undefined`,
		`""`, `"a b"`, `"\"\\\/\b\f\n\r\t\u00e9"`, `"\ud83d\udcb0"`, `"支付"`, `'a'`, `"\x41"`, `"\u12"`, `"\u12g4"`, `"\u"`, `"\`, `"`, `"a`, "\"\t\"", "\"\x00\"", "\"\x7f\"",
		`"\U0041"`, "\"\\\x01\"", `"\支"`, `"12345678"`, "\"1234567\x1f\"", "\"12345678\x1f\"",
		`[]`, `[ ]`, `[1]`, `[1, [2, {"a": []}]]`, `[1,]`, `[,1]`, `[,]`, `[1 2]`, `[1`, `]`, `[1}`, `[1,,2]`,
		`{}`, `{ }`, `{"a": 1}`, `{"a": {"b": null}, "c": "d"}`, `{"a": 1,}`, `{,}`, `{"a"}`, `{"a":}`, `{"a" 1}`, `{a: 1}`, `{1: 1}`, `{"a": 1 "b": 2}`, `{"a": 1]`, `{`, `}`,
		``, ` `, "1\v", "1\f", "\u00a01", "1\u2028", `1//`, `/**/1`, `1,`, `1}`,
	} {
		t.Run(fmt.Sprintf("%q", strings.ReplaceAll(value, "/", "|")), func(t *testing.T) {
			data := []byte(`{"x": ` + value + ` }`)
			_, faults := readTimetable(data)
			checkPlaces(t, data, faults)
			if stopped := len(faults) > 1; stopped == json.Valid(data) {
				t.Errorf("valid is %t, but the faults are\n%s", json.Valid(data), lines(faults))
			}
		})
	}
}

// checkPlaces makes sure that faults lie inside the text, in its order, and say something.
func checkPlaces(t *testing.T, data []byte, faults []strictjson.Fault) {
	t.Helper()
	text := strings.Split(string(data), "\n")
	var before strictjson.Fault
	for _, f := range faults {
		if f.Line < 1 || f.Line > len(text) || f.Column < 1 || f.Column > len(text[f.Line-1])+1 {
			t.Errorf("%+v is outside of the text", f)
		}
		if f.Line < before.Line || f.Line == before.Line && f.Column < before.Column {
			t.Errorf("%+v comes after %+v", f, before)
		}
		if f.Problem == "" {
			t.Errorf("%+v does not say what is wrong", f)
		}
		before = f
	}
}

// Of a private document nothing is quoted that may be an id: what is skipped, whole objects
// and arrays, and secrets.
func TestPrivateDocumentIsNotQuoted(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"an object for a string", `{"stop": {"rider": "hush"}}`, `stop (1:10): "" is an object: want a string`},
		{"an array for an object", `["hush"]`, ` (1:1): "" is an array: want an object`},
		{"a number for a secret", `{"rider": 4711}`, `rider (1:11): "" is a number: want a string`},
		{"half a surrogate pair in a secret", `{"rider": "hush\ud800"}`, `rider (1:16): "" has half of a surrogate pair`},
		{"half a surrogate pair in what is skipped", `{"riders": "hush\ud800"}`, `riders (1:2): "riders" is not a key here; did you mean "rider"?` + "\n" + ` (1:17): "" has half of a surrogate pair`},
		{"a null for a secret", `{"rider": null}`, `rider (1:11): "null" is not allowed: leave the key out`},
		{"a number for a name", `{"stop": 7}`, `stop (1:10): "7" is a number: want a string`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := readTicket([]byte(test.text))
			if diff := cmp.Diff(test.want+"\n", lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultsOfATicket(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"a union of a third kind", `{"contact": ["a"]}`, `contact (1:13): "" is an array: want a string or an object`},
		{"a null for a union", `{"contact": null}`, `contact (1:13): "null" is not allowed: leave the key out`},
		{"a fault in a union", `{"contact": {"phon": "1"}}`, `contact.phon (1:14): "phon" is not a key here; did you mean "phone"?`},
		{"a time in a map", `{"down": {"line_1": null, "line_2": "soon"}}`, `down.line_2 (1:37): "soon" is not a time: want RFC 3339`},
		{"a number out of the range of a map", `{"rides": {"line_1": 99, "line 2": 100}}`, `rides["line 2"] (1:36): "100" is not in range: want a whole number from 0 to 99`},
		{"a null of a map without nulls", `{"rides": {"line_1": null}}`, `rides.line_1 (1:22): "null" is not allowed: leave the line out`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, faults := readTicket([]byte(test.text))
			if diff := cmp.Diff(test.want+"\n", lines(faults)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}
