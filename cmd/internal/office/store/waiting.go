package store

import (
	"context"
	"database/sql"
	"time"
)

// Waiting are jobs of a queue that have not come to their end.
type Waiting struct {
	Queue, State string
	Jobs         int64
	Oldest       time.Time // when the one was entered that has waited longest
}

// Waiting counts the jobs that have not come to their end. It reads no row but the oldest, as
// the index by which jobs are taken has the rest.
func (s *Store) Waiting(ctx context.Context) ([]Waiting, error) {
	seconds := "CAST(EXTRACT(EPOCH FROM j.created_at) AS BIGINT)"
	if s.lite {
		seconds = "unixepoch(j.created_at)"
	}
	return list(ctx, s.read, func(rows *sql.Rows, w *Waiting) error {
		var oldest int64
		err := rows.Scan(&w.Queue, &w.State, &w.Jobs, &oldest)
		w.Oldest = time.Unix(oldest, 0)
		return err
	}, "SELECT w.queue, w.state, w.jobs, "+seconds+" FROM (SELECT queue, state, COUNT(*) AS jobs, MIN(id) AS oldest FROM river_job WHERE state IN "+unfinished+
		" GROUP BY state, queue) w JOIN river_job j ON j.id = w.oldest ORDER BY w.queue, w.state")
}
