package main

import (
	"slices"
	"testing"
)

func TestReadWorse(t *testing.T) {
	const said = `pkg: gongwen/x
,baseline,,now,,,
,sec/op,CI,sec/op,CI,vs base,P
A-2,1.35e-08,19%,3.35e-08,7%,+148.15%,p=0.002 n=6
B-2,1.35e-08,19%,1.15e-08,19%,-9.00%,p=0.002 n=6
geomean,1.34e-08,,2.12e-08,,+57.53%,

,baseline,,now,,,
,allocs/op,CI,allocs/op,CI,vs base,P
A-2,5,0%,7,0%,+40.00%,p=0.002 n=6
B-2,5,0%,5,0%,~,p=1.000 n=6
geomean,5,,5.9,,+18.32%,
`
	want := []string{
		"slower: gongwen/x A-2 +148.15% (3.35e-08, was 1.35e-08)",
		"allocates more (allocs/op): gongwen/x A-2 +40.00% (7, was 5)",
	}
	if got, err := readWorse(said); err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestReadFloors(t *testing.T) {
	f, err := readFloors("85 ...\n# why\n0 cmd/*\n90 cmd/a cmd/b cmd/c/...\n")
	if err != nil {
		t.Fatal(err)
	}
	for pkg, want := range map[string]float64{"data": 85, "cmd/b": 0, "cmd/a": 90} {
		if got := f.of(pkg).percent; got != want {
			t.Errorf("the floor of %s is %v, not %v", pkg, got, want)
		}
	}
	want := [][]string{{"data", "cmd/b"}, {"-coverpkg=cmd/a,cmd/b,cmd/c/...", "cmd/a"}}
	if got := f.runs([]string{"cmd/a", "data", "cmd/b"}); !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("runs are %q, not %q", got, want)
	}
	for _, wrong := range []string{"much ...", "85", "85 [a"} {
		if _, err := readFloors(wrong); err == nil {
			t.Errorf("%q is read", wrong)
		}
	}
}

func TestOnlyFigures(t *testing.T) {
	got := string(onlyFigures("goos: linux\npkg: x\nhello\nBenchmarkA-2 1 2 ns/op\nPASS\nok x 1s\n"))
	if want := "goos: linux\npkg: x\nBenchmarkA-2 1 2 ns/op\n"; got != want {
		t.Errorf("%q", got)
	}
}

func TestTimeThatRanOutIsNoFault(t *testing.T) {
	const ended = "fuzz: elapsed: 1m21s, execs: 4056 (0/sec)\n--- FAIL: FuzzX (81.22s)\n    context deadline exceeded\nFAIL\nexit status 1\n"
	if !ranOut(ended) || ranOut("Failing input written to testdata/fuzz/FuzzX/1\n"+ended) || ranOut("--- FAIL: FuzzX (0.22s)\n    found\nFAIL\n") {
		t.Error("taken for something else")
	}
}
