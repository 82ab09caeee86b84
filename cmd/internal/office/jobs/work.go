package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/office/confined"
	"gongwen/cmd/internal/office/store"
	"gongwen/internal/diag"
)

// made is what a job made.
type made struct {
	outcome store.Outcome
	said    []Message
	files   map[string][]byte // by their names
}

// Message is what is said of an input, in both languages.
type Message struct {
	Level string `json:"level"`
	Rule  string `json:"rule,omitempty"`
	ZH    string `json:"zh"`
	EN    string `json:"en"`
}

// Messages are those of a list without notes, at most so many.
func Messages(said diag.List) []Message { return messages(said, diag.Warning) }

// messages are those of a list that matter at least as much as a level, at most so many.
func messages(said diag.List, least diag.Level) (all []Message) {
	const most = 50
	for _, d := range said {
		if len(all) < most && d.Level <= least {
			all = append(all, Message{d.Level.String(), d.Rule, d.Message.ZH, d.Message.EN})
		}
	}
	return all
}

// FirstError is the first error that was said of an item; the zero Message for none.
func FirstError(item store.ItemResult) Message {
	var all []Message
	if err := json.Unmarshal([]byte(item.Result.Said), &all); err != nil {
		return Message{}
	}
	for _, m := range all {
		if m.Level == diag.Error.String() {
			return m
		}
	}
	return Message{}
}

func said(text diag.Text) []Message {
	return []Message{{Level: diag.Error.String(), ZH: text.ZH, EN: text.EN}}
}

// finish keeps what a job made and completes the job. River's own JobCompleteTx does the
// latter too, with arrays of one that take the processor ten times as long.
func finish(ctx context.Context, q *Queue, job *rivertype.JobRow, key string, m made) error {
	words, err := json.Marshal(m.said)
	if err != nil {
		return err
	}
	// Also of work that had no time left, or that nobody wants any more when it is done.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finishTimeout)
	defer cancel()
	return q.Store.Finish(ctx, job.ID, key, store.Result{Outcome: m.outcome, Said: string(words), At: q.Now()}, m.files)
}

// do does a job: it gives what was made, or an error after which it is tried again. A job
// that was asked of a program of another version or settings is left to that.
func do[A river.JobArgs](ctx context.Context, q *Queue, job *river.Job[A], key, asked string, work func(context.Context) (made, error)) error {
	if asked != q.For {
		q.left(ctx)
		return river.JobSnooze(leftFor(q.Now().Sub(job.CreatedAt)))
	}
	began := q.Now()
	var m made
	var err error
	if cutShort(job.JobRow) >= maxCutShort {
		m = givenUp() // whatever time is left
		q.Log.ErrorContext(ctx, "a job is given up, as every process that did it was cut short", "kind", job.Kind, "job", job.ID)
	} else {
		m, err = guarded(ctx, work)
	}
	observe := func(outcome string) {
		if q.Observe != nil {
			q.Observe(job.Kind, outcome, q.Now().Sub(began))
		}
	}
	switch {
	case err == nil:
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return err // the process ends, or nobody wants it any more
	case store.Surroundings(err):
		observe("later")
		return q.later(ctx, err)
	case tries(job.JobRow)+1 < maxTries:
		observe("again")
		q.Log.WarnContext(ctx, "a job is tried again", "kind", job.Kind, "job", job.ID, "error", err)
		return err
	default:
		q.Log.ErrorContext(ctx, "a job has failed", "kind", job.Kind, "job", job.ID, "error", err)
		m = made{outcome: store.Failed, said: said(diag.T("没有做成：%v（详见日志）", "it was not done: %v (see the log)", err))}
		switch {
		case errors.Is(err, confined.ErrFault):
			m = made{outcome: store.Refused, said: said(diag.T("读这个文件时出了问题，没有读", "reading the file met a fault, it was not read"))}
		case errors.Is(err, errLong):
			m = made{outcome: store.Refused, said: said(diag.T("处理的时间太长", "it takes too long"))}
		}
	}
	if err = finish(ctx, q, job.JobRow, key, m); store.Surroundings(err) {
		observe("later")
		return q.later(ctx, err)
	}
	if err == nil {
		q.back(ctx)
	}
	observe(string(m.outcome))
	return err
}

