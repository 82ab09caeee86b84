package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// isOfCollecting reports whether an action changes a collection, its roster, what came in or
// the links by which it comes: its entry vouches for all of that from then on.
func (a Action) isOfCollecting() bool {
	switch a {
	case RosterSet, DeadlineSet, Received, ReceiptTaken, ReceiptReturned, LinksMade, LinkRevoked:
		return true
	}
	return false
}

// enterCollected is enter of what changes a collection, with the digest of all that is so
// afterwards behind the collection's id. Others who change one wait before they read.
func enterCollected(ctx context.Context, tx *sql.Tx, c Collection, by Account, action Action, detail string, now time.Time) error {
	if _, err := tx.ExecContext(ctx, "UPDATE audit_head SET number = number WHERE one = 1"); err != nil {
		return err
	}
	digest, err := collectedNow(ctx, tx, c.ID)
	if err != nil {
		return err
	}
	_, err = enter(ctx, tx, AuditEntry{
		Account: by.ID, Name: by.Name, Agency: c.Agency, Action: action, Place: decimal(int64(c.Year)), Detail: detail, Seal: c.ID + " " + digest,
	}, now)
	return err
}

// collectedNow is the digest of a collection. How often a link was used is no part of it.
func collectedNow(ctx context.Context, from reader, id string) (string, error) {
	sum := sha256.New()
	for _, query := range []string{
		"SELECT id, agency, template, year, deadline, created FROM collections WHERE id = $1",
		"SELECT number, name, kind, contact, deadline FROM members WHERE collection = $1",
		"SELECT " + receiptColumns + ", account FROM receipts WHERE collection = $1",
		"SELECT id, member, digest, created, expires, revoked FROM links WHERE collection = $1",
	} {
		rows, err := list(ctx, from, lineOf, query, id)
		if err != nil {
			return "", err
		}
		slices.Sort(rows)                                                    // databases sort in different ways
		_, _ = fmt.Fprintf(sum, "%d\n%s", len(rows), strings.Join(rows, "")) // a hash takes everything
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// lineOf is a row in one line, whatever its columns are.
func lineOf(rows *sql.Rows, line *string) error {
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values, places := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		places[i] = &values[i]
	}
	if err := rows.Scan(places...); err != nil {
		return err
	}
	words := make([]string, len(values))
	for i, v := range values {
		if content, is := v.([]byte); is {
			v = string(content)
		}
		words[i] = fmt.Sprint(v)
	}
	*line = fmt.Sprintf("%q\n", words)
	return nil
}

// verifyCollected holds collections against the last entries that have changed them. Those of
// earlier versions vouch for nothing.
func (s *Store) verifyCollected(ctx context.Context, v *auditor) error {
	for id, e := range v.collected {
		now, err := collectedNow(ctx, s.read, id)
		if err != nil {
			return err
		}
		if e.Seal != id+" "+now {
			v.fault(OtherCollected, e.Number, id)
		}
	}
	return nil
}

// collecting takes down the last entry about each collection.
func (v *auditor) collecting(e Logged) {
	if id, _, sealed := strings.Cut(e.Seal, " "); sealed {
		v.collected[id] = e
	}
}
