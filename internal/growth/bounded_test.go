package growth

import "testing"

// failing is a test that counts its faults.
type failing struct{ faults int }

func (f *failing) Helper()               {}
func (f *failing) Errorf(string, ...any) { f.faults++ }
func (f *failing) Fatalf(string, ...any) { f.faults++ }

// TestBounded: what an input may cost depends on its size.
func TestBounded(t *testing.T) {
	var kept []byte
	target := Bounded(func(_ *failing, text string, n int) {
		for range n {
			kept = make([]byte, 1<<20)
		}
		_ = text
	})
	for _, c := range []struct {
		text   string
		n      int
		faults int
	}{{"", 10, 0}, {"", 300, 1}, {string(make([]byte, 4<<10)), 300, 0}} {
		f := &failing{}
		target(f, c.text, c.n)
		if f.faults != c.faults {
			t.Errorf("%d MB of %d bytes: %d faults", c.n, len(c.text), f.faults)
		}
	}
	if len(kept) == 0 {
		t.Error("nothing was allocated")
	}
}
