package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// task is something that the program does, whose instructions are counted.
type task struct {
	name string
	args []string // OUT stands for an empty folder
}

const report = "examples/shaxian-xinfangju-2023.yaml"

func tasks() []task {
	return []task{
		{"version", []string{"version"}},
		{"check", []string{"check", report}},
		{"build", []string{"build", "-o", "OUT", report}},
		{"batch", []string{"build", "-j1", "-o", "OUT", report, "examples/invented-2024.yaml", "examples/lists-and-tables-2023.yaml", "examples/invented-rule-of-law-2023.yaml"}},
	}
}

// counted is what a task took, in instructions, the least and the most of several
// counts.
type counted struct {
	least, most int64
}

// allowed is how many instructions a task may take: twice the spread of the counts
// more than the most of them, and in any case slack per cent more, as the rules and
// templates that a report is checked by grow too.
func (c counted) allowed() int64 {
	const slack = 10
	return c.most + max(2*(c.most-c.least), c.least*slack/100)
}

// instructions counts with valgrind how many instructions the program executes for
// some tasks, which hardly depends on what else the machine does, and fails where
// they are more than the baseline of this version of Go allows. With -update the
// counts become the baseline.
func instructions(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("instructions", flag.ContinueOnError)
	path := flags.String("baseline", "bench/instructions.tsv", "the counts to compare with")
	count := flags.Int("count", 3, "counts of each task")
	update := flags.Bool("update", false, "make the new counts the baseline")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if _, err := exec.LookPath("valgrind"); err != nil {
		_, err := fmt.Fprintln(out, "valgrind is not installed: no instructions were counted")
		return err
	}
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program := filepath.Join(dir, "gongwen")
	build := exec.CommandContext(ctx, goCommand(), "build", "-trimpath", "-o", program, "./cmd/gongwen")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	machine := runtime.Version() + "\t" + runtime.GOARCH
	text, err := os.ReadFile(*path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var faults []string
	now := map[string]counted{}
	for _, t := range tasks() {
		if now[t.name], err = countAll(ctx, program, t, *count); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		line, tooMany := verdict(t.name, now[t.name], machine, string(text))
		if _, err := fmt.Fprintln(out, line); err != nil {
			return err
		}
		if tooMany {
			faults = append(faults, t.name)
		}
	}
	if *update {
		return os.WriteFile(*path, []byte(rebased(string(text), machine, now)), 0o666)
	}
	if len(faults) > 0 {
		return fmt.Errorf("more instructions than the baseline allows: %s; where that is worth it, make instructions-baseline", strings.Join(faults, ", "))
	}
	return nil
}

// verdict says in a line what a task took beside the baseline, and whether that is
// too many.
func verdict(name string, now counted, machine, baseline string) (line string, tooMany bool) {
	const million = 1e6
	line = fmt.Sprintf("%-8s %8.2f million", name, float64(now.least)/million)
	was, known := baselineOf(baseline, machine)[name]
	if !known {
		return line + ", no baseline for " + strings.ReplaceAll(machine, "\t", " "), false
	}
	line += fmt.Sprintf(", baseline %.2f to %.2f, allowed %.2f", float64(was.least)/million, float64(was.most)/million, float64(was.allowed())/million)
	return line, now.least > was.allowed()
}

// baselineOf reads the lines of a baseline that are of a version of Go and a kind of
// processor.
func baselineOf(text, machine string) map[string]counted {
	found := map[string]counted{}
	for line := range strings.Lines(text) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), machine+"\t")
		cells := strings.Split(rest, "\t")
		if !ok || len(cells) != 3 {
			continue
		}
		least, err1 := strconv.ParseInt(cells[1], 10, 64)
		most, err2 := strconv.ParseInt(cells[2], 10, 64)
		if err1 == nil && err2 == nil {
			found[cells[0]] = counted{least, most}
		}
	}
	return found
}

// rebased is a baseline with new lines for a version of Go and a kind of processor.
func rebased(text, machine string, now map[string]counted) string {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, machine+"\t") {
			lines = append(lines, line)
		}
	}
	for name, c := range now {
		lines = append(lines, fmt.Sprintf("%s\t%s\t%d\t%d\n", machine, name, c.least, c.most))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func countAll(ctx context.Context, program string, t task, times int) (counted, error) {
	var c counted
	for i := range times {
		n, err := countOnce(ctx, program, t)
		if err != nil {
			return c, err
		}
		if i == 0 || n < c.least {
			c.least = n
		}
		c.most = max(c.most, n)
	}
	return c, nil
}

// collected is how callgrind says how many instructions it saw.
var collected = regexp.MustCompile(`Collected : ([0-9]+)`)

// countOnce counts the instructions of one process: without collections of garbage,
// on one processor, without interruptions by a clock. Old versions of valgrind do not
// know RDTSCP.
func countOnce(ctx context.Context, program string, t task) (int64, error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	args := append([]string{"--tool=callgrind", "--callgrind-out-file=/dev/null", program}, t.args...)
	for i := range args {
		if args[i] == "OUT" {
			args[i] = dir
		}
	}
	cmd := exec.CommandContext(ctx, "valgrind", args...)
	cmd.Env = append(os.Environ(), "GOGC=off", "GOMAXPROCS=1", "GODEBUG=asyncpreemptoff=1,cpu.rdtscp=off", "LANG=C.UTF-8")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%w: %s", err, said.String())
	}
	m := collected.FindSubmatch(said.Bytes())
	if m == nil {
		return 0, fmt.Errorf("valgrind counted nothing: %s", said.String())
	}
	return strconv.ParseInt(string(m[1]), 10, 64)
}
