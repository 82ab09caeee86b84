package jobs

import (
	"context"
	"database/sql"
	"time"

	"gongwen/cmd/internal/office/store"
)

// collectAhead are the items that are looked at behind the first that has not come to its
// end.
const collectAhead = 2000

// Collect gives each item of a task as it comes to its end, once, and returns when all have
// or ctx has ended.
func (q *Queue) Collect(ctx context.Context, task string, items int, each func(position int, item store.ItemResult) error) error {
	const pause = 250 * time.Millisecond
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	first, ended := 0, map[int]bool{}
	for {
		list, err := q.Store.Items(ctx, task, first, collectAhead)
		if err != nil {
			return err
		}
		for i, item := range list {
			position := first + i
			if item.Result == nil || ended[position] {
				continue
			}
			if err := each(position, item); err != nil {
				return err
			}
			ended[position] = true
		}
		went := first
		for ended[first] {
			delete(ended, first)
			first++
		}
		if first >= items {
			return nil
		}
		if first-went >= collectAhead {
			continue // there is more to look at
		}
		if p, err := q.Store.Progress(ctx, task); err != nil || p.Ended() && first == went {
			return err // what is left was given up
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Keep keeps files that requests name, some in a transaction.
func (q *Queue) Keep(ctx context.Context, files [][]byte) error {
	return q.Store.Change(ctx, func(tx *sql.Tx) error {
		for _, content := range files {
			if _, err := q.Store.KeepForJob(ctx, tx, content, q.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}
