package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"io"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// AuditEntry is an entry of the log: somebody did something. Numbers count from 1 without gaps.
type AuditEntry struct {
	Number   int64  `json:"number"`
	At       int64  `json:"at"`                 // milliseconds since 1970
	Account  string `json:"account,omitempty"`  // its id
	Name     string `json:"name"`               // of whoever did it, as it was then
	Agency   string `json:"agency,omitempty"`   // id
	Document string `json:"document,omitempty"` // id
	Version  int64  `json:"version,omitempty"`  // with a name, that was made or is spoken of
	State    State  `json:"state,omitempty"`    // of the document from then on; empty where it stays
	Action   Action `json:"action"`
	Place    string `json:"place,omitempty"`  // place or section that it is about
	Detail   string `json:"detail,omitempty"` // for people
	Seal     string `json:"seal,omitempty"`   // SHA-256 of the content that it is about
}

// Time is when it was done.
func (e AuditEntry) Time() time.Time { return timeOf(e.At) }

// Logged is an entry with its hash.
type Logged struct {
	AuditEntry
	Hash string `json:"hash"` // SM3 of the hash before it and of the entry, in hexadecimal
}

// Head is the end of the log at some time.
type Head struct {
	Number int64  // of the last entry; 0 for none
	Hash   string // its hash
	At     string // when that was written down; empty for now
}

// said is which entry was the last when.
func (h Head) said() string { return decimal(h.Number) + "，" + h.At }

// AuditHead is the end of the log now.
func (s *Store) AuditHead(ctx context.Context) (h Head, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT number, hash FROM audit_head").Scan(&h.Number, &h.Hash)
	return h, err
}

// hashOf is the hash of an entry behind another: SM3 (GB/T 32905) of the hash before
// it, a line feed and the entry as JSON without its hash.
func hashOf(before string, e AuditEntry) (string, error) {
	var content bytes.Buffer
	content.WriteString(before)
	content.WriteByte('\n')
	to := json.NewEncoder(&content)
	to.SetEscapeHTML(false)
	if err := to.Encode(e); err != nil {
		return "", err
	}
	sum := sm3.Sum(bytes.TrimSuffix(content.Bytes(), []byte("\n")))
	return hex.EncodeToString(sum[:]), nil
}

// Log enters what somebody did that changes nothing else of the store.
func (s *Store) Log(ctx context.Context, e AuditEntry, now time.Time) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := enter(ctx, tx, e, now)
		return err
	})
}

// enter puts an entry behind the last one, in the transaction of what it is about,
// and gives its number. Others who do so wait.
func enter(ctx context.Context, tx *sql.Tx, e AuditEntry, now time.Time) (int64, error) {
	var before string
	if err := tx.QueryRowContext(ctx, "UPDATE audit_head SET number = number + 1 WHERE one = 1 RETURNING number, hash").Scan(&e.Number, &before); err != nil {
		return 0, err
	}
	e.At = millis(now)
	hash, err := hashOf(before, e)
	if err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO audit ("+auditColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
		e.Number, e.At, e.Account, e.Name, e.Agency, e.Document, e.Version, e.State, e.Action, e.Place, e.Detail, e.Seal, hash); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "UPDATE audit_head SET hash = $1 WHERE one = 1", hash)
	return e.Number, err
}

const auditColumns = "number, at, account, name, agency, document, version, state, action, place, detail, seal, hash"

func scanLogged(row interface{ Scan(...any) error }, l *Logged) error {
	return row.Scan(&l.Number, &l.At, &l.Account, &l.Name, &l.Agency, &l.Document, &l.Version, &l.State, &l.Action, &l.Place, &l.Detail, &l.Seal, &l.Hash)
}

// AuditOf is the log of a document, the latest first, at most so many.
func (s *Store) AuditOf(ctx context.Context, document string, most int) ([]Logged, error) {
	return list(ctx, s.read, func(rows *sql.Rows, l *Logged) error { return scanLogged(rows, l) },
		"SELECT "+auditColumns+" FROM audit WHERE document = $1 ORDER BY number DESC LIMIT $2", document, most)
}

// Audit is the log behind a number, in its order, at most so many.
func (s *Store) Audit(ctx context.Context, behind int64, most int) ([]Logged, error) {
	return list(ctx, s.read, func(rows *sql.Rows, l *Logged) error { return scanLogged(rows, l) },
		"SELECT "+auditColumns+" FROM audit WHERE number > $1 ORDER BY number LIMIT $2", behind, most)
}

// ExportAudit writes the log, an entry a line as JSON.
func (s *Store) ExportAudit(ctx context.Context, w io.Writer) error {
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	for last := int64(0); ; {
		entries, err := s.Audit(ctx, last, pageOfAudit)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := to.Encode(e); err != nil {
				return err
			}
			last = e.Number
		}
		if len(entries) < pageOfAudit {
			return nil
		}
	}
}
