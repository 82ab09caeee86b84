package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
)

// errFailed says that go test failed and has said why.
var errFailed = errors.New("go test failed")

// event is what go test -json prints (cmd/test2json).
type event struct {
	Action      string
	Package     string
	Test        string
	Output      string
	Elapsed     float64
	FailedBuild string
}

// goTest runs go test -json and hands over its events as they come. The error
// is errFailed where a test failed.
func goTest(ctx context.Context, args []string, each func(event)) error {
	cmd := exec.CommandContext(ctx, goCommand(), append([]string{"test", "-json"}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	readErr := readEvents(pipe, each)
	var exit *exec.ExitError
	switch err := cmd.Wait(); {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		return errFailed
	case err != nil:
		return err
	}
	return readErr
}

// goCommand is the go command that GO names, as in the Makefile.
func goCommand() string {
	if named := os.Getenv("GO"); named != "" {
		return named
	}
	return "go"
}

// readEvents reads the lines of go test -json. A line that is no event, such as
// what a linker says, is output of no package.
func readEvents(r io.Reader, each func(event)) error {
	lines := bufio.NewReader(r)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil || e.Action == "" {
				e = event{Action: "output", Output: string(line)}
			}
			each(e)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("what go test printed cannot be read: %w", err)
		}
	}
}
