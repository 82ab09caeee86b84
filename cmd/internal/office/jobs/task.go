package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/digest"
)

// Request is an item of a task: what is to be made of which files. Exactly one of
// its parts is there.
type Request struct {
	Name string    // of what is made, for who asked
	Read *Upload   // an upload to be read
	Make *Document // documents to be made
}

// Upload is a file that somebody sent, which the store has.
type Upload struct {
	File   string `json:"file"` // digest
	Ending string `json:"ending"`
}

// Document is a report file that the store has, and what is to be made of it.
type Document struct {
	Report   string            `json:"report"`             // digest of the report file
	Ending   string            `json:"ending"`             // of its name, such as .yaml
	Name     string            `json:"name"`               // of the documents, without ending
	Pictures map[string]string `json:"pictures,omitempty"` // digests of the files that the report names, by their names
	Previous string            `json:"previous,omitempty"` // digest of last year's report, a report file
	Formats  []string          `json:"formats"`
	Draft    bool              `json:"draft,omitempty"` // with errors they are drafts
	Bag      bool              `json:"bag,omitempty"`   // all in one bag of the archive
}

// The arguments of jobs. A key is the digest of what is asked for, and of the program
// and the settings that it is asked of, which For names.
type (
	readArgs struct {
		Key    string `json:"key" river:"unique"`
		For    string `json:"for"`
		Upload Upload `json:"upload"`
	}
	makeArgs struct {
		Key      string   `json:"key" river:"unique"`
		For      string   `json:"for"`
		Document Document `json:"document"`
	}
)

func (readArgs) Kind() string { return "read_upload" }
func (makeArgs) Kind() string { return "make_documents" }

// key is the name of the result of a request.
func (q *Queue) key(r Request) (string, error) {
	content, err := json.Marshal(struct {
		For  string
		Read *Upload
		Make *Document
	}{q.For, r.Read, r.Make})
	return digest.SHA256(content), err
}

// ErrNothing is that of a task without items.
var ErrNothing = errors.New("nothing is asked for")

// Ask enters a task and enqueues a job for each of its items that has no result yet,
// all in one transaction, in which also, where it is given, is called first. A task
// of a person goes before one of the command line.
func (q *Queue) Ask(ctx context.Context, t store.Task, requests []Request, also func(*sql.Tx) error) (store.Task, error) {
	if len(requests) == 0 {
		return t, ErrNothing
	}
	keys := make([]string, len(requests))
	for i, r := range requests {
		var err error
		if keys[i], err = q.key(r); err != nil {
			return t, err
		}
	}
	entered := t
	err := q.Store.Change(ctx, func(tx *sql.Tx) (err error) {
		if also != nil {
			if err := also(tx); err != nil {
				return err
			}
		}
		items, err := q.enqueue(ctx, tx, keys, requests, t.Account == "")
		if err != nil {
			return err
		}
		entered, err = store.NewTask(ctx, tx, t, items)
		return err
	})
	return entered, err
}

// enqueue enqueues jobs for requests, by their keys, that have no result. What failed is
// tried again.
func (q *Queue) enqueue(ctx context.Context, tx *sql.Tx, keys []string, requests []Request, atNight bool) ([]store.Item, error) {
	found, err := store.HasResults(ctx, tx, keys, q.Now())
	if err != nil {
		return nil, err
	}
	var failed []string
	for key, outcome := range found {
		if outcome == store.Failed {
			failed = append(failed, key)
		}
	}
	slices.Sort(failed)
	if err := store.AskAnew(ctx, tx, failed); err != nil {
		return nil, err
	}
	items := make([]store.Item, len(requests))
	var missing []int // requests, the first of each key
	jobs := map[string]int64{}
	for i, r := range requests {
		items[i] = store.Item{Key: keys[i], Name: r.Name}
		if outcome, there := found[keys[i]]; there && outcome != store.Failed {
			continue
		}
		if _, again := jobs[keys[i]]; !again {
			missing, jobs[keys[i]] = append(missing, i), 0
		}
	}
	const atOnce = 1000
	for some := range slices.Chunk(missing, atOnce) {
		params := make([]river.InsertManyParams, len(some))
		for n, i := range some {
			params[n] = q.insertOf(keys[i], requests[i], atNight)
		}
		inserted, err := q.asking.InsertManyTx(ctx, tx, params)
		if err != nil {
			return nil, err
		}
		var there []int64
		for n, result := range inserted {
			if jobs[keys[some[n]]] = result.Job.ID; result.UniqueSkippedAsDuplicate {
				there = append(there, result.Job.ID)
			}
		}
		// Somebody may wait for what a run has asked for, or has it no longer held.
		if err := store.Hasten(ctx, tx, there, priorityOf(atNight)); err != nil {
			return nil, err
		}
	}
	for i := range items {
		items[i].Job = jobs[items[i].Key]
	}
	return items, nil
}

func priorityOf(atNight bool) int {
	if atNight {
		return night
	}
	return waiting
}

func (q *Queue) insertOf(key string, r Request, atNight bool) river.InsertManyParams {
	opts := &river.InsertOpts{Priority: priorityOf(atNight), Queue: makeQueue, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateScheduled, rivertype.JobStateRetryable,
	}}}
	if r.Read != nil {
		opts.Queue = readQueue
		return river.InsertManyParams{Args: readArgs{key, q.For, *r.Read}, InsertOpts: opts}
	}
	return river.InsertManyParams{Args: makeArgs{key, q.For, *r.Make}, InsertOpts: opts}
}

// Cancel gives a task up: the jobs that nobody else waits for are cancelled.
func (q *Queue) Cancel(ctx context.Context, task string) error {
	return q.Store.Change(ctx, func(tx *sql.Tx) error {
		jobs, err := store.CancelTask(ctx, tx, task, q.Now())
		if err != nil {
			return err
		}
		for _, job := range jobs {
			if _, err := q.asking.JobCancelTx(ctx, tx, job); err != nil && !errors.Is(err, rivertype.ErrNotFound) {
				return err
			}
		}
		return store.GiveUp(ctx, tx, task, jobs)
	})
}

// Wait waits until a task has ended, or for some time, and says how far it is.
func (q *Queue) Wait(ctx context.Context, task string, atMost time.Duration) (store.Progress, error) {
	const first, longest = 20 * time.Millisecond, 500 * time.Millisecond
	timer := time.NewTimer(atMost)
	defer timer.Stop()
	for pause := first; ; pause = min(2*pause, longest) {
		p, err := q.Store.Progress(ctx, task)
		if err != nil || p.Ended() {
			return p, err
		}
		again := time.NewTimer(pause)
		select {
		case <-again.C:
		case <-timer.C:
			again.Stop()
			return p, nil
		case <-ctx.Done():
			again.Stop()
			return p, ctx.Err()
		}
	}
}
