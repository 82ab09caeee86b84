package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

// leftOut counts the tests that did not run by what they said of it, and keeps
// what the trials of make soak did.
type leftOut struct {
	said   map[[2]string][]string // by package and test: its lines that tell
	judges map[string]int         // checks that did not run, by why
	long   int
	soak   int
	other  map[string]int // by what they said
	did    []string
}

func newLeftOut() *leftOut {
	return &leftOut{said: map[[2]string][]string{}, judges: map[string]int{}, other: map[string]int{}}
}

func (l *leftOut) take(e event) {
	test := [2]string{e.Package, e.Test}
	switch {
	case e.Test == "":
	case e.Action == "output":
		l.said[test] = append(l.said[test], e.Output)
		if what, told := after(e.Output, tier.Done); told {
			l.did = append(l.did, fmt.Sprintf("%s %s: %s", e.Package, e.Test, what))
		}
	case e.Action == "skip":
		l.skipped(strings.Join(l.said[test], ""))
		delete(l.said, test)
	case e.Action == "pass" || e.Action == "fail":
		delete(l.said, test)
	}
}

// skipped counts a test by what it said when it skipped the rest of itself.
func (l *leftOut) skipped(said string) {
	if why, is := after(said, judge.SaysMissing); is {
		l.judges[why+" is missing"]++
		return
	}
	if why, is := after(said, judge.SaysCannot); is {
		l.judges[why]++
		return
	}
	if _, is := after(said, tier.LeftLong); is {
		l.long++
		return
	}
	if _, is := after(said, tier.LeftSoak); is {
		l.soak++
		return
	}
	l.other[reason(said)]++
}

// after is the rest of the line behind a word, and whether it is there.
func after(text, word string) (string, bool) {
	_, rest, is := strings.Cut(text, word)
	rest, _, _ = strings.Cut(rest, "\n")
	return rest, is
}

// reason is what t.Skip was given: the text behind "file.go:12: ".
func reason(said string) string {
	for line := range strings.Lines(said) {
		if _, why, is := strings.Cut(line, ".go:"); is {
			_, why, _ = strings.Cut(why, ": ")
			return strings.TrimSpace(why)
		}
	}
	return "no reason given"
}

// print writes what the trials did, and the one line of what did not run.
func (l *leftOut) print(out io.Writer) {
	if len(l.did) > 0 {
		fmt.Fprintln(out, "trials:")
		slices.Sort(l.did)
		for _, line := range l.did {
			fmt.Fprintln(out, "  "+line)
		}
	}
	parts := []string{"every outside judge that was asked did run"}
	if n := total(l.judges); n > 0 {
		parts[0] = fmt.Sprintf("%d checks by outside judges did not run: %s", n, list(l.judges))
	}
	if n := total(l.other); n > 0 {
		parts = append(parts, fmt.Sprintf("%d other tests did not: %s", n, list(l.other)))
	}
	if l.long > 0 {
		parts = append(parts, fmt.Sprintf("%d long tests are left to make test", l.long))
	}
	if l.soak > 0 {
		parts = append(parts, fmt.Sprintf("%d trials are left to make soak", l.soak))
	}
	fmt.Fprintln(out, strings.Join(parts, "; "))
}

func total(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// list writes reasons with their counts, the most frequent first.
func list(counts map[string]int) string {
	reasons := make([]string, 0, len(counts))
	for why := range counts {
		reasons = append(reasons, why)
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	for i, why := range reasons {
		reasons[i] = fmt.Sprintf("%s (%d)", why, counts[why])
	}
	return strings.Join(reasons, ", ")
}
