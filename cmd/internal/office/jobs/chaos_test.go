package jobs

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/internal/pgtest"
	"gongwen/internal/smalldisk"
	"gongwen/internal/tier"
)

// worker is a process that does jobs.
type worker struct {
	cmd   *exec.Cmd
	dsn   string
	tmp   string // its folder for temporary files; empty for the usual one
	races string // where it writes what data races it finds, if it is built to
}

// startWorker starts a worker, again where the database is away at that moment.
func startWorker(t *testing.T, dsn, tmp, races string) worker {
	t.Helper()
	const tries = 30
	var said string
	for range tries {
		cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Args[0])
		cmd.Env = append(os.Environ(), actVariable+"=work", dsnVariable+"="+dsn, "GOMAXPROCS=1", "GORACE=log_path="+races)
		if tmp != "" {
			cmd.Env = append(cmd.Env, "TMPDIR="+tmp)
		}
		if races != "" { // beside what races are found, what it says
			said, err := os.OpenFile(races+"-said", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = said.Close() }()
			cmd.Stderr = said
		}
		out, err := cmd.StdoutPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		if lines := bufio.NewScanner(out); lines.Scan() {
			return worker{cmd, dsn, tmp, races}
		}
		said = fmt.Sprint(cmd.Wait())
	}
	t.Fatal("a worker does not start: ", said)
	return worker{}
}

func (w worker) kill(t *testing.T) {
	t.Helper()
	if err := w.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = w.cmd.Wait() // it was killed
}

// reportRaces reports the data races that workers found, and of a test that fails the errors
// that they said.
func reportRaces(t *testing.T, races string) {
	t.Helper()
	if t.Failed() {
		said, err := os.ReadFile(races + "-said")
		for line := range strings.Lines(string(said)) {
			if strings.Contains(line, "level=ERROR") {
				t.Log(line)
			}
		}
		if err != nil {
			t.Log(err)
		}
	}
	found, err := filepath.Glob(races + ".*")
	if err != nil {
		t.Error(err)
	}
	for _, file := range found {
		said, err := os.ReadFile(file)
		t.Errorf("%s, %v", said, err)
	}
}

// chaos is what happens while a queue drains.
type chaos struct {
	jobs, workers   int
	kills           int
	restarts, cuts  int            // of the database, of all connections
	server          *pgtest.Server // nil for SQLite
	proxy           *proxy
	disk            string // without room, which one of the workers has; empty for none
	killed, restart int    // so far
	cut             int
}

// withoutRoom is a folder on a disk that has no room; empty where none can be made.
func withoutRoom(t *testing.T) string {
	t.Helper()
	disk := smalldisk.New(t, 64<<10)
	if disk == nil {
		return ""
	}
	disk.Fill(0)
	return disk.Dir
}

// While a queue of different jobs drains, workers are killed at random, the database
// crashes, connections are cut, and one worker's disk is full: every job ends exactly once
// by its effects, and what was made is what an undisturbed process makes.
func TestChaos(t *testing.T) {
	tier.Long(t, "kills workers, the database and connections while a queue drains")
	t.Parallel()
	t.Run("postgresql", func(t *testing.T) {
		t.Parallel() // most of it is waiting for what was killed to be taken up
		server := pgtest.New(t)
		c := chaos{jobs: 40, workers: 3, kills: 5, restarts: 1, cuts: 2, server: server, proxy: newProxy(t, server.Socket), disk: withoutRoom(t)}
		switch {
		case tier.Soaking() && raced:
			c.jobs, c.workers, c.kills, c.restarts, c.cuts = 300, 6, 20, 3, 12
		case tier.Soaking():
			c.jobs, c.workers, c.kills, c.restarts, c.cuts = 3000, 6, 200, 10, 60
		}
		c.run(t, server.Name, c.proxy.name())
	})
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		dsn := store.NameOf(filepath.Join(t.TempDir(), "a.db"))
		c := chaos{jobs: 30, workers: 1, kills: 5, disk: withoutRoom(t)}
		switch {
		case tier.Soaking() && raced:
			c.jobs, c.kills = 100, 5
		case tier.Soaking():
			c.jobs, c.kills = 3000, 100
		}
		c.run(t, dsn, dsn)
	})
}

// requests are jobs of all kinds: documents, bags, reports that are refused, uploads.
func (c *chaos) requests(t *testing.T, s *store.Store) []Request {
	t.Helper()
	all := make([]Request, c.jobs)
	for i := range all {
		word := fmt.Sprintf("第%d份", i)
		d := report(t, s, word, "pdf", "html")
		content := reportContent(word)
		switch i % 10 {
		case 3:
			d = report(t, s, word, "docx")
		case 5:
			d.Formats, d.Bag = []string{"pdf", "docx"}, true
		case 7:
			d.Report = keep(t, s, strings.Replace(content, "2024", "二〇", 1))
		case 9:
			all[i] = Request{Name: word, Read: &Upload{File: keep(t, s, content), Ending: ".yaml"}}
			continue
		}
		all[i] = Request{Name: word, Make: &d}
	}
	return all
}

