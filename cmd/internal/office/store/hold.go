package store

import (
	"context"
	"database/sql"
	"slices"
)

// What waits to be done is held by a state that the queue leaves alone.
const (
	waits = "'available', 'scheduled', 'retryable'"
	held  = "'pending'"
)

// wanted is the condition that an item i has its job done for another task too, which is
// neither given up nor paused.
const wanted = `EXISTS (SELECT 1 FROM task_items o JOIN tasks t ON t.id = o.task
	WHERE o.key = i.key AND o.task <> i.task AND o.given_up = 0 AND t.cancelled = 0 AND t.paused = 0)`

// HoldTask holds the jobs of a task that have not begun and that no other task waits for, in
// a transaction of Change, and gives how many they are, and how many go on. Jobs of a priority
// before that one are somebody's who waits, and go on.
func HoldTask(ctx context.Context, tx *sql.Tx, task string, priority int) (holds, goOn int64, err error) {
	if _, err = tx.ExecContext(ctx, "UPDATE tasks SET paused = 1 WHERE id = $1", task); err != nil {
		return 0, 0, err
	}
	// Whoever asks for one of the jobs waits from here on, or is seen below.
	goOn, err = changed(tx.ExecContext(ctx, "UPDATE river_job SET state = state WHERE id IN (SELECT job FROM task_items WHERE task = $1) AND state IN ("+waits+")", task))
	if err != nil {
		return 0, 0, err
	}
	holds, err = changed(tx.ExecContext(ctx, "UPDATE river_job SET state = "+held+" WHERE id IN (SELECT i.job FROM task_items i WHERE i.task = $1 AND NOT "+wanted+") AND priority >= $2 AND state IN ("+waits+")", task, priority))
	return holds, goOn - holds, err
}

// ReleaseTask has the jobs of a task done that are held, in a transaction of Change, and
// gives how many.
func ReleaseTask(ctx context.Context, tx *sql.Tx, task string) (int64, error) {
	if _, err := tx.ExecContext(ctx, "UPDATE tasks SET paused = 0 WHERE id = $1", task); err != nil {
		return 0, err
	}
	return changed(tx.ExecContext(ctx, "UPDATE river_job SET state = 'available' WHERE id IN (SELECT job FROM task_items WHERE task = $1) AND state = "+held, task))
}

func changed(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Hasten has jobs done with a priority, where theirs is a later one, in a transaction of
// Change: somebody asks for them who does not wait as long. None of them is held any more.
func Hasten(ctx context.Context, tx *sql.Tx, jobs []int64, priority int) error {
	for some := range slices.Chunk(jobs, atOnce) {
		args := []any{priority}
		for _, job := range some {
			args = append(args, job)
		}
		_, err := tx.ExecContext(ctx, "UPDATE river_job SET priority = CASE WHEN priority > $1 THEN $1 ELSE priority END, state = CASE WHEN state = "+held+" THEN 'available' ELSE state END WHERE id IN "+
			places(2, len(some))+" AND (priority > $1 OR state = "+held+") AND state IN ("+waits+", "+held+")", args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// Held counts the jobs of a task that are held.
func (s *Store) Held(ctx context.Context, task string) (n int, err error) {
	err = s.read.QueryRowContext(ctx, "SELECT COUNT(*) FROM river_job WHERE state = "+held+" AND id IN (SELECT job FROM task_items WHERE task = $1)", task).Scan(&n)
	return n, err
}
