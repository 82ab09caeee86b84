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
	const submitted, returned, last = "8", "9", "13" // entries
	for about, c := range map[string]struct {
		statements []string
		forged     bool // the hashes are made right again
		want       Fault
	}{
		"a reason is written anew":             {[]string{"UPDATE audit SET detail = '同意' WHERE number = " + returned}, false, Fault{What: Altered}},
		"another name":                         {[]string{"UPDATE audit SET name = '别人' WHERE number = " + submitted}, false, Fault{What: Altered}},
		"another time":                         {[]string{"UPDATE audit SET at = at + 60000 WHERE number = " + submitted}, false, Fault{What: Altered}},
		"an entry is taken away":               {[]string{"UPDATE versions SET entry = " + submitted + " WHERE entry = " + returned, "DELETE FROM audit WHERE number = " + returned}, false, Fault{What: Gap}},
		"the first is taken away":              {[]string{"DELETE FROM audit WHERE number = 1"}, false, Fault{What: Gap}},
		"the last is taken away":               {[]string{"DELETE FROM audit WHERE number = " + last}, false, Fault{What: Shortened}},
		"the last, and the head with it":       {[]string{"DELETE FROM audit WHERE number = " + last, "UPDATE audit_head SET number = 12, hash = (SELECT hash FROM audit WHERE number = 12)"}, false, Fault{What: NotAnchored}},
		"one is put in at the end":             {[]string{insert + "14, at, account, name, agency, document, version, state, action, place, detail, seal, hash FROM audit WHERE number = " + last}, false, Fault{What: Altered}},
		"two change places":                    {[]string{"UPDATE audit SET number = 100 WHERE number = 1", "UPDATE audit SET number = 1 WHERE number = " + last, "UPDATE audit SET number = " + last + " WHERE number = 100"}, false, Fault{What: Altered}},
		"a hash is replaced":                   {[]string{"UPDATE audit SET hash = 'x' WHERE number = " + returned}, false, Fault{What: Altered}},
		"all hashes are made anew":             {[]string{"UPDATE audit SET detail = '同意' WHERE number = " + returned}, true, Fault{What: NotAnchored}},
		"the log is emptied":                   {[]string{"DELETE FROM versions", "DELETE FROM finals", "DELETE FROM audit", "UPDATE audit_head SET number = 0, hash = ''"}, false, Fault{What: NotAnchored}},
		"a version has another content":        {[]string{"UPDATE versions SET content = (SELECT content FROM versions WHERE number = 1) WHERE number = 4"}, false, Fault{What: OtherText}},
		"the content of a version is replaced": {[]string{"UPDATE files SET content = 'x' WHERE digest = (SELECT content FROM versions WHERE number = 2)"}, false, Fault{What: OtherText}},
		"a version is taken away":              {[]string{"DELETE FROM versions WHERE number = 1"}, false, Fault{What: OtherText}},
		"a document is signed by hand":         {[]string{"UPDATE documents SET state = 'signed'"}, false, Fault{What: OtherState}},
		"a figure of what is locked":           {[]string{"UPDATE entries SET value = '99' WHERE place = 'cell:requests/new/business'"}, false, Fault{What: OtherNow}},

		"the title of a version":                 {[]string{"UPDATE versions SET title = '签发定稿' WHERE number = 1"}, false, Fault{What: OtherRecord, Part: OfTitle}},
		"the title of a step's version":          {[]string{"UPDATE versions SET title = '签发定稿' WHERE number = 2"}, false, Fault{What: OtherRecord, Part: OfTitle}},
		"who made a version":                     {[]string{"UPDATE versions SET account = (SELECT id FROM accounts WHERE login = 'liwenguang')"}, false, Fault{What: OtherRecord, Part: OfAccount}},
		"when a version was made":                {[]string{"UPDATE versions SET at = at + 1"}, false, Fault{What: OtherRecord, Part: OfTime}},
		"how much a version holds":               {[]string{"UPDATE versions SET saves = 1"}, false, Fault{What: OtherRecord, Part: OfHistory}},
		"a value of the history":                 {[]string{"UPDATE changes SET after = '6' WHERE place = 'cell:requests/new/business'"}, false, Fault{What: OtherRecord, Part: OfHistory}},
		"who has typed":                          {[]string{"UPDATE changes SET account = (SELECT id FROM accounts WHERE login = 'liwenguang') WHERE version = 1"}, false, Fault{What: OtherRecord, Part: OfHistory}},
		"a change is taken away":                 {[]string{"DELETE FROM changes WHERE version = 1 AND paragraph = 2"}, false, Fault{What: OtherRecord, Part: OfHistory}},
		"a change is put in":                     {[]string{"INSERT INTO changes SELECT document, version, 'note:x', paragraph, before, after, account, at FROM changes WHERE version = 1 AND paragraph = 0"}, false, Fault{What: OtherRecord, Part: OfHistory}},
		"a figure past its history":              {[]string{"UPDATE entries SET value = '99' WHERE place = 'cell:requests/new/business'"}, false, Fault{What: OtherRecord, Part: OfValue}},
		"the year of a document":                 {[]string{"UPDATE documents SET year = 2020"}, false, Fault{What: OtherRecord, Part: OfFormat}},
		"the 索引号":                                {[]string{"UPDATE documents SET catalogue_index = 'X-1'"}, false, Fault{What: OtherRecord, Part: OfIndex}},
		"who has signed a file":                  {[]string{"UPDATE finals SET account = (SELECT id FROM accounts WHERE login = 'yanhan')"}, false, Fault{What: OtherRecord, Part: OfAccount}},
		"an unsigned file passes for signed":     {[]string{"UPDATE finals SET kind = 'signed'"}, false, Fault{What: OtherRecord, Part: OfKind}},
		"another form of a file":                 {[]string{"UPDATE finals SET form = 'ofd'"}, false, Fault{What: OtherText}},
		"the words of a comment":                 {[]string{"UPDATE comments SET body = '没有意见'"}, false, Fault{What: OtherRecord, Part: OfComment}},
		"a comment is closed by hand":            {[]string{"UPDATE comments SET closed_by = '岩罕', closed_at = 1"}, false, Fault{What: OtherRecord, Part: OfComment}},
		"a comment is taken away":                {[]string{"DELETE FROM comments"}, false, Fault{What: OtherRecord, Part: OfComment}},
		"the department that confirms a section": {[]string{"UPDATE owners SET department = '办公室'"}, false, Fault{What: OtherRights}},
		"a role is given by hand":                {[]string{"INSERT INTO roles SELECT account, agency, 'leader' FROM roles WHERE role = 'clerk'"}, false, Fault{What: OtherRights}},
		"an account is renamed":                  {[]string{"UPDATE accounts SET name = '李文光' WHERE login = 'yanhan'"}, false, Fault{What: OtherRights}},
		"a password is set by hand":              {[]string{"UPDATE accounts SET password = 'y' WHERE login = 'liwenguang'"}, false, Fault{What: OtherRights}},
		"somebody is let in again":               {[]string{"UPDATE accounts SET disabled = 1 - disabled WHERE login = 'liwenguang'"}, false, Fault{What: OtherRights}},
		"another agency collects":                {[]string{"UPDATE agencies SET parent = id"}, false, Fault{What: OtherRights}},
	} {
		t.Run(about, func(t *testing.T) {
			s := onSQLite(t)
			anchors := tamperable(t, s)
			tamper(t, s, c.statements...)
			if c.forged {
				forge(t, s)
			}
			check, err := s.VerifyAudit(t.Context(), anchors)
			if err != nil || !slices.ContainsFunc(check.Faults, func(f Fault) bool { return f.What == c.want.What && f.Part == c.want.Part }) {
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

// tamperable fills a store with thirteen entries and gives an export of them.
func tamperable(t *testing.T, s *Store) []Logged {
	t.Helper()
	o := newOffice(t, s)
	for i, m := range []struct {
		move Move
		by   Account
		role Role
	}{
		{Move{Action: Submit}, o.clerk, Clerk}, {Move{Action: Return, Opinion: "改"}, o.reviewer, Reviewer},
		{Move{Action: Submit}, o.clerk, Clerk}, {Move{Action: Urge, Opinion: "今日办"}, o.clerk, Clerk},
	} {
		if m.move.Action == Urge {
			if _, err := s.AddComment(t.Context(), o.document, Comment{Place: "prose:overview", Body: "第二段再核"}, o.reviewer, noon); err != nil {
				t.Fatal(err)
			}
			if err := s.KeepMade(t.Context(), o.document, 1, "pdf", []byte("%PDF"), o.leader, noon); err != nil {
				t.Fatal(err)
			}
		}
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
	if err != nil || len(anchors) != 13 {
		t.Fatalf("%d entries, %v", len(anchors), err)
	}
	if check, err := s.VerifyAudit(t.Context(), anchors); err != nil || len(check.Faults) > 0 {
		t.Fatalf("%+v, %v", check, err)
	}
	return anchors
}

// The last entries, cut off together with the head, are found by heads that were written
// down elsewhere, and so is a log that was computed anew.
func TestHeadsElsewhereFindACut(t *testing.T) {
	s := onSQLite(t)
	tamperable(t, s)
	head, err := s.AuditHead(t.Context())
	if err != nil || head.Number != 13 {
		t.Fatalf("%+v, %v", head, err)
	}
	head.At = "2025-01-20T12:00:00Z"
	if check, err := s.VerifyAudit(t.Context(), nil, head); err != nil || len(check.Faults) > 0 {
		t.Errorf("%+v, %v", check, err)
	}
	tamper(t, s, "DELETE FROM audit WHERE number = 13", "UPDATE audit_head SET number = 12, hash = (SELECT hash FROM audit WHERE number = 12)")
	if check, err := s.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
		t.Errorf("without a head: %+v, %v", check, err)
	}
	check, err := s.VerifyAudit(t.Context(), nil, head)
	if err != nil || !slices.Equal(check.Faults, []Fault{{Number: 12, What: Cut, Of: "13，2025-01-20T12:00:00Z"}}) {
		t.Errorf("%+v, %v", check, err)
	}
	if err := s.Log(t.Context(), AuditEntry{Name: "别人", Action: Exported}, noon); err != nil { // in its place
		t.Fatal(err)
	}
	check, err = s.VerifyAudit(t.Context(), nil, head)
	if err != nil || len(check.Faults) != 1 || check.Faults[0].What != NotAnchored {
		t.Errorf("%+v, %v", check, err)
	}
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
