package people

import (
	"context"
	"errors"
	"testing"
)

// One agency does not take the last place; what it leaves is free for everybody.
func TestPlaces(t *testing.T) {
	p := NewPlaces(3)
	var leaves []func()
	for range 2 {
		leave, err := p.Take(t.Context(), "甲")
		if err != nil {
			t.Fatal(err)
		}
		leaves = append(leaves, leave)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, err := p.Take(gone, "甲"); !errors.Is(err, context.Canceled) {
		t.Errorf("one agency has all places: %v", err)
	}
	other, err := p.Take(t.Context(), "乙")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Take(gone, "丙"); !errors.Is(err, context.Canceled) {
		t.Errorf("there are more places than three: %v", err)
	}
	waits := make(chan error)
	go func() {
		leave, err := p.Take(t.Context(), "甲")
		if err == nil {
			leave()
		}
		waits <- err
	}()
	leaves[0]()
	if err := <-waits; err != nil {
		t.Error(err)
	}
	leaves[1]()
	other()
	if p.free != 3 || len(p.taken) != 0 {
		t.Errorf("%d places are free, %v", p.free, p.taken)
	}
}
