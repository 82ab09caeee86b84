package store

import (
	"context"
	"database/sql"
)

// SetBackupCodes replaces the codes that stand in for the second factor of an account;
// they come in as digests.
func (s *Store) SetBackupCodes(ctx context.Context, account string, digests []string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM backup_codes WHERE account = $1", account)
		for _, d := range digests {
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "INSERT INTO backup_codes (account, code) VALUES ($1, $2)", account, d)
		}
		return err
	})
}

// TakeBackupCode uses a code up. It is false where there is none of the digest.
func (s *Store) TakeBackupCode(ctx context.Context, account, digest string) (taken bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM backup_codes WHERE account = $1 AND code = $2", account, digest)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		taken = n == 1
		return err
	})
	return taken, err
}

// BackupCodes is how many codes an account has left.
func (s *Store) BackupCodes(ctx context.Context, account string) (left int, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM backup_codes WHERE account = $1", account).Scan(&left)
	return left, err
}
