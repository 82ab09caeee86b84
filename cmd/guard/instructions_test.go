package main

import (
	"strings"
	"testing"
)

func TestInstructionsAreHeldToTheBaselineOfTheirMachine(t *testing.T) {
	const machine = "go1.26.8\tamd64"
	text := rebased("go1.25\tamd64\tcheck\t1\t1\n"+machine+"\tcheck\t7\t7\n", machine, map[string]counted{"check": {1_000_000, 1_100_000}, "build": {1_000_000, 1_010_000}})
	want := "go1.25\tamd64\tcheck\t1\t1\n" + machine + "\tbuild\t1000000\t1010000\n" + machine + "\tcheck\t1000000\t1100000\n"
	if text != want {
		t.Fatalf("the baseline is %q", text)
	}
	for _, c := range []struct {
		name    string
		least   int64
		machine string
		tooMany bool
		says    string
	}{
		{"check", 1_300_000, machine, false, "allowed 1.30"}, // twice the spread
		{"check", 1_300_001, machine, true, "baseline 1.00 to 1.10"},
		{"build", 1_110_000, machine, false, "allowed 1.11"}, // the slack
		{"build", 1_110_001, machine, true, "1.11 million"},
		{"check", 9_000_000, "go1.27\tamd64", false, "no baseline for go1.27 amd64"},
		{"another", 9_000_000, machine, false, "no baseline"},
	} {
		line, tooMany := verdict(c.name, counted{c.least, c.least}, c.machine, text)
		if tooMany != c.tooMany || !strings.Contains(line, c.says) {
			t.Errorf("%s of %d: %v, %s", c.name, c.least, tooMany, line)
		}
	}
}