// leftFor is for how long a job is left to a program of another version or settings: when the
// page has just been brought up to date, for moments; what a run has left behind that nobody
// goes on with, of which there may be a hundred thousand, seldom.
func leftFor(age time.Duration) time.Duration {
	const share = 4
	return min(max(leaveFor, age/share), leaveForMost)
}

// later has a job done later, as often as need be: nothing is wrong with it, but what is
// around this process does not work. The process takes no other job at once in which the
// same would happen.
func (q *Queue) later(ctx context.Context, err error) error {
	q.away(ctx, err)
	pause := time.NewTimer(pauseAfter(err))
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
	}
	return river.JobSnooze(passingPause)
}

// pauseAfter is for how long a process that has left a job for later takes no other in its
// place. One that has another place for files than the others, or none, would always be the
// first to take what it cannot do.
func pauseAfter(err error) time.Duration {
	if store.Passing(err) {
		return passingPause
	}
	return elsewherePause
}

// guarded is work in which a fault of the program is an error.
func guarded(ctx context.Context, work func(context.Context) (made, error)) (m made, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = diag.Because(fmt.Errorf("%v\n%s", fault, debug.Stack()), "程序出错", "a fault of the program")
		}
	}()
	m, err = work(ctx)
	if err == nil {
		err = ctx.Err()
		if errors.Is(err, context.DeadlineExceeded) {
			err = errLong
		}
	}
	return m, err
}

// errLong is that of work that takes longer than its job may. Where the time went by in
// waiting for the database or the shelf, the error is theirs, which is another matter.
var errLong = errors.New("it takes too long")

// givenUp is what becomes of a job that no process brought to its end.
func givenUp() made {
	return made{outcome: store.Failed, said: said(diag.T("处理它的进程一再中断，不再处理", "the processes that did it were cut short again and again"))}
}

// rescued is how the error begins that the queue notes when the process of a job is gone.
const rescued = "Stuck job rescued"

// cutShort is how often the process was gone that did a job.
func cutShort(job *rivertype.JobRow) (n int) {
	for _, e := range job.Errors {
		if strings.HasPrefix(e.Error, rescued) {
			n++
		}
	}
	return n
}

// tries is how often a job failed; that its process was killed does not count.
func tries(job *rivertype.JobRow) (n int) {
	for _, e := range job.Errors {
		if !strings.HasPrefix(e.Error, rescued) && !strings.Contains(e.Error, context.Canceled.Error()) {
			n++
		}
	}
	return n
}

// readWorker reads uploads.
type readWorker struct {
	river.WorkerDefaults[readArgs]
	queue *Queue
}

// Timeout is the time that a job may take.
func (*readWorker) Timeout(*river.Job[readArgs]) time.Duration { return readTimeout }

// Work does a job.
func (w *readWorker) Work(ctx context.Context, job *river.Job[readArgs]) error {
	return do(ctx, w.queue, job, job.Args.Key, job.Args.For, func(ctx context.Context) (made, error) { return w.queue.read(ctx, job.Args.Upload) })
}

// makeWorker makes documents.
type makeWorker struct {
	river.WorkerDefaults[makeArgs]
	queue *Queue
}

// Timeout is the time that a job may take.
func (*makeWorker) Timeout(job *river.Job[makeArgs]) time.Duration {
	if job.Args.Document.Bag {
		return bagTimeout
	}
	return jobTimeout
}

// Work does a job.
func (w *makeWorker) Work(ctx context.Context, job *river.Job[makeArgs]) error {
	return do(ctx, w.queue, job, job.Args.Key, job.Args.For, func(ctx context.Context) (made, error) { return w.queue.make(ctx, job.Args.Document) })
}
