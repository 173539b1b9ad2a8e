package routing_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/routing"
)

// badCatalogs are texts of testdata/bad_catalogs.txt with one defect each, named for it, and the
// path of the fault that it must give. The rest of each fault is in bad.golden.
var badCatalogs = []struct{ name, path string }{
	// The document.
	{"empty", ""},
	{"only white space", ""},
	{"byte order mark", ""},
	{"top level array", ""},
	{"top level null", ""},
	{"top level string", ""},
	{"text after", ""},
	{"comment", ""},
	{"cut short", "availability[0]"},
	{"unclosed string", "methods[0].id"},
	{"invalid utf8", "sources[0].title"},
	{"trailing comma in object", "traits[0]"},
	{"trailing comma in array", "traits[1]"},
	{"missing comma", ""},
	{"missing colon", ""},
	{"single quotes", "name"},
	{"unquoted key", ""},
	{"minus sign alone", "availability[0].rank"},
	{"not a number", "availability[0].rank"},
	{"leading zero", "availability[0]"},
	{"plus sign", "availability[0].rank"},
	{"too deep", "availability[0].rank"},
	{"control character", "name"},
	{"unknown escape", "name"},
	{"short unicode escape", "name"},
	{"escaped control character", "name"},
	{"lone high surrogate", "name"},
	{"lone low surrogate", "name"},
	{"two high surrogates", "name"},
	{"text direction override", "name"},
	{"long text", "sources[0].title"},
	{"long string", "sources[0].title"},

	// Keys.
	{"unknown key", "limit"},
	{"misspelled key", "availability[0].staus"},
	{"upper case key", `["Name"]`},
	{"folded key", `availability[0]["ſtatus"]`},
	{"empty key", `[""]`},
	{"key with terminal escape", `["\x1b[2Jname"]`},
	{"key like a path", `["limits[0].max"]`},
	{"duplicate key", "availability[0].rank"},
	{"duplicate key escaped", "availability[0].rank"},
	{"null value", "availability[0].rank"},
	{"null element", "availability[0].when.platforms[1]"},

	// Kinds.
	{"number for a string", "version"},
	{"boolean for a string", "methods[1].payer"},
	{"string for a number", "availability[0].rank"},
	{"string for an array", "availability[0].when.platforms"},
	{"object for an array", "traits"},
	{"array for an object", "availability[0].when"},
	{"string for an element", "methods[1]"},
	{"rank with a point", "availability[0].rank"},
	{"rank with an exponent", "availability[0].rank"},
	{"rank negative", "availability[0].rank"},
	{"rank minus zero", "availability[0].rank"},
	{"rank too high", "availability[0].rank"},
	{"rank huge", "availability[0].rank"},

	// Ids.
	{"id missing", "availability[0].id"},
	{"id upper case", "availability[0].id"},
	{"id too long", "availability[0].id"},
	{"id with a hyphen", "methods[1].id"},
	{"id in chinese", "traits[0].id"},
	{"duplicate source", "sources[1].id"},
	{"duplicate trait", "traits[1].id"},
	{"duplicate method", "methods[1].id"},
	{"duplicate product", "methods[0].products[1].id"},
	{"duplicate platform", "platforms[1].id"},
	{"alias of another platform", "platforms[0].aliases[1]"},
	{"duplicate entry", "availability[1].id"},
	{"limit with the id of an entry", "limits[0].id"},

	// References.
	{"misspelled method", "availability[0].method"},
	{"unknown method", "availability[0].method"},
	{"misspelled platform", "availability[0].when.platforms[0]"},
	{"alias for a platform", "availability[0].when.platforms[0]"},
	{"platform twice", "availability[0].when.platforms[1]"},
	{"misspelled trait", "availability[0].when.audience[0][0]"},
	{"empty audience set", "availability[0].when.audience[1]"},
	{"misspelled source", "limits[0].sources[0]"},
	{"entry without a source", "availability[0].sources"},
	{"limit without a source", "limits[0].sources"},
	{"product of an unknown source", "methods[0].products[0].sources[0]"},
	{"limit on a misspelled method", "limits[0].methods[0]"},
	{"limit on a method twice", "limits[0].methods[1]"},

	// Words and forms.
	{"unknown status", "availability[0].status"},
	{"status missing", "availability[0].status"},
	{"status upper case", "availability[0].status"},
	{"unknown payer", "methods[0].payer"},
	{"unknown flow", "methods[0].products[0].flow"},
	{"unknown confidence", "availability[0].confidence"},
	{"surface upper case", "methods[0].products[0].surfaces[0]"},
	{"empty surface", "methods[0].products[0].surfaces[1]"},
	{"unknown currency", "availability[0].when.currencies[1]"},
	{"currency of another market", "availability[0].when.currencies[0]"},
	{"currency lower case", "availability[0].when.currencies[0]"},
	{"region lower case", "availability[0].when.regions[0]"},
	{"region of three letters", "availability[0].when.regions[0]"},
	{"link life without a unit", "methods[0].products[0].link_life"},
	{"link life not shortest", "methods[0].products[0].link_life"},
	{"link life negative", "methods[0].products[0].link_life"},
	{"link life as a number", "methods[0].products[0].link_life"},
	{"link life zero", "methods[0].products[0].link_life"},
	{"link life of milliseconds", "methods[0].products[0].link_life"},
	{"source without title and url", "sources[0].title"},
	{"source date of no month", "sources[0].date"},
	{"source date in words", "sources[0].date"},

	// Dates and zones.
	{"date that is not there", "availability[0].when.from"},
	{"date with slashes", "availability[0].when.from"},
	{"date without zeros", "availability[0].when.from"},
	{"date with a space", "availability[0].when.from"},
	{"date with time but no zone", "availability[0].when.from"},
	{"date at the leap second", "availability[0].when.from"},
	{"date at 24 oclock", "availability[0].when.from"},
	{"date with a comma", "availability[0].when.from"},
	{"date with an odd zone", "availability[0].when.from"},
	{"date too early", "availability[0].when.from"},
	{"date too late", "availability[0].when.from"},
	{"date as a number", "availability[0].when.from"},
	{"date zero", "availability[0].when.from"},
	{"period inverted", "availability[0].when.until"},
	{"period empty", "availability[0].when.until"},
	{"date without a zone", "availability[0].when.from"},
	{"window without a zone", "limits[0].window"},
	{"zone by name", "zone"},
	{"zone without a colon", "zone"},
	{"zone of sixty minutes", "zone"},
	{"zone of a whole day", "zone"},
	{"zone of a whole day west", "zone"},
	{"zone minus zero", "zone"},

	// Rollouts.
	{"percent as a number", "availability[0].when.rollout.percent"},
	{"percent with a sign", "availability[0].when.rollout.percent"},
	{"percent above 100", "availability[0].when.rollout.percent"},
	{"percent too fine", "availability[0].when.rollout.percent"},
	{"percent with a leading zero", "availability[0].when.rollout.percent"},
	{"percent ending in a point", "availability[0].when.rollout.percent"},
	{"percent starting with a point", "availability[0].when.rollout.percent"},
	{"percent negative", "availability[0].when.rollout.percent"},
	{"percent empty", "availability[0].when.rollout.percent"},
	{"rollout without salt", "availability[0].when.rollout"},
	{"rollout without percent", "availability[0].when.rollout"},
	{"rollout with an empty salt", "availability[0].when.rollout.salt"},
	{"salt too long", "availability[0].when.rollout.salt"},

	// Meaning of entries.
	{"pilot for everybody", "availability[0].status"},
	{"except everything", "availability[0].except[0]"},
	{"within an unknown method", "availability[0].within"},
	{"within a method not on the platform", "availability[0].within"},
	{"within itself", "availability[0].within"},
	{"within each other", "availability[1].within"},
	{"within too many", "availability[10].within"},

	// Limits.
	{"amount as a number", "limits[0].max"},
	{"amount without a currency", "limits[0].max"},
	{"amount with an exponent", "limits[0].max"},
	{"amount with a plus sign", "limits[0].max"},
	{"amount with a comma", "limits[0].max"},
	{"amount with leading zero", "limits[0].max"},
	{"amount with two spaces", "limits[0].max"},
	{"amount full width", "limits[0].max"},
	{"amount too precise", "limits[0].max"},
	{"amount too large", "limits[0].max"},
	{"amount negative", "limits[0].max"},
	{"amount in an unknown currency", "limits[0].max"},
	{"amount empty", "limits[0].max"},
	{"limit without bounds", "limits[0].max"},
	{"min above max", "limits[0].min"},
	{"two currencies in a limit", "limits[0].max"},
	{"window as a number", "limits[0].window"},
	{"unknown window", "limits[0].window"},
	{"rolling window not shortest", "limits[0].window"},
	{"window without a counter", "limits[0].counter"},
	{"counter without a window", "limits[0].window"},
	{"total without max", "limits[0].max"},
	{"per without a counter", "limits[0].per"},
	{"per the same subject twice", "limits[0].per[1]"},
	{"too many subjects", "limits[0].per"},
	{"per upper case", "limits[0].per[0]"},
	{"counter upper case", "limits[0].counter"},
	{"counter with two windows", "limits[1].window"},
	{"counter with two currencies", "limits[1].max"},
	{"counter with two lists of subjects", "limits[1].per"},

	// What is said once, and what a call needs.
	{"region set that is not there", "availability[0].when.regions[0]"},
	{"region sets in a list", "region_sets"},
	{"region set empty", "region_sets.eea"},
	{"region set null", "region_sets.eea"},
	{"region set twice", "region_sets.eea"},
	{"region set upper case", `region_sets["EEA"]`},
	{"region set of a set", "region_sets.wide[0]"},
	{"region set with a region twice", "region_sets.eea[2]"},
	{"region set with the united kingdom", "region_sets.europe[1]"},
	{"region set with a region that is none", "region_sets.europe[0]"},
	{"default source that is not there", "default_sources[1]"},
	{"accepted finding without a reason", "accept[0].why"},
	{"accepted finding without a code", "accept[0].code"},
	{"accepted finding twice", "accept[1].id"},
	{"params as a list", "methods[0].products[0].params"},
	{"param as a number", "methods[0].products[0].params.specified_channel"},
	{"param null", "methods[0].products[0].params.specified_channel"},
	{"param twice", "methods[0].products[0].params.a"},
	{"param without a name", `methods[0].products[0].params[""]`},
	{"param with a control character", "methods[0].products[0].params.a"},
	{"hours of nothing", "availability[0].when.hours[0]"},
	{"hours from midnight to midnight", "availability[0].when.hours[0]"},
	{"hours with equal times", "availability[0].when.hours[0].until"},
	{"hours with a day twice", "availability[0].when.hours[0].days[2]"},
	{"hours on a day that is none", "availability[0].when.hours[0].days[0]"},
	{"hours at 24 oclock", "availability[0].when.hours[0].until"},
	{"hours with one digit", "availability[0].when.hours[0].from"},
	{"hours with seconds", "availability[0].when.hours[0].from"},
	{"hours as a number", "availability[0].when.hours[0].from"},
	{"hours without a zone", "availability[0].when.hours[0]"},
	{"max count of nothing", "limits[0].max_count"},
	{"max count as text", "limits[0].max_count"},
	{"max count negative", "limits[0].max_count"},
	{"max count without a counter", "limits[0].max_count"},
}

