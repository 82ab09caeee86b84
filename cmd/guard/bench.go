package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// bench runs the benchmarks, prints benchstat's comparison with the baseline
// and says in words what got slower or allocates more. With -update the
// figures become the baseline.
func bench(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	baseline := flags.String("baseline", "bench/baseline.txt", "the figures to compare with")
	benchstat := flags.String("benchstat", "benchstat", "the program that compares (golang.org/x/perf/cmd/benchstat)")
	into := flags.String("into", "dist/bench.txt", "where the new figures go")
	count := flags.Int("count", 6, "runs of each benchmark; benchstat needs six to be sure of a difference")
	which := flags.String("run", ".", "regular expression of the benchmarks")
	update := flags.Bool("update", false, "make the new figures the baseline")
	if err := flags.Parse(args); err != nil {
		return err
	}
	figures, err := measure(ctx, *which, *count, flags.Args(), out)
	if err != nil {
		return err
	}
	if *update {
		*into = *baseline
	}
	if err := os.MkdirAll(filepath.Dir(*into), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(*into, figures, 0o666); err != nil {
		return err
	}
	if *update {
		return nil
	}
	return compare(ctx, *benchstat, *baseline, *into, out)
}

// measure runs the benchmarks and gives their figures, which it prints as they come.
func measure(ctx context.Context, which string, count int, packages []string, out io.Writer) ([]byte, error) {
	args := []string{"test", "-run", "^$", "-bench", which, "-benchmem", "-count", strconv.Itoa(count), "-timeout", "2h"}
	cmd := exec.CommandContext(ctx, goCommand(), append(args, packages...)...)
	var figures bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.MultiWriter(&figures, out), os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("the benchmarks: %w", err)
	}
	return onlyFigures(figures.String()), nil
}

// onlyFigures keeps the lines that benchstat reads.
func onlyFigures(text string) []byte {
	var kept bytes.Buffer
	for line := range strings.Lines(text) {
		for _, start := range []string{"Benchmark", "pkg: ", "cpu: ", "goos: ", "goarch: "} {
			if strings.HasPrefix(line, start) {
				kept.WriteString(line)
			}
		}
	}
	return kept.Bytes()
}

// compare prints benchstat's table and what it means. Figures of other
// processors are compared too: their allocations are the same.
func compare(ctx context.Context, benchstat, before, after string, out io.Writer) error {
	stat := func(format string) (string, error) {
		cmd := exec.CommandContext(ctx, benchstat, "-ignore", "cpu", "-format", format, "baseline="+before, "now="+after)
		var said, faults bytes.Buffer
		cmd.Stdout, cmd.Stderr = &said, &faults
		if err := cmd.Run(); err != nil {
			return "", fmt.Errorf("benchstat: %w\n%s", err, faults.String())
		}
		return said.String(), nil
	}
	table, err := stat("text")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, table)
	values, err := stat("csv")
	if err != nil {
		return err
	}
	worse, err := readWorse(values)
	if err != nil {
		return err
	}
	for _, w := range worse {
		fmt.Fprintln(out, w)
	}
	if len(worse) == 0 {
		fmt.Fprintln(out, "nothing got slower or allocates more than in "+before)
	}
	return nil
}

// readWorse reads benchstat's CSV: a block for each unit, whose rows are name,
// baseline, its spread, now, its spread, difference, probability. A difference
// that may be chance is "~".
func readWorse(text string) ([]string, error) {
	rows := csv.NewReader(strings.NewReader(text))
	rows.FieldsPerRecord = -1
	var worse []string
	unit, pkg := "", ""
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return worse, nil
		}
		if err != nil {
			return nil, fmt.Errorf("what benchstat printed: %w", err)
		}
		if named, is := strings.CutPrefix(row[0], "pkg: "); is {
			pkg = named
		}
		if len(row) > 1 && row[0] == "" && row[1] != "" && !strings.Contains(row[1], "=") {
			unit = row[1]
		}
		if len(row) < 7 || !strings.HasPrefix(row[5], "+") || row[0] == "geomean" {
			continue
		}
		worse = append(worse, fmt.Sprintf("%s: %s %s %s (%s, was %s)", rise(unit), pkg, row[0], row[5], row[3], row[1]))
	}
}

// rise says in a word what more of a unit means.
func rise(unit string) string {
	switch unit {
	case "sec/op":
		return "slower"
	case "B/op", "allocs/op":
		return "allocates more (" + unit + ")"
	}
	return "more " + unit
}
