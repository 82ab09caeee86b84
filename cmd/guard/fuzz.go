package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// fuzz runs every fuzz target below a folder for the same time, and lists how
// many inputs each has tried. A target that finds something, tries nothing or
// outlasts its time by the grace is a fault, and the others run all the same.
func fuzz(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("fuzz", flag.ContinueOnError)
	each := flags.Duration("time", 10*time.Second, "how long each target runs")
	grace := flags.Duration("grace", 10*time.Minute, "how much longer building, known inputs and the last input may take")
	pattern := flags.String("target", ".", "regular expression of FOLDER/NAME")
	parallel := flags.Int("parallel", 0, "inputs at a time; as many as processors by itself")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root := rootOf(flags)
	targets, err := matching(root, *pattern, "Fuzz", "F")
	if err != nil {
		return err
	}
	more := []string{}
	if *parallel > 0 {
		more = []string{"-parallel", strconv.Itoa(*parallel)}
	}
	ran, faults, executions := 0, 0, 0
	for _, t := range targets {
		ran++
		said, err := fuzzOne(ctx, t, root, *each, *grace, more)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		tried, kept := executed(said)
		executions += tried
		verdict := "ok  "
		if err != nil || tried == 0 {
			verdict = "FAIL"
			faults++
		}
		fmt.Fprintf(out, "%s %9d inputs, %4d kept  %s\n", verdict, tried, kept, t)
		if err != nil {
			fmt.Fprintf(out, "%v\n%s\n", err, said)
		}
	}
	fmt.Fprintf(out, "%d fuzz targets tried %d inputs in %s each; %d of them failed\n", ran, executions, *each, faults)
	if ran == 0 {
		return errors.New("there is no such fuzz target")
	}
	if faults > 0 {
		return errors.New("fuzzing found something")
	}
	return nil
}

// fuzzOne fuzzes one target and gives what go test said.
func fuzzOne(ctx context.Context, t testFunc, root string, each, grace time.Duration, more []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, each+grace)
	defer cancel()
	// Making every new input small takes a minute each by default, in which a
	// target of large inputs tries nothing.
	args := []string{"test", "-run", "^$", "-fuzz", "^" + t.name + "$", "-fuzztime", each.String(), "-fuzzminimizetime", "20x"}
	cmd := exec.CommandContext(ctx, goCommand(), append(append(args, more...), "./"+t.folder)...)
	cmd.Dir = root
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = fmt.Errorf("it did not end within %s", each+grace)
	}
	if err != nil && ranOut(said.String()) {
		err = nil
	}
	return said.String(), err
}

// ranOut reports whether go test failed for nothing but that its time was over
// while an input was tried, which happens on a busy machine.
func ranOut(said string) bool {
	return ended.MatchString(said) && !strings.Contains(said, "Failing input")
}

var ended = regexp.MustCompile(`(?m)^--- FAIL: Fuzz\w+ \([0-9.]+s\)\n    context deadline exceeded\nFAIL$`)

var progress = regexp.MustCompile(`execs: (\d+) .*\(total: (\d+)\)`)

// executed is how many inputs were tried and how many are kept, by the last
// line of progress.
func executed(said string) (tried, kept int) {
	for _, m := range progress.FindAllStringSubmatch(said, -1) {
		tried, _ = strconv.Atoi(m[1]) // digits
		kept, _ = strconv.Atoi(m[2])
	}
	return tried, kept
}
