package store

import (
	"context"
	"database/sql"
	"time"
)

// Final is a file of a signed version.
type Final struct {
	Version    int64
	Form, Kind string // pdf, ofd …; Made or SignedFile
	Digest     string
	By         string // name of the account
	At         time.Time
	over       string // that it follows, where it is signed
}

// The kinds of files of a signed version.
const (
	Made       = "made"   // by the program of the version
	SignedFile = "signed" // it came back with a signature, or was signed here
)

// detailMade is what the log says of files that were made here.
const detailMade = "定稿"

// kindOf is the kind of the file that an entry tells of.
func kindOf(e AuditEntry) string {
	if e.Action == KeptFile && e.Detail == detailMade {
		return Made
	}
	return SignedFile
}

// KeepMade keeps a file that was made of a signed version, and enters it into the log.
func (s *Store) KeepMade(ctx context.Context, d Document, version int64, form string, content []byte, by Account, now time.Time) error {
	return s.keepFinal(ctx, d, Final{Version: version, Form: form}, content, KeptFile, detailMade, by, now)
}

// Signature is a signed file of a form of a signed version.
type Signature struct {
	Version int64
	Form    string
	Content []byte
	Over    string // digest of the signed file whose signatures it has too; empty for none
	Action  Action // how it was signed, with
	Detail  string
}

// KeepSigned keeps a signed file, and enters it into the log with how it was signed. It is
// ErrState where another signed file was kept meanwhile, whose signatures it has not.
func (s *Store) KeepSigned(ctx context.Context, d Document, of Signature, by Account, now time.Time) error {
	return s.keepFinal(ctx, d, Final{Version: of.Version, Form: of.Form, over: of.Over}, of.Content, of.Action, of.Detail, by, now)
}

func (s *Store) keepFinal(ctx context.Context, d Document, f Final, content []byte, action Action, detail string, by Account, now time.Time) error {
	f.Digest = Digest(content)
	return known(s.change(ctx, func(tx *sql.Tx) error {
		if err := hold(ctx, tx, d.ID, now); err != nil {
			return err
		}
		var same bool // it is kept already: who clicks twice sends it once
		if err := tx.QueryRowContext(ctx, "SELECT COUNT(*) > 0 FROM finals WHERE document = $1 AND version = $2 AND form = $3 AND digest = $4", d.ID, f.Version, f.Form, f.Digest).Scan(&same); err != nil || same {
			return err
		}
		if err := s.keep(ctx, tx, f.Digest, content, forGood); err != nil {
			return err
		}
		e := AuditEntry{
			Account: by.ID, Name: by.Name, Agency: d.Agency, Document: d.ID, Version: f.Version, Action: action, Place: f.Form, Detail: detail, Seal: f.Digest,
		}
		if f.Kind = kindOf(e); f.Kind == SignedFile {
			var last string
			err := tx.QueryRowContext(ctx, "SELECT COALESCE((SELECT digest FROM finals WHERE document = $1 AND version = $2 AND form = $3 AND kind = $4 ORDER BY at DESC, entry DESC LIMIT 1), '')",
				d.ID, f.Version, f.Form, SignedFile).Scan(&last)
			if err != nil {
				return err
			}
			if last != f.over {
				return ErrState
			}
		}
		entry, err := enter(ctx, tx, e, now)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO finals (document, version, form, kind, digest, account, at, entry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			d.ID, f.Version, f.Form, f.Kind, f.Digest, by.ID, millis(now), entry)
		return err
	}))
}

// Finals are the files of a version of a document, the latest first.
func (s *Store) Finals(ctx context.Context, document string, version int64) ([]Final, error) {
	return list(ctx, s.read, func(rows *sql.Rows, f *Final) error {
		var at int64
		err := rows.Scan(&f.Version, &f.Form, &f.Kind, &f.Digest, &f.By, &at)
		f.At = timeOf(at)
		return err
	}, `SELECT f.version, f.form, f.kind, f.digest, a.name, f.at FROM finals f JOIN accounts a ON a.id = f.account
		WHERE f.document = $1 AND f.version = $2 ORDER BY f.at DESC, f.entry DESC`, document, version)
}
