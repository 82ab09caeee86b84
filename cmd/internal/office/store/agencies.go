package store

import (
	"context"
	"database/sql"
	"time"
)

// Agency is a public body whose documents are kept.
type Agency struct {
	ID, Name string
	Parent   string // id of the agency that it reports to; empty for none
}

// NewAgency enters an agency, also into the log. It is ErrExists where one of that name is.
func (s *Store) NewAgency(ctx context.Context, name string, by Account, now time.Time) (Agency, error) {
	a := Agency{ID: newID(), Name: name}
	err := s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO agencies (id, name, created) VALUES ($1, $2, $3)", a.ID, name, millis(now)); err != nil {
			return err
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Agency: a.ID, Action: AgencyMade, Detail: name}, now)
	})
	return a, known(err)
}

// Agencies are all agencies by their names.
func (s *Store) Agencies(ctx context.Context) ([]Agency, error) {
	return list(ctx, s.read, func(rows *sql.Rows, a *Agency) error { return rows.Scan(&a.ID, &a.Name, &a.Parent) },
		"SELECT id, name, parent FROM agencies ORDER BY name")
}

// list reads rows.
func list[T any](ctx context.Context, db reader, scan func(*sql.Rows, *T) error, query string, args ...any,
) (all []T, err error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() {
		if closing := rows.Close(); err == nil {
			err = closing
		}
	}()
	for rows.Next() {
		var one T
		if err := scan(rows, &one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// Agency finds an agency by its id.
func (s *Store) Agency(ctx context.Context, id string) (a Agency, err error) {
	row := s.read.QueryRowContext(ctx, "SELECT id, name, parent FROM agencies WHERE id = $1", id)
	err = known(row.Scan(&a.ID, &a.Name, &a.Parent))
	return a, err
}

// below are the ids of all agencies below the one that is the parameter.
func below(parameter string) string {
	return "WITH RECURSIVE below (id) AS (SELECT id FROM agencies WHERE parent = " + parameter +
		" UNION SELECT a.id FROM agencies a JOIN below b ON a.parent = b.id)"
}

// SetParent says which agency an agency reports to, empty for none. It is ErrState where that
// is the agency itself or one below it.
func (s *Store) SetParent(ctx context.Context, a Agency, parent string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		var name string
		if parent != "" {
			if err := tx.QueryRowContext(ctx, "SELECT name FROM agencies WHERE id = $1", parent).Scan(&name); err != nil {
				return err
			}
			var circles bool
			if err := tx.QueryRowContext(ctx, below("$1")+" SELECT $2 IN (SELECT id FROM below)", a.ID, parent).Scan(&circles); err != nil {
				return err
			}
			if circles || parent == a.ID {
				return ErrState
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE agencies SET parent = $1 WHERE id = $2", parent, a.ID); err != nil {
			return err
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Agency: a.ID, Action: AgencyUnder, Detail: a.Name + " 的上级：" + name}, now)
	}))
}
