package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Task is something that somebody asked for and that is done in the background, in one
// item or many.
type Task struct {
	ID, Kind        string
	Agency, Account string // empty for runs of the command line
	Title           string
	Detail          string // what whoever asked has to remember, as JSON
	Created         time.Time
	Cancelled       bool
}

// Item is a part of a task. Items of the same key have one result.
type Item struct {
	Key  string
	Name string // of what is made, for who asked
	Job  int64  // id in the queue; 0 where there was a result already
}

// Outcome is what became of an item.
type Outcome string

// The outcomes. Refused is a result like Done: the input has errors, or costs too
// much. An item that Failed met faults of the program or its surroundings.
const (
	Done    Outcome = "done"
	Refused Outcome = "refused"
	Failed  Outcome = "failed"
)

// Result is what a job made.
type Result struct {
	Outcome Outcome
	Said    string // messages, as JSON
	Files   []Picture
	At      time.Time
}

// NewTask enters a task with its items in a transaction of Change.
func NewTask(ctx context.Context, tx *sql.Tx, t Task, items []Item) (Task, error) {
	if t.ID == "" {
		t.ID = newID()
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO tasks (id, kind, agency, account, title, detail, created) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		t.ID, t.Kind, t.Agency, t.Account, t.Title, t.Detail, millis(t.Created))
	if err != nil {
		return t, err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO task_items (task, position, key, name, job) VALUES ($1, $2, $3, $4, $5)")
	if err != nil {
		return t, err
	}
	for i, item := range items {
		if _, err := insert.ExecContext(ctx, t.ID, i, item.Key, item.Name, item.Job); err != nil {
			return t, errors.Join(err, insert.Close())
		}
	}
	return t, insert.Close()
}

const taskColumns = "id, kind, agency, account, title, detail, created, cancelled"

func scanTask(row interface{ Scan(...any) error }, t *Task) error {
	var created, cancelled int64
	err := row.Scan(&t.ID, &t.Kind, &t.Agency, &t.Account, &t.Title, &t.Detail, &created, &cancelled)
	t.Created, t.Cancelled = timeOf(created), cancelled != 0
	return err
}

// Task finds a task of an agency: one of another agency is ErrUnknown, as if there
// were none.
func (s *Store) Task(ctx context.Context, agency, id string) (t Task, err error) {
	err = known(scanTask(s.read.QueryRowContext(ctx, "SELECT "+taskColumns+" FROM tasks WHERE id = $1 AND agency = $2", id, agency), &t))
	return t, err
}

// Tasks are the latest tasks of a kind in an agency, at most so many.
func (s *Store) Tasks(ctx context.Context, agency, kind string, most int) ([]Task, error) {
	return list(ctx, s.read, func(rows *sql.Rows, t *Task) error { return scanTask(rows, t) },
		"SELECT "+taskColumns+" FROM tasks WHERE agency = $1 AND kind = $2 ORDER BY created DESC, id LIMIT $3", agency, kind, most)
}

// CancelTask notes that a task is wanted no more and gives the jobs that nobody else
// waits for, in a transaction of Change.
func CancelTask(ctx context.Context, tx *sql.Tx, id string, now time.Time) (jobs []int64, err error) {
	if _, err := tx.ExecContext(ctx, "UPDATE tasks SET cancelled = $1 WHERE id = $2", millis(now), id); err != nil {
		return nil, err
	}
	return list(ctx, tx, func(rows *sql.Rows, job *int64) error { return rows.Scan(job) },
		`SELECT DISTINCT i.job FROM task_items i LEFT JOIN results r ON r.key = i.key
		WHERE i.task = $1 AND i.job <> 0 AND r.key IS NULL AND NOT EXISTS (
			SELECT 1 FROM task_items o JOIN tasks t ON t.id = o.task WHERE o.key = i.key AND o.task <> i.task AND t.cancelled = 0)`, id)
}

// Progress is how far a task is.
type Progress struct {
	Items, Done, Refused, Failed int
}

// Ended reports whether every item has come to its end.
func (p Progress) Ended() bool { return p.Done+p.Refused+p.Failed >= p.Items }

// Progress counts the items of a task by their outcomes. One whose job the queue has
// given up has failed.
func (s *Store) Progress(ctx context.Context, task string) (p Progress, err error) {
	counts, err := list(ctx, s.read, func(rows *sql.Rows, c *struct {
		outcome Outcome
		n       int
	},
	) error {
		return rows.Scan(&c.outcome, &c.n)
	}, `SELECT COALESCE(r.outcome, CASE WHEN j.state IN ('discarded', 'cancelled') THEN 'failed' ELSE '' END) AS became, COUNT(*)
		FROM task_items i LEFT JOIN results r ON r.key = i.key LEFT JOIN river_job j ON j.id = i.job AND r.key IS NULL WHERE i.task = $1 GROUP BY became`, task)
	for _, c := range counts {
		p.Items += c.n
		switch c.outcome {
		case Done:
			p.Done = c.n
		case Refused:
			p.Refused = c.n
		case Failed:
			p.Failed = c.n
		}
	}
	return p, err
}

// ItemResult is an item of a task with its result, which is nil as long as there is none.
type ItemResult struct {
	Item
	Result *Result
}

// Items are the items of a task with their results, in their order, from a position
// on, at most so many.
func (s *Store) Items(ctx context.Context, task string, from, most int) ([]ItemResult, error) {
	items, err := list(ctx, s.read, func(rows *sql.Rows, i *ItemResult) error {
		var outcome, said sql.NullString
		var at sql.NullInt64
		if err := rows.Scan(&i.Key, &i.Name, &i.Job, &outcome, &said, &at); err != nil {
			return err
		}
		if outcome.Valid {
			i.Result = &Result{Outcome: Outcome(outcome.String), Said: said.String, At: timeOf(at.Int64)}
		}
		return nil
	}, `SELECT i.key, i.name, i.job, r.outcome, r.said, r.at FROM task_items i LEFT JOIN results r ON r.key = i.key
		WHERE i.task = $1 AND i.position >= $2 ORDER BY i.position LIMIT $3`, task, from, most)
	if err != nil {
		return nil, err
	}
	if err := s.resultFiles(ctx, task, from, items); err != nil {
		return nil, err
	}
	return items, nil
}

// resultFiles adds their files to the results of items, which stand from a position on.
func (s *Store) resultFiles(ctx context.Context, task string, from int, items []ItemResult) error {
	type file struct {
		position int
		Picture
	}
	files, err := list(ctx, s.read, func(rows *sql.Rows, f *file) error { return rows.Scan(&f.position, &f.Name, &f.Digest) },
		`SELECT i.position, f.name, f.digest FROM task_items i JOIN result_files f ON f.key = i.key
		WHERE i.task = $1 AND i.position >= $2 AND i.position < $3 ORDER BY i.position, f.name`, task, from, from+len(items))
	for _, f := range files {
		if r := items[f.position-from].Result; r != nil { // else it has come meanwhile
			r.Files = append(r.Files, f.Picture)
		}
	}
	return err
}

// HasResult reports whether there is a result of a key, in a transaction of Change. Clean
// does not take it away meanwhile: it is of today again.
func HasResult(ctx context.Context, tx *sql.Tx, key string, now time.Time) (bool, error) {
	done, err := tx.ExecContext(ctx, "UPDATE results SET at = CASE WHEN at < $1 THEN $2 ELSE at END WHERE key = $3", millis(now.AddDate(0, 0, -1)), millis(now), key)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n > 0, err
}

// PutResult keeps the result of a key with its files, in a transaction of Change. The
// first one stays: a job that is done twice has one result.
func (s *Store) PutResult(ctx context.Context, tx *sql.Tx, key string, r Result, contents map[string][]byte) error {
	done, err := tx.ExecContext(ctx, "INSERT INTO results (key, outcome, said, at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING", key, string(r.Outcome), r.Said, millis(r.At))
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return err
	}
	for name, content := range contents {
		digest, err := s.KeepForJob(ctx, tx, content, r.At)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO result_files (key, name, digest) VALUES ($1, $2, $3)", key, name, digest); err != nil {
			return err
		}
	}
	return nil
}
