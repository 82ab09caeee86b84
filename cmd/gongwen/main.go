// Command gongwen makes formal Chinese government reports: it checks report
// files and writes them as DOCX and PDF.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() { os.Exit(run()) }

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return Main(ctx, World{Args: os.Args[1:], Env: os.LookupEnv, Now: time.Now, Out: os.Stdout, Err: os.Stderr, Secret: terminal(), Width: terminalWidth()})
}
