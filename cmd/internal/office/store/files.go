package store

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"time"

	"gongwen/cmd/internal/office/shelf"
	"gongwen/internal/digest"
)

// KeepOn has contents kept on a shelf from now on; those that are in the database stay
// there. Nobody may use the store yet.
func (s *Store) KeepOn(on shelf.Shelf) { s.shelf = on }

// Keep keeps a file and gives its digest, by which File finds it.
func (s *Store) Keep(ctx context.Context, content []byte) (digest string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		digest, err = s.KeepIn(ctx, tx, content)
		return err
	})
	return digest, err
}

// forGood is the time of files that are never cleaned away.
const forGood = 0

// KeepIn is Keep in a transaction of Change.
func (s *Store) KeepIn(ctx context.Context, tx *sql.Tx, content []byte) (digest string, err error) {
	digest = Digest(content)
	return digest, s.keep(ctx, tx, digest, content, forGood)
}

// KeepForJob is KeepIn of a file that a job reads or has made: Clean takes it away when
// nothing refers to it any more.
func (s *Store) KeepForJob(ctx context.Context, tx *sql.Tx, content []byte, now time.Time) (digest string, err error) {
	digest = Digest(content)
	return digest, s.keep(ctx, tx, digest, content, millis(now))
}

// keep keeps a file, in one statement where it lies in the database.
func (s *Store) keep(ctx context.Context, tx *sql.Tx, digest string, content []byte, at int64) error {
	if s.shelf != nil && len(content) > 0 {
		return s.keepOutside(ctx, tx, digest, content, at)
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO files (digest, content, kept) VALUES ($1, $2, $3)"+keepLonger, digest, notNull(content), at)
	return err
}

// keepLonger is the end of a statement that keeps files, of which there may be some: one
// that is not what was kept, or lies elsewhere, is kept here anew.
const keepLonger = " ON CONFLICT (digest) DO UPDATE SET kept = CASE WHEN files.kept = 0 OR excluded.kept = 0 THEN 0 ELSE excluded.kept END" +
	", content = CASE WHEN files.content = excluded.content THEN files.content ELSE excluded.content END" +
	", outside = CASE WHEN files.content = excluded.content THEN files.outside ELSE 0 END"

// Where files lie.
const (
	inside   = 0
	onShelf  = 1
	wasAmiss = 2 // on the shelf, where it was found damaged: whoever keeps it puts it there again
)

// notNull is a content which, when there is nothing in it, is no NULL.
func notNull(content []byte) []byte {
	if content == nil {
		return []byte{}
	}
	return content
}

// keepOutside keeps a file on the shelf, or where it lies in the database. Its row is
// written before its content is put there, so that sweep, which holds the row of what it
// removes, is never in between.
func (s *Store) keepOutside(ctx context.Context, tx *sql.Tx, digest string, content []byte, at int64) error {
	type row struct {
		place int
		same  bool
	}
	there, err := list(ctx, tx, func(rows *sql.Rows, r *row) error { return rows.Scan(&r.place, &r.same) },
		"UPDATE files SET kept = CASE WHEN kept = 0 OR CAST($1 AS BIGINT) = 0 THEN 0 ELSE CAST($1 AS BIGINT) END WHERE digest = $2 RETURNING outside, content = $3", at, digest, content)
	switch {
	case err != nil:
		return err
	case len(there) == 0:
		_, err = tx.ExecContext(ctx, "INSERT INTO files (digest, content, outside, kept) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING", digest, []byte{}, onShelf, at)
	case there[0].place == inside && there[0].same:
		return nil
	case there[0].place == inside:
		_, err = tx.ExecContext(ctx, "UPDATE files SET content = $1 WHERE digest = $2", content, digest)
		return err
	case there[0].place == wasAmiss:
		_, err = tx.ExecContext(ctx, "UPDATE files SET outside = $1 WHERE digest = $2", onShelf, digest)
	default:
		if has, err := s.shelf.Has(ctx, digest, content); err != nil || has {
			return err
		}
	}
	if err != nil {
		return err
	}
	return s.shelf.Put(ctx, digest, content)
}

// amiss notes that a file on the shelf was found damaged, and gives what was found.
func (s *Store) amiss(ctx context.Context, digest string, found error) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE files SET outside = $1 WHERE digest = $2 AND outside = $3", wasAmiss, digest, onShelf)
		return err
	})
	if err != nil {
		return errors.Join(found, err)
	}
	return found
}

// Digest is the digest by which a file of a content is kept: SHA-256.
func Digest(content []byte) string {
	return digest.SHA256(content)
}

// File is the file of a digest. One that is not what was kept is ErrDamaged, and ErrAway
// where it is not on the shelf; one that lies outside of the database, on a shelf that
// this store was not given, is ErrOutside.
func (s *Store) File(ctx context.Context, digest string) (content []byte, err error) {
	var place int
	if err := s.read.QueryRowContext(ctx, "SELECT content, outside FROM files WHERE digest = $1", digest).Scan(&content, &place); err != nil {
		return nil, known(err)
	}
	if place == inside {
		if Digest(content) != digest {
			return nil, ErrDamaged
		}
		return content, nil
	}
	if s.shelf == nil {
		return nil, ErrOutside
	}
	switch content, err = s.shelf.Get(ctx, digest); {
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrAway
	case err != nil:
		return nil, err
	case Digest(content) != digest:
		return nil, s.amiss(ctx, digest, ErrDamaged)
	}
	return content, nil
}

// Picture is a picture of a document.
type Picture struct{ Name, Digest string }

// SetPicture gives a document a picture under a name, in the place of one of that name.
func (s *Store) SetPicture(ctx context.Context, document string, p Picture) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO pictures (document, name, digest) VALUES ($1, $2, $3)
			ON CONFLICT (document, name) DO UPDATE SET digest = excluded.digest`, document, p.Name, p.Digest)
		return err
	})
}

// Pictures are the pictures of a document by their names.
func (s *Store) Pictures(ctx context.Context, document string) ([]Picture, error) {
	return list(ctx, s.read, func(rows *sql.Rows, p *Picture) error { return rows.Scan(&p.Name, &p.Digest) },
		"SELECT name, digest FROM pictures WHERE document = $1 ORDER BY name", document)
}
