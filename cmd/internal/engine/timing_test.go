package engine

import (
	"sync"
	"testing"
	"time"
)

// TestTimesAreAddedUp: reports that are built side by side add to the same stages.
func TestTimesAreAddedUp(t *testing.T) {
	var mu sync.Mutex
	now := time.Unix(0, 0)
	clock := func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Millisecond) // each look at the clock
		return now
	}
	timing := NewTiming(clock)
	o := allWriters()
	o.Dir, o.Workers, o.Timing = t.TempDir(), 2, timing
	for r := range standard().BuildAll(t.Context(), []Input{FileInput(example), FileInput("../../../examples/invented-2024.yaml")}, o) {
		if r.Outcome != Built {
			t.Fatal(r.Said)
		}
	}
	spent, reports, whole := timing.Spent()
	if reports != 2 || whole <= 0 {
		t.Errorf("%d reports in %v", reports, whole)
	}
	want := []string{"read", "parse", "check", "compose", "layout", "docx", "html", "ofd", "pdf", "write"}
	if len(spent) != len(want) {
		t.Fatalf("the stages are %v", spent)
	}
	for i, s := range spent {
		if s.Name != want[i] {
			t.Errorf("stage %d is %s, want %s", i, s.Name, want[i])
		}
		if s.All < 2*time.Millisecond || s.Longest > s.All || s.Title.ZH == "" || s.Title.EN == "" {
			t.Errorf("%+v", s)
		}
	}
}

func TestNoTimingMeasuresNothing(t *testing.T) {
	var none *Timing
	if n := testing.AllocsPerRun(10, func() { none.stage(layoutStage)(); none.format(nil)(); none.report() }); n != 0 {
		t.Errorf("it allocates %v times", n)
	}
}
