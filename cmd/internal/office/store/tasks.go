package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
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

// NewTask enters a task with its items in a transaction of Change, after their jobs were
// enqueued in it: whoever completes one of those waits for this transaction.
func NewTask(ctx context.Context, tx *sql.Tx, t Task, items []Item) (Task, error) {
	if t.ID == "" {
		t.ID = newID()
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO tasks (id, kind, agency, account, title, detail, created, items) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		t.ID, t.Kind, t.Agency, t.Account, t.Title, t.Detail, millis(t.Created), len(items))
	if err != nil {
		return t, err
	}
	position := 0
	for some := range slices.Chunk(items, atOnce) {
		args := make([]any, 0, 5*len(some))
		for _, item := range some {
			args = append(args, t.ID, position, item.Key, item.Name, item.Job)
			position++
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO task_items (task, position, key, name, job) VALUES "+tuples(len(some), 5), args...); err != nil {
			return t, err
		}
	}
	return t, countFound(ctx, tx, t.ID)
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

// Cancelled reports whether a task is wanted no more.
func (s *Store) Cancelled(ctx context.Context, task string) (bool, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, "SELECT cancelled FROM tasks WHERE id = $1", task).Scan(&at)
	return at != 0, known(err)
}

// Tasks are the latest tasks of a kind in an agency, at most so many.
func (s *Store) Tasks(ctx context.Context, agency, kind string, most int) ([]Task, error) {
	return list(ctx, s.read, func(rows *sql.Rows, t *Task) error { return scanTask(rows, t) },
		"SELECT "+taskColumns+" FROM tasks WHERE agency = $1 AND kind = $2 ORDER BY created DESC, id LIMIT $3", agency, kind, most)
}

// CancelTask notes that a task is wanted no more and gives the jobs that nobody else
// waits for, in a transaction of Change, in which GiveUp follows.
func CancelTask(ctx context.Context, tx *sql.Tx, id string, now time.Time) (jobs []int64, err error) {
	if _, err := tx.ExecContext(ctx, "UPDATE tasks SET cancelled = $1 WHERE id = $2", millis(now), id); err != nil {
		return nil, err
	}
	if err := release(ctx, tx, id); err != nil {
		return nil, err
	}
	// Whoever asks for one of the jobs, or completes it, waits from here on.
	if _, err := tx.ExecContext(ctx, "UPDATE river_job SET state = state WHERE id IN (SELECT job FROM task_items WHERE task = $1) AND state IN "+unfinished, id); err != nil {
		return nil, err
	}
	return list(ctx, tx, func(rows *sql.Rows, job *int64) error { return rows.Scan(job) },
		`SELECT DISTINCT i.job FROM task_items i LEFT JOIN results r ON r.key = i.key
		WHERE i.task = $1 AND i.job <> 0 AND i.given_up = 0 AND r.key IS NULL AND NOT EXISTS (
			SELECT 1 FROM task_items o JOIN tasks t ON t.id = o.task WHERE o.key = i.key AND o.task <> i.task AND t.cancelled = 0) ORDER BY i.job`, id)
}

// release has done what is held of a task that is given up and another waits for.
func release(ctx context.Context, tx *sql.Tx, task string) error {
	_, err := tx.ExecContext(ctx, `UPDATE river_job SET state = 'available' WHERE state = `+held+` AND id IN (
		SELECT i.job FROM task_items i WHERE i.task = $1 AND `+wanted+")", task)
	return err
}

// GiveUp notes that items of a task, whose jobs were cancelled, have failed, but for those
// that have a result meanwhile.
func GiveUp(ctx context.Context, tx *sql.Tx, task string, jobs []int64) error {
	counts := map[string]int{} // by parts
	for some := range slices.Chunk(jobs, atOnce) {
		args := []any{task}
		for _, job := range some {
			args = append(args, job)
		}
		parts, err := list(ctx, tx, func(rows *sql.Rows, part *string) error { return rows.Scan(part) },
			"UPDATE task_items SET given_up = 1 WHERE task = $1 AND given_up = 0 AND job IN "+places(2, len(some))+
				" AND NOT EXISTS (SELECT 1 FROM results r WHERE r.key = task_items.key) RETURNING substr(key, 1, 1)", args...)
		if err != nil {
			return err
		}
		for _, part := range parts {
			counts[part]++
		}
	}
	for _, part := range slices.Sorted(maps.Keys(counts)) {
		if _, err := tx.ExecContext(ctx, "INSERT INTO task_counts (task, part, outcome, items) VALUES ($1, $2, $3, $4)"+addCount, task, part, string(Failed), counts[part]); err != nil {
			return err
		}
	}
	return nil
}
