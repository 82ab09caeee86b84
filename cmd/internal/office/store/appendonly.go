package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
)

// appendOnlyVersion is the number of the migration that makes tables refuse changes.
const appendOnlyVersion = 11

// appendOnlyTables are the tables whose rows are never changed and never taken away.
func appendOnlyTables() []string {
	return []string{"audit", "changes", "versions", "replies", "finals"}
}

// appendOnly is the migration by which those tables refuse it: triggers have no
// text that both databases know.
func (s *Store) appendOnly() *goose.Migration {
	run := func(statements []string) *goose.GoFunc {
		return &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			for _, statement := range statements {
				if _, err := tx.ExecContext(ctx, statement); err != nil {
					return err
				}
			}
			return nil
		}}
	}
	return goose.NewGoMigration(appendOnlyVersion, run(s.guards()), run(s.unguards()))
}

// guards are the statements that make the triggers.
func (s *Store) guards() []string {
	var all []string
	if !s.lite {
		all = append(all, `CREATE FUNCTION append_only() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$ LANGUAGE plpgsql`)
	}
	for _, table := range appendOnlyTables() {
		for _, of := range []string{"UPDATE", "DELETE"} {
			head := "CREATE TRIGGER " + guardName(table, of) + " BEFORE " + of + " ON " + table
			if s.lite {
				all = append(all, head+" BEGIN SELECT RAISE(ABORT, 'append only'); END")
				continue
			}
			all = append(all, head+" FOR EACH ROW EXECUTE FUNCTION append_only()")
		}
		if !s.lite {
			all = append(all, "CREATE TRIGGER "+guardName(table, "TRUNCATE")+" BEFORE TRUNCATE ON "+table+" FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
		}
	}
	return all
}

func (s *Store) unguards() []string {
	var all []string
	for _, name := range s.guardNames() {
		drop := "DROP TRIGGER " + name[1]
		if !s.lite {
			drop += " ON " + name[0]
		}
		all = append(all, drop)
	}
	if !s.lite {
		all = append(all, "DROP FUNCTION append_only()")
	}
	return all
}

// guardNames are the tables and the names of their triggers.
func (s *Store) guardNames() (names [][2]string) {
	for _, table := range appendOnlyTables() {
		names = append(names, [2]string{table, guardName(table, "UPDATE")}, [2]string{table, guardName(table, "DELETE")})
		if !s.lite {
			names = append(names, [2]string{table, guardName(table, "TRUNCATE")})
		}
	}
	return names
}

// guardName is in small letters, as PostgreSQL keeps names.
func guardName(table, of string) string {
	switch of {
	case "UPDATE":
		return table + "_stays"
	case "DELETE":
		return table + "_remains"
	}
	return table + "_lasts"
}

// missingGuards are the tables whose rows can be changed, as somebody has taken a
// trigger away.
func (s *Store) missingGuards(ctx context.Context) (tables []string, err error) {
	query := "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name = $1"
	if !s.lite {
		query = "SELECT COUNT(*) FROM pg_trigger WHERE tgenabled <> 'D' AND tgname = $1"
	}
	for _, name := range s.guardNames() {
		var n int
		if err := s.read.QueryRowContext(ctx, query, name[1]).Scan(&n); err != nil {
			return nil, err
		}
		if n == 0 && (len(tables) == 0 || tables[len(tables)-1] != name[0]) {
			tables = append(tables, name[0])
		}
	}
	return tables, nil
}
