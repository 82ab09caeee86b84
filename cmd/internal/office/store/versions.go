package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"gongwen/data/sheet"
)

// Snapshot is all of a document as it was at one moment.
type Snapshot struct {
	Template     string                 `json:"template"`
	Year         int                    `json:"year"`
	Values       map[sheet.Place]string `json:"values"`
	Pictures     map[string]string      `json:"pictures,omitempty"` // digests by name
	Previous     string                 `json:"previous,omitempty"` // digest of last year's report
	PreviousName string                 `json:"previous_name,omitempty"`
	History      string                 `json:"history,omitempty"` // digest of who has typed what until then; empty for versions made before there was one
}

// Version is a version of a document with a name.
type Version struct {
	Number  int64 // from 1
	Saves   int64 // the version of the document's places then
	Title   string
	Content string // digest of its snapshot
	By      string // name of the account
	At      time.Time
}

// reader is what rows are read from: a database or a transaction.
type reader interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// snapshotNow is a document as it is now, as JSON, with its SHA-256; told is whether it says
// of its history.
func (s *Store) snapshotNow(ctx context.Context, from reader, document string, told bool) (content []byte, digest string, err error) {
	snap := Snapshot{Values: map[sheet.Place]string{}, Pictures: map[string]string{}}
	if err := from.QueryRowContext(ctx, "SELECT template, year, previous, previous_name FROM documents WHERE id = $1", document).
		Scan(&snap.Template, &snap.Year, &snap.Previous, &snap.PreviousName); err != nil {
		return nil, "", err
	}
	entries, err := list(ctx, from, func(rows *sql.Rows, e *Entry) error { return rows.Scan(&e.Place, &e.Value) },
		"SELECT place, value FROM entries WHERE document = $1 AND value <> ''", document)
	if err != nil {
		return nil, "", err
	}
	for _, e := range entries {
		snap.Values[e.Place] = e.Value
	}
	pictures, err := list(ctx, from, func(rows *sql.Rows, p *Picture) error { return rows.Scan(&p.Name, &p.Digest) },
		"SELECT name, digest FROM pictures WHERE document = $1", document)
	if err != nil {
		return nil, "", err
	}
	for _, p := range pictures {
		snap.Pictures[p.Name] = p.Digest
	}
	if told {
		changes, err := changesOf(ctx, from, document)
		if err != nil {
			return nil, "", err
		}
		past := newHistory()
		for _, c := range changes {
			past.add(c)
		}
		snap.History = past.digest()
	}
	if content, err = json.Marshal(snap); err != nil { // the keys of maps are sorted
		return nil, "", err
	}
	return content, Digest(content), nil
}

// nameVersion keeps a document as it is now as a version with a title, and enters it
// into the log with what the entry says beside it.
func (s *Store) nameVersion(ctx context.Context, tx *sql.Tx, document, title string, by Account, e AuditEntry, now time.Time) (int64, error) {
	content, digest, err := s.snapshotNow(ctx, tx, document, true)
	if err != nil {
		return 0, err
	}
	if err := s.keep(ctx, tx, digest, content, forGood); err != nil {
		return 0, err
	}
	var number, saves int64
	if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(number), 0) + 1 FROM versions WHERE document = $1", document).Scan(&number); err != nil {
		return 0, err
	}
	if err := tx.QueryRowContext(ctx, "SELECT version, agency FROM documents WHERE id = $1", document).Scan(&saves, &e.Agency); err != nil {
		return 0, err
	}
	e.Account, e.Name, e.Document, e.Version, e.Seal = by.ID, by.Name, document, number, digest
	entry, err := enter(ctx, tx, e, now)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO versions (document, number, saves, title, content, account, at, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		document, number, saves, title, digest, by.ID, millis(now), entry)
	return number, err
}

