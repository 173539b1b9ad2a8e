package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// places are where the values of a JSON document begin, by their paths, such as
// "availability[3].when" and region_sets["asia.east"]. The document is one that has been
// read as a catalog.
type places struct {
	file    string
	data    []byte
	offsets map[string]int
}

func newPlaces(file string, data []byte) *places {
	p := &places{file: file, data: data, offsets: map[string]int{}}
	p.add(json.NewDecoder(bytes.NewReader(data)), "")
	return p
}

// add notes the place of the next value, and of those within it.
func (p *places) add(d *json.Decoder, path string) {
	rest := p.data[d.InputOffset():]
	p.offsets[path] = len(p.data) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
	switch token, _ := d.Token(); token {
	case json.Delim('{'):
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return
			}
			p.add(d, path+member(path, fmt.Sprint(key)))
		}
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			p.add(d, fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		return
	}
	d.Token() // what closes it
}

// member is what a key adds to a path.
func member(path, key string) string {
	switch {
	case strings.Contains(key, "."):
		return fmt.Sprintf("[%q]", key)
	case path == "":
		return key
	}
	return "." + key
}

// of returns file:line:column of the value at a path, or of the nearest one around it
// where the document leaves it out. Columns count bytes, as those of faults do.
func (p *places) of(path string) string {
	offset, ok := p.offsets[path]
	for !ok {
		path = path[:max(strings.LastIndexAny(path, ".["), 0)]
		offset, ok = p.offsets[path]
	}
	before := p.data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	return fmt.Sprintf("%s:%d:%d", p.file, line, offset-bytes.LastIndexByte(before, '\n'))
}