func keep(t *testing.T, s *store.Store, content string) string {
	t.Helper()
	digest, err := s.Keep(t.Context(), []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

// run drains a queue by workers that reach the database by a name of their own.
func (c *chaos) run(t *testing.T, dsn, workersDSN string) {
	t.Helper()
	s, q := opened(t, dsn)
	requests := c.requests(t, s)
	task := ask(t, q, requests...)
	races := filepath.Join(t.TempDir(), "race")
	defer reportRaces(t, races)
	running := make([]worker, c.workers)
	for i := range running {
		tmp := ""
		if i == 0 {
			tmp = c.disk
		}
		running[i] = startWorker(t, workersDSN, tmp, races)
	}
	defer func() {
		for _, w := range running {
			w.kill(t)
		}
	}()
	seen := map[int]int{}
	began := time.Now()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- q.Collect(ctx, task.ID, len(requests), func(i int, _ store.ItemResult) error { seen[i]++; return nil })
	}()
	c.disturb(t, q, task, running, ended)
	took := time.Since(began)
	if c.killed == 0 || c.restart < c.restarts || c.cut < c.cuts {
		t.Errorf("killed %d workers, restarted %d times, cut %d times", c.killed, c.restart, c.cut)
	}
	for i := range requests {
		if seen[i] != 1 {
			t.Errorf("job %d was collected %d times", i, seen[i])
		}
	}
	c.compare(t, s, q, requests, task)
	once(t, s, len(requests))
	if p, err := s.Progress(t.Context(), task.ID); err != nil || p != byItems(t, s, task) {
		t.Errorf("%+v, %v; its items say %+v", p, err, byItems(t, s, task))
	}
	tier.Did(t, "%d jobs of four kinds ended once in %s by %d workers, of which %d were killed; the database crashed %d times, all connections were cut %d times; every document is what an undisturbed process makes",
		c.jobs, took.Round(time.Second), c.workers, c.killed, c.restart, c.cut)
}

// disturb does what is to happen as the queue drains, spread over it, until it has.
func (c *chaos) disturb(t *testing.T, q *Queue, task store.Task, running []worker, ended <-chan error) {
	t.Helper()
	// Each time that so many jobs have ended there is a kill, a restart, a cut.
	due := func(done, happened, of int) bool { return happened < of && done*(of+1) >= (happened+1)*c.jobs/2 }
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
			return
		case <-tick.C:
		}
		p, err := q.Store.Progress(t.Context(), task.ID)
		if err != nil {
			continue // it is away
		}
		done := p.Done + p.Refused + p.Failed
		if due(done, c.killed, c.kills) {
			i := rand.IntN(len(running))
			running[i].kill(t)
			running[i] = startWorker(t, running[i].dsn, running[i].tmp, running[i].races)
			c.killed++
		}
		if c.server != nil && due(done, c.restart, c.restarts) {
			c.server.Restart(t)
			c.restart++
		}
		if c.proxy != nil && due(done, c.cut, c.cuts) {
			c.proxy.cut()
			c.cut++
		}
	}
}

// compare compares what was made with what this process makes undisturbed.
func (c *chaos) compare(t *testing.T, s *store.Store, q *Queue, requests []Request, task store.Task) {
	t.Helper()
	for i, item := range items(t, s, task) {
		var want made
		var err error
		if r := requests[i]; r.Make != nil {
			want, err = q.make(t.Context(), *r.Make)
		} else {
			want, err = q.read(t.Context(), *r.Read)
		}
		if err != nil || item.Result == nil || item.Result.Outcome != want.outcome || len(item.Result.Files) != len(want.files) {
			t.Errorf("job %d became %+v, undisturbed %s with %d files, %v", i, item.Result, want.outcome, len(want.files), err)
			continue
		}
		for _, f := range item.Result.Files {
			content, err := s.File(t.Context(), f.Digest) // which verifies it
			if err != nil || store.Digest(content) != store.Digest(want.files[f.Name]) {
				t.Errorf("%s of job %d is not what an undisturbed process makes, %v", f.Name, i, err)
			}
		}
	}
}

// once reports what there is twice, or not at all, in the tables.
func once(t *testing.T, s *store.Store, jobs int) {
	t.Helper()
	if err := s.Change(t.Context(), func(tx *sql.Tx) error {
		for query, want := range map[string]int{
			"SELECT COUNT(*) FROM results":                                                                       jobs,
			"SELECT COUNT(DISTINCT key) FROM task_items":                                                         jobs,
			"SELECT COUNT(*) FROM river_job WHERE kind <> 'clean'":                                               jobs,
			"SELECT COUNT(*) FROM river_job WHERE state = 'completed' AND kind <> 'clean'":                       jobs,
			"SELECT COUNT(*) FROM result_files f WHERE NOT EXISTS (SELECT 1 FROM results r WHERE r.key = f.key)": 0,
		} {
			var got int
			if err := tx.QueryRowContext(t.Context(), query).Scan(&got); err != nil {
				return err
			}
			if got != want {
				t.Errorf("%s is %d, want %d", query, got, want)
			}
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
