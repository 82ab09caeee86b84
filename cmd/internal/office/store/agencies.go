package store

import (
	"context"
	"database/sql"
	"time"
)

// Agency is a public body whose documents are kept.
type Agency struct{ ID, Name string }

// NewAgency enters an agency. It is ErrExists where one of that name is.
func (s *Store) NewAgency(ctx context.Context, name string, now time.Time) (Agency, error) {
	a := Agency{ID: newID(), Name: name}
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO agencies (id, name, created) VALUES ($1, $2, $3)", a.ID, name, millis(now))
		return err
	})
	return a, known(err)
}

// Agencies are all agencies by their names.
func (s *Store) Agencies(ctx context.Context) ([]Agency, error) {
	return list(ctx, s.read, func(rows *sql.Rows, a *Agency) error { return rows.Scan(&a.ID, &a.Name) },
		"SELECT id, name FROM agencies ORDER BY name")
}

// list reads rows.
func list[T any](ctx context.Context, db interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}, scan func(*sql.Rows, *T) error, query string, args ...any,
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
	row := s.read.QueryRowContext(ctx, "SELECT id, name FROM agencies WHERE id = $1", id)
	err = known(row.Scan(&a.ID, &a.Name))
	return a, err
}
