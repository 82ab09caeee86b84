package store

import (
	"context"
	"database/sql"
)

// Progress is how far a task is.
type Progress struct {
	Items, Done, Refused, Failed int
}

// Over is how many items have come to their end, whatever became of them.
func (p Progress) Over() int { return p.Done + p.Refused + p.Failed }

// Ended reports whether every item has come to its end.
func (p Progress) Ended() bool { return p.Over() >= p.Items }

func (p *Progress) add(outcome Outcome, items int) {
	switch outcome {
	case Done:
		p.Done += items
	case Refused:
		p.Refused += items
	case Failed:
		p.Failed += items
	default:
		p.Items += items
	}
}

// addCount is the end of a statement that enters counts.
const addCount = " ON CONFLICT (task, part, outcome) DO UPDATE SET items = task_counts.items + excluded.items"

// countFound counts the items of a task that is entered which have a result already.
func countFound(ctx context.Context, tx *sql.Tx, task string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO task_counts (task, part, outcome, items)
		SELECT i.task, substr(i.key, 1, 1), r.outcome, COUNT(*) FROM task_items i JOIN results r ON r.key = i.key WHERE i.task = $1 GROUP BY 1, 2, 3`, task)
	return err
}

// countResult counts the items of a key, which has come to its end, in all tasks that ask
// for it. The order of tasks is the same for all who do so at once.
func countResult(ctx context.Context, tx *sql.Tx, key string, outcome Outcome) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO task_counts (task, part, outcome, items)
		SELECT task, substr(key, 1, 1), CAST($1 AS TEXT), COUNT(*) FROM task_items WHERE key = $2 AND given_up = 0 GROUP BY 1, 2 ORDER BY 1`+addCount, string(outcome), key)
	return err
}

// Progress says how many items of a task have come to their end. One whose job the queue
// has given up has failed. That is counted as items end, so that it takes no longer for a
// million of them.
func (s *Store) Progress(ctx context.Context, task string) (p Progress, err error) {
	err = s.progress(ctx, &p, `SELECT '' AS became, items FROM tasks WHERE id = $1
		UNION ALL SELECT outcome, CAST(SUM(items) AS BIGINT) FROM task_counts WHERE task = $1 GROUP BY outcome`, task)
	switch {
	case err != nil || p.Items > 0 && p.Ended():
		return p, err
	case p.Items == 0:
		return s.progressByItems(ctx, task)
	}
	// CROSS JOIN has SQLite begin with the jobs that were given up, which are few, not with the items, which may be a million.
	return p, s.progress(ctx, &p, `SELECT 'failed', COUNT(*) FROM river_job j CROSS JOIN task_items i
		WHERE i.job = j.id AND j.state = 'discarded' AND j.finalized_at IS NOT NULL AND i.task = $1 AND i.given_up = 0 AND NOT EXISTS (SELECT 1 FROM results r WHERE r.key = i.key)`, task)
}

// progressByItems is Progress of a task that was entered by a version which did not count.
func (s *Store) progressByItems(ctx context.Context, task string) (p Progress, err error) {
	err = s.progress(ctx, &p, `SELECT CASE WHEN i.given_up = 1 THEN 'failed' ELSE COALESCE(r.outcome, CASE WHEN j.state IN ('discarded', 'cancelled') THEN 'failed' ELSE '' END) END AS became, COUNT(*)
		FROM task_items i LEFT JOIN results r ON r.key = i.key LEFT JOIN river_job j ON j.id = i.job AND r.key IS NULL WHERE i.task = $1 GROUP BY became`, task)
	p.Items += p.Over()
	return p, err
}

func (s *Store) progress(ctx context.Context, p *Progress, query, task string) error {
	type count struct {
		outcome Outcome
		items   int
	}
	counts, err := list(ctx, s.read, func(rows *sql.Rows, c *count) error { return rows.Scan(&c.outcome, &c.items) }, query, task)
	for _, c := range counts {
		p.add(c.outcome, c.items)
	}
	return err
}
