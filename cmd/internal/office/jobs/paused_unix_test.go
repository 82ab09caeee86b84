//go:build unix

package jobs

import (
	"database/sql"
	"fmt"
	"syscall"
	"testing"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// A worker that leads the others is paused in the middle of its job, until another leads and
// has done all, and then goes on, as a machine that was suspended: nothing is done twice by
// its effects.
func TestAPausedLeader(t *testing.T) {
	tier.Soak(t, "pauses a worker for longer than it leads")
	dsn := pgtest.Start(t)
	s, q := opened(t, dsn)
	leader := func() (id string) {
		t.Helper()
		if err := s.Change(t.Context(), func(tx *sql.Tx) error {
			return tx.QueryRowContext(t.Context(), "SELECT COALESCE(MAX(leader_id), '') FROM river_leader").Scan(&id)
		}); err != nil {
			t.Fatal(err)
		}
		return id
	}
	paused := startWorker(t, dsn, "", "")
	defer paused.kill(t)
	first := ""
	for first == "" {
		first = leader()
	}
	const jobs = 200
	requests := make([]Request, 2*jobs)
	for i := range requests {
		d := report(t, s, fmt.Sprint(i), "pdf")
		requests[i] = Request{Make: &d}
	}
	tasks := []store.Task{ask(t, q, requests[:jobs]...)}
	for p := (store.Progress{}); p.Done < 3; {
		var err error
		if p, err = s.Progress(t.Context(), tasks[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if err := paused.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	other := startWorker(t, dsn, "", "")
	defer other.kill(t)
	for id := first; id == first || id == ""; {
		id = leader()
	}
	if p := ended(t, q, tasks[0]); p.Done != jobs {
		t.Errorf("%+v", p)
	}
	if err := paused.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	tasks = append(tasks, ask(t, q, requests...))
	for _, task := range tasks {
		if p := ended(t, q, task); p.Done != p.Items || p != byItems(t, s, task) {
			t.Errorf("%+v, its items say %+v", p, byItems(t, s, task))
		}
	}
	once(t, s, len(requests))
	tier.Did(t, "a leader was paused in the middle of a job until another led and %d jobs were done, and went on: each ended once", jobs)
}
