package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Lease says that somebody works at a section.
type Lease struct {
	Section, Account string
	By               string // name of the account
	Since            time.Time
}

// TakeLease gives a section of a document to somebody until a time, unless somebody
// else has it: then that lease is given. Whoever has it already goes on with it.
func (s *Store) TakeLease(ctx context.Context, document, section, account string, now, until time.Time) (other *Lease, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		other = nil
		_, err := tx.ExecContext(ctx, `INSERT INTO leases (document, section, account, since, until) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (document, section) DO UPDATE SET account = excluded.account, until = excluded.until,
			since = CASE WHEN leases.account = excluded.account AND leases.until > $4 THEN leases.since ELSE excluded.since END
			WHERE leases.account = excluded.account OR leases.until <= $4`, document, section, account, millis(now), millis(until))
		if err != nil {
			return err
		}
		l, err := leaseOf(ctx, tx, document, section)
		if err == nil && l.Account != account {
			other = &l
		}
		return err
	})
	return other, known(err)
}

// DropLease ends the lease of somebody.
func (s *Store) DropLease(ctx context.Context, document, section, account string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM leases WHERE document = $1 AND section = $2 AND account = $3", document, section, account)
		return err
	})
}

func leaseOf(ctx context.Context, from reader, document, section string) (l Lease, err error) {
	var since int64
	err = from.QueryRowContext(ctx, "SELECT l.section, l.account, a.name, l.since FROM leases l JOIN accounts a ON a.id = l.account WHERE l.document = $1 AND l.section = $2",
		document, section).Scan(&l.Section, &l.Account, &l.By, &since)
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrUnknown
	}
	l.Since = timeOf(since)
	return l, err
}

// Leases are those of a document that have not ended.
func (s *Store) Leases(ctx context.Context, document string, now time.Time) ([]Lease, error) {
	return list(ctx, s.read, func(rows *sql.Rows, l *Lease) error {
		var since int64
		err := rows.Scan(&l.Section, &l.Account, &l.By, &since)
		l.Since = timeOf(since)
		return err
	}, "SELECT l.section, l.account, a.name, l.since FROM leases l JOIN accounts a ON a.id = l.account WHERE l.document = $1 AND l.until > $2 ORDER BY l.section",
		document, millis(now))
}
