package store

import (
	"context"
	"database/sql"
	"time"
)

// Collection is that an agency collects the reports of others of one year.
type Collection struct {
	ID, Agency, Template string
	Year                 int
	Deadline             string // a day as 2025-01-26; empty for none
}

// Member is an agency of a roster.
type Member struct {
	Number   int64 // its place, from 1
	Name     string
	Kind     string // 类别, such as 乡镇
	Contact  string
	Deadline string // its own; empty for that of the collection
}

const collectionColumns = "id, agency, template, year, deadline"

func scanCollection(row interface{ Scan(...any) error }, c *Collection) error {
	return row.Scan(&c.ID, &c.Agency, &c.Template, &c.Year, &c.Deadline)
}

// NewCollection enters a collection with its roster and gives it an id. It is ErrExists
// where the agency has one of that template and year.
func (s *Store) NewCollection(ctx context.Context, c Collection, roster []Member, by Account, now time.Time) (Collection, error) {
	c.ID = newID()
	err := s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO collections ("+collectionColumns+", created) VALUES ($1, $2, $3, $4, $5, $6)",
			c.ID, c.Agency, c.Template, c.Year, c.Deadline, millis(now)); err != nil {
			return err
		}
		return putRoster(ctx, tx, c, roster, by, now)
	})
	return c, known(err)
}

// SetRoster replaces the deadline and the roster of a collection. What came in of agencies
// that are no longer on it stays.
func (s *Store) SetRoster(ctx context.Context, c Collection, roster []Member, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE collections SET deadline = $1 WHERE id = $2", c.Deadline, c.ID); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM members WHERE collection = $1", c.ID); err != nil {
			return err
		}
		return putRoster(ctx, tx, c, roster, by, now)
	}))
}

func putRoster(ctx context.Context, tx *sql.Tx, c Collection, roster []Member, by Account, now time.Time) error {
	for i, m := range roster {
		if _, err := tx.ExecContext(ctx, "INSERT INTO members (collection, number, name, kind, contact, deadline) VALUES ($1, $2, $3, $4, $5, $6)",
			c.ID, i+1, m.Name, m.Kind, m.Contact, m.Deadline); err != nil {
			return err
		}
	}
	return enterCollected(ctx, tx, c, by, RosterSet, decimal(int64(len(roster))), now)
}

// SetDeadline gives members of a collection a deadline of their own.
func (s *Store) SetDeadline(ctx context.Context, c Collection, members []string, deadline string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		for _, m := range members {
			if _, err := tx.ExecContext(ctx, "UPDATE members SET deadline = $1 WHERE collection = $2 AND name = $3", deadline, c.ID, m); err != nil {
				return err
			}
		}
		return enterCollected(ctx, tx, c, by, DeadlineSet, deadline+" "+listed(members), now)
	}))
}

// Collection finds a collection of an agency: one of another agency is ErrUnknown, as if
// there were none.
func (s *Store) Collection(ctx context.Context, agency, id string) (c Collection, err error) {
	err = known(scanCollection(s.read.QueryRowContext(ctx, "SELECT "+collectionColumns+" FROM collections WHERE id = $1 AND agency = $2", id, agency), &c))
	return c, err
}

// Collections are those of an agency, the latest year first.
func (s *Store) Collections(ctx context.Context, agency string) ([]Collection, error) {
	return list(ctx, s.read, func(rows *sql.Rows, c *Collection) error { return scanCollection(rows, c) },
		"SELECT "+collectionColumns+" FROM collections WHERE agency = $1 ORDER BY year DESC, template", agency)
}

// Members are the roster of a collection in its order.
func (s *Store) Members(ctx context.Context, collection string) ([]Member, error) {
	return list(ctx, s.read, func(rows *sql.Rows, m *Member) error {
		return rows.Scan(&m.Number, &m.Name, &m.Kind, &m.Contact, &m.Deadline)
	}, "SELECT number, name, kind, contact, deadline FROM members WHERE collection = $1 ORDER BY number", collection)
}

// DocumentsBelow are the documents of a template and year of the agencies below one, which
// may collect them.
func (s *Store) DocumentsBelow(ctx context.Context, agency, template string, year int) ([]Document, error) {
	return list(ctx, s.read, func(rows *sql.Rows, d *Document) error { return scanDocument(rows, d) },
		below("$1")+" SELECT "+documentColumns+" FROM documents WHERE template = $2 AND year = $3 AND agency IN (SELECT id FROM below)", agency, template, year)
}
