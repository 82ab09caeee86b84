package store

import (
	"database/sql"
	"maps"
	"net/url"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// A PostgreSQL database that is dumped first, and files that are copied afterwards, while
// people go on, are one point: all files that the dump names are in the copy, and the log is
// whole.
func TestADumpAndThenTheFiles(t *testing.T) {
	tier.Long(t, "dumps and restores a PostgreSQL database")
	dump, restore := pgtest.Program(t, "pg_dump"), pgtest.Program(t, "pg_restore")
	server := pgtest.New(t)
	s, err := Open(t.Context(), server.Name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	m := &memory{content: map[string][]byte{}}
	s.KeepOn(m)
	a, d := begin(t, s)
	keep := func(i int) {
		if _, err := s.Keep(t.Context(), []byte{byte(i), byte(i >> 8)}); err != nil {
			t.Error(err)
		}
		if _, err := s.NameVersion(t.Context(), d.ID, "一版", a, noon); err != nil {
			t.Error(err)
		}
	}
	for i := range 20 {
		keep(i)
	}
	var going sync.WaitGroup
	end := make(chan struct{})
	going.Go(func() {
		for i := 20; ; i++ {
			select {
			case <-end:
				return
			default:
				keep(i)
			}
		}
	})
	file := filepath.Join(t.TempDir(), "dump")
	if out, err := exec.CommandContext(t.Context(), dump, "-Fc", "-f", file, server.Name).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	m.mu.Lock()
	copied := &memory{content: maps.Clone(m.content)}
	m.mu.Unlock()
	close(end)
	going.Wait()
	if _, err := s.write.ExecContext(t.Context(), "CREATE DATABASE restored"); err != nil {
		t.Fatal(err)
	}
	name, err := url.Parse(server.Name)
	if err != nil {
		t.Fatal(err)
	}
	name.Path = "/restored"
	if out, err := exec.CommandContext(t.Context(), restore, "-d", name.String(), file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	restored, err := Open(t.Context(), name.String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = restored.Close() }()
	restored.KeepOn(copied)
	digests, err := list(t.Context(), restored.read, func(rows *sql.Rows, digest *string) error { return rows.Scan(digest) }, "SELECT digest FROM files")
	if err != nil || len(digests) < 20 {
		t.Fatalf("%d files, %v", len(digests), err)
	}
	for _, digest := range digests {
		if _, err := restored.File(t.Context(), digest); err != nil {
			t.Errorf("%s: %v", digest, err)
		}
	}
	if check, err := restored.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 || check.Entries == 0 {
		t.Errorf("%+v, %v", check, err)
	}
}
