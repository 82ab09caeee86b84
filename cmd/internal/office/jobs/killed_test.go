package jobs

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// worker is a process that does jobs.
type worker struct{ cmd *exec.Cmd }

func startWorker(t *testing.T, dsn string) worker {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
	cmd.Env = append(os.Environ(), actVariable+"=work", dsnVariable+"="+dsn, "GOMAXPROCS=1")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	if lines := bufio.NewScanner(out); !lines.Scan() {
		t.Fatal("a worker does not start", cmd.Wait())
	}
	return worker{cmd}
}

func (w worker) kill(t *testing.T) {
	t.Helper()
	if err := w.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = w.cmd.Wait() // it was killed
}

// Workers are killed at random while a queue drains: every job ends once by its
// effects, and what was made is what an undisturbed process makes.
func TestWorkersThatAreKilled(t *testing.T) {
	tier.Long(t, "kills workers while a queue drains")
	count, workers, kills := 30, 3, 6
	if tier.Soaking() {
		count, workers, kills = 3000, 6, 200
	}
	for name, c := range map[string]struct {
		dsn     func(t *testing.T) string
		workers int
	}{
		"sqlite":     {func(t *testing.T) string { return store.NameOf(filepath.Join(t.TempDir(), "a.db")) }, 1},
		"postgresql": {func(t *testing.T) string { return pgtest.Start(t) }, workers},
	} {
		t.Run(name, func(t *testing.T) { killWorkers(t, c.dsn(t), count, c.workers, kills) })
	}
}

func killWorkers(t *testing.T, dsn string, count, workers, kills int) {
	t.Helper()
	s, q := opened(t, dsn)
	requests := make([]Request, count)
	for i := range requests {
		d := report(t, s, fmt.Sprintf("第%d份", i), "pdf", "html")
		requests[i] = Request{Name: d.Name, Make: &d}
	}
	running := make([]worker, workers)
	for i := range running {
		running[i] = startWorker(t, dsn)
	}
	defer func() {
		for _, w := range running {
			w.kill(t)
		}
	}()
	task := ask(t, q, requests...)
	killed := 0
	for {
		p, err := q.Wait(t.Context(), task.ID, time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if p.Ended() {
			break
		}
		if killed == kills {
			continue
		}
		i := rand.IntN(len(running))
		running[i].kill(t)
		running[i] = startWorker(t, dsn)
		killed++
	}
	if killed == 0 {
		t.Error("nobody was killed")
	}
	if p := progressOf(t, s, task); p.Done != count {
		t.Fatalf("%+v", p)
	}
	for i, item := range items(t, s, task) {
		if i%max(1, count/30) != 0 {
			continue // the others are made in the same way
		}
		want, err := q.make(t.Context(), *requests[i].Make)
		if err != nil || len(item.Result.Files) != len(want.files) {
			t.Fatalf("%d files, %v", len(item.Result.Files), err)
		}
		for _, f := range item.Result.Files {
			content, err := s.File(t.Context(), f.Digest) // which verifies it
			if err != nil || store.Digest(content) != store.Digest(want.files[f.Name]) {
				t.Errorf("%s is not what an undisturbed process makes, %v", f.Name, err)
			}
		}
	}
	tier.Did(t, "killed %d workers while %d jobs were done, each ended once", killed, count)
}

func progressOf(t *testing.T, s *store.Store, task store.Task) store.Progress {
	t.Helper()
	p, err := s.Progress(t.Context(), task.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
