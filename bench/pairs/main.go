// Command pairs runs two commands in turn and prints what the first takes of what
// the second takes: processor, clock and memory at the peak, as ratios of medians.
// What else the machine does meets both alike.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gongwen/bench/median"
)

const usage = "usage: pairs RUNS COMMAND --- COMMAND"

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pairs:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	at := slices.Index(args, "---")
	if at < 2 || at == len(args)-1 {
		return errors.New(usage)
	}
	runs, err := strconv.Atoi(args[0])
	if err != nil || runs < 1 {
		return errors.New(usage)
	}
	var a, b []figures
	for range runs {
		for _, c := range []struct {
			command []string
			to      *[]figures
		}{{args[1:at], &a}, {args[at+1:], &b}} {
			f, err := once(ctx, c.command)
			if err != nil {
				return fmt.Errorf("%s: %w", strings.Join(c.command, " "), err)
			}
			*c.to = append(*c.to, f)
		}
	}
	x, y := medians(a), medians(b)
	fmt.Printf("%d pairs: processor %.2f, clock %.2f, memory %.2f\n", runs, x.cpu/y.cpu, x.wall/y.wall, x.memory/y.memory)
	return nil
}

// figures are seconds and kilobytes.
type figures struct{ cpu, wall, memory float64 }

func once(ctx context.Context, command []string) (figures, error) {
	begun := time.Now()
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	said, err := cmd.CombinedOutput()
	if err != nil {
		return figures{}, fmt.Errorf("%w: %s", err, said)
	}
	u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return figures{}, fmt.Errorf("this system does not tell what a process takes")
	}
	return figures{
		cpu:  (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(),
		wall: time.Since(begun).Seconds(), memory: float64(u.Maxrss),
	}, nil
}

func medians(list []figures) figures {
	return figures{
		median.Of(list, func(f figures) float64 { return f.cpu }), median.Of(list, func(f figures) float64 { return f.wall }),
		median.Of(list, func(f figures) float64 { return f.memory }),
	}
}
