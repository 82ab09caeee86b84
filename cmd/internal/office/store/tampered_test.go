package store

import (
	"database/sql"
	"slices"
	"testing"
)

// A guard that is there by its name and stops nothing is found, with its table.
func TestGuardsThatStopNothingAreFound(t *testing.T) {
	const again = "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit "
	cases := map[bool]map[string][]string{true: {
		"it is for no row":   {"DROP TRIGGER audit_stays", again + "WHEN (false) BEGIN SELECT RAISE(ABORT, 'append only'); END"},
		"it does nothing":    {"DROP TRIGGER audit_stays", again + "BEGIN SELECT 1; END"},
		"it is for a column": {"DROP TRIGGER audit_stays", "CREATE TRIGGER audit_stays BEFORE UPDATE OF at ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END"},
		"it is of another":   {"DROP TRIGGER audit_stays", "CREATE TRIGGER audit_stays BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'append only'); END"},
	}, false: {
		"it is for no row":        {"DROP TRIGGER audit_stays ON audit", again + "FOR EACH ROW WHEN (false) EXECUTE FUNCTION append_only()"},
		"it is for a column":      {"DROP TRIGGER audit_stays ON audit", "CREATE TRIGGER audit_stays BEFORE UPDATE OF at ON audit FOR EACH ROW EXECUTE FUNCTION append_only()"},
		"it is of another":        {"DROP TRIGGER audit_stays ON audit", "CREATE TRIGGER audit_stays BEFORE UPDATE ON answers FOR EACH ROW EXECUTE FUNCTION append_only()"},
		"it is off":               {"ALTER TABLE audit DISABLE TRIGGER audit_stays"},
		"it is on for replicas":   {"ALTER TABLE audit ENABLE REPLICA TRIGGER audit_stays"},
		"its function is emptied": {"CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"},
		"its function is another": {
			"CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
			"DROP TRIGGER audit_stays ON audit", again + "FOR EACH ROW EXECUTE FUNCTION nothing()",
		},
	}}
	onBoth(t, func(t *testing.T, s *Store) {
		change := func(statements []string) {
			t.Helper()
			if err := s.change(t.Context(), func(tx *sql.Tx) error { return run(t.Context(), tx, statements) }); err != nil {
				t.Fatal(err)
			}
		}
		for about, statements := range cases[s.lite] {
			change(statements)
			check, err := s.VerifyAudit(t.Context(), nil)
			if err != nil || len(check.Faults) == 0 || check.Faults[0] != (Fault{What: Unguarded, Of: "audit"}) {
				t.Errorf("%s: %+v, %v", about, check.Faults, err)
			}
			if all := about == "its function is emptied"; all != (len(check.Faults) == len(appendOnlyTables())) {
				t.Errorf("%s: %+v", about, check.Faults)
			}
			if about == "it is of another" && s.lite {
				change([]string{"DROP TRIGGER audit_stays"})
				change(s.guards()[:1])
				continue
			}
			if about == "it is of another" {
				change([]string{"DROP TRIGGER audit_stays ON answers", again + "FOR EACH ROW EXECUTE FUNCTION append_only()"})
			}
			change(slices.Concat(s.unguards(), s.guards()))
		}
		if !s.lite { // it then stops even what replication brings
			change([]string{"ALTER TABLE audit ENABLE ALWAYS TRIGGER audit_stays"})
		}
		if check, err := s.VerifyAudit(t.Context(), nil); err != nil || len(check.Faults) > 0 {
			t.Errorf("%+v, %v", check, err)
		}
	})
}

// A document of which the log tells is there, and is that of its agency.
func TestDocumentsThatAreGoneOrMovedAreFound(t *testing.T) {
	onBoth(t, func(t *testing.T, s *Store) {
		anchors := tamperable(t, s)
		other, err := s.NewAgency(t.Context(), "另一个局", Account{Name: "终端"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		document, agency := anchors[2].Document, anchors[2].Agency
		// References are not looked at, as by whoever has the database in their hands.
		if s.lite {
			if _, err := s.write.ExecContext(t.Context(), "PRAGMA foreign_keys = 0"); err != nil {
				t.Fatal(err)
			}
		}
		change := func(statement string) {
			t.Helper()
			statements := []string{statement}
			if !s.lite {
				statements = []string{"SET LOCAL session_replication_role = replica", statement}
			}
			if err := s.change(t.Context(), func(tx *sql.Tx) error { return run(t.Context(), tx, statements) }); err != nil {
				t.Fatal(err)
			}
		}
		found := func(want Fault) {
			t.Helper()
			check, err := s.VerifyAudit(t.Context(), anchors)
			if err != nil || !slices.Equal(check.Faults, []Fault{want}) {
				t.Errorf("%+v, %v", check.Faults, err)
			}
		}
		change("UPDATE documents SET agency = '" + other.ID + "'")
		found(Fault{What: OtherAgency, Of: document})
		// Somebody of the other agency does something with it, and it is moved back.
		if err := s.Log(t.Context(), AuditEntry{Name: "别人", Agency: other.ID, Document: document, Action: Summed}, noon); err != nil {
			t.Fatal(err)
		}
		change("UPDATE documents SET agency = '" + agency + "'")
		found(Fault{Number: 15, What: OtherAgency, Of: document})
		change("DELETE FROM documents")
		check, err := s.VerifyAudit(t.Context(), anchors)
		if err != nil || !slices.Contains(check.Faults, Fault{Number: 15, What: Gone, Of: document}) {
			t.Errorf("%+v, %v", check.Faults, err)
		}
	})
}
