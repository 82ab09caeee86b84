package jobs

import (
	"context"
	"time"
)

// left says that jobs of another version or other settings are left to others.
func (q *Queue) left(ctx context.Context) {
	now, before := q.Now(), q.others.Load()
	if now.Sub(time.UnixMilli(before)) < sayAgain || !q.others.CompareAndSwap(before, now.UnixMilli()) {
		return
	}
	if q.Left != nil {
		q.Left()
		return
	}
	q.Log.InfoContext(ctx, "jobs of another version or other settings are left to others")
}

// idleAfter is for how long no job of a task has come to its end when it is said why.
const idleAfter = 10 * time.Second

// idling is since when no job of a task has come to its end, and when that was said.
type idling struct{ since, said time.Time }

// moved notes that a job has come to its end.
func (i *idling) moved(now time.Time) { i.since = now }

// tell tells Idle how the jobs of a task stand, where none has come to its end for a while. It
// is none of the task's business when that cannot be found out.
func (i *idling) tell(ctx context.Context, q *Queue, task string) {
	now := q.Now()
	if q.Idle == nil || now.Sub(i.since) < idleAfter || now.Sub(i.said) < sayAgain || q.around.lasts(now) {
		return
	}
	if standing, err := q.Store.Standing(ctx, task); err == nil {
		i.said = now
		q.Idle(standing)
	}
}
