package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
)

// change is a change of a document as a history takes it in.
type change struct {
	Version       int64
	Place         string
	Paragraph     int64
	Before, After string
	Account       string
	At            int64
}

// changesOf are all changes of a document in their order, which does not depend on how a
// database sorts texts.
func changesOf(ctx context.Context, from reader, document string) ([]change, error) {
	all, err := list(ctx, from, func(rows *sql.Rows, c *change) error {
		return rows.Scan(&c.Version, &c.Place, &c.Paragraph, &c.Before, &c.After, &c.Account, &c.At)
	}, "SELECT version, place, paragraph, before, after, account, at FROM changes WHERE document = $1", document)
	slices.SortFunc(all, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.Version, b.Version), cmp.Compare(a.Place, b.Place), cmp.Compare(a.Paragraph, b.Paragraph))
	})
	return all, err
}

// history is who has typed what and when, as one digest.
type history struct{ sum hash.Hash }

func newHistory() history { return history{sha256.New()} }

func (h history) add(c change) {
	line, _ := json.Marshal(c) // texts and numbers
	_, _ = h.sum.Write(append(line, '\n'))
}

// digest is that of what was added so far.
func (h history) digest() string { return hex.EncodeToString(h.sum.Sum(nil)) }
