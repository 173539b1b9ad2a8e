package prose

import (
	"slices"
	"strings"
	"unicode"
)

// Columns writes rows as lines of aligned columns, two spaces apart, each line
// indented. A row may have fewer cells than others.
func Columns(b *strings.Builder, indent string, rows [][]string) {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(cell))
		}
	}
	for _, row := range rows {
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		b.WriteString(indent)
		for i, cell := range row {
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-Width(cell)+2))
			}
		}
		b.WriteByte('\n')
	}
}

// Width is how many columns of a terminal a text takes: two for an East Asian
// wide character, none for a mark that combines with the one before.
func Width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x0300: // Latin, before the first combining mark
			n++
		case unicode.In(r, unicode.Mn, unicode.Me):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

// wide are the blocks whose characters Unicode's East Asian Width calls wide or
// fullwidth, in ascending order. Small gaps of unassigned or narrow characters
// inside of a block do not matter here.
var wide = [...]struct{ first, last rune }{
	{0x1100, 0x115F},   // Hangul syllables' first consonants
	{0x2E80, 0x303E},   // radicals, Chinese punctuation
	{0x3041, 0xA4CF},   // kana, Han, Yi
	{0xA960, 0xA97F},   // more Hangul consonants
	{0xAC00, 0xD7A3},   // Hangul syllables
	{0xF900, 0xFAFF},   // Han for compatibility
	{0xFE30, 0xFE6F},   // vertical and small forms
	{0xFF01, 0xFF60},   // fullwidth Latin and punctuation
	{0xFFE0, 0xFFE6},   // fullwidth signs, ￥ among them
	{0x1F300, 0x1F64F}, // pictographs
	{0x1F900, 0x1F9FF}, // more pictographs
	{0x20000, 0x3FFFD}, // Han beyond the basic plane
}

func isWide(r rune) bool {
	i, found := slices.BinarySearchFunc(wide[:], r, func(block struct{ first, last rune }, r rune) int {
		return int(block.last - r)
	})
	return found || i < len(wide) && wide[i].first <= r
}
