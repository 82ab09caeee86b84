package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
)

// Options is what a Queue stands on.
type Options struct {
	Store  *store.Store
	Engine *engine.Engine
	Now    func() time.Time
	Log    *slog.Logger
	Orders Orders
	Read   Reader
	For    string           // the version and the settings of the program: jobs of others are left to them
	Makers int              // documents made at a time; uploads are read beside them
	Pack   engine.PackOrder // of bags, but for what Orders gives

	// Observe is told of each attempt at a job what became of it, and how long it took;
	// nil where nobody wants to know.
	Observe func(kind, outcome string, took time.Duration)
	// Away is told, by several goroutines, that the database or the files do not answer, once
	// and again each minute, and nil when they do; where it is nil, the log has that.
	Away func(err error)
	// Idle is told, again each minute, how the jobs of a task stand of which Collect has seen
	// none come to its end for a while; nil where nobody wants to know.
	Idle func(store.Standing)
	// Left is told, by several goroutines, that jobs of another version or other settings are
	// left to others, once and again each minute; where it is nil, the log has that.
	Left func()
}

// Orders gives what is asked of the engine to make documents of formats, by their
// names, as the command line does. It is an error where there is no such format.
type Orders func(formats ...string) (engine.Order, error)

// The limits of time: of a job, after which one that is still said to be running, because its
// process was killed, is taken up by another, and of jobs of kinds that take longer. The
// queue looks for such jobs every 30 seconds.
const (
	jobTimeout  = 10 * time.Second
	rescueAfter = 12 * time.Second
	bagTimeout  = 30 * time.Second
	readTimeout = 30 * time.Second // more than a confined process has
	maxTries    = 3                // of a job that fails
	maxCutShort = 10               // processes that were gone before their end
	maxAttempts = 25               // with those that ended in order meanwhile
	// Keeping what was made has time of its own: there may be none left of the job's.
	finishTimeout = 10 * time.Second
	maxReaders    = 2
	leaveFor      = 10 * time.Second // a job of another version or settings, while it is new
	leaveForMost  = 10 * time.Minute
	passingPause  = time.Second // after a fault of the surroundings
	// After one that waiting does not mend: not so long that the job is held to be lost.
	elsewherePause = 8 * time.Second
	// As many jobs are fetched as makers are free: with River's pause of 100 ms that would
	// be twenty a second of two makers, which can make a hundred.
	fetchPause = 10 * time.Millisecond
	stopAfter  = 15 * time.Second // jobs are given up when the process is to end
	// A completed job has said all in its result. Its row goes soon, so that a night of a
	// million leaves a small table to the next.
	keepCompleted   = time.Hour
	poolConnections = 8
)

// The River queues, and the priorities of jobs: somebody who waits goes first.
const (
	readQueue = "read"
	makeQueue = "make"

	waiting = 1
	night   = 4
)

// Queue is the queue of a store. It is safe for concurrent use.
type Queue struct {
	Options
	asking  *river.Client[*sql.Tx] // in transactions of the store
	working working
	around  surroundings
	others  atomic.Int64  // when it was said that jobs are left to others, in milliseconds
	db      *sql.DB       // of asking, and on SQLite of working
	pool    *pgxpool.Pool // of working on PostgreSQL; nil for SQLite
}

// working is the client that does jobs. On PostgreSQL it has the native driver, by which
// taking jobs costs half of what it does through database/sql.
type working interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
}

// Open brings the tables of the queue up to date and opens it. Jobs are done from Start
// on.
func Open(ctx context.Context, o Options) (*Queue, error) {
	db, dsn, err := o.Store.Queue()
	if err != nil {
		return nil, err
	}
	q := &Queue{Options: o, db: db}
	if dsn == "" {
		err = q.onSQLite(ctx)
	} else {
		err = q.onPostgreSQL(ctx, dsn)
	}
	if err != nil {
		return nil, errors.Join(err, q.Close())
	}
	return q, nil
}

func (q *Queue) onSQLite(ctx context.Context) error {
	driver := riversqlite.New(q.db)
	if err := migrate(ctx, driver); err != nil {
		return err
	}
	config, err := q.config()
	if err == nil {
		q.asking, err = river.NewClient(driver, config)
		q.working = q.asking
	}
	return err
}

func (q *Queue) onPostgreSQL(ctx context.Context, dsn string) error {
	pool, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return err
	}
	pool.MaxConns = poolConnections
	if q.pool, err = pgxpool.NewWithConfig(ctx, pool); err != nil {
		return err
	}
	driver := riverpgxv5.New(q.pool)
	if err := migrate(ctx, driver); err != nil {
		return err
	}
	if q.asking, err = river.NewClient(riverdatabasesql.New(q.db), &river.Config{Logger: q.logger(), MaxAttempts: maxAttempts}); err != nil {
		return err
	}
	config, err := q.config()
	if err == nil {
		q.working, err = river.NewClient(driver, config)
	}
	return err
}

// migrate brings the tables of River up to date; processes that start at once wait for
// each other.
func migrate[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	migrator, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	const tries = 5
	for range tries {
		if _, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err == nil {
			return nil
		}
	}
	return fmt.Errorf("the tables of the queue: %w", err)
}

// config is that of the client that does jobs.
func (q *Queue) config() (*river.Config, error) {
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, &readWorker{queue: q}); err != nil {
		return nil, err
	}
	if err := river.AddWorkerSafely(workers, &makeWorker{queue: q}); err != nil {
		return nil, err
	}
	if err := river.AddWorkerSafely(workers, &cleanWorker{queue: q}); err != nil {
		return nil, err
	}
	return &river.Config{
		Queues:                      map[string]river.QueueConfig{readQueue: {MaxWorkers: maxReaders}, makeQueue: {MaxWorkers: max(1, q.Makers)}},
		Workers:                     workers,
		PeriodicJobs:                []*river.PeriodicJob{cleaning()},
		Logger:                      q.logger(),
		FetchCooldown:               fetchPause,
		JobTimeout:                  jobTimeout,
		RescueStuckJobsAfter:        rescueAfter,
		MaxAttempts:                 maxAttempts,
		RetryPolicy:                 backOff{},
		SoftStopTimeout:             stopAfter,
		CompletedJobRetentionPeriod: keepCompleted,
		DiscardedJobRetentionPeriod: keepFor,
	}, nil
}

func (q *Queue) logger() *slog.Logger { return slog.New(ofRiver{queue: q}) }

// backOff has a job tried again after a second, two, four …, at most a minute.
type backOff struct{}

// NextRetry is the time at which a job is tried again.
func (backOff) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(min(time.Minute, time.Second<<min(uint(max(0, job.Attempt-1)), 6)))
}

// Start has jobs done until Stop.
func (q *Queue) Start(ctx context.Context) error { return q.working.Start(context.WithoutCancel(ctx)) }

// Stop takes no more jobs, and gives up after some seconds what is being done: another
// process, or the next one, does it.
func (q *Queue) Stop(ctx context.Context) error { return q.working.Stop(ctx) }

// Draining is how long Stop takes at most.
const Draining = stopAfter + 5*time.Second

// Close closes the queue after Stop.
func (q *Queue) Close() error {
	if q.pool != nil {
		q.pool.Close()
	}
	return q.db.Close()
}
