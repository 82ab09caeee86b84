package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"gongwen/bench/median"
)

// command is a program to run, with what its environment has besides.
type command struct {
	args, env []string
}

// figures are what a process and those that it started took: seconds, and the
// kilobytes of the largest of them.
type figures struct{ cpu, wall, memory float64 }

// once runs a command to its end and counts its descendants too, those that it left
// behind included.
func once(ctx context.Context, c command) (figures, error) {
	begun := time.Now()
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	said, err := cmd.CombinedOutput()
	wall := time.Since(begun).Seconds()
	if err != nil {
		return figures{}, fmt.Errorf("%s: %w: %s", strings.Join(c.args, " "), err, said)
	}
	u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return figures{}, errors.New("this system does not tell what a process takes")
	}
	f := taken(u)
	f.wall = wall
	for _, left := range orphans() {
		more := taken(&left)
		f.cpu, f.memory = f.cpu+more.cpu, max(f.memory, more.memory)
	}
	return f, nil
}

// taken reads the usage of a process and its descendants that were waited for.
func taken(u *syscall.Rusage) figures {
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return figures{cpu: seconds(u.Utime) + seconds(u.Stime), memory: float64(u.Maxrss)}
}

func medians(list []figures) figures {
	return figures{
		median.Of(list, func(f figures) float64 { return f.cpu }), median.Of(list, func(f figures) float64 { return f.wall }),
		median.Of(list, func(f figures) float64 { return f.memory }),
	}
}

// over is how many times as much f is as g.
func (f figures) over(g figures) figures {
	return figures{f.cpu / g.cpu, f.wall / g.wall, f.memory / g.memory}
}

// inTurn runs two commands in turn, so that what else the machine does meets both.
func inTurn(ctx context.Context, runs int, a, b command) (figures, figures, error) {
	var x, y []figures
	for range runs {
		f, err := once(ctx, a)
		if err != nil {
			return f, f, err
		}
		g, err := once(ctx, b)
		if err != nil {
			return g, g, err
		}
		x, y = append(x, f), append(y, g)
	}
	return medians(x), medians(y), nil
}

// further is what each of so many more documents takes: the difference of a process
// that makes them and one that makes the first alone.
func further(many, one figures, more int) figures {
	return figures{cpu: (many.cpu - one.cpu) / float64(more), wall: (many.wall - one.wall) / float64(more), memory: many.memory}
}
