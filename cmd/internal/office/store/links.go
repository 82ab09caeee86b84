package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"time"
)

// Link lets an agency of a roster send its report without an account.
type Link struct {
	ID, Collection, Member string
	Created, Expires       time.Time
	Revoked                bool
	Sent                   int // files that came by it
}

// maxSent is how many files may come by one link.
const maxSent = 50

const linkColumns = "id, collection, member, created, expires, revoked, sent"

func scanLink(row interface{ Scan(...any) error }, l *Link) error {
	var created, expires, revoked int64
	err := row.Scan(&l.ID, &l.Collection, &l.Member, &created, &expires, &revoked, &l.Sent)
	l.Created, l.Expires, l.Revoked = timeOf(created), timeOf(expires), revoked != 0
	return err
}

// NewLinks makes a link for each of some members of a collection and gives their secrets, which
// are kept nowhere, in the order of the members. The links that they had end.
func (s *Store) NewLinks(ctx context.Context, c Collection, members []string, expires time.Time, by Account, now time.Time) (secrets []string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		secrets = nil
		for _, member := range members {
			if _, err := tx.ExecContext(ctx, "UPDATE links SET revoked = $1 WHERE collection = $2 AND member = $3 AND revoked = 0", millis(now), c.ID, member); err != nil {
				return err
			}
			var chance [32]byte
			_, _ = rand.Read(chance[:]) // never fails (crypto/rand)
			secret := base64.RawURLEncoding.EncodeToString(chance[:])
			if _, err := tx.ExecContext(ctx, "INSERT INTO links (id, collection, member, digest, created, expires) VALUES ($1, $2, $3, $4, $5, $6)",
				newID(), c.ID, member, tokenDigest(secret), millis(now), millis(expires)); err != nil {
				return err
			}
			secrets = append(secrets, secret)
		}
		return enterCollected(ctx, tx, c, by, LinksMade, listed(members), now)
	})
	return secrets, known(err)
}

// LinkOf is the link of a secret with its collection. One that is revoked or has expired is
// ErrUnknown, as if there were none.
func (s *Store) LinkOf(ctx context.Context, secret string, now time.Time) (l Link, c Collection, err error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+linkColumns+" FROM links WHERE digest = $1 AND revoked = 0 AND expires > $2", tokenDigest(secret), millis(now))
	if err := scanLink(row, &l); err != nil {
		return l, c, known(err)
	}
	row = s.read.QueryRowContext(ctx, "SELECT "+collectionColumns+" FROM collections WHERE id = $1", l.Collection)
	return l, c, known(scanCollection(row, &c))
}

// Links are those of a collection that have not ended, by their members.
func (s *Store) Links(ctx context.Context, collection string, now time.Time) ([]Link, error) {
	return list(ctx, s.read, func(rows *sql.Rows, l *Link) error { return scanLink(rows, l) },
		"SELECT "+linkColumns+" FROM links WHERE collection = $1 AND revoked = 0 AND expires > $2 ORDER BY member, created", collection, millis(now))
}

// RevokeLink ends a link of a collection. It is ErrUnknown for one that is not there or has
// ended.
func (s *Store) RevokeLink(ctx context.Context, c Collection, id string, by Account, now time.Time) error {
	return known(s.change(ctx, func(tx *sql.Tx) error {
		var member string
		if err := tx.QueryRowContext(ctx, "UPDATE links SET revoked = $1 WHERE id = $2 AND collection = $3 AND revoked = 0 RETURNING member", millis(now), id, c.ID).Scan(&member); err != nil {
			return err
		}
		return enterCollected(ctx, tx, c, by, LinkRevoked, member, now)
	}))
}

// UseLink counts a file that comes by a link. It is ErrState where enough have come.
func (s *Store) UseLink(ctx context.Context, id string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		used, err := tx.ExecContext(ctx, "UPDATE links SET sent = sent + 1 WHERE id = $1 AND sent < $2", id, maxSent)
		if err != nil {
			return err
		}
		if n, err := used.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return ErrState
	})
}
