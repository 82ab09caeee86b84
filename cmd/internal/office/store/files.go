package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
)

// Keep keeps a file and gives its digest, by which File finds it.
func (s *Store) Keep(ctx context.Context, content []byte) (digest string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		digest, err = KeepIn(ctx, tx, content)
		return err
	})
	return digest, err
}

// KeepIn is Keep in a transaction of Change.
func KeepIn(ctx context.Context, tx *sql.Tx, content []byte) (digest string, err error) {
	digest = Digest(content)
	_, err = tx.ExecContext(ctx, "INSERT INTO files (digest, content) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", digest, content)
	return digest, err
}

// Digest is the digest by which a file of a content is kept: SHA-256.
func Digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// File is the file of a digest. One that is not what was kept is an error.
func (s *Store) File(ctx context.Context, digest string) (content []byte, err error) {
	if err := s.read.QueryRowContext(ctx, "SELECT content FROM files WHERE digest = $1", digest).Scan(&content); err != nil {
		return nil, known(err)
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