// unchanged is the last version of a document where it has a title, was made by an account
// and nothing was changed since; 0 for any other. Who clicks twice makes one.
func unchanged(ctx context.Context, tx *sql.Tx, document, title string, by Account) (number int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT v.number FROM versions v JOIN documents d ON d.id = v.document WHERE d.id = $1 AND v.saves = d.version AND v.title = $2 AND v.account = $3
		AND v.number = (SELECT MAX(number) FROM versions WHERE document = $1)`, document, title, by.ID).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

// NameVersion keeps a document as it is now as a version with a title, which somebody
// gives it, and gives the number of it.
func (s *Store) NameVersion(ctx context.Context, document, title string, by Account, now time.Time) (number int64, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, document, now); err != nil {
			return err
		}
		if number, err = unchanged(ctx, tx, document, title, by); err != nil || number > 0 {
			return err
		}
		number, err = s.nameVersion(ctx, tx, document, title, by, AuditEntry{Action: Name, Detail: title}, now)
		return err
	})
	return number, known(err)
}

// hold makes others wait who change the same document.
func hold(ctx context.Context, tx *sql.Tx, document string, now time.Time) error {
	_, err := tx.ExecContext(ctx, "UPDATE documents SET changed = $1 WHERE id = $2", millis(now), document)
	return err
}

// Versions are the versions of a document that have a name, the latest first.
func (s *Store) Versions(ctx context.Context, document string) ([]Version, error) {
	return list(ctx, s.read, func(rows *sql.Rows, v *Version) error {
		var at int64
		err := rows.Scan(&v.Number, &v.Saves, &v.Title, &v.Content, &v.By, &at)
		v.At = timeOf(at)
		return err
	}, `SELECT v.number, v.saves, v.title, v.content, a.name, v.at FROM versions v JOIN accounts a ON a.id = v.account
		WHERE v.document = $1 ORDER BY v.number DESC`, document)
}

// Snapshot is a document as it was in a version with a name.
func (s *Store) Snapshot(ctx context.Context, document string, number int64) (snap Snapshot, err error) {
	var digest string
	if err := s.read.QueryRowContext(ctx, "SELECT content FROM versions WHERE document = $1 AND number = $2", document, number).Scan(&digest); err != nil {
		return snap, known(err)
	}
	content, err := s.File(ctx, digest)
	if err != nil {
		return snap, err
	}
	err = json.Unmarshal(content, &snap)
	return snap, err
}

// RestoreVersion makes a document as it was in a version: as one more version, with
// every change kept. It is ErrState where nobody may change it.
func (s *Store) RestoreVersion(ctx context.Context, document string, number int64, title string, by Account, now time.Time) error {
	snap, err := s.Snapshot(ctx, document, number)
	if err != nil {
		return err
	}
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, document, now); err != nil {
			return err
		}
		var state State
		w := writer{tx: tx, document: document, by: by.ID, at: millis(now)}
		if err := tx.QueryRowContext(ctx, "SELECT state, version + 1 FROM documents WHERE id = $1", document).Scan(&state, &w.version); err != nil {
			return err
		}
		if state != Drafting {
			return ErrState
		}
		if same, err := unchanged(ctx, tx, document, title, by); err != nil || same > 0 {
			return err
		}
		if err := w.become(ctx, snap.Values); err != nil {
			return err
		}
		for name, digest := range snap.Pictures {
			if _, err := tx.ExecContext(ctx, `INSERT INTO pictures (document, name, digest) VALUES ($1, $2, $3)
				ON CONFLICT (document, name) DO UPDATE SET digest = excluded.digest`, document, name, digest); err != nil {
				return err
			}
		}
		if w.changed {
			if _, err := tx.ExecContext(ctx, "UPDATE documents SET version = $1 WHERE id = $2", w.version, document); err != nil {
				return err
			}
		}
		_, err := s.nameVersion(ctx, tx, document, title, by, AuditEntry{Action: Restored, Detail: title}, now)
		return err
	}))
}

// become makes the places of a document have given values, and no others.
func (w *writer) become(ctx context.Context, values map[sheet.Place]string) error {
	entries, err := list(ctx, w.tx, func(rows *sql.Rows, e *Entry) error { return rows.Scan(&e.Place, &e.Value) },
		"SELECT place, value FROM entries WHERE document = $1", w.document)
	if err != nil {
		return err
	}
	before := map[sheet.Place]string{}
	places := make([]sheet.Place, 0, len(entries)+len(values))
	for _, e := range entries {
		before[e.Place] = e.Value
		places = append(places, e.Place)
	}
	for place := range values {
		places = append(places, place)
	}
	slices.Sort(places)
	for _, place := range slices.Compact(places) {
		if before[place] == values[place] {
			continue
		}
		if err := w.put(ctx, place, before[place], values[place]); err != nil {
			return err
		}
	}
	return nil
}
