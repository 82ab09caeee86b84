package growth

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
)

func TestCosts(t *testing.T) {
	for _, c := range []struct {
		costs Costs
		grow  bool
	}{
		{Costs{110, 120, 140, 180}, false},         // linear with a fixed part
		{Costs{100, 100, 100, 100}, false},         // the same for all
		{Costs{1000, 1300, 1900, 3100}, false},     // linear
		{Costs{100, 400, 1600, 6400}, true},        // quadratic
		{Costs{1100, 1400, 2600, 7400}, true},      // quadratic beside a large fixed part
		{Costs{100, 90, 200, 300}, true},           // what falls at first
		{Costs{10000, 21000, 44000, 92000}, false}, // n log n
		{Costs{10100, 20400, 41600, 86400}, false}, // hardly quadratic
		{Costs{12000, 28000, 72000, 208000}, true}, // a sixth quadratic
	} {
		if c.costs.Grow(Statements) != c.grow {
			t.Errorf("%v grow is %v", c.costs, !c.grow)
		}
	}
}

func TestAllocatedCountsWhatTheWorkAllocates(t *testing.T) {
	var kept [][]byte
	size, objects := allocated(func() {
		kept = nil
		for range 100 {
			kept = append(kept, bytes.Clone(make([]byte, 1000)))
		}
	})
	if size < 100_000 || size > 1_000_000 || objects < 100 || objects > 1000 {
		t.Errorf("%d bytes in %d objects", size, objects)
	}
}

func TestLinearWorkPasses(t *testing.T) {
	Linear(t, 1000, func(n int) func() {
		return func() {
			var list [][]byte
			for range n {
				list = append(list, make([]byte, 100))
			}
			runtime.KeepAlive(list)
		}
	})
}

func TestQuadraticWorkFails(t *testing.T) {
	said := &recorder{T: t}
	Linear(said, 1000, func(n int) func() {
		return func() {
			text := ""
			for range n {
				text += "x"
			}
		}
	})
	if said.errors != 1 { // the bytes; the objects are linear
		t.Errorf("%d errors", said.errors)
	}
}

type recorder struct {
	*testing.T
	errors int
}

func (r *recorder) Errorf(string, ...any) { r.errors++ }

func TestOnceDoesWhatIsAsked(t *testing.T) {
	for asked, want := range map[string][2]int{"1 prepare": {10, 0}, "4 work": {40, 40}} {
		t.Setenv(Variable, asked)
		var prepared, worked int
		Linear(t, 10, func(n int) func() {
			prepared = n
			return func() { worked = n }
		})
		if [2]int{prepared, worked} != want {
			t.Errorf("%s: %d prepared, %d worked", asked, prepared, worked)
		}
	}
}

func TestReaderIsGivenEveryInput(t *testing.T) {
	seen := map[string]bool{}
	Reader(t, 2, func(content []byte) { seen[string(content)] = true }, map[string]func(int) string{
		"numbers": func(n int) string { return Numbered(n, "%d,") },
		"letters": func(n int) string { return strings.Repeat("x", n) },
	})
	for _, want := range []string{"0,1,", "0,1,2,3,", "xx", "xxxxxxxxxxxxxxxx"} {
		if !seen[want] {
			t.Errorf("%q was not read", want)
		}
	}
}
