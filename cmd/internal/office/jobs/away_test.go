package jobs

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// A database that is away is said once a minute, and that it is back once, however many
// notice; River's own words about it are not written.
func TestADatabaseThatIsAway(t *testing.T) {
	var out bytes.Buffer
	now := noon
	q := &Queue{Options: Options{Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&out, nil))}}
	river := q.logger().With("client", "a")
	said := func(want ...string) {
		t.Helper()
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(want) == 0 && out.Len() == 0 {
			lines = nil
		}
		if len(lines) != len(want) {
			t.Fatalf("%q", lines)
		}
		for i, w := range want {
			if !strings.Contains(lines[i], w) {
				t.Errorf("there is no %q in %q", w, lines[i])
			}
		}
		out.Reset()
	}
	river.Info("Elector: Gained leadership")
	q.back(t.Context())
	said()
	river.Error("Elector: Error attempting reelection", "err", errors.New("conn closed"))
	river.Error("Producer: Error fetching jobs", slog.String("error", "conn closed"))
	q.away(t.Context(), errors.New("conn closed"))
	said(`msg="the database or the files do not answer" error="the database does not answer" of="conn closed"`)
	q.back(t.Context())
	q.back(t.Context())
	said("answer again")
	q.away(t.Context(), errors.New("another connection was closed"))
	q.back(t.Context())
	said()
	now = now.Add(time.Minute)
	q.away(t.Context(), errors.New("still"))
	said("error=still")
	river.Error("BatchCompleter: Too many errors; giving up")
	said()
	// What River finds out tells less than what was known.
	now = now.Add(time.Minute)
	river.Error("Elector: Error attempting reelection", "err", errors.New("conn closed"))
	said("error=still of=\"conn closed\"")
	// Nothing is done for as long as somebody waits: that is why the wait ends.
	until := func(end time.Time) {
		for ; now.Before(end); now = now.Add(sayAgain / 2) {
			river.Error("Producer: Error fetching jobs", slog.String("error", "conn closed"))
		}
	}
	if until(now.Add(patience)); q.around.given(now) == nil || q.around.given(now).Error() != "still" {
		t.Error(q.around.given(now))
	}
	if err := q.around.given(now.Add(2 * sayAgain)); err != nil {
		t.Errorf("what was away long ago ends a wait: %v", err)
	}
	q.around.done()
	if until(now.Add(patience / 2)); q.around.given(now) != nil {
		t.Error(q.around.given(now))
	}
	q.back(t.Context())
	out.Reset()
	river.Warn("JobExecutor: Job appears to be stuck", "job", 7)
	said(`msg="the queue warns" of="Job appears to be stuck" client=a job=7`)
	var told []error
	q.Away = func(err error) { told = append(told, err) }
	now = now.Add(time.Minute)
	q.away(t.Context(), errors.New("away"))
	q.back(t.Context())
	if said(); len(told) != 2 || told[0] == nil || told[1] != nil {
		t.Errorf("%v", told)
	}
}
