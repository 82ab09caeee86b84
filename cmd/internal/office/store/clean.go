package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Cleaned is what Clean took away.
type Cleaned struct{ Tasks, Results, Files, Swept int64 }

// The files that something refers to, by table and column.
var references = []struct{ table, column string }{
	{"pictures", "digest"}, {"versions", "content"}, {"finals", "digest"}, {"result_files", "digest"}, {"receipts", "original"}, {"receipts", "report"},
}

// unfinished are the states of jobs that are still to be done.
const unfinished = "('available', 'pending', 'running', 'scheduled', 'retryable')"

// Clean takes away tasks that are older than a time and have come to their end, the results
// that no task has any more, and the files of jobs to which nothing refers. What documents
// stand on stays.
func (s *Store) Clean(ctx context.Context, before time.Time) (c Cleaned, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		c = Cleaned{}
		cutoff := millis(before)
		// What jobs that wait still read was kept before they were entered.
		var waiting sql.NullInt64
		if err := tx.QueryRowContext(ctx, `SELECT MIN(t.created) FROM tasks t JOIN task_items i ON i.task = t.id JOIN river_job j ON j.id = i.job WHERE t.created < $1 AND j.state IN `+unfinished, cutoff).Scan(&waiting); err != nil {
			return err
		}
		files := cutoff
		if waiting.Valid {
			const margin = int64(time.Hour / time.Millisecond) // between keeping files and asking
			files = min(files, waiting.Int64-margin)
		}
		old := "SELECT t.id FROM tasks t WHERE t.created < $1 AND NOT EXISTS (SELECT 1 FROM task_items i JOIN river_job j ON j.id = i.job WHERE i.task = t.id AND j.state IN " + unfinished + ")"
		for _, step := range []struct {
			query string
			at    int64
			count *int64
		}{
			{"DELETE FROM task_items WHERE task IN (" + old + ")", cutoff, new(int64)},
			{"DELETE FROM tasks WHERE created < $1 AND NOT EXISTS (SELECT 1 FROM task_items i WHERE i.task = tasks.id)", cutoff, &c.Tasks},
			{"DELETE FROM result_files WHERE key IN (SELECT r.key FROM results r WHERE r.at < $1 AND NOT EXISTS (SELECT 1 FROM task_items i WHERE i.key = r.key))", cutoff, new(int64)},
			{"DELETE FROM results WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM task_items i WHERE i.key = results.key)", cutoff, &c.Results},
			{"DELETE FROM files WHERE kept > 0 AND kept < $1" + unreferred(), files, &c.Files},
		} {
			done, err := tx.ExecContext(ctx, step.query, step.at)
			if err != nil {
				return err
			}
			if *step.count, err = done.RowsAffected(); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil && s.shelf != nil {
		c.Swept, err = s.sweep(ctx)
	}
	return c, known(err)
}

// unreferred is the condition that nothing refers to a file.
func unreferred() (condition string) {
	for _, r := range references {
		condition += " AND NOT EXISTS (SELECT 1 FROM " + r.table + " x WHERE x." + r.column + " = files.digest)"
	}
	return condition
}

// errHeld undoes the row that held a content.
var errHeld = errors.New("held")

// sweep removes the contents of the shelf that have no row: their rows were taken away, or
// never came to be because the transaction that put them there was undone. Whoever keeps
// the same content meanwhile waits at the row.
func (s *Store) sweep(ctx context.Context) (swept int64, err error) {
	return swept, s.shelf.Each(ctx, func(digest string) error {
		var there int
		err := s.read.QueryRowContext(ctx, "SELECT 1 FROM files WHERE digest = $1", digest).Scan(&there)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		err = s.change(ctx, func(tx *sql.Tx) error {
			done, err := tx.ExecContext(ctx, "INSERT INTO files (digest, content) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING", digest, []byte{})
			if err != nil {
				return err
			}
			if n, err := done.RowsAffected(); err != nil || n == 0 {
				return err // somebody keeps it
			}
			if err := s.shelf.Remove(ctx, digest); err != nil {
				return err
			}
			swept++
			return errHeld
		})
		if errors.Is(err, errHeld) {
			return nil
		}
		return err
	})
}
