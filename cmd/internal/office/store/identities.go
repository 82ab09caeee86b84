package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// AccountOf is the account of somebody for whom an identity provider vouches. Whoever comes
// first is bound to the account of their login; from then on only the subject counts, so that
// nobody gets in by a name that was given away anew. It is ErrUnknown where there is no such
// account, or another subject has it.
func (s *Store) AccountOf(ctx context.Context, issuer, subject, login string, now time.Time) (a Account, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		err := scanAccount(tx.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM accounts WHERE id = (SELECT account FROM identities WHERE issuer = $1 AND subject = $2)", issuer, subject), &a)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := scanAccount(tx.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM accounts WHERE login = $1", login), &a); err != nil {
			return err
		}
		done, err := tx.ExecContext(ctx, "INSERT INTO identities (issuer, subject, account, bound) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", issuer, subject, a.ID, millis(now))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, sql.ErrNoRows) // another subject has the account
		}
		return nil
	})
	if err != nil {
		return Account{}, known(err)
	}
	return a, nil
}
