package main

import (
	"io"
	"strings"
)

// screen prints events as go test prints without -v and -json: what packages
// say, and of tests what failed ones say.
type screen struct {
	out  io.Writer
	held map[string][]event         // what the tests of a package that still runs said
	ends map[string]map[string]bool // by package and test: whether it passed
}

func newScreen(out io.Writer) *screen {
	return &screen{out: out, held: map[string][]event{}, ends: map[string]map[string]bool{}}
}

func (s *screen) take(e event) {
	switch {
	case e.Action == "output" && e.Test != "":
		s.held[e.Package] = append(s.held[e.Package], e)
	case e.Action == "output" && e.Output == "PASS\n":
		// the line of the package says ok
	case e.Action == "output" && e.Package != "" && !ending(e.Output):
		s.held[e.Package] = append(s.held[e.Package], e)
	case e.Action == "output":
		s.flush(e.Package)
		s.print(e.Output)
	case e.Action == "build-output":
		s.print(e.Output)
	case e.Test != "" && (e.Action == "pass" || e.Action == "skip" || e.Action == "fail"):
		if s.ends[e.Package] == nil {
			s.ends[e.Package] = map[string]bool{}
		}
		s.ends[e.Package][e.Test] = e.Action != "fail"
	case e.Action == "pass" || e.Action == "skip" || e.Action == "fail":
		s.flush(e.Package)
	}
}

// ending reports whether line is the last that go test says of a package.
func ending(line string) bool {
	return strings.HasPrefix(line, "ok  \t") || strings.HasPrefix(line, "FAIL\t") || strings.HasPrefix(line, "?   \t")
}

// flush prints what a package and its failed tests said, in their order; a test
// without an end is one in which the program stopped.
func (s *screen) flush(pkg string) {
	ends, held := s.ends[pkg], s.held[pkg]
	delete(s.ends, pkg)
	delete(s.held, pkg)
	for _, e := range held {
		if e.Test != "" && (ends[e.Test] || strings.HasPrefix(e.Output, "=== ")) {
			continue
		}
		s.print(e.Output)
	}
}

func (s *screen) print(text string) { _, _ = io.WriteString(s.out, text) }
