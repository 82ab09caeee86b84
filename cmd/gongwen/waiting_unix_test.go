//go:build unix

package main

import (
	"bufio"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gongwen/internal/pgtest"
	"gongwen/internal/tier"
)

// said starts a program and gives the lines that it prints to both its outputs.
func said(t *testing.T, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := program(t, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// What starts before its database says so, is alive and not ready, and goes on when the
// database is there. What waiting does not mend ends it.
func TestADatabaseIsWaitedFor(t *testing.T) {
	tier.Long(t, "starts commands before their database")
	server := pgtest.New(t)
	server.Stop(t)
	watched := map[string]string{}
	lines := map[string]*bufio.Scanner{}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "in", "a.yaml"), []byte("x"))
	var run *exec.Cmd
	for name, args := range map[string][]string{
		"worker": {"--watch", "127.0.0.1:0"}, "serve": {"--watch", "127.0.0.1:0", "--listen", "127.0.0.1:0"}, "run": {"--leave", "-o", filepath.Join(dir, "out"), filepath.Join(dir, "in")},
	} {
		var cmd *exec.Cmd
		cmd, lines[name] = said(t, append([]string{name, "--db", server.Name}, args...)...)
		if name == "run" {
			run = cmd
		} else {
			watched[name] = strings.TrimSuffix(addressIn(t, lines[name], "监控数据在 "), "/metrics")
		}
		addressIn(t, lines[name], "警告: 还不能用数据库，等着：")
	}
	is := func(when string, want map[string]int) {
		t.Helper()
		for name, at := range watched {
			for path, code := range want {
				if got, _ := asked(t, at+path); got != code {
					t.Errorf("%s: %s of %s is %d", when, path, name, got)
				}
			}
		}
	}
	is("before", map[string]int{"/healthz": http.StatusNoContent, "/readyz": http.StatusServiceUnavailable, "/metrics": http.StatusOK})
	server.Start(t)
	addressIn(t, lines["worker"], "正在处理队列里的任务")
	addressIn(t, lines["serve"], "网页在 ")
	is("after", map[string]int{"/healthz": http.StatusNoContent, "/readyz": http.StatusNoContent, "/metrics": http.StatusOK})
	for lines["run"].Scan() { // to its end
	}
	_ = run.Wait() // what is no report is refused
	if got := run.ProcessState.ExitCode(); got != 1 {
		t.Errorf("run ends with %d", got)
	}

	server.Stop(t)
	cmd, out := said(t, "worker", "--db", server.Name)
	addressIn(t, out, "警告: 还不能用数据库，等着：")
	terminated(t, cmd)
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 128+int(syscall.SIGTERM) {
		t.Errorf("ended while it waits, it gives %d", got)
	}
	server.Start(t)
	cmd, out = said(t, "worker", "--db", strings.Replace(server.Name, "/postgres?", "/other?", 1))
	addressIn(t, out, "错误: 打不开数据库：服务器上没有这个库")
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 1 {
		t.Errorf("without its database it ends with %d", got)
	}
}
