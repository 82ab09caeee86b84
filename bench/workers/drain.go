package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"gongwen/bench/started"
)

// drained is what a trial took, of each job: milliseconds of the processor and bytes of the
// database.
type drained struct {
	workers, run, server float64
	rate                 float64 // jobs a second
	connections          int     // the most at a time
	bytes                float64
}

// trial is a database and the workers that do its jobs.
type trial struct {
	options
	server  *server
	db, dir string
	running []*exec.Cmd
}

// drain has so many workers do the jobs of a folder, after those of another, which are not
// counted: what a process does once, it has done then.
func (o options) drain(ctx context.Context, s *server, dir, first, folder string, jobs, workers int) (d drained, err error) {
	t := trial{options: o, server: s, dir: dir}
	if t.db, err = s.fresh(ctx); err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, t.end(), s.drop(context.WithoutCancel(ctx), t.db)) }()
	for range workers {
		w, err := o.worker(ctx, t.db)
		if err != nil {
			return d, err
		}
		t.running = append(t.running, w)
	}
	if _, err := t.run(ctx, first, &d); err != nil {
		return d, err
	}
	size, server, work := s.size(ctx, t.db), s.spent(), t.spent()
	began := time.Now()
	run, err := t.run(ctx, folder, &d)
	if err != nil {
		return d, err
	}
	each := func(sum float64) float64 { return sum / float64(jobs) }
	d.rate = float64(jobs) / time.Since(began).Seconds()
	d.run = each(run)
	d.workers, d.server, d.bytes = each(t.spent()-work), each(s.spent()-server), each(s.size(ctx, t.db)-size)
	return d, nil
}

// run asks for the jobs of a folder and gives what that process took, in milliseconds of
// the processor.
func (t *trial) run(ctx context.Context, folder string, d *drained) (float64, error) {
	out := filepath.Join(t.dir, "out")
	if err := os.RemoveAll(out); err != nil {
		return 0, err
	}
	cmd := exec.CommandContext(ctx, t.program, "run", "--quiet", "--leave", "--db", t.db, "-o", out, folder)
	if err := t.server.watch(ctx, t.db, d, cmd); err != nil {
		return 0, err
	}
	return milliseconds(cmd.ProcessState), nil
}

// spent is what the workers have taken so far.
func (t *trial) spent() (ms float64) {
	for _, w := range t.running {
		ms += stat(strconv.Itoa(w.Process.Pid)).self
	}
	return ms
}

// end ends the workers.
func (t *trial) end() (err error) {
	for _, w := range t.running {
		err = errors.Join(err, w.Process.Signal(syscall.SIGTERM))
		_ = w.Wait() // it ends by the signal
	}
	return err
}

func milliseconds(p *os.ProcessState) float64 {
	return (p.UserTime() + p.SystemTime()).Seconds() * 1000
}

// worker starts a worker, on one processor as if it had a machine of its own, and waits
// until it takes jobs.
func (o options) worker(ctx context.Context, db string) (*exec.Cmd, error) {
	cmd := exec.CommandContext(ctx, o.program, "worker")
	cmd.Env = append(os.Environ(), "GONGWEN_DB="+db, "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	if _, err := started.Process(cmd, func(string) bool { return true }); err != nil {
		return nil, err
	}
	return cmd, nil
}
