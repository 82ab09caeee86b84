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
			sideBySide(workers, n, func(i int) int { return i * i }, func(i, square int) {
				if square != i*i {
					t.Errorf("result %d is %d", i, square)
				}
				got = append(got, i)
			})
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
	sideBySide(workers, n, func(i int) int {
		begun := int64(i) - done.Load()
		for old := most.Load(); begun > old && !most.CompareAndSwap(old, begun); old = most.Load() {
		}
		return i
	}, func(int, int) { done.Add(1) })
	if bound := int64(workers*(ahead+2) + 2); most.Load() > bound {
		t.Errorf("work ran %d pieces ahead, want at most %d", most.Load(), bound)
	}
}
