package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// write writes files that differ, by a word and their numbers: reports as an example, or
// without one what holds no report.
func write(dir, word, example string, count int) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	text, year := "2024年", "2024年"
	if example != "" {
		content, err := os.ReadFile(example)
		if err != nil {
			return err
		}
		if text = string(content); !strings.Contains(text, year) {
			return errors.New(example + " does not say " + year)
		}
	}
	for i := range count {
		content := strings.Replace(text, year, fmt.Sprintf("%s%s第%d份", year, word, i+1), 1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.yaml", i+1)), []byte(content), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// alone is what a further report takes of gongwen build, in milliseconds of the processor:
// the difference of many reports and few.
func (o options) alone(ctx context.Context, dir string) (float64, error) {
	spent := func(count int) (float64, error) {
		in, out := filepath.Join(dir, fmt.Sprint("alone", count)), filepath.Join(dir, fmt.Sprint("built", count))
		if err := write(in, "alone", o.example, count); err != nil {
			return 0, err
		}
		cmd := exec.CommandContext(ctx, o.program, "build", "--quiet", "-o", out, in)
		if said, err := cmd.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("build: %w: %s", err, said)
		}
		return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds() * 1000, nil
	}
	few, err := spent(max(1, o.reports/10))
	if err != nil {
		return 0, err
	}
	many, err := spent(o.reports)
	return (many - few) / float64(o.reports-max(1, o.reports/10)), err
}
