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

// keepLonger is the end of a statement that keeps files, of which there may be some.
const keepLonger = " ON CONFLICT (digest) DO UPDATE SET kept = CASE WHEN files.kept = 0 OR excluded.kept = 0 THEN 0 ELSE excluded.kept END"

// notNull is a content which, when there is nothing in it, is no NULL.
func notNull(content []byte) []byte {
	if content == nil {
		return []byte{}
	}
	return content
}

// keepOutside keeps a file on the shelf. Its row is written before its content is put
// there, so that sweep, which holds the row of what it removes, is never in between.
func (s *Store) keepOutside(ctx context.Context, tx *sql.Tx, digest string, content []byte, at int64) error {
	done, err := tx.ExecContext(ctx, "UPDATE files SET kept = CASE WHEN kept = 0 OR CAST($1 AS BIGINT) = 0 THEN 0 ELSE CAST($1 AS BIGINT) END WHERE digest = $2", at, digest)
	if err != nil {
		return err
	}
	there, err := done.RowsAffected()
	if err == nil && there == 0 {
		_, err = tx.ExecContext(ctx, "INSERT INTO files (digest, content, outside, kept) VALUES ($1, $2, 1, $3) ON CONFLICT (digest) DO NOTHING", digest, []byte{}, at)
	}
	if err != nil || there > 0 && s.lies(ctx, digest) {
		return err
	}
	return s.shelf.Put(ctx, digest, content)
}

// lies reports whether a file lies on the shelf as it was put there.
func (s *Store) lies(ctx context.Context, digest string) bool {
	content, err := s.shelf.Get(ctx, digest)
	return err == nil && Digest(content) == digest
}

// Digest is the digest by which a file of a content is kept: SHA-256.
func Digest(content []byte) string {
	return digest.SHA256(content)
}

// File is the file of a digest. One that is not what was kept is ErrDamaged, and ErrAway
// where it is not on the shelf; one that lies outside of the database, on a shelf that
// this store was not given, is ErrOutside.
func (s *Store) File(ctx context.Context, digest string) (content []byte, err error) {
	var outside int64
	if err := s.read.QueryRowContext(ctx, "SELECT content, outside FROM files WHERE digest = $1", digest).Scan(&content, &outside); err != nil {
		return nil, known(err)
	}
	if outside == 1 {
		if s.shelf == nil {
			return nil, ErrOutside
		}
		switch content, err = s.shelf.Get(ctx, digest); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, ErrAway
		case err != nil:
			return nil, err
		}
	}
	if Digest(content) != digest {
		return nil, ErrDamaged
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
