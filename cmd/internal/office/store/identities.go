package store

import (
	"context"
	"database/sql"
	"time"
)

// AccountOf is the account that is linked to somebody for whom an identity provider vouches.
// Only the subject counts: nobody gets in by a name that was given away anew, or that is
// that of an account here. It is ErrUnknown where there is none.
func (s *Store) AccountOf(ctx context.Context, issuer, subject string) (Account, error) {
	var a Account
	err := scanAccount(s.read.QueryRowContext(ctx, "SELECT "+accountColumns+" FROM accounts WHERE id = (SELECT account FROM identities WHERE issuer = $1 AND subject = $2)", issuer, subject), &a)
	if err != nil {
		return Account{}, known(err)
	}
	return a, nil
}

// IsLinked reports whether an account is linked to somebody at an identity provider.
func (s *Store) IsLinked(ctx context.Context, issuer, account string) (linked bool, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT COUNT(*) > 0 FROM identities WHERE issuer = $1 AND account = $2", issuer, account).Scan(&linked)
	return linked, err
}

// Link links an account to somebody at an identity provider, who signs in by it from then
// on, and enters that into the log. It is ErrExists where one of the two is linked already.
func (s *Store) Link(ctx context.Context, a Account, issuer, subject string, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "INSERT INTO identities (issuer, subject, account, bound) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", issuer, subject, a.ID, millis(now))
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			if err == nil {
				err = ErrExists
			}
			return err
		}
		return enterRights(ctx, tx, AuditEntry{Account: a.ID, Name: a.Name, Action: Linked, Detail: a.Login + "，" + issuer}, now)
	}))
}
