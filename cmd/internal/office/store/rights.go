package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"time"
)

// isOfRights reports whether an action changes who may do what: its entry vouches for all
// that the tables say of it from then on.
func (a Action) isOfRights() bool {
	switch a {
	case AccountMade, SecretSet, Granted, AccountOff, AccountOn, AgencyMade, AgencyUnder, OwnersSet, TokenMade, TokenRevoked, Linked:
		return true
	}
	return false
}

// enterRights is enter of what changes who may do what, with the digest of all that is so
// afterwards. Others who change it wait before they read.
func enterRights(ctx context.Context, tx *sql.Tx, e AuditEntry, now time.Time) error {
	if _, err := tx.ExecContext(ctx, "UPDATE audit_head SET number = number WHERE one = 1"); err != nil {
		return err
	}
	var err error
	if e.Seal, err = rightsNow(ctx, tx); err != nil {
		return err
	}
	_, err = enter(ctx, tx, e, now)
	return err
}

// rightsNow is the digest of who may do what. What a wrong password locks is no part of
// it.
func rightsNow(ctx context.Context, from reader) (string, error) {
	sum := sha256.New()
	for _, query := range []string{
		"SELECT id || ' ' || login, name || ' ' || department || ' ' || password || ' ' || totp, disabled FROM accounts",
		"SELECT account, agency || ' ' || role, 0 FROM roles",
		"SELECT id || ' ' || parent, name, 0 FROM agencies",
		"SELECT agency || ' ' || section, department, 0 FROM owners",
		"SELECT id || ' ' || agency || ' ' || account, name || ' ' || scopes || ' ' || digest, expires + revoked FROM tokens",
		"SELECT issuer || ' ' || subject, account, 0 FROM identities",
	} {
		rows, err := list(ctx, from, func(rows *sql.Rows, line *string) error {
			var one, other string
			var number int64
			err := rows.Scan(&one, &other, &number)
			*line = fmt.Sprintf("%q %q %d\n", one, other, number)
			return err
		}, query)
		if err != nil {
			return "", err
		}
		slices.Sort(rows)
		_, _ = fmt.Fprintf(sum, "%d\n", len(rows)) // a hash takes everything
		for _, line := range rows {
			_, _ = sum.Write([]byte(line))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// verifyRights holds who may do what against the last entry that has changed it. Those of
// earlier versions vouch for nothing.
func (s *Store) verifyRights(ctx context.Context, v *auditor) error {
	if v.rights.Seal == "" {
		return nil
	}
	now, err := rightsNow(ctx, s.read)
	if err == nil && now != v.rights.Seal {
		v.fault(OtherRights, v.rights.Number, "")
	}
	return err
}
