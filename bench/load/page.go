package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gongwen/bench/started"
)

// page is the office's page, served by a process.
type page struct {
	address string
	cmd     *exec.Cmd
}

// serve starts the page on a port of the loopback.
func serve(ctx context.Context, o options) (*page, error) {
	cmd := exec.CommandContext(ctx, o.program, "serve", "--db", o.db, "--listen", "127.0.0.1:0", "--lang", "en")
	cmd.Stderr = os.Stderr
	const at = "the page is at "
	line, err := started.Process(cmd, func(line string) bool { return strings.Contains(line, at) })
	if err != nil {
		return nil, err
	}
	_, address, _ := strings.Cut(line, at)
	return &page{strings.TrimSuffix(address, "/"), cmd}, nil
}

// end ends the process.
func (p *page) end(err error) error {
	err = errors.Join(err, p.cmd.Process.Signal(syscall.SIGTERM))
	_ = p.cmd.Wait() // its status says that it was ended
	return err
}

// cpu is the time that processors have spent on the process (proc(5)).
func (p *page) cpu() time.Duration {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	const user, system, tick = 11, 12, 10 * time.Millisecond // behind the name; a hundred ticks a second
	fields := strings.Fields(string(content[strings.LastIndexByte(string(content), ')')+1:]))
	var ticks int64
	for _, i := range []int{user, system} {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0
		}
		ticks += n
	}
	return time.Duration(ticks) * tick
}
