//go:build unix

package main

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"gongwen/internal/tier"
)

// service starts a program that goes on until it is ended, and gives the lines that it
// prints.
func service(t *testing.T, args ...string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := program(t, args...)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, bufio.NewScanner(out)
}

// addressIn is the address that the next line with the beginning names.
func addressIn(t *testing.T, lines *bufio.Scanner, beginning string) string {
	t.Helper()
	for lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), beginning); ok {
			return at
		}
	}
	t.Fatalf("it does not say %q", beginning)
	return ""
}

// terminated ends a service by SIGTERM and waits for it.
func terminated(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// A worker that is ended finishes the jobs that it has begun: none is left to be rescued,
// and none is done twice. It is watched until its end.
func TestAWorkerDrains(t *testing.T) {
	tier.Long(t, "ends a worker in the middle of its jobs")
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		writeFile(t, filepath.Join(dir, "in", fmt.Sprintf("r%02d.yaml", i)), []byte(strings.Replace(string(content), "政务公开", fmt.Sprintf("政务公开%d", i), 1)))
	}
	// One that takes longer than all others until the worker is ended.
	heads, text, _ := strings.Cut(string(content), "overview: |\n")
	paragraphs := strings.Repeat("  我局坚持以公开为常态、不公开为例外，把政务公开作为推进依法行政、密切联系各族群众的重要抓手，全年工作有序推进。\n\n", 3000)
	writeFile(t, filepath.Join(dir, "in", "0.yaml"), []byte(heads+"overview: |\n"+paragraphs+text))
	asking, _ := service(t, "run", "--leave", "--db", "sqlite:"+db, "-o", filepath.Join(dir, "out"), filepath.Join(dir, "in"))
	worker, lines := service(t, "worker", "--db", "sqlite:"+db, "--watch", "127.0.0.1:0")
	figures := addressIn(t, lines, "监控数据在 ")
	addressIn(t, lines, "正在处理队列里的任务")
	read, err := sql.Open("sqlite", "file:"+db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	count := func(where string) (n int) {
		t.Helper()
		if err := read.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM river_job WHERE kind = 'make_documents' AND "+where).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for count("state = 'completed'") < 3 {
		if ctx := t.Context(); ctx.Err() != nil {
			t.Fatal(ctx.Err())
		}
	}
	if code, said := asked(t, figures); code != http.StatusOK || !strings.Contains(said, `gongwen_jobs_total{kind="make_documents",outcome="done"}`) || !strings.Contains(said, `gongwen_queue_jobs{queue="make",state="available"}`) {
		t.Errorf("%d: %.300s", code, said)
	}
	ready := strings.Replace(figures, "/metrics", "/readyz", 1)
	if code, _ := asked(t, ready); code != http.StatusNoContent {
		t.Errorf("it is not ready: %d", code)
	}
	terminated(t, worker)
	code := http.StatusNoContent
	for code == http.StatusNoContent {
		code, _ = asked(t, ready)
	}
	if code != http.StatusServiceUnavailable {
		t.Errorf("it is said to be ready by %d", code)
	}
	if code, _ := asked(t, strings.Replace(ready, "readyz", "healthz", 1)); code != http.StatusNoContent {
		t.Errorf("it is said to live by %d", code)
	}
	if code, said := asked(t, figures); code != http.StatusOK || !strings.Contains(said, `gongwen_queue_jobs{queue="make",state="running"}`) {
		t.Errorf("%d: %.300s", code, said)
	}
	_ = worker.Wait()
	if got := worker.ProcessState.ExitCode(); got != 143 {
		t.Errorf("the status is %d", got)
	}
	if n := count("state = 'running'"); n > 0 {
		t.Errorf("%d jobs were left", n)
	}
	if n := count("attempt > 1"); n > 0 {
		t.Errorf("%d jobs were begun twice", n)
	}
	if done := count("state = 'completed'"); done < 3 || done == 61 {
		t.Errorf("%d jobs were done when it ended", done)
	}
	terminated(t, asking)
	_ = asking.Wait()
}

func asked(t *testing.T, address string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(content)
}

// The page that is ended answers the request that it has begun to read.
func TestThePageDrains(t *testing.T) {
	tier.Long(t, "ends the page in the middle of a request")
	page, lines := service(t, "serve", "--db", "sqlite:"+filepath.Join(t.TempDir(), "a.db"), "--listen", "127.0.0.1:0")
	address := strings.Trim(strings.TrimPrefix(addressIn(t, lines, "网页在 "), "http://"), "/")
	var to net.Dialer
	c, err := to.DialContext(context.Background(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	const form = "login=nobody&password=nothing-at-all"
	fmt.Fprintf(c, "POST /sign-in HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", address, address, len(form))
	answers := bufio.NewReader(c)
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("the form is not read: %q, %v", line, err)
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	if code, _ := asked(t, "http://"+address+"/healthz"); code != http.StatusNoContent {
		t.Errorf("it does not live: %d", code)
	}
	terminated(t, page)
	for { // until nobody new is let in
		other, err := to.DialContext(t.Context(), "tcp", address)
		if err != nil {
			break
		}
		_ = other.Close()
	}
	if _, err := io.WriteString(c, form); err != nil {
		t.Fatal(err)
	}
	answer, err := http.ReadResponse(answers, nil)
	if err != nil {
		t.Fatal("the request was cut off: ", err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusUnauthorized && answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("it is answered by %s", answer.Status)
	}
	_ = page.Wait()
	if got := page.ProcessState.ExitCode(); got != 143 {
		t.Errorf("the status is %d", got)
	}
}
