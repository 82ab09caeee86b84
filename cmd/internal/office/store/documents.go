package store

import (
	"context"
	"database/sql"
	"time"

	"gongwen/data/sheet"
)

// Document is a report that an agency works on.
type Document struct {
	ID, Agency, Template string
	Year                 int // that it is of; of a document that is of none a number that tells it from the agency's others of its kind
	State                State
	Version              int64  // of its last change; 0 before the first
	Previous             string // digest of the file of last year's report; empty for none
	PreviousName         string // of that file
	Changed              time.Time
	Index                string // 索引号 in the catalogue of the portal; empty for none yet
}

const documentColumns = "id, agency, template, year, state, version, previous, previous_name, changed, catalogue_index"

func scanDocument(row interface{ Scan(...any) error }, d *Document) error {
	var changed int64
	err := row.Scan(&d.ID, &d.Agency, &d.Template, &d.Year, &d.State, &d.Version, &d.Previous, &d.PreviousName, &changed, &d.Index)
	d.Changed = timeOf(changed)
	return err
}

// Origin is the file of which a document is begun; the zero Origin for none.
type Origin struct {
	Name, Digest string // of the file as it was sent
}

// NewDocument is ImportDocument of no file.
func (s *Store) NewDocument(ctx context.Context, d Document, values map[sheet.Place]string, by string, now time.Time) (Document, error) {
	return s.ImportDocument(ctx, d, values, Origin{}, by, now)
}

// ImportDocument enters a document with the values that it begins with, those of a file, and
// gives it an id, unless it has one. It is ErrExists where the agency has one of that template
// and year.
func (s *Store) ImportDocument(ctx context.Context, d Document, values map[sheet.Place]string, from Origin, by string, now time.Time) (Document, error) {
	if d.ID == "" {
		d.ID = newID()
	}
	d.Version, d.Changed = 1, now
	of := d.Year
	err := s.change(ctx, func(tx *sql.Tx) error {
		if d.Year = of; d.Year == 0 {
			if err := tx.QueryRowContext(ctx, "SELECT COALESCE(MAX(year), 0) + 1 FROM documents WHERE agency = $1 AND template = $2", d.Agency, d.Template).Scan(&d.Year); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO documents ("+documentColumns+", created) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)",
			d.ID, d.Agency, d.Template, d.Year, d.State, d.Version, d.Previous, d.PreviousName, millis(now), d.Index); err != nil {
			return err
		}
		w := writer{tx: tx, document: d.ID, version: d.Version, by: by, at: millis(now)}
		for place, value := range values {
			if err := w.put(ctx, place, "", value); err != nil {
				return err
			}
		}
		title := "从空白起草"
		switch {
		case d.Previous != "":
			title = "由上年起草"
		case from != Origin{}:
			title = "由导入的文件起草"
		}
		account := Account{ID: by}
		if err := tx.QueryRowContext(ctx, "SELECT name FROM accounts WHERE id = $1", by).Scan(&account.Name); err != nil {
			return err
		}
		_, err := s.nameVersion(ctx, tx, d.ID, title, account, AuditEntry{Action: Begin, State: d.State, Detail: title + from.said()}, now)
		return err
	})
	return d, known(err)
}

// said is how the log says the file, behind the title of the first version.
func (o Origin) said() string {
	if o == (Origin{}) {
		return ""
	}
	return betweenSaid + o.Name + "（SHA-256 " + o.Digest + "）"
}

// Document finds a document of an agency: one of another agency is ErrUnknown, as
// if there were none.
func (s *Store) Document(ctx context.Context, agency, id string) (d Document, err error) {
	row := s.read.QueryRowContext(ctx, "SELECT "+documentColumns+" FROM documents WHERE id = $1 AND agency = $2", id, agency)
	err = known(scanDocument(row, &d))
	return d, err
}

// Documents are the documents of an agency, the latest year first.
func (s *Store) Documents(ctx context.Context, agency string) ([]Document, error) {
	return list(ctx, s.read, func(rows *sql.Rows, d *Document) error { return scanDocument(rows, d) },
		"SELECT "+documentColumns+" FROM documents WHERE agency = $1 ORDER BY year DESC, template", agency)
}

// Values are what stands at a place of the documents of an agency, by their ids.
func (s *Store) Values(ctx context.Context, agency string, place sheet.Place) (map[string]string, error) {
	type value struct{ document, text string }
	all, err := list(ctx, s.read, func(rows *sql.Rows, v *value) error { return rows.Scan(&v.document, &v.text) },
		"SELECT d.id, e.value FROM documents d JOIN entries e ON e.document = d.id WHERE d.agency = $1 AND e.place = $2", agency, place)
	values := map[string]string{}
	for _, v := range all {
		values[v.document] = v.text
	}
	return values, err
}

// SetPrevious names the file of last year's report, which File keeps.
func (s *Store) SetPrevious(ctx context.Context, document, digest, name string) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE documents SET previous = $1, previous_name = $2 WHERE id = $3", digest, name, document)
		return err
	})
}

// SetIndex gives a document its 索引号 in the catalogue of the portal, and enters that into
// the log. It is no part of the document, which may be signed by then.
func (s *Store) SetIndex(ctx context.Context, d Document, index string, by Account, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		done, err := tx.ExecContext(ctx, "UPDATE documents SET catalogue_index = $1 WHERE id = $2 AND catalogue_index <> $1", index, d.ID)
		if err != nil {
			return err
		}
		if n, err := done.RowsAffected(); err != nil || n == 0 {
			return err
		}
		_, err = enter(ctx, tx, AuditEntry{Account: by.ID, Name: by.Name, Agency: d.Agency, Document: d.ID, Action: Indexed, Detail: index}, now)
		return err
	})
}

// Entry is what stands at a place, and the version in which it was put there.
type Entry struct {
	Place   sheet.Place
	Value   string
	Version int64
}

// Entries are all places of a document that were ever filled in, and the version that
// they are of.
func (s *Store) Entries(ctx context.Context, document string) (entries []Entry, version int64, err error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.snapshot()})
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to undo
	if err := tx.QueryRowContext(ctx, "SELECT version FROM documents WHERE id = $1", document).Scan(&version); err != nil {
		return nil, 0, known(err)
	}
	entries, err = list(ctx, tx, func(rows *sql.Rows, e *Entry) error { return rows.Scan(&e.Place, &e.Value, &e.Version) },
		"SELECT place, value, version FROM entries WHERE document = $1 ORDER BY place", document)
	return entries, version, err
}

// snapshot is the isolation that sees one moment: in SQLite every transaction does.
func (s *Store) snapshot() sql.IsolationLevel {
	if s.lite {
		return sql.LevelDefault
	}
	return sql.LevelRepeatableRead
}
