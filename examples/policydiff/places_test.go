package main

import "testing"

func TestPlacesOfPaths(t *testing.T) {
	document := `{
  "name": "shop", "region_sets": {"asia.east": ["CN"]},
  "limits": [
    {"id": "one"},
	{"id": "two", "when": {"surfaces": ["app", "web"]}}
  ]
}`
	p := newPlaces("rules.json", []byte(document))
	for path, want := range map[string]string{
		"":                               "rules.json:1:1",
		"name":                           "rules.json:2:11",
		`region_sets["asia.east"]`:       "rules.json:2:48",
		"limits[0]":                      "rules.json:4:5",
		"limits[1]":                      "rules.json:5:2",
		"limits[1].id":                   "rules.json:5:9",
		"limits[1].when.surfaces[1]":     "rules.json:5:45",
		"limits[1].when.rollout.percent": "rules.json:5:24",
		"limits[2]":                      "rules.json:3:13",
		"sources[0]":                     "rules.json:1:1",
	} {
		if got := p.of(path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
