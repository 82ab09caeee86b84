package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

// What is done in the background goes when it is keepFor old; that is looked for once in
// cleanEvery, and may take cleanTimeout.
const (
	keepFor      = 90 * 24 * time.Hour
	cleanEvery   = 24 * time.Hour
	cleanTimeout = 30 * time.Minute
)

// cleanArgs are those of the job that takes away what nobody has asked for in a long time.
type cleanArgs struct{}

func (cleanArgs) Kind() string { return "clean" }

// cleaning has the job entered, by whichever process leads the others: at its start too, as
// the machine of an office is off at night, and yet once a day.
func cleaning() *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(cleanEvery), func() (river.JobArgs, *river.InsertOpts) {
		return cleanArgs{}, &river.InsertOpts{Priority: night, Queue: readQueue, UniqueOpts: river.UniqueOpts{ByPeriod: cleanEvery}}
	}, &river.PeriodicJobOpts{RunOnStart: true})
}

// cleanWorker does the job.
type cleanWorker struct {
	river.WorkerDefaults[cleanArgs]
	queue *Queue
}

// Timeout is the time that a job may take.
func (*cleanWorker) Timeout(*river.Job[cleanArgs]) time.Duration { return cleanTimeout }

// Work does a job.
func (w *cleanWorker) Work(ctx context.Context, _ *river.Job[cleanArgs]) error {
	c, err := w.queue.Store.Clean(ctx, w.queue.Now().Add(-keepFor))
	if err == nil && (c.Tasks > 0 || c.Files > 0 || c.Swept > 0) {
		w.queue.Log.InfoContext(ctx, "cleaned", "tasks", c.Tasks, "results", c.Results, "files", c.Files, "swept", c.Swept)
	}
	return err
}
