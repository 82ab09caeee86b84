package jobs

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
)

// Whoever waits for a run of which nothing is done is told why: nobody does jobs, it is
// paused, or those who do jobs are of other settings, who say that themselves.
func TestNothingIsDone(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		clock := atomic.Int64{}
		q.Now = func() time.Time { return noon.Add(time.Duration(clock.Add(int64(idleAfter)))) }
		r := Request{Name: "一", Make: &Document{Report: keep(t, s, "一"), Ending: ".yaml", Name: "一", Formats: []string{"html"}}}
		task, err := q.Ask(t.Context(), store.Task{Kind: RunKind, Created: noon}, []Request{r}, nil)
		if err != nil {
			t.Fatal(err)
		}
		until := func(want store.Standing) {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			var told []store.Standing
			q.Idle = func(st store.Standing) {
				if told = append(told, st); st == want {
					cancel()
				}
			}
			if err := q.Collect(ctx, task.ID, 1, func(int, store.ItemResult) error { return nil }); !errors.Is(err, context.Canceled) || !slices.Contains(told, want) {
				t.Errorf("%+v was told, %v", told, err)
			}
		}
		until(store.Standing{Waiting: 1})
		if _, _, err := Hold(t.Context(), s, task.ID); err != nil {
			t.Fatal(err)
		}
		until(store.Standing{Held: 1})
		if _, err := Release(t.Context(), s, task.ID); err != nil {
			t.Fatal(err)
		}
		other, err := Open(t.Context(), func() Options { o := options(s); o.For = "other"; return o }())
		if err != nil {
			t.Fatal(err)
		}
		left := atomic.Int64{}
		other.Left = func() { left.Add(1) }
		started(t, other)
		until(store.Standing{Left: 1, Attended: true})
		if left.Load() != 1 {
			t.Errorf("it was said %d times that jobs are left to others", left.Load())
		}
	})
}
