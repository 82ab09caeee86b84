package store

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gongwen/cmd/internal/office/shelf"
)

// answered is an error of a store that speaks S3.
type answered int

func (a answered) Error() string       { return "answered" }
func (a answered) HTTPStatusCode() int { return int(a) }

// What the place for files lacks or answers is of the surroundings: another process may have
// it. Only what passes by itself is waited for.
func TestSurroundings(t *testing.T) {
	for err, want := range map[error]struct{ surroundings, passing bool }{
		ErrAway: {true, false}, ErrOutside: {true, false}, ErrDamaged: {false, false}, ErrUnknown: {false, false},
		answered(503): {true, true}, answered(500): {true, true}, answered(429): {true, true}, answered(403): {true, false}, answered(404): {true, false},
	} {
		if Surroundings(err) != want.surroundings || Passing(err) != want.passing {
			t.Errorf("%v: %t, %t", err, Surroundings(err), Passing(err))
		}
	}
	if !errors.Is(ErrAway, ErrDamaged) {
		t.Error("a file that is away is not missed")
	}
}

// What is put on the shelf again lies there whole, whatever lay there.
func TestWhatTheShelfLosesIsPutAgain(t *testing.T) {
	dir := t.TempDir()
	on, err := shelf.Open("folder:"+filepath.ToSlash(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), NameOf(filepath.Join(t.TempDir(), "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.KeepOn(on)
	digest, err := s.Keep(t.Context(), []byte("甲"))
	if err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(dir, digest[:2], digest)
	for _, c := range []struct {
		lose func() error
		want error
	}{
		{func() error { return os.WriteFile(place, []byte("乙"), 0o600) }, ErrDamaged},
		{func() error { return os.Remove(place) }, ErrAway},
	} {
		if err := c.lose(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.File(t.Context(), digest); !errors.Is(err, c.want) {
			t.Errorf("%v", err)
		}
		if _, err := s.Keep(t.Context(), []byte("甲")); err != nil {
			t.Fatal(err)
		}
		if content, err := s.File(t.Context(), digest); err != nil || string(content) != "甲" {
			t.Errorf("%q, %v", content, err)
		}
	}
}
