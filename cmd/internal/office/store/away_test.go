package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

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

// A content in the database that is not what was kept is put again by whoever keeps it, also
// by one who keeps new ones on a shelf.
func TestRotInTheDatabaseIsMended(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		for name, on := range map[string]shelf.Shelf{"database": nil, "shelf": &memory{content: map[string][]byte{}}} {
			content := []byte(name)
			digest, err := s.Keep(t.Context(), content)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Change(t.Context(), func(tx *sql.Tx) error {
				_, err := tx.ExecContext(t.Context(), "UPDATE files SET content = $1 WHERE digest = $2", []byte("rot"), digest)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.File(t.Context(), digest); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s: %v", name, err)
			}
			s.shelf = on
			if _, err := s.Keep(t.Context(), content); err != nil {
				t.Fatal(err)
			}
			if got, err := s.File(t.Context(), digest); err != nil || string(got) != name {
				t.Errorf("%s: %q, %v", name, got, err)
			}
			s.shelf = nil
		}
	})
}

// counted counts what is asked of a shelf.
type counted struct {
	shelf.Shelf
	puts, heads, gets int
}

func (c *counted) Put(ctx context.Context, digest string, content []byte) error {
	c.puts++
	return c.Shelf.Put(ctx, digest, content)
}

func (c *counted) Has(ctx context.Context, digest string, content []byte) (bool, error) {
	c.heads++
	return c.Shelf.Has(ctx, digest, content)
}

func (c *counted) Get(ctx context.Context, digest string) ([]byte, error) {
	c.gets++
	return c.Shelf.Get(ctx, digest)
}

// What a store that speaks S3 has is not sent whenever it is kept again, and yet what is
// missing or damaged there is put again: at once, or after somebody has read it.
func TestWhatABucketHasIsNotSentAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		back := s3mem.New()
		if err := back.CreateBucket("files"); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(gofakes3.New(back).Server())
		t.Cleanup(server.Close)
		on, err := shelf.Open("s3://"+strings.TrimPrefix(server.URL, "http://")+"/files?plain", func(string) (string, bool) { return "key", true })
		if err != nil {
			t.Fatal(err)
		}
		c := &counted{Shelf: on}
		s.KeepOn(c)
		content := []byte("甲乙丙")
		var digest string
		keep := func(puts, heads int) {
			t.Helper()
			*c = counted{Shelf: on}
			if digest, err = s.Keep(t.Context(), content); err != nil {
				t.Fatal(err)
			}
			if c.puts != puts || c.heads != heads || c.gets > 0 {
				t.Errorf("%d puts, %d heads, %d gets", c.puts, c.heads, c.gets)
			}
		}
		keep(1, 0)
		keep(0, 1)
		for name, c := range map[string]struct {
			lose  func() error
			found error
			puts  int
			heads int
		}{
			"missing":   {func() error { return on.Remove(t.Context(), digest) }, ErrAway, 1, 1},
			"cut short": {func() error { return on.Put(t.Context(), digest, content[:5]) }, nil, 1, 1},
			"damaged":   {func() error { return on.Put(t.Context(), digest, []byte("甲乙丁")) }, ErrDamaged, 1, 0},
		} {
			if err := c.lose(); err != nil {
				t.Fatal(err)
			}
			if c.found != nil {
				if _, err := s.File(t.Context(), digest); !errors.Is(err, c.found) {
					t.Errorf("%s: %v", name, err)
				}
			}
			keep(c.puts, c.heads)
			if got, err := s.File(t.Context(), digest); err != nil || !bytes.Equal(got, content) {
				t.Errorf("%s: %q, %v", name, got, err)
			}
			keep(0, 1)
		}
	})
}
