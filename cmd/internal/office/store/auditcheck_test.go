package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// tamper runs statements as somebody who has the database in their hands: without the
// triggers, which are put back.
func tamper(t *testing.T, s *Store, statements ...string) {
	t.Helper()
	all := slices.Concat(s.unguards(), statements, s.guards())
	if err := s.change(t.Context(), func(tx *sql.Tx) error { return run(t.Context(), tx, all) }); err != nil {
		t.Fatal(err)
	}
}

func run(ctx context.Context, tx *sql.Tx, statements []string) error {
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// forge makes the hashes of all entries right again, as whoever knows how they are
// made can.
func forge(t *testing.T, s *Store) {
	t.Helper()
	entries, err := s.Audit(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var statements []string
	before := ""
	for _, e := range entries {
		hash, err := hashOf(before, e.AuditEntry)
		if err != nil {
			t.Fatal(err)
		}
		statements = append(statements, "UPDATE audit SET hash = '"+hash+"' WHERE number = "+decimal(e.Number))
		before = hash
	}
	last := entries[len(entries)-1].Number
	tamper(t, s, append(statements, "UPDATE audit_head SET number = "+decimal(last)+", hash = '"+before+"'")...)
}

// The log, the versions that it vouches for and the states that it tells of are
// changed in many ways, and each is found.
func TestTamperingIsFound(t *testing.T) {
	const insert = "INSERT INTO audit (" + auditColumns + ") SELECT "
	for about, c := range map[string]struct {
		statements []string
		forged     bool // the hashes are made right again
		want       Wrong
	}{
		"a reason is written anew":             {[]string{"UPDATE audit SET detail = '同意' WHERE number = 4"}, false, Altered},
		"another name":                         {[]string{"UPDATE audit SET name = '别人' WHERE number = 3"}, false, Altered},
		"another time":                         {[]string{"UPDATE audit SET at = at + 60000 WHERE number = 3"}, false, Altered},
		"an entry is taken away":               {[]string{"UPDATE versions SET entry = 3 WHERE entry = 4", "DELETE FROM audit WHERE number = 4"}, false, Gap},
		"the first is taken away":              {[]string{"DELETE FROM versions WHERE entry = 2", "DELETE FROM audit WHERE number = 1"}, false, Gap},
		"the last is taken away":               {[]string{"DELETE FROM audit WHERE number = 6"}, false, Shortened},
		"the last, and the head with it":       {[]string{"DELETE FROM audit WHERE number = 6", "UPDATE audit_head SET number = 5, hash = (SELECT hash FROM audit WHERE number = 5)"}, false, NotAnchored},
		"one is put in at the end":             {[]string{insert + "7, at, account, name, agency, document, version, state, action, place, detail, seal, hash FROM audit WHERE number = 6"}, false, Altered},
		"two change places":                    {[]string{"UPDATE audit SET number = 100 WHERE number = 1", "UPDATE audit SET number = 1 WHERE number = 6", "UPDATE audit SET number = 6 WHERE number = 100"}, false, Altered},
		"a hash is replaced":                   {[]string{"UPDATE audit SET hash = 'x' WHERE number = 4"}, false, Altered},
		"all hashes are made anew":             {[]string{"UPDATE audit SET detail = '同意' WHERE number = 4"}, true, NotAnchored},
		"the log is emptied":                   {[]string{"DELETE FROM versions", "DELETE FROM audit", "UPDATE audit_head SET number = 0, hash = ''"}, false, NotAnchored},
		"a version has another content":        {[]string{"UPDATE versions SET content = (SELECT content FROM versions WHERE number = 1) WHERE number = 4"}, false, OtherText},
		"the content of a version is replaced": {[]string{"UPDATE files SET content = 'x' WHERE digest = (SELECT content FROM versions WHERE number = 2)"}, false, OtherText},
		"a version is taken away":              {[]string{"DELETE FROM versions WHERE number = 1"}, false, OtherText},
		"a document is signed by hand":         {[]string{"UPDATE documents SET state = 'signed'"}, false, OtherState},
		"a figure of what is locked":           {[]string{"UPDATE entries SET value = '99' WHERE place = 'cell:requests/new/business'"}, false, OtherNow},
	} {
		t.Run(about, func(t *testing.T) {
			s := onSQLite(t)
			anchors := tamperable(t, s)
			tamper(t, s, c.statements...)
			if c.forged {
				forge(t, s)
			}
			check, err := s.VerifyAudit(t.Context(), anchors)
			if err != nil || !slices.ContainsFunc(check.Faults, func(f Fault) bool { return f.What == c.want }) {
				t.Errorf("%+v, %v", check, err)
			}
		})
	}
}

func onSQLite(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), NameOf(filepath.Join(t.TempDir(), "a.db")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// tamperable fills a store with six entries and gives an export of them.
func tamperable(t *testing.T, s *Store) []Logged {
	t.Helper()
	if err := s.Log(t.Context(), AuditEntry{Name: "终端", Action: AccountMade}, noon); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t, s)
	for i, m := range []struct {
		move Move
		by   Account
		role Role
	}{
		{Move{Action: Submit}, o.clerk, Clerk}, {Move{Action: Return, Opinion: "改"}, o.reviewer, Reviewer},
		{Move{Action: Submit}, o.clerk, Clerk}, {Move{Action: Urge, Opinion: "今日办"}, o.clerk, Clerk},
	} {
		if i == 2 {
			if _, err := s.Save(t.Context(), o.document.ID, "1", []Edit{{"cell:requests/new/business", "0", "5"}}, o.clerk.ID, noon); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Step(t.Context(), o.document.ID, m.move, m.by, []Role{m.role}, noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	anchors, err := s.Audit(t.Context(), 0, 100)
	if err != nil || len(anchors) != 6 {
		t.Fatalf("%d entries, %v", len(anchors), err)
	}
	if check, err := s.VerifyAudit(t.Context(), anchors); err != nil || len(check.Faults) > 0 {
		t.Fatalf("%+v, %v", check, err)
	}
	return anchors
}

// The tables of what has been done refuse to be changed, and it is found where they no
// longer do.
func TestWhatWasDoneStays(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		anchors := tamperable(t, s)
		for _, statement := range []string{
			"UPDATE audit SET detail = ''", "DELETE FROM audit", "DELETE FROM changes", "UPDATE changes SET after = ''", "DELETE FROM versions", "UPDATE versions SET title = ''",
		} {
			if err := s.change(t.Context(), func(tx *sql.Tx) error { return run(t.Context(), tx, []string{statement}) }); err == nil {
				t.Errorf("%s is done", statement)
			}
		}
		if err := s.change(t.Context(), func(tx *sql.Tx) error { return run(t.Context(), tx, s.unguards()) }); err != nil {
			t.Fatal(err)
		}
		check, err := s.VerifyAudit(t.Context(), nil)
		if err != nil || len(check.Faults) != len(appendOnlyTables()) || check.Faults[0] != (Fault{What: Unguarded, Of: "audit"}) {
			t.Errorf("%+v, %v", check, err)
		}
		if err := s.change(t.Context(), func(tx *sql.Tx) error {
			return run(t.Context(), tx, append(s.guards(), "UPDATE documents SET state = 'signed'"))
		}); err != nil {
			t.Fatal(err)
		}
		forge(t, s)
		check, err = s.VerifyAudit(t.Context(), anchors)
		if err != nil || len(check.Faults) != 1 || check.Faults[0].What != OtherState {
			t.Errorf("%+v, %v", check, err)
		}
	})
}
