package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL server on this machine.
type server struct {
	at   *url.URL
	conn *pgx.Conn
	pid  string // of its first process; empty where that is not known
	made int
}

func connect(ctx context.Context, db string) (*server, error) {
	at, err := url.Parse(db)
	if err != nil || at.Scheme != "postgres" {
		return nil, errors.New("-db takes postgres://…")
	}
	conn, err := pgx.Connect(ctx, db)
	if err != nil {
		return nil, err
	}
	s := &server{at: at, conn: conn}
	var data string
	if conn.QueryRow(ctx, "SHOW data_directory").Scan(&data) == nil {
		if content, err := os.ReadFile(filepath.Join(data, "postmaster.pid")); err == nil {
			s.pid, _, _ = strings.Cut(string(content), "\n")
		}
	}
	return s, nil
}

func (s *server) close() { _ = s.conn.Close(context.Background()) }

// fresh makes a database and gives its name as gongwen takes it.
func (s *server) fresh(ctx context.Context) (string, error) {
	s.made++
	name := fmt.Sprintf("gongwen_workers_%d_%d", os.Getpid(), s.made)
	if _, err := s.conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	at := *s.at
	at.Path = "/" + name
	return at.String(), nil
}

func nameOf(db string) string {
	at, err := url.Parse(db)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(at.Path, "/")
}

func (s *server) drop(ctx context.Context, db string) error {
	_, err := s.conn.Exec(ctx, "DROP DATABASE "+nameOf(db)+" WITH (FORCE)")
	return err
}

// size is that of a database, in bytes.
func (s *server) size(ctx context.Context, db string) (bytes float64) {
	_ = s.conn.QueryRow(ctx, "SELECT pg_database_size($1)::float8", nameOf(db)).Scan(&bytes)
	return bytes
}

// watch runs a command to its end and looks at the connections meanwhile.
func (s *server) watch(ctx context.Context, db string, d *drained, cmd *exec.Cmd) error {
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			// What holds no report is refused, which run says by its status.
			if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
				return fmt.Errorf("run: %w: %s", err, said.String())
			}
			return nil
		case <-tick.C:
			var n int
			if s.conn.QueryRow(ctx, "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = $1", nameOf(db)).Scan(&n) == nil {
				d.connections = max(d.connections, n)
			}
		}
	}
}

// spent is what the server and all its processes have taken of the processors, in
// milliseconds; 0 where that is not known.
func (s *server) spent() (ms float64) {
	if s.pid == "" {
		return 0
	}
	own := stat(s.pid)
	ms = own.self + own.children // those that have ended
	all, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return 0
	}
	for _, path := range all {
		if p := stat(filepath.Base(filepath.Dir(path))); p.parent == s.pid {
			ms += p.self
		}
	}
	return ms
}

type process struct {
	parent         string
	self, children float64 // milliseconds of the processor
}

// stat reads what Linux says of a process (proc(5)).
func stat(pid string) (p process) {
	content, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		return p
	}
	fields := strings.Fields(string(content[strings.LastIndexByte(string(content), ')')+1:]))
	const parent, user, system, childUser, childSystem, tick = 1, 11, 12, 13, 14, 10 // behind the name; a hundred ticks a second
	if len(fields) <= childSystem {
		return p
	}
	at := func(i int) float64 { n, _ := strconv.ParseFloat(fields[i], 64); return n * tick }
	return process{fields[parent], at(user) + at(system), at(childUser) + at(childSystem)}
}
