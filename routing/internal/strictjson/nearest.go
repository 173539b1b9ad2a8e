package strictjson

import (
	"strconv"
	"strings"
)

// Suggest ends a problem with the nearest known names, such as `; did you mean "alipay"?`,
// or with all of them if they are few. It is empty if there is nothing to say.
func Suggest[S ~string](name string, known []S) string {
	if near := Nearest(name, known); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	const few = 8
	if len(known) == 0 || len(known) > few {
		return ""
	}
	quoted := make([]string, len(known))
	for i, k := range known {
		quoted[i] = strconv.Quote(Clip(k))
	}
	return "; known: " + strings.Join(quoted, ", ")
}

// longestNear is the longest name for which a nearest one is looked for.
const longestNear = 64

// Nearest returns the known name with the smallest edit distance to name, the first on a
// tie, or "" if none is near enough to be meant.
func Nearest[S ~string](name string, known []S) string {
	if name == "" || len(name) > longestNear {
		return ""
	}
	bound, found := min(max((len(name)+1)/3, 1), 3), ""
	for _, k := range known {
		if diff := len(k) - len(name); diff > bound || -diff > bound {
			continue
		}
		if d := distance(name, string(k), bound); d <= bound {
			bound, found = d-1, string(k)
		}
	}
	return found
}

// distance is the optimal string alignment distance: insertions, deletions, substitutions
// and swaps of neighbors each cost one. What is above the bound may come back as any number
// above it.
func distance(a, b string, bound int) int {
	var rows [3][longestNear + 4 + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > bound {
			return least // no later row has less: a swap from the row before costs one
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