// manyFaults is the one file with faults of form and of meaning throughout.
var manyFaults = []string{
	"name",
	`["Version"]`,
	"zone",
	"sources[0].date",
	"sources[1].id",
	"traits[1].id",
	"traits[2]",
	"methods[0].payer",
	"methods[0].products[0].link_life",
	"platforms[0].alias",
	"platforms[1].id",
	"availability[0].method",
	"availability[0].rank",
	"availability[0].when.platforms[1]",
	"availability[0].when.from",
	"availability[0].when.rollout",
	"availability[1].sources",
	"availability[1].id",
	"availability[1].status",
	"availability[1].when.currencies[0]",
	"availability[1].when.until",
	"limits[0].max",
	"limits[1].counter",
	"limits[1].min",
	"limits[1].sources[0]",
}

func TestBadCatalogs(t *testing.T) {
	var all strings.Builder
	known := map[string]bool{"many": true}
	for _, bad := range badCatalogs {
		name := strings.ReplaceAll(bad.name, " ", "_")
		if known[name] {
			t.Errorf("%s is in the table twice", name)
		}
		known[name] = true
		faults := faultsOf(t, name)
		fmt.Fprintf(&all, "%s\n%s\n", bad.name, lines(faults))
		t.Run(bad.name, func(t *testing.T) {
			if diff := cmp.Diff([]string{bad.path}, paths(faults)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
		})
	}
	for name := range badTexts(t) {
		if !known[name] {
			t.Errorf("%s is not in the table", name)
		}
	}
	golden(t, "bad.golden", all.String())
}

// A catalog with many faults has them all in one error, each once, in the order of
// the text.
func TestManyFaultsAtOnce(t *testing.T) {
	faults := faultsOf(t, "many")
	if diff := cmp.Diff(manyFaults, paths(faults)); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	golden(t, "bad_many.golden", lines(faults))
}

// badTexts are the catalogs of testdata/bad_catalogs.txt, by name. Each stands between a
// line with its name and the line break before the next one. One that begins with
// "@ 14-15" is the sound catalog, the first of the file, with other lines in the place of
// these. What is too long to show is written out here.
func badTexts(t testing.TB) map[string][]byte {
	t.Helper()
	texts, err := readBadTexts()
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

var readBadTexts = sync.OnceValues(func() (map[string][]byte, error) {
	data, err := os.ReadFile("testdata/bad_catalogs.txt")
	if err != nil {
		return nil, err
	}
	data = bytes.TrimSuffix(append([]byte("\n"), data...), []byte("\n"))
	texts := map[string][]byte{}
	for _, part := range bytes.Split(data, []byte("\n-- "))[1:] {
		name, text, ok := bytes.Cut(part, []byte(" --\n"))
		if _, again := texts[string(name)]; !ok || again {
			return nil, fmt.Errorf("testdata/bad_catalogs.txt: %.40q is no name, or is there twice", part)
		}
		var first, last int
		if n, _ := fmt.Sscanf(string(text), "@ %d-%d\n", &first, &last); n == 2 {
			_, text, _ = bytes.Cut(text, []byte("\n"))
			text = withLines(texts["sound"], first, last, text)
		}
		texts[string(name)] = bytes.ReplaceAll(text, []byte("{65536 times x}"), bytes.Repeat([]byte("x"), 65536))
	}
	delete(texts, "sound")
	return texts, nil
})

// withLines puts other lines, if any, in the place of those from first to last, which
// count from 1.
func withLines(text []byte, first, last int, others []byte) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	if len(others) > 0 {
		others = append(bytes.Clone(others), '\n')
	}
	return slices.Concat(bytes.Join(lines[:first-1], nil), others, bytes.Join(lines[last:], nil))
}

// faultsOf parses a bad catalog, whose faults must all have a place inside the text.
func faultsOf(t *testing.T, name string) []routing.Fault {
	t.Helper()
	data, ok := badTexts(t)[name]
	if !ok {
		t.Fatalf("testdata/bad_catalogs.txt has no %s", name)
	}
	c, err := routing.ParseCatalog(data)
	var bad *routing.CatalogError
	if !errors.As(err, &bad) {
		t.Fatalf("ParseCatalog = %v, want a *CatalogError", err)
	}
	if diff := cmp.Diff(routing.Catalog{}, c); diff != "" {
		t.Errorf("a catalog besides the error (-want +got):\n%s", diff)
	}
	checkPlaces(t, data, bad.Faults)
	return bad.Faults
}

func paths(faults []routing.Fault) []string {
	var all []string
	for _, f := range faults {
		all = append(all, f.Path)
	}
	return all
}

func lines(faults []routing.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString("\t" + f.Error() + "\n")
	}
	return b.String()
}
