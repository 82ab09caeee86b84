package engine

import (
	"slices"
	"sync/atomic"
	"testing"
)

func TestResultsComeInOrder(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 100} {
		for _, n := range []int{0, 1, 2, 500} {
			var got []int
			for i, square := range sideBySide(workers, n, func(i int) int { return i * i }) {
				if square != i*i {
					t.Errorf("result %d is %d", i, square)
				}
				got = append(got, i)
			}
			if len(got) != n || !slices.IsSorted(got) {
				t.Errorf("%d pieces, %d workers: order %v", n, workers, got)
			}
		}
	}
}

// TestWorkDoesNotRunFarAhead: behind a slow piece only so many are done that
// memory stays bounded.
func TestWorkDoesNotRunFarAhead(t *testing.T) {
	const workers, n = 2, 1000
	var done, most atomic.Int64
	work := func(i int) int {
		begun := int64(i) - done.Load()
		for old := most.Load(); begun > old && !most.CompareAndSwap(old, begun); old = most.Load() {
		}
		return i
	}
	for range sideBySide(workers, n, work) {
		done.Add(1)
	}
	if bound := int64(workers*(ahead+2) + 2); most.Load() > bound {
		t.Errorf("work ran %d pieces ahead, want at most %d", most.Load(), bound)
	}
}

// TestWorkStopsWithWhoTakesIt: behind the last result that is taken nothing
// new is begun, and nothing runs on.
func TestWorkStopsWithWhoTakesIt(t *testing.T) {
	const workers, n = 3, 10000
	var begun, running atomic.Int64
	for i := range sideBySide(workers, n, func(i int) int {
		begun.Add(1)
		running.Add(1)
		defer running.Add(-1)
		return i
	}) {
		if i == 5 {
			break
		}
	}
	if running.Load() != 0 {
		t.Errorf("%d pieces run on", running.Load())
	}
	if bound := int64(6 + workers*(ahead+2) + 2); begun.Load() > bound {
		t.Errorf("%d pieces were begun, want at most %d", begun.Load(), bound)
	}
}
