package routing

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// checkRegionSets checks the sets themselves.
func (k *checker) checkRegionSets() {
	for _, name := range slices.Sorted(maps.Keys(k.catalog.RegionSets)) {
		path := string(strictjson.AppendKey([]byte("region_sets"), name))
		if !methods.ValidID(name) {
			k.add(path, name, idFault(name, ""))
		}
		set := k.catalog.RegionSets[name]
		if len(set) == 0 {
			k.add(path, "", "is empty: want at least one region")
		}
		seen := repeats[methods.Region]{list: set}
		for i, region := range set {
			first, again := seen.before(i)
			problem := regionProblem(region)
			if problem == "" && again {
				problem = fmt.Sprintf("is there twice, first as %s[%d]: want each once", path, first)
			}
			if problem != "" {
				k.add(path+"["+strconv.Itoa(i)+"]", string(region), problem)
			}
		}
	}
}

// checkRegions checks the regions of a match, and how long a list they come to.
func (k *checker) checkRegions(regions []methods.Region, at owner) {
	for i, region := range regions {
		if problem := k.regionOrSetProblem(region); problem != "" {
			k.element(at, "regions", i, string(region), problem)
		}
	}
	if k.regions.total > maxSetRegions {
		return // said before
	}
	if k.regions.regions(regions); k.regions.total > maxSetRegions {
		k.field(at, "regions", "", fmt.Sprintf("has one list too many of region sets: want at most %d regions in all such lists", maxSetRegions))
	}
}

// regionOrSetProblem says what is wrong with an element of a list of regions.
func (k *checker) regionOrSetProblem(region methods.Region) string {
	switch {
	case k.regions.isSet(region):
		return ""
	case len(region) > len(methods.China) && methods.ValidID(string(region)):
		problem := "is not a region set of the catalog"
		if len(k.faults) < strictjson.MaxSuggestions {
			problem += strictjson.Suggest(string(region), slices.Sorted(maps.Keys(k.catalog.RegionSets)))
		}
		return problem
	}
	return regionProblem(region)
}

// checkDefaultSources checks the sources of rules that name none.
func (k *checker) checkDefaultSources() {
	for i, s := range k.catalog.DefaultSources {
		if !k.sources.Has(s) {
			k.add(fmt.Sprintf("default_sources[%d]", i), s, k.unknownSource(s))
		}
	}
}

// sourcesOf returns the sources of a rule that names some, or else the default ones.
func (k *checker) sourcesOf(e *methods.Evidence) []string {
	if len(e.Sources) == 0 {
		return k.catalog.DefaultSources
	}
	return e.Sources
}

// checkAccept checks the findings that are meant. Which there are is for analysis.Lint.
func (k *checker) checkAccept() {
	seen := make(map[Acceptance]int, len(k.catalog.Accept))
	for i, a := range k.catalog.Accept {
		at := owner{list: "accept", index: i}
		if problem := idFault(a.Code, ""); problem != "" {
			k.field(at, "code", a.Code, problem)
		}
		if problem := idFault(a.ID, ""); problem != "" {
			k.field(at, "id", a.ID, problem)
		}
		if a.Why == "" {
			k.field(at, "why", "", "is missing: want the reason why the finding is meant")
		}
		k.text(at, "why", a.Why)
		finding := Acceptance{Code: a.Code, ID: a.ID}
		if first, again := seen[finding]; again {
			k.field(at, "id", a.ID, fmt.Sprintf("is accepted twice for this code, first as accept[%d]: want each once", first))
		} else {
			seen[finding] = i
		}
	}
}

// checkParams checks what a product's call needs beside the order.
func (k *checker) checkParams(params map[string]string, at owner) {
	var bad []string
	for name, value := range params {
		if name == "" || textProblem(name) != "" || textProblem(value) != "" {
			bad = append(bad, name)
		}
	}
	slices.Sort(bad)
	for _, name := range bad {
		path := string(strictjson.AppendKey([]byte(at.String()+".params"), name))
		switch problem := textProblem(name); {
		case name == "":
			k.add(path, "", "has no name: want that of a parameter")
		case problem != "":
			k.add(path, name, problem)
		default:
			k.add(path, params[name], textProblem(params[name]))
		}
	}
}
