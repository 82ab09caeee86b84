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

// Waiting counts the jobs that have not come to their end.
func (s *Store) Waiting(ctx context.Context) ([]Waiting, error) {
	seconds := "CAST(EXTRACT(EPOCH FROM MIN(created_at)) AS BIGINT)"
	if s.lite {
		seconds = "unixepoch(MIN(created_at))"
	}
	return list(ctx, s.read, func(rows *sql.Rows, w *Waiting) error {
		var oldest int64
		err := rows.Scan(&w.Queue, &w.State, &w.Jobs, &oldest)
		w.Oldest = time.Unix(oldest, 0)
		return err
	}, "SELECT queue, state, COUNT(*), "+seconds+" FROM river_job WHERE state IN "+unfinished+" GROUP BY queue, state ORDER BY queue, state")
}
