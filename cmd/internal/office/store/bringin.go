package store

import (
	"context"
	"database/sql"
	"errors"
)

// bringIn brings the contents of the shelf into a backup, which then needs no other file.
func (s *Store) bringIn(ctx context.Context, backup *sql.DB) error {
	digests, err := list(ctx, backup, func(rows *sql.Rows, digest *string) error { return rows.Scan(digest) }, "SELECT digest FROM files WHERE outside <> 0 ORDER BY digest")
	if err != nil {
		return err
	}
	for _, digest := range digests {
		content, err := s.File(ctx, digest)
		if err != nil {
			// It may have been cleaned away meanwhile: then nothing referred to it.
			var gone int64
			done, failed := backup.ExecContext(ctx, "DELETE FROM files WHERE digest = $1 AND kept > 0"+unreferred(), digest)
			if failed == nil {
				gone, failed = done.RowsAffected()
			}
			if failed != nil || gone == 0 {
				return errors.Join(err, failed)
			}
			continue
		}
		if _, err := backup.ExecContext(ctx, "UPDATE files SET content = $1, outside = 0 WHERE digest = $2", content, digest); err != nil {
			return err
		}
	}
	return nil
}
