package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"strings"
	"time"

	"gongwen/internal/digest"
)

// Token lets a program in on behalf of an agency.
type Token struct {
	ID, Name, Agency string
	Account          string   // id of in whose name it writes; empty for one that only reads
	Scopes           []string // what it is for
	Created, Expires time.Time
	Revoked          bool
}

// tokenPrefix is how a secret begins, so that people and programs that look for
// secrets in files know one.
const tokenPrefix = "gongwen_"

// NewToken enters a token and gives it an id and its secret, which is kept nowhere.
func (s *Store) NewToken(ctx context.Context, t Token, by Account, now time.Time) (_ Token, secret string, err error) {
	var chance [32]byte
	_, _ = rand.Read(chance[:]) // never fails (crypto/rand)
	t.ID, t.Created, secret = newID(), now, tokenPrefix+base64.RawURLEncoding.EncodeToString(chance[:])
	return t, secret, s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO tokens (id, name, agency, scopes, digest, created, expires, account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			t.ID, t.Name, t.Agency, strings.Join(t.Scopes, " "), tokenDigest(secret), millis(now), millis(t.Expires), t.Account); err != nil {
			return err
		}
		return enterRights(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Agency: t.Agency, Action: TokenMade, Detail: t.Name}, now)
	})
}

func tokenDigest(secret string) string {
	return digest.SHA256([]byte(secret))
}

const tokenColumns = "id, name, agency, scopes, created, expires, revoked, account"

func scanToken(row interface{ Scan(...any) error }, t *Token) error {
	var scopes string
	var created, expires, revoked int64
	err := row.Scan(&t.ID, &t.Name, &t.Agency, &scopes, &created, &expires, &revoked, &t.Account)
	t.Scopes, t.Created, t.Expires, t.Revoked = strings.Fields(scopes), timeOf(created), timeOf(expires), revoked != 0
	return err
}

// TokenOf is the token of a secret. One that is revoked or has expired is ErrUnknown,
// as if there were none.
func (s *Store) TokenOf(ctx context.Context, secret string, now time.Time) (t Token, err error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+tokenColumns+" FROM tokens WHERE digest = $1 AND revoked = 0 AND expires > $2", tokenDigest(secret), millis(now))
	err = known(scanToken(row, &t))
	return t, err
}

// Tokens are all tokens, the latest first.
func (s *Store) Tokens(ctx context.Context) ([]Token, error) {
	return list(ctx, s.read, func(rows *sql.Rows, t *Token) error { return scanToken(rows, t) },
		"SELECT "+tokenColumns+" FROM tokens ORDER BY created DESC, id")
}

// RevokeToken ends a token. It is ErrUnknown for one that is not there or has ended.
func (s *Store) RevokeToken(ctx context.Context, id string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		e := AuditEntry{Account: by.ID, Name: by.Name, Action: TokenRevoked}
		if err := tx.QueryRowContext(ctx, "UPDATE tokens SET revoked = $1 WHERE id = $2 AND revoked = 0 RETURNING agency, name", millis(now), id).Scan(&e.Agency, &e.Detail); err != nil {
			return err
		}
		return enterRights(ctx, tx, e, now)
	}))
}
