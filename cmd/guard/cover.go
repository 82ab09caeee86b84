package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// cover runs the tests of packages with coverage, each counting for its own
// package and for those that its floor names, lists the coverage and holds it
// against the floors.
func cover(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("cover", flag.ContinueOnError)
	file := flags.String("floors", ".ci/floors", "the least coverage of packages")
	timeout := flags.Duration("timeout", 30*time.Minute, "how long the tests of a package may take")
	if err := flags.Parse(args); err != nil {
		return err
	}
	text, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	least, err := readFloors(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", *file, err)
	}
	packages, err := listed(ctx, flags.Args())
	if err != nil {
		return err
	}
	show, covered := newScreen(out), map[string]float64{}
	var testErr error
	for _, args := range least.runs(packages) {
		err := goTest(ctx, append([]string{"-cover", "-timeout", timeout.String()}, args...), func(e event) {
			show.take(e)
			if percent, is := coverage(e.Output); is {
				covered[e.Package] = percent
			}
		})
		if err != nil && !errors.Is(err, errFailed) {
			return err
		}
		testErr = errors.Join(testErr, err)
	}
	low := least.judge(covered, out)
	switch {
	case testErr != nil:
		return testErr
	case len(covered) == 0:
		return errors.New("no package was covered")
	case low > 0:
		return fmt.Errorf("%d packages are covered less than their floors in %s", low, *file)
	}
	return nil
}

// listed are the packages of patterns.
func listed(ctx context.Context, patterns []string) ([]string, error) {
	out, err := exec.CommandContext(ctx, goCommand(), append([]string{"list"}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	return strings.Fields(string(out)), nil
}

var statements = regexp.MustCompile(`^(?:ok|\t).*coverage: (\d+\.\d+)% of statements`)

// coverage reads the line of a package, with tests or without.
func coverage(line string) (float64, bool) {
	m := statements.FindStringSubmatch(line)
	if m == nil {
		return 0, false
	}
	percent, err := strconv.ParseFloat(m[1], 64)
	return percent, err == nil
}

// floors are the least percentages that tests cover, by patterns as path.Match
// has them; the last that meets a package counts.
type floors []floor

type floor struct {
	pattern string
	percent float64
	also    []string // patterns of other packages for which the tests are counted too
}

// readFloors reads lines of "PERCENT PATTERN [ALSO …]"; # begins a comment.
func readFloors(text string) (floors, error) {
	var f floors
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		percent, err := strconv.ParseFloat(words[0], 64)
		if err != nil || len(words) < 2 {
			return nil, fmt.Errorf("%q is not PERCENT PATTERN", strings.TrimSpace(line))
		}
		if _, err := path.Match(words[1], ""); err != nil {
			return nil, fmt.Errorf("%q: %w", words[1], err)
		}
		f = append(f, floor{words[1], percent, words[2:]})
	}
	return f, nil
}

func (f floors) of(pkg string) floor {
	var found floor
	for _, floor := range f {
		if met, err := path.Match(floor.pattern, pkg); floor.pattern == "..." || err == nil && met {
			found = floor
		}
	}
	return found
}

// runs are the arguments of go test for packages: one run of all whose tests are
// counted for themselves, and one of each that is counted for others too.
func (f floors) runs(packages []string) [][]string {
	var alone []string
	var runs [][]string
	for _, pkg := range packages {
		if also := f.of(pkg).also; len(also) > 0 {
			runs = append(runs, []string{"-coverpkg=" + strings.Join(append([]string{pkg}, also...), ","), pkg})
		} else {
			alone = append(alone, pkg)
		}
	}
	if len(alone) > 0 {
		runs = append([][]string{alone}, runs...)
	}
	return runs
}

// judge lists the packages, the least covered first, and counts those below
// their floors.
func (f floors) judge(covered map[string]float64, out io.Writer) int {
	packages := make([]string, 0, len(covered))
	for pkg := range covered {
		packages = append(packages, pkg)
	}
	slices.SortFunc(packages, func(a, b string) int {
		if covered[a] != covered[b] {
			return int(covered[a]*10) - int(covered[b]*10)
		}
		return strings.Compare(a, b)
	})
	low := 0
	for _, pkg := range packages {
		least, note := f.of(pkg).percent, ""
		if covered[pkg] < least {
			note = "  BELOW ITS FLOOR"
			low++
		}
		fmt.Fprintf(out, "%5.1f%% of %3.0f%%  %s%s\n", covered[pkg], least, pkg, note)
	}
	return low
}
