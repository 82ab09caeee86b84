package store

import (
	"context"
	"database/sql"
	"slices"
	"time"
)

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

// ItemResult is an item of a task with its result, which is nil as long as there is none,
// and of an item that was given up.
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
	}, `SELECT i.key, i.name, i.job, r.outcome, r.said, r.at FROM task_items i LEFT JOIN results r ON r.key = i.key AND i.given_up = 0
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

// HasResults are the results that there are of keys, by their keys, in a transaction of
// Change. Clean does not take them away meanwhile: they are of today again.
func HasResults(ctx context.Context, tx *sql.Tx, keys []string, now time.Time) (map[string]Outcome, error) {
	found := map[string]Outcome{}
	for some := range slices.Chunk(keys, atOnce) {
		args := []any{millis(now.AddDate(0, 0, -1)), millis(now)}
		for _, key := range some {
			args = append(args, key)
		}
		type result struct {
			key     string
			outcome Outcome
		}
		there, err := list(ctx, tx, func(rows *sql.Rows, r *result) error { return rows.Scan(&r.key, &r.outcome) },
			"UPDATE results SET at = CASE WHEN at < $1 THEN $2 ELSE at END WHERE key IN "+places(3, len(some))+" RETURNING key, outcome", args...)
		if err != nil {
			return nil, err
		}
		for _, r := range there {
			found[r.key] = r.outcome
		}
	}
	return found, nil
}

// AskAnew takes away the results of keys that failed, so that they can be done again, in a
// transaction of Change. For those who asked before, they have failed.
func AskAnew(ctx context.Context, tx *sql.Tx, keys []string) error {
	for some := range slices.Chunk(keys, atOnce) {
		args := make([]any, len(some))
		for i, key := range some {
			args[i] = key
		}
		if _, err := tx.ExecContext(ctx, "UPDATE task_items SET given_up = 1 WHERE key IN "+places(1, len(some)), args...); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM results WHERE outcome = 'failed' AND key IN "+places(1, len(some)), args...); err != nil {
			return err
		}
	}
	return nil
}
