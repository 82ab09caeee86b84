package jobs

import (
	"context"
	"database/sql"

	"gongwen/cmd/internal/office/store"
)

// RunKind is the kind of tasks of the command line.
const RunKind = "run"

// Runs are the tasks of the command line that have not come to their end, the latest first.
func Runs(ctx context.Context, s *store.Store) (runs []store.Task, progress []store.Progress, err error) {
	const most = 1000
	all, err := s.Tasks(ctx, "", RunKind, most)
	for _, t := range all {
		p, err := s.Progress(ctx, t.ID)
		if err != nil {
			return nil, nil, err
		}
		if !p.Ended() && !t.Cancelled {
			runs, progress = append(runs, t), append(progress, p)
		}
	}
	return runs, progress, err
}

// Hold holds what a run has asked for and nobody else waits for, until Release or until it
// is asked for again; what has begun is done. It gives how many jobs are held and how many
// others wait for too.
func Hold(ctx context.Context, s *store.Store, task string) (held, goOn int64, err error) {
	err = s.Change(ctx, func(tx *sql.Tx) (err error) {
		held, goOn, err = store.HoldTask(ctx, tx, task, night)
		return err
	})
	return held, goOn, err
}

// Release has done what Hold has held, and gives how many jobs.
func Release(ctx context.Context, s *store.Store, task string) (jobs int64, err error) {
	err = s.Change(ctx, func(tx *sql.Tx) (err error) {
		jobs, err = store.ReleaseTask(ctx, tx, task)
		return err
	})
	return jobs, err
}
