package memo

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestEveryValueIsMadeOnce(t *testing.T) {
	var m Map[int, int]
	var made atomic.Int64
	var group sync.WaitGroup
	for i := range 200 {
		group.Go(func() {
			if got := m.Get(i%4, func() int { made.Add(1); return i % 4 * 10 }); got != i%4*10 {
				t.Errorf("value %d of key %d", got, i%4)
			}
		})
	}
	group.Wait()
	if made.Load() != 4 {
		t.Errorf("%d values were made, want 4", made.Load())
	}
}

// TestOthersNeedNotWait: a value may be asked for while another is made, even
// by what makes that.
func TestOthersNeedNotWait(t *testing.T) {
	var m Map[string, string]
	got := m.Get("whole", func() string { return m.Get("part", func() string { return "a" }) + "b" })
	if got != "ab" {
		t.Error(got)
	}
}

// TestAFaultStaysAFault: a value whose making failed is never taken for made.
func TestAFaultStaysAFault(t *testing.T) {
	var m Map[int, *int]
	for range 2 {
		func() {
			defer func() {
				if fault := recover(); fault != "broken" {
					t.Errorf("recovered %v", fault)
				}
			}()
			t.Errorf("got %v", m.Get(1, func() *int { panic("broken") }))
		}()
	}
}

func TestDroppedValuesAreMadeAgain(t *testing.T) {
	var m Map[int, int]
	m.Get(1, func() int { return 1 })
	m.Drop(1)
	if got := m.Get(1, func() int { return 2 }); got != 2 {
		t.Errorf("got %d", got)
	}
}
