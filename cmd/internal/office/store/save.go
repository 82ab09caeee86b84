package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"gongwen/data/sheet"
)

// Edit puts a value at a place. Was is what stood there when whoever edits last saw
// it.
type Edit struct {
	Place sheet.Place
	Was   string
	Value string
}

// Conflict is an edit that was not done, because somebody else has changed the place
// meanwhile to another value.
type Conflict struct {
	Place   sheet.Place
	Value   string // what stands there
	By      string // name of who put it there
	Account string // theirs
	At      time.Time
}

// Saved is what became of a save.
type Saved struct {
	Version   int64
	Conflicts []Conflict
	Merged    []Edit // whose places have now what both wrote
}

// Save does the edits of one save, with one new version for all of them, and keeps every
// change with who made it. An edit whose place was changed by somebody else is
// not done and given as a conflict, unless both have changed other paragraphs of a text, or
// other cells of a list:
// then it has the changes of both; the others are done. It is ErrState where nobody may
// change the document. A save is known by its id: one
// that comes again, because its answer was lost, changes nothing and gives
// the version that it had made.
func (s *Store) Save(ctx context.Context, document, id string, edits []Edit, by string, now time.Time) (saved Saved, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		saved = Saved{}
		// The update comes first: it makes others wait who save the same document.
		if _, err := tx.ExecContext(ctx, "UPDATE documents SET changed = $1 WHERE id = $2", millis(now), document); err != nil {
			return err
		}
		err := tx.QueryRowContext(ctx, "SELECT version FROM saves WHERE document = $1 AND id = $2", document, id).Scan(&saved.Version)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var state State
		if err := tx.QueryRowContext(ctx, "SELECT version, state FROM documents WHERE id = $1", document).Scan(&saved.Version, &state); err != nil {
			return err
		}
		if state != Drafting {
			return ErrState
		}
		w := writer{tx: tx, document: document, version: saved.Version + 1, by: by, at: millis(now)}
		for _, e := range edits {
			conflict, err := w.edit(ctx, e)
			if err != nil {
				return err
			}
			if conflict != nil {
				saved.Conflicts = append(saved.Conflicts, *conflict)
			}
		}
		saved.Merged = w.merged
		if w.changed {
			saved.Version = w.version
			if _, err := tx.ExecContext(ctx, "UPDATE documents SET version = $1 WHERE id = $2", w.version, document); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO saves (document, id, version, at) VALUES ($1, $2, $3, $4)", document, id, saved.Version, w.at)
		return err
	})
	return saved, known(err)
}

// writer puts the values of one version.
type writer struct {
	tx       *sql.Tx
	document string
	version  int64
	by       string
	at       int64
	changed  bool
	merged   []Edit
}

// edit does an edit, or says what it is in conflict with.
func (w *writer) edit(ctx context.Context, e Edit) (*Conflict, error) {
	var now string
	var version int64
	err := w.tx.QueryRowContext(ctx, "SELECT value, version FROM entries WHERE document = $1 AND place = $2", w.document, e.Place).Scan(&now, &version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	switch now {
	case e.Value:
		return nil, nil
	case e.Was:
		return nil, w.put(ctx, e.Place, now, e.Value)
	}
	if merge := merging(e.Place); merge != nil {
		if both, ok := merge(e.Was, e.Value, now); ok {
			w.merged = append(w.merged, Edit{Place: e.Place, Was: e.Value, Value: both})
			return nil, w.put(ctx, e.Place, now, both)
		}
	}
	conflict := Conflict{Place: e.Place, Value: now}
	var at int64
	err = w.tx.QueryRowContext(ctx, `SELECT a.name, a.id, c.at FROM changes c JOIN accounts a ON a.id = c.account
		WHERE c.document = $1 AND c.version = $2 AND c.place = $3 ORDER BY c.paragraph LIMIT 1`, w.document, version, e.Place).Scan(&conflict.By, &conflict.Account, &at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	conflict.At = timeOf(at)
	return &conflict, nil
}

// put puts a value at a place where before stands, and keeps the change.
func (w *writer) put(ctx context.Context, place sheet.Place, before, after string) error {
	w.changed = true
	if _, err := w.tx.ExecContext(ctx, `INSERT INTO entries (document, place, value, version) VALUES ($1, $2, $3, $4)
		ON CONFLICT (document, place) DO UPDATE SET value = excluded.value, version = excluded.version`, w.document, place, after, w.version); err != nil {
		return err
	}
	for _, c := range partsOf(place, before, after) {
		if _, err := w.tx.ExecContext(ctx, "INSERT INTO changes (document, version, place, paragraph, before, after, account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			w.document, w.version, place, c.paragraph, c.before, c.after, w.by, w.at); err != nil {
			return err
		}
	}
	return nil
}

// merging is how a value is merged of what two people made of it; nil where it is not.
func merging(place sheet.Place) func(was, one, other string) (string, bool) {
	switch place.Kind() {
	case sheet.Prose, sheet.Before, sheet.After, sheet.Attachments:
		return sheet.Merge
	case sheet.List:
		return sheet.MergeRows
	}
	return nil
}

// pieces are what the value of a place consists of: paragraphs, or the rows of a list; nil
// where it is one whole.
func pieces(place sheet.Place) func(value string) []string {
	switch place.Kind() {
	case sheet.Prose, sheet.Before, sheet.After, sheet.Attachments:
		return sheet.Paragraphs
	case sheet.List:
		return sheet.Rows
	}
	return nil
}

// part is what has changed in a paragraph.
type part struct {
	paragraph     int // or row, from 1, in the text before; 0 for the whole
	before, after string
}

// partsOf parts a change of prose by its paragraphs, and one of a list by its rows: what is
// the same at the beginning and at the end is left out, the others are held against each
// other in turn. Anything else is one part.
func partsOf(place sheet.Place, before, after string) []part {
	of := pieces(place)
	if of == nil {
		return []part{{0, before, after}}
	}
	a, b := of(before), of(after)
	first := 0
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, first = a[1:], b[1:], first+1
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	var parts []part
	for i := range max(len(a), len(b)) {
		p := part{paragraph: first + i + 1}
		if i < len(a) {
			p.before = a[i]
		}
		if i < len(b) {
			p.after = b[i]
		}
		if p.before != p.after {
			parts = append(parts, p)
		}
	}
	return parts
}

// Change is one change of a document.
type Change struct {
	Version       int64
	Place         sheet.Place
	Paragraph     int // or row of a list, from 1 in the text before; 0 for the whole
	Before, After string
	By            string // name of the account
	At            time.Time
}

// Changes are the changes of a document, the latest first, at most so many, of the
// versions below one.
func (s *Store) Changes(ctx context.Context, document string, below int64, most int) ([]Change, error) {
	return list(ctx, s.read, func(rows *sql.Rows, c *Change) error {
		var at int64
		err := rows.Scan(&c.Version, &c.Place, &c.Paragraph, &c.Before, &c.After, &c.By, &at)
		c.At = timeOf(at)
		return err
	}, `SELECT c.version, c.place, c.paragraph, c.before, c.after, a.name, c.at FROM changes c JOIN accounts a ON a.id = c.account
		WHERE c.document = $1 AND c.version < $2 ORDER BY c.version DESC, c.place, c.paragraph LIMIT $3`, document, below, most)
}
