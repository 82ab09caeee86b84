package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// comparer stands for benchstat: it says that what it is given got slower, in
// the form that it is asked for.
const comparer = `package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	for _, file := range os.Args[len(os.Args)-2:] {
		_, path, _ := strings.Cut(file, "=")
		if _, err := os.Stat(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	if os.Args[4] == "text" {
		fmt.Println("A TABLE")
		return
	}
	fmt.Println("pkg: m/a\n,sec/op,CI,sec/op,CI,vs base,P\nAdd-2,1e-06,1%,2e-06,1%,+100.00%,p=0.002 n=6")
}
`

// TestBenchComparesWithTheBaseline: what -update has kept is what the next run
// is held against, and what got slower is said in words.
func TestBenchComparesWithTheBaseline(t *testing.T) {
	tier.Long(t, "builds a program and runs benchmarks")
	module(t, map[string]string{
		"a/a_test.go":     "package a\n\nimport \"testing\"\n\nfunc BenchmarkAdd(b *testing.B) { for b.Loop() { } }\n",
		"compare/main.go": comparer,
	})
	program := filepath.Join(t.TempDir(), "benchstat")
	if out, err := exec.CommandContext(t.Context(), goCommand(), "build", "-o", program, "./compare").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	args := func(more ...string) []string {
		return append(append([]string{"bench", "-count", "1", "-benchstat", program, "-baseline", "kept/base.txt", "-into", "new/now.txt"}, more...), "./a")
	}
	if out := runGuard(t, errAny, args()...); strings.Contains(out, "A TABLE") {
		t.Errorf("it compares with nothing:\n%s", out)
	}
	runGuard(t, nil, args("-update")...)
	kept, err := os.ReadFile("kept/base.txt")
	if err != nil || !strings.Contains(string(kept), "pkg: m/a\n") || !strings.Contains(string(kept), "BenchmarkAdd") || strings.Contains(string(kept), "PASS") {
		t.Errorf("the baseline is %q, %v", kept, err)
	}
	out := runGuard(t, nil, args()...)
	if !strings.Contains(out, "A TABLE\n") || !strings.Contains(out, "m/a Add-2 +100.00% (2e-06, was 1e-06)\n") {
		t.Error(out)
	}
	runGuard(t, errAny, args("-run", "(")...)
	runGuard(t, errAny, "bench", "-nonsense")
	runGuard(t, errAny, "nonsense")
}
