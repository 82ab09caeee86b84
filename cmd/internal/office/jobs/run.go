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

// patience is how long the database may be away while somebody waits.
const patience = 10 * time.Minute

// Collect gives each item of a task as it comes to its end, once, and returns when all have
// or ctx has ended. The database may be away for some minutes meanwhile.
func (q *Queue) Collect(ctx context.Context, task string, items int, each func(position int, item store.ItemResult) error) error {
	const pause = 250 * time.Millisecond
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	c := &collecting{queue: q, task: task, items: items, each: each, ended: map[int]bool{}, idle: idling{since: q.Now()}}
	for away := time.Duration(0); ; {
		more, err := c.look(ctx)
		switch {
		case err == nil && c.first >= items:
			return nil
		case err == nil:
			if away > 0 {
				q.back(ctx)
			}
			if away = 0; more {
				continue
			}
			if err := q.around.given(q.Now()); err != nil {
				return err
			}
			c.idle.tell(ctx, q, task)
		case !store.Passing(err) || away >= patience:
			return err
		default:
			away += pause
			q.away(ctx, err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// collecting is what is known of a task whose items are given as they end.
type collecting struct {
	queue *Queue
	task  string
	items int
	each  func(position int, item store.ItemResult) error
	first int          // that has not come to its end
	ended map[int]bool // of those behind it
	idle  idling
	over  bool // the task has ended; what ended last may not have been seen yet
}

// look gives the items that have come to their end since; more is true where there are
// others to look at at once.
func (c *collecting) look(ctx context.Context) (more bool, err error) {
	list, err := c.queue.Store.Items(ctx, c.task, c.first, collectAhead)
	if err != nil {
		return false, err
	}
	first := c.first
	for i, item := range list {
		position := first + i
		if item.Result == nil || c.ended[position] {
			continue
		}
		if err := c.each(position, item); err != nil {
			return false, err
		}
		c.ended[position] = true
		c.queue.around.done()
		c.idle.moved(c.queue.Now())
	}
	for c.ended[c.first] {
		delete(c.ended, c.first)
		c.first++
	}
	if c.first > first || c.first >= c.items {
		return c.first-first >= collectAhead, nil
	}
	if cancelled, err := c.queue.Store.Cancelled(ctx, c.task); err != nil || cancelled {
		if cancelled { // others may still have its jobs done
			c.first = c.items
		}
		return false, err
	}
	p, err := c.queue.Store.Progress(ctx, c.task)
	switch {
	case err != nil || !p.Ended():
		return false, err
	case c.over:
		c.first = c.items // what is left was given up
	}
	c.over = true
	return true, nil
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

// Patiently does something that can be done twice, again and again for some minutes while
// the database or the files do not answer.
func (q *Queue) Patiently(ctx context.Context, do func() error) error {
	const pause = time.Second
	ticker := time.NewTicker(pause)
	defer ticker.Stop()
	for away := time.Duration(0); ; away += pause {
		err := do()
		if err == nil && away > 0 {
			q.back(ctx)
		}
		if !store.Passing(err) || away >= patience {
			return err
		}
		q.away(ctx, err)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
