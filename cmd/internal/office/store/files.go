package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
)

// Keep keeps a file and gives its digest, by which File finds it.
func (s *Store) Keep(ctx context.Context, content []byte) (digest string, err error) {
	sum := sha256.Sum256(content)
	digest = hex.EncodeToString(sum[:])
	err = s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO files (digest, content) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", digest, content)
		return err
	})
	return digest, err
}

// File is the file of a digest. One that is not what was kept is an error.
func (s *Store) File(ctx context.Context, digest string) (content []byte, err error) {
	if err := s.read.QueryRowContext(ctx, "SELECT content FROM files WHERE digest = $1", digest).Scan(&content); err != nil {
		return nil, known(err)
	}
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != digest {
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
