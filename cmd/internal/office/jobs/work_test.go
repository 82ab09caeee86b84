package jobs

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"gongwen/cmd/internal/office/store"
)

// What takes too long is refused at the third time, though no time is left to keep that. A
// store of files that does not answer in that time is no fault of the report. What no
// process brings to its end is given up.
func TestTimeThatIsUp(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store, q *Queue) {
		waits := func(ctx context.Context) (made, error) {
			<-ctx.Done()
			return made{outcome: store.Done}, nil
		}
		away := func(ctx context.Context) (made, error) {
			<-ctx.Done()
			return made{}, ctx.Err()
		}
		never := func(context.Context) (made, error) {
			t.Error("what is given up is done")
			return made{}, nil
		}
		failed := func(n int, how string) (list []rivertype.AttemptError) {
			for range n {
				list = append(list, rivertype.AttemptError{Error: how})
			}
			return list
		}
		for about, c := range map[string]struct {
			work   func(context.Context) (made, error)
			before []rivertype.AttemptError
			want   store.Progress
			snooze bool
			err    error
			words  string
		}{
			"the first time": {waits, nil, store.Progress{Items: 1}, false, errLong, ""},
			"the third time": {waits, failed(maxTries-1, errLong.Error()), store.Progress{Items: 1, Refused: 1}, false, nil, "时间太长"},
			"files are away": {away, failed(maxTries-1, errLong.Error()), store.Progress{Items: 1}, true, nil, ""},
			"processes end":  {never, failed(maxCutShort, rescued+" by JobRescuer"), store.Progress{Items: 1, Failed: 1}, false, nil, "一再中断"},
		} {
			d := report(t, s, about, "html")
			task := ask(t, q, Request{Make: &d})
			item := items(t, s, task)[0]
			ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
			err := do(ctx, q, &river.Job[makeArgs]{JobRow: &rivertype.JobRow{ID: item.Job, Errors: c.before}}, item.Key, q.For, c.work)
			cancel()
			var snoozed *rivertype.JobSnoozeError
			if errors.As(err, &snoozed) != c.snooze || !c.snooze && !errors.Is(err, c.err) {
				t.Errorf("%s: %v", about, err)
			}
			if p, err := s.Progress(t.Context(), task.ID); err != nil || p != c.want {
				t.Errorf("%s: %+v, %v", about, p, err)
			}
			if result := items(t, s, task)[0].Result; c.words != "" && (result == nil || !strings.Contains(result.Said, c.words)) {
				t.Errorf("%s: %+v", about, result)
			}
		}
	})
}

// A process whose place for files is another takes few jobs, and none so long that it is lost.
func TestPausesAfterFaults(t *testing.T) {
	for err, want := range map[error]time.Duration{io.ErrUnexpectedEOF: passingPause, store.ErrAway: elsewherePause, store.ErrOutside: elsewherePause} {
		if got := pauseAfter(err); got != want || got >= min(jobTimeout, rescueAfter) {
			t.Errorf("%v: %s", err, got)
		}
	}
}

// Jobs of another version are looked at again soon while they are new, and seldom when they
// have been left for long.
func TestJobsOfOthersAreLeft(t *testing.T) {
	for age, want := range map[time.Duration]time.Duration{-time.Hour: 10 * time.Second, 0: 10 * time.Second, 2 * time.Minute: 30 * time.Second, 90 * 24 * time.Hour: 10 * time.Minute} {
		if got := leftFor(age); got != want {
			t.Errorf("%s old: %s, wanted %s", age, got, want)
		}
	}
}
