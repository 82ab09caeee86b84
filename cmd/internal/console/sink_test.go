package console

import (
	"bytes"
	"errors"
	"testing"
)

// breaking takes so many writes and then fails.
type breaking struct {
	bytes.Buffer
	left int
	err  error
}

func (w *breaking) Write(p []byte) (int, error) {
	if w.left--; w.left < 0 {
		return 0, w.err
	}
	return w.Buffer.Write(p)
}

func TestSinkRemembersWhyItFailed(t *testing.T) {
	full := errors.New("full")
	to := &breaking{left: 1, err: full}
	s := &Sink{To: to}
	if n, err := s.Write([]byte("one")); n != 3 || err != nil || s.Err != nil {
		t.Fatal(n, err, s.Err)
	}
	if _, err := s.Write([]byte("two")); !errors.Is(err, full) {
		t.Error(err)
	}
	to.left = 1 // room again, but there is a gap already
	if _, err := s.Write([]byte("three")); !errors.Is(err, full) || to.String() != "one" || !errors.Is(s.Err, full) {
		t.Errorf("%v, %v, written %q", err, s.Err, to.String())
	}
}
