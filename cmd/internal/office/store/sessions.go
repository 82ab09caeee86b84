package store

import (
	"context"
	"database/sql"
	"time"
)

// Session is that of somebody who has signed in.
type Session struct {
	Account string
	Mark    string    // tells the password that it began with from others
	Pending string    // the secret of a second factor that is not bound yet; empty for none
	End     time.Time // at the latest
	Expiry  time.Time // unless there is a request before
}

// NewSession keeps a session under the digest of its token, and forgets those that have
// ended.
func (s *Store) NewSession(ctx context.Context, token string, one Session, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE expiry <= $1", millis(now)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "INSERT INTO sessions (token, account, mark, pending, ends, expiry) VALUES ($1, $2, $3, $4, $5, $6)", token, one.Account, one.Mark, one.Pending, millis(one.End), millis(one.Expiry))
		return err
	})
}

// Session finds a session that has not ended.
func (s *Store) Session(ctx context.Context, token string, now time.Time) (one Session, err error) {
	var ends, expiry int64
	err = s.read.QueryRowContext(ctx, "SELECT account, mark, pending, ends, expiry FROM sessions WHERE token = $1 AND expiry > $2 AND ends > $2", token, millis(now)).Scan(&one.Account, &one.Mark, &one.Pending, &ends, &expiry)
	one.End, one.Expiry = timeOf(ends), timeOf(expiry)
	return one, known(err)
}

// ProlongSession has a session expire later.
func (s *Store) ProlongSession(ctx context.Context, token string, expiry time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE sessions SET expiry = $1 WHERE token = $2", millis(expiry), token)
		return err
	})
}

// SetPending keeps the secret of a second factor that is not bound yet with a session.
func (s *Store) SetPending(ctx context.Context, token, secret string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE sessions SET pending = $1 WHERE token = $2", secret, token)
		return err
	})
}

// EndSession forgets a session.
func (s *Store) EndSession(ctx context.Context, token string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM sessions WHERE token = $1", token)
		return err
	})
}
