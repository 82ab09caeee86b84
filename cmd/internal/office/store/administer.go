package store

import (
	"context"
	"database/sql"
	"time"
)

// SetGrants gives an account these roles in the place of those that it has, and enters that
// into the log. It is ErrDuties or ErrOffices where two of them do not go together.
func (s *Store) SetGrants(ctx context.Context, a Account, grants []Grant, by Account, now time.Time) error {
	if err := together(grants); err != nil {
		return err
	}
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := alone(ctx, tx, a.ID); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM roles WHERE account = $1", a.ID); err != nil {
			return err
		}
		for _, g := range grants {
			if _, err := tx.ExecContext(ctx, "INSERT INTO roles (account, agency, role) VALUES ($1, $2, $3)", a.ID, g.Agency, string(g.Role)); err != nil {
				return err
			}
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Action: Granted, Detail: a.Login + grantWords(grants)}, now)
	}))
}

// SetDisabled lets an account in no more, or again. Its sessions end.
func (s *Store) SetDisabled(ctx context.Context, a Account, off bool, by Account, now time.Time) error {
	disabled, action := 0, AccountOn
	if off {
		disabled, action = 1, AccountOff
	}
	return s.administer(ctx, a, by, action, now, "UPDATE accounts SET disabled = $1 WHERE id = $2", disabled, a.ID)
}

// Unlock lets an account in again that was locked by wrong passwords.
func (s *Store) Unlock(ctx context.Context, a Account, by Account, now time.Time) error {
	return s.administer(ctx, a, by, Unlocked, now, "UPDATE accounts SET failures = 0, locked_until = 0 WHERE id = $1", a.ID)
}

// EndSessions ends all sessions of an account.
func (s *Store) EndSessions(ctx context.Context, a Account, by Account, now time.Time) error {
	return s.administer(ctx, a, by, SessionsEnded, now, "DELETE FROM sessions WHERE account = $1", a.ID)
}

// ResetPassword gives an account another password, which ends its sessions.
func (s *Store) ResetPassword(ctx context.Context, a Account, password string, by Account, now time.Time) error {
	return s.administer(ctx, a, by, SecretSet, now, "UPDATE accounts SET password = $1, given = 1, failures = 0, locked_until = 0 WHERE id = $2", password, a.ID)
}

// administer changes an account and enters that into the log.
func (s *Store) administer(ctx context.Context, a, by Account, action Action, now time.Time, query string, args ...any) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
		e := AuditEntry{Account: by.ID, Name: by.Name, Action: action, Detail: a.Login}
		if action.isOfRights() {
			return enterRights(ctx, tx, e, now)
		}
		_, err := enter(ctx, tx, e, now)
		return err
	})
}

// SessionsOf counts the sessions of accounts that have not ended.
func (s *Store) SessionsOf(ctx context.Context, now time.Time) (map[string]int, error) {
	type row struct {
		account string
		many    int
	}
	rows, err := list(ctx, s.read, func(rows *sql.Rows, r *row) error { return rows.Scan(&r.account, &r.many) },
		"SELECT account, COUNT(*) FROM sessions WHERE expiry > $1 AND ends > $1 GROUP BY account", millis(now))
	many := make(map[string]int, len(rows))
	for _, r := range rows {
		many[r.account] = r.many
	}
	return many, err
}
