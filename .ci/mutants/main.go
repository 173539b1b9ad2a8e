// Command mutants plants mistakes into a package and prints those that its tests do not
// notice. ../mutate runs it and says how.
package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	survivors, err := run(os.Args[1:])
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(2)
	case survivors > 0:
		os.Exit(1)
	}
}

// run plants the mistakes that the arguments ask for, and returns how many survived.
func run(args []string) (survivors int, err error) {
	if len(args) < 3 || len(args) > 4 {
		return 0, fmt.Errorf("want PACKAGE SEED COUNT [FILES], got %q", args)
	}
	dir := args[0]
	seed, err := strconv.ParseUint(args[1], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("the seed: %w", err)
	}
	count, err := strconv.Atoi(args[2])
	if err != nil {
		return 0, fmt.Errorf("the count: %w", err)
	}
	files := strings.Join(args[3:], "")
	mutants, err := draw(dir, seed, count, files)
	if err != nil {
		return 0, err
	}
	b, err := newBench(dir, seed, mutants)
	if err != nil {
		return 0, err
	}
	defer b.close()
	got := map[verdict][]mutant{}
	for i, m := range mutants {
		v, err := b.try(m, i)
		if err != nil {
			return 0, err
		}
		got[v] = append(got[v], m)
		fmt.Fprintf(os.Stderr, "%3d %-8s %s\n", i+1, v, m)
	}
	for _, m := range got[survived] {
		fmt.Println(m)
	}
	fmt.Printf("%s, seed %d: of %d mutants the short tests killed %d, the others %d, the limit of time %d; %d survived\n",
		dir, seed, len(mutants), len(got[killed]), len(got[late]), len(got[endless]), len(got[survived]))
	return len(got[survived]), nil
}

// draw returns mutants of a package that compile, in an order that the seed determines.
func draw(dir string, seed uint64, count int, files string) ([]mutant, error) {
	wanted := !strings.HasPrefix(files, "!")
	match, err := regexp.Compile(strings.TrimPrefix(files, "!"))
	if err != nil {
		return nil, fmt.Errorf("the names of files: %w", err)
	}
	c, err := newChecker(dir)
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, name := range c.names() {
		if match.MatchString(filepath.Base(name)) != wanted {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		of, err := mutantsOf(name, src)
		if err != nil {
			return nil, err
		}
		all = append(all, of...)
	}
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var drawn []mutant
	for _, m := range all {
		if len(drawn) < count && c.compiles(m) {
			drawn = append(drawn, m)
		}
	}
	if len(drawn) < count {
		return nil, fmt.Errorf("%s has %d mutants that compile, want %d", dir, len(drawn), count)
	}
	return drawn, nil
}
