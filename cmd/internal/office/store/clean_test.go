package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// memory is a shelf in memory, which may refuse.
type memory struct {
	mu      sync.Mutex
	content map[string][]byte
	refuses error
}

func (m *memory) Put(_ context.Context, digest string, content []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refuses != nil {
		return m.refuses
	}
	m.content[digest] = slices.Clone(content)
	return nil
}

func (m *memory) Has(_ context.Context, digest string, _ []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, there := m.content[digest]
	return there, m.refuses
}

func (m *memory) Get(_ context.Context, digest string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	content, there := m.content[digest]
	if !there {
		return nil, fs.ErrNotExist
	}
	return content, m.refuses
}

func (m *memory) Remove(_ context.Context, digest string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.content, digest)
	return m.refuses
}

func (m *memory) Each(_ context.Context, each func(string) error) error {
	m.mu.Lock()
	digests := slices.Collect(maps.Keys(m.content))
	m.mu.Unlock()
	for _, digest := range digests {
		if err := each(digest); err != nil {
			return err
		}
	}
	return nil
}

// queueTables are as much of the queue's tables as the store reads.
func queueTables(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Change(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "CREATE TABLE river_job (id BIGINT, state TEXT)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

// Files lie on the shelf, are verified when they are read, and those that were kept before
// stay where they are.
func TestFilesOnAShelf(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		inside, err := s.Keep(t.Context(), []byte("里"))
		if err != nil {
			t.Fatal(err)
		}
		m := &memory{content: map[string][]byte{}}
		s.KeepOn(m)
		outside, err := s.Keep(t.Context(), []byte("外"))
		if err != nil || len(m.content) != 1 {
			t.Fatalf("%v, %v", m.content, err)
		}
		empty, err := s.Keep(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for digest, want := range map[string]string{inside: "里", outside: "外", empty: ""} {
			if got, err := s.File(t.Context(), digest); err != nil || string(got) != want {
				t.Errorf("%q, %v", got, err)
			}
		}
		m.content[outside] = []byte("换")
		if _, err := s.File(t.Context(), outside); !errors.Is(err, ErrDamaged) {
			t.Errorf("another content: %v", err)
		}
		delete(m.content, outside)
		if _, err := s.File(t.Context(), outside); !errors.Is(err, ErrDamaged) {
			t.Errorf("no content: %v", err)
		}
		s.KeepOn(nil)
		if _, err := s.File(t.Context(), outside); !errors.Is(err, ErrOutside) {
			t.Errorf("no shelf: %v", err)
		}
		// What the shelf does not take is not kept.
		m.refuses = errors.New("full")
		s.KeepOn(m)
		if _, err := s.Keep(t.Context(), []byte("满")); !errors.Is(err, m.refuses) {
			t.Error(err)
		}
		if _, err := s.File(t.Context(), Digest([]byte("满"))); !errors.Is(err, ErrUnknown) {
			t.Error(err)
		}
	})
}

// What is old goes with its files; what somebody still needs stays, and what was kept for
// good stays always.
func TestClean(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		queueTables(t, s)
		m := &memory{content: map[string][]byte{}}
		s.KeepOn(m)
		ctx := t.Context()
		put := func(key, task, content string, at time.Time, job int64) {
			t.Helper()
			if err := s.Change(ctx, func(tx *sql.Tx) error {
				if _, err := s.KeepForJob(ctx, tx, []byte("报告"+content), at); err != nil {
					return err
				}
				if job == 0 {
					if err := s.putResult(ctx, tx, key, Result{Outcome: Done, Said: "[]", At: at}, map[string][]byte{"a.pdf": []byte(content)}); err != nil {
						return err
					}
				} else if _, err := tx.ExecContext(ctx, "INSERT INTO river_job VALUES ($1, 'available')", job); err != nil {
					return err
				}
				_, err := NewTask(ctx, tx, Task{ID: task, Kind: "run", Created: at}, []Item{{Key: key, Name: key, Job: job}})
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		put("k1", "old", "甲", noon, 0)
		put("k2", "shared", "乙", noon, 0)
		put("k2", "new", "乙", noon.AddDate(0, 1, 0), 0)
		put("k3", "waiting", "丙", noon.AddDate(0, 0, 5), 7)
		good, err := s.Keep(ctx, []byte("甲")) // which a job has made too
		if err != nil {
			t.Fatal(err)
		}
		m.content[Digest([]byte("孤"))] = []byte("孤") // of a transaction that was undone
		c, err := s.Clean(ctx, noon.AddDate(0, 0, 10))
		if err != nil || c != (Cleaned{Tasks: 2, Results: 1, Files: 1, Swept: 2}) {
			t.Errorf("%+v, %v", c, err)
		}
		for content, want := range map[string]bool{"甲": true, "乙": true, "报告甲": false, "报告乙": true, "报告丙": true, "孤": false} {
			_, err := s.File(ctx, Digest([]byte(content)))
			if _, lies := m.content[Digest([]byte(content))]; (err == nil) != want || lies != want {
				t.Errorf("%s: %v, on the shelf %v", content, err, lies)
			}
		}
		if has, err := s.hasResult(ctx, "k2", noon.AddDate(0, 3, 0)); err != nil || !has {
			t.Error("a result that was asked for again is gone", err)
		}
		if has, err := s.hasResult(ctx, "k1", noon); err != nil || has {
			t.Error("an old result is there", err)
		}
		if _, err := s.File(ctx, good); err != nil {
			t.Error(err)
		}
		if again, err := s.Clean(ctx, noon.AddDate(0, 0, 10)); err != nil || again != (Cleaned{}) {
			t.Errorf("%+v, %v", again, err)
		}
	})
}

func (s *Store) hasResult(ctx context.Context, key string, now time.Time) (has bool, err error) {
	err = s.Change(ctx, func(tx *sql.Tx) error {
		found, err := HasResults(ctx, tx, []string{key}, now)
		_, has = found[key]
		return err
	})
	return has, err
}

// While one keeps the same contents again and again, another cleans: what was kept is there.
func TestCleaningWhileFilesAreKept(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		queueTables(t, s)
		s.KeepOn(&memory{content: map[string][]byte{}})
		now := noon
		var keeping sync.WaitGroup
		done := make(chan struct{})
		keeping.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				// Everything that is older than the last round may go.
				if _, err := s.Clean(t.Context(), noon.Add(-time.Minute)); err != nil {
					t.Error(err)
					return
				}
			}
		})
		for i := range 200 {
			content := []byte{byte(i % 3)}
			if i%2 == 0 { // it was kept long ago
				err := s.Change(t.Context(), func(tx *sql.Tx) error {
					_, err := s.KeepForJob(t.Context(), tx, content, now.Add(-time.Hour))
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
			var digest string
			err := s.Change(t.Context(), func(tx *sql.Tx) (err error) {
				digest, err = s.KeepForJob(t.Context(), tx, content, now)
				return err
			})
			if err != nil {
				t.Error(err)
				break
			}
			if _, err := s.File(t.Context(), digest); err != nil {
				t.Errorf("round %d: %v", i, err)
				break
			}
		}
		close(done)
		keeping.Wait()
	})
}

