package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

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

// guardBody is the function to which the triggers of PostgreSQL lead.
const guardBody = " BEGIN RAISE EXCEPTION 'append only'; END "

// guard is a trigger that refuses changes of a table.
type guard struct{ table, name, statement string }

// triggers are those of all tables, with the statements that make them, as the databases
// give them back: VerifyAudit holds what is there against them.
func (s *Store) triggers() (all []guard) {
	add := func(table, of, do string) {
		name := guardName(table, of)
		all = append(all, guard{table, name, "CREATE TRIGGER " + name + " BEFORE " + of + " ON " + table + do})
	}
	for _, table := range appendOnlyTables() {
		for _, of := range []string{"UPDATE", "DELETE"} {
			if s.lite {
				add(table, of, " BEGIN SELECT RAISE(ABORT, 'append only'); END")
				continue
			}
			add(table, of, " FOR EACH ROW EXECUTE FUNCTION append_only()")
		}
		if !s.lite {
			add(table, "TRUNCATE", " FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
		}
	}
	return all
}

// guards are the statements that make the triggers.
func (s *Store) guards() []string {
	var all []string
	if !s.lite {
		all = append(all, "CREATE FUNCTION append_only() RETURNS trigger AS $$"+guardBody+"$$ LANGUAGE plpgsql")
	}
	for _, g := range s.triggers() {
		all = append(all, g.statement)
	}
	return all
}

func (s *Store) unguards() []string {
	var all []string
	for _, g := range s.triggers() {
		drop := "DROP TRIGGER " + g.name
		if !s.lite {
			drop += " ON " + g.table
		}
		all = append(all, drop)
	}
	if !s.lite {
		all = append(all, "DROP FUNCTION append_only()")
	}
	return all
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

// unguarded are the tables whose rows can be changed, as somebody has taken a trigger
// away, switched it off or put another one in its place. A trigger of PostgreSQL that is
// always on, also for what replication brings, guards no less.
func (s *Store) unguarded(ctx context.Context) (tables []string, err error) {
	query, of := "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = $1 AND name = $2", []any{}
	if !s.lite {
		query = `SELECT pg_get_triggerdef(t.oid, true) FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_language l ON l.oid = f.prolang
			WHERE t.tgrelid = to_regclass($1) AND t.tgname = $2 AND t.tgenabled IN ('O', 'A') AND f.prosrc = $3 AND l.lanname = 'plpgsql'`
		of = append(of, guardBody)
	}
	for _, g := range s.triggers() {
		var statement string
		err := s.read.QueryRowContext(ctx, query, append([]any{g.table, g.name}, of...)...).Scan(&statement)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		if statement != g.statement && !slices.Contains(tables, g.table) {
			tables = append(tables, g.table)
		}
	}
	return tables, nil
}
