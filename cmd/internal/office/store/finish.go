package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Finish completes a job of the queue, keeps the result of its key with the files, and
// counts it in the tasks that ask for it: all of that or nothing. Of a job that has come to
// its end already, what was made is for nobody. Of a key that has a result, the first one
// stays: a job that is done twice has one result.
func (s *Store) Finish(ctx context.Context, job int64, key string, r Result, contents map[string][]byte) error {
	if s.lite || s.shelf != nil {
		return s.Change(ctx, func(tx *sql.Tx) error {
			if wanted, err := s.completeJob(ctx, tx, job); err != nil || !wanted {
				return err
			}
			return s.putResult(ctx, tx, key, r, contents)
		})
	}
	batch := finishing(job, key, r, named(contents), contents)
	return known(again(func() error {
		conn, err := s.write.Conn(ctx)
		if err != nil {
			return err
		}
		defer func() { _ = conn.Close() }() // back to the pool
		return conn.Raw(func(c any) error { return c.(*stdlib.Conn).Conn().SendBatch(ctx, batch).Close() })
	}))
}

// finishing is what Finish does on PostgreSQL, in one message to the server, which is one
// transaction: a message for each statement takes a worker more of the processor than all
// the rest of a job that is not the making of documents. The second statement counts what
// is there when the first has the row of the job, for which whoever asks for the same job
// waits, or whom the first has waited for.
func finishing(job int64, key string, r Result, files []Picture, contents map[string][]byte) *pgx.Batch {
	args := []any{job, key, string(r.Outcome), r.Said, millis(r.At)}
	place := func(v any) string { args = append(args, v); return fmt.Sprintf("$%d", len(args)) }
	var kept, names string
	for i, f := range files {
		comma := ", "
		if i == 0 {
			comma = ""
		}
		digest := place(f.Digest)
		names += comma + "(" + place(f.Name) + "::text, " + digest + "::text)"
		if i == 0 || f.Digest != files[i-1].Digest {
			kept += comma + "(" + digest + "::text, " + place(notNull(contents[f.Name])) + "::bytea)"
		}
	}
	if len(files) > 0 {
		kept = `, kept AS (INSERT INTO files (digest, content, kept) SELECT f.digest, f.content, $5::bigint FROM first, (VALUES ` + kept + `) AS f (digest, content) ORDER BY 1` + keepLonger + `)`
		names = `, named AS (INSERT INTO result_files (key, name, digest) SELECT first.key, f.name, f.digest FROM first, (VALUES ` + names + `) AS f (name, digest))`
	}
	batch := &pgx.Batch{}
	batch.Queue("SELECT FROM river_job WHERE id = $1 FOR NO KEY UPDATE", job)
	batch.Queue(`WITH done AS (UPDATE river_job SET state = 'completed', finalized_at = now() WHERE id = $1 AND state IN `+unfinished+` RETURNING id),
		first AS (INSERT INTO results (key, outcome, said, at) SELECT $2::text, $3::text, $4::text, $5::bigint FROM done ON CONFLICT (key) DO NOTHING RETURNING key)`+kept+names+`
		INSERT INTO task_counts (task, part, outcome, items) SELECT i.task, substr(i.key, 1, 1), $3::text, COUNT(*) FROM first JOIN task_items i ON i.key = first.key WHERE i.given_up = 0 GROUP BY 1, 2 ORDER BY 1`+addCount, args...)
	return batch
}

// completeJob completes a job of the queue in a transaction of Change, in which putResult
// follows. It is false where the job has come to its end already: what was made of it then
// is for nobody. Whoever asks for the same job waits until the end of the transaction.
func (s *Store) completeJob(ctx context.Context, tx *sql.Tx, job int64) (bool, error) {
	now := "now()"
	if s.lite {
		now = "datetime('now', 'subsec')" // as the queue writes times
	}
	done, err := tx.ExecContext(ctx, "UPDATE river_job SET state = 'completed', finalized_at = "+now+" WHERE id = $1 AND state IN "+unfinished, job)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// putResult keeps the result of a key with its files, and counts it in the tasks that ask
// for it, in a transaction of Change. The first one stays: a job that is done twice has one
// result.
func (s *Store) putResult(ctx context.Context, tx *sql.Tx, key string, r Result, contents map[string][]byte) error {
	done, err := tx.ExecContext(ctx, "INSERT INTO results (key, outcome, said, at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING", key, string(r.Outcome), r.Said, millis(r.At))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if len(contents) > 0 {
		if err := s.putFiles(ctx, tx, key, r.At, contents); err != nil {
			return err
		}
	}
	return countResult(ctx, tx, key, r.Outcome)
}

// putFiles keeps the files of a result, in the order of their digests as all do.
func (s *Store) putFiles(ctx context.Context, tx *sql.Tx, key string, at time.Time, contents map[string][]byte) error {
	files := named(contents)
	var args []any
	for _, f := range files {
		if err := s.keep(ctx, tx, f.Digest, contents[f.Name], millis(at)); err != nil {
			return err
		}
		args = append(args, key, f.Name, f.Digest)
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO result_files (key, name, digest) VALUES "+tuples(len(files), 3), args...)
	return err
}

// named are the files of contents by their names, in the order of their digests, in which
// all keep them.
func named(contents map[string][]byte) []Picture {
	files := make([]Picture, 0, len(contents))
	for name, content := range contents {
		files = append(files, Picture{name, Digest(content)})
	}
	slices.SortFunc(files, func(a, b Picture) int { return cmp.Or(cmp.Compare(a.Digest, b.Digest), cmp.Compare(a.Name, b.Name)) })
	return files
}
