// Command guard runs the project's tests and tells what go test does not: which
// checks did not run and why, how many inputs a fuzz target tried, which
// package is covered too little, what got slower. The Makefile calls it.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

const usage = `usage:
  guard test  [flags of go test] PACKAGES      go test, and one line on what did not run
  guard fuzz  [-time T] [-target REGEXP] ROOT  every fuzz target below ROOT, each for T
  guard growth [-test REGEXP] ROOT             statements of tests named TestGrowth for inputs and their doubles
  guard cover [-floors FILE] PACKAGES          coverage of each package by its own tests
  guard bench [-baseline FILE] [-count N] [-update] PACKAGES
                                               benchmarks beside those of the baseline
  guard instructions [-baseline FILE] [-count N] [-update]
                                               instructions of some commands, counted by valgrind
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return fmt.Errorf("nothing to do\n%s", usage)
	}
	switch rest := args[1:]; args[0] {
	case "test":
		return test(ctx, rest, out)
	case "fuzz":
		return fuzz(ctx, rest, out)
	case "growth":
		return grow(ctx, rest, out)
	case "cover":
		return cover(ctx, rest, out)
	case "bench":
		return bench(ctx, rest, out)
	case "instructions":
		return instructions(ctx, rest, out)
	}
	return fmt.Errorf("%s is unknown\n%s", strings.Join(args, " "), usage)
}
