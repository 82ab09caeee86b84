package store

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/diag"
)

// backedUp is a backup of a store that holds a document and a file, and what its tables hold.
func backedUp(t *testing.T) (path, digest string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(t.Context(), NameOf(filepath.Join(dir, "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	a, d := begin(t, s)
	if _, err := s.Save(t.Context(), d.ID, "1", []Edit{{"note:x", "", "一二三"}}, a.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Keep(t.Context(), bytes.Repeat([]byte("文件"), 40000)); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "b.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path, tablesOf(t, path)
}

// tablesOf is the digest of what the tables of a database hold.
func tablesOf(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	digest, err := digestOfTables(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// Whatever octet of a backup is another one, what comes back is what was backed up, or
// nothing does and it is said in Chinese why.
func TestDamagedBackups(t *testing.T) {
	path, want := backedUp(t)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	const step = 7919
	for at := 0; at < len(content); at += step {
		damaged := bytes.Clone(content)
		damaged[at] ^= 0x41
		from, place := filepath.Join(t.TempDir(), "damaged.db"), filepath.Join(t.TempDir(), "c.db")
		if err := os.WriteFile(from, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		err := Restore(t.Context(), from, place)
		switch _, missing := os.Stat(place); {
		case err == nil && tablesOf(t, place) != want:
			t.Errorf("octet %d is another one, and something else comes back", at)
		case err != nil && missing == nil:
			t.Errorf("octet %d: it is refused, %v, and comes back", at, err)
		case err != nil:
			refused++
			if said := diag.Cause(Reason(err)); said.ZH == diag.Cause(errors.New("unknown")).ZH {
				t.Errorf("octet %d: %v has no words", at, err)
			}
		}
	}
	if all := len(content)/step + 1; refused < all/3 { // much of a small database is room
		t.Errorf("of %d damaged backups %d are refused", all, refused)
	}
	for _, cut := range []int{0, 1000, len(content) / 2} {
		from := filepath.Join(t.TempDir(), "cut.db")
		if err := os.WriteFile(from, content[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if err := Restore(t.Context(), from, filepath.Join(t.TempDir(), "c.db")); err == nil {
			t.Errorf("a backup cut at %d is restored", cut)
		}
	}
}

// A backup of before there were seals comes back when its files are what they are called.
func TestBackupWithoutASeal(t *testing.T) {
	path, want := backedUp(t)
	change := func(statement string) {
		t.Helper()
		db, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = db.ExecContext(t.Context(), statement)
		if err = errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	change("DROP TABLE backup_seal")
	place := filepath.Join(t.TempDir(), "c.db")
	if err := Restore(t.Context(), path, place); err != nil || tablesOf(t, place) != want {
		t.Errorf("%v", err)
	}
	change("UPDATE files SET content = 'x'")
	if err := Restore(t.Context(), path, filepath.Join(t.TempDir(), "d.db")); !errors.Is(err, errAltered) {
		t.Error(err)
	}
}