// Every table that refers to files is one that Clean looks into.
func TestCleanKnowsAllReferences(t *testing.T) {
	s, err := Open(t.Context(), NameOf(filepath.Join(t.TempDir(), "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	found, err := list(t.Context(), s.read, func(rows *sql.Rows, r *struct{ table, column string }) error { return rows.Scan(&r.table, &r.column) },
		`SELECT m.name, f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'files'`)
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	for _, r := range found {
		if !slices.Contains(references, r) {
			t.Errorf("%s.%s refers to files", r.table, r.column)
		}
	}
}

// A backup has the files of the shelf in it and needs no shelf.
func TestBackupBringsTheShelf(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(t.Context(), NameOf(filepath.Join(dir, "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	m := &memory{content: map[string][]byte{}}
	s.KeepOn(m)
	digest, err := s.Keep(t.Context(), []byte("外"))
	if err != nil {
		t.Fatal(err)
	}
	var passing string
	if err := s.Change(t.Context(), func(tx *sql.Tx) (err error) {
		passing, err = s.KeepForJob(t.Context(), tx, []byte("走"), noon)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	delete(m.content, passing) // it is being cleaned away
	backup, place := filepath.Join(dir, "backup.db"), filepath.Join(dir, "restored.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), backup, place); err != nil {
		t.Fatal(err)
	}
	restored, err := Open(t.Context(), NameOf(place))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = restored.Close() }()
	if content, err := restored.File(t.Context(), digest); err != nil || string(content) != "外" {
		t.Errorf("%q, %v", content, err)
	}
	if _, err := restored.File(t.Context(), passing); !errors.Is(err, ErrUnknown) {
		t.Error(err)
	}
	delete(m.content, digest)
	if err := s.Backup(t.Context(), filepath.Join(dir, "broken.db")); !errors.Is(err, ErrDamaged) {
		t.Errorf("a backup without a file that is needed: %v", err)
	}
}
