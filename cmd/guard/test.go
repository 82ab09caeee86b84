package main

import (
	"context"
	"io"
)

// test is go test with its arguments, and a line on what did not run.
func test(ctx context.Context, args []string, out io.Writer) error {
	show, count := newScreen(out), newLeftOut()
	err := goTest(ctx, args, func(e event) {
		show.take(e)
		count.take(e)
	})
	count.print(out)
	return err
}
