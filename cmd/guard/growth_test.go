package main

import (
	"strings"
	"testing"

	"gongwen/internal/tier"
)

const growingTests = `package a

import (
	"os"
	"strings"
	"testing"
)

func runs(t *testing.T, work func(n int)) {
	number, part, _ := strings.Cut(os.Getenv("GONGWEN_GROWTH"), " ")
	n := 100 * int(number[0]-'0')
	if part == "work" {
		work(n)
	}
}

func TestGrowth(t *testing.T) {
	t.Run("linear", func(t *testing.T) { runs(t, func(n int) { Walk(n, 1) }) })
	t.Run("quadratic", func(t *testing.T) { runs(t, func(n int) { Walk(n, n) }) })
}
`

func TestStatementsAreCounted(t *testing.T) {
	tier.Long(t, "builds and runs tests many times")
	module(t, map[string]string{
		"a/a.go":      "package a\n\nfunc Walk(n, m int) (steps int) {\n\tfor range n {\n\t\tfor range m {\n\t\t\tsteps++\n\t\t}\n\t}\n\treturn steps\n}\n",
		"a/a_test.go": growingTests,
	})
	out := runGuard(t, errAny, "growth", ".")
	lines := strings.Split(out, "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[0], "ok  ") || !strings.HasSuffix(lines[0], " a/TestGrowth/linear") ||
		!strings.HasPrefix(lines[1], "FAIL") || !strings.HasSuffix(lines[1], " a/TestGrowth/quadratic") || !strings.Contains(lines[2], "; the work on 1 of them") {
		t.Error(out)
	}
}
