package office

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/office/store"
)

// The head of the log is written down when serving begins and when it ends, behind the
// lines that are there; a log whose end was cut off together with its head is found by it,
// and by nothing else.
func TestAnchorsFindALogThatWasCut(t *testing.T) {
	folder := t.TempDir()
	path, file := filepath.Join(folder, "a.db"), filepath.Join(folder, "anchor.txt")
	s, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	now := time.Date(2025, 1, 20, 9, 0, 0, 0, time.UTC)
	a := app{&command.App{World: command.World{Now: func() time.Time { return now }}}}
	agency := func(name string) {
		t.Helper()
		if _, err := s.NewAgency(t.Context(), name, store.Account{Name: "终端"}, now); err != nil {
			t.Fatal(err)
		}
	}
	serve := func(meanwhile string) {
		t.Helper()
		ctx, stop := context.WithCancel(t.Context())
		wait, err := a.anchoring(ctx, s, file, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		agency(meanwhile)
		stop()
		wait()
	}
	agency("某局")
	serve("某乡")
	serve("某镇")
	heads, err := a.anchors(file)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int64
	for _, h := range heads {
		numbers = append(numbers, h.Number)
	}
	if want := []int64{1, 2, 2, 3}; !slices.Equal(numbers, want) {
		t.Errorf("heads %v, not %v", numbers, want)
	}
	faults := func(heads ...store.Head) (found []store.Wrong) {
		t.Helper()
		check, err := s.VerifyAudit(t.Context(), nil, heads...)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check.Faults {
			found = append(found, f.What)
		}
		return found
	}
	if found := faults(heads...); len(found) > 0 {
		t.Errorf("the log as it is: %v", found)
	}
	cut(t, path)
	if found := faults(); len(found) > 0 {
		t.Errorf("what cut the log left traces: %v", found)
	}
	if found := faults(heads...); !slices.Contains(found, store.Cut) {
		t.Errorf("nothing was found of a log that was cut: %v", found)
	}
}

// cut takes the last entry of a log away with its head, what it tells of and all traces.
func cut(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var guard string
	if err := db.QueryRowContext(t.Context(), "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit' AND sql LIKE '%BEFORE DELETE%'").Scan(&guard); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"DROP TRIGGER audit_remains", "DELETE FROM audit WHERE number = 3", "DELETE FROM agencies WHERE name = '某镇'",
		"UPDATE audit_head SET number = 2, hash = (SELECT hash FROM audit WHERE number = 2)", guard,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(statement, err)
		}
	}
}
