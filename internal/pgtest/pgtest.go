// Package pgtest starts PostgreSQL servers that live as long as a test, in a folder
// of its own and on a socket in it: no port is taken, and nothing is left behind.
package pgtest

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"gongwen/internal/judge"
)

// Start starts a server and gives the connection of its superuser, a postgres://
// URL. Where the server's programs are not installed, the test is skipped as one
// whose judge is missing. The server refuses to run as root: it runs as the user
// postgres or nobody then.
func Start(t testing.TB) string { return New(t).Name }

// Server is a server that a test can restart.
type Server struct {
	Name   string // the connection of its superuser, a postgres:// URL
	Socket string // the path of the socket that it listens on

	as       account
	ctl, dir string
}

// New is Start of a server that is to be restarted.
func New(t testing.TB) *Server {
	t.Helper()
	initdb, ctl := Program(t, "initdb"), Program(t, "pg_ctl")
	as := user(t)
	dir := filepath.Join(base(t, as), "data")
	run(t, as, initdb, "-D", dir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	socket := filepath.Dir(dir)
	q := url.Values{"host": {socket}, "user": {"postgres"}, "sslmode": {"disable"}}
	s := &Server{Name: "postgres:///postgres?" + q.Encode(), Socket: filepath.Join(socket, ".s.PGSQL.5432"), as: as, ctl: ctl, dir: dir}
	s.Start(t)
	t.Cleanup(func() { s.Stop(t) })
	return s
}

// Start starts the server again after Stop.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	socket := filepath.Dir(s.dir)
	run(t, s.as, s.ctl, "-D", s.dir, "-w", "-s", "-l", filepath.Join(socket, "log"), "-o", "-c listen_addresses='' -c fsync=off -c shared_buffers=16MB -c max_connections=100 -k "+socket, "start")
}

// Stop stops the server in the middle of what it does, as if it had crashed.
func (s *Server) Stop(t testing.TB) {
	t.Helper()
	run(t, s.as, s.ctl, "-D", s.dir, "-w", "-s", "-m", "immediate", "stop")
}

// Restart is Stop and Start.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.Stop(t)
	s.Start(t)
}

// base is a folder whose path is short enough for a socket. Those of tests are not.
func base(t testing.TB, as account) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	as.own(t, dir)
	return dir
}

// Program finds a program of the server: on the path, or where Debian puts it.
func Program(t testing.TB, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, err := filepath.Glob(filepath.Join("/usr/lib/postgresql/*/bin", name))
	if err != nil || len(found) == 0 {
		judge.Absent(t, "PostgreSQL server ("+name+")")
	}
	return slices.Max(found)
}

// run runs a program of the server. The server that it leaves behind keeps none of
// its files open.
func run(t testing.TB, as account, program string, args ...string) {
	t.Helper()
	out, err := os.CreateTemp(t.TempDir(), "out")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = out.Close() }()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), program, args...)
	cmd.Stdout, cmd.Stderr, cmd.Dir = out, out, os.TempDir()
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return len(v) > 2 && v[:2] == "PG" }), "LC_ALL=C")
	as.runs(cmd)
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		t.Fatalf("%s: %v\n%s", filepath.Base(program), err, said)
	}
}
