package main

import (
	"context"
	"os"
	"syscall"
	"time"
)

// grace is how long a command may take to end after a signal: to finish the
// file that is being written, and to say what was not done.
const grace = 700 * time.Millisecond

// obey runs a command until it ends or a signal ends it. The first signal ends
// the context; a command that has not come to its end after the grace, which
// after measures, or at a second signal, is left behind, and the process with
// it. What that leaves half-written the next run sweeps. The exit status after a
// signal is 128 and the signal's number, as shells have it.
func obey(signals <-chan os.Signal, after func(time.Duration) <-chan time.Time, command func(context.Context) int) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan int, 1)
	go func() { ended <- command(ctx) }()
	select {
	case status := <-ended:
		return status
	case s := <-signals:
		cancel()
		select {
		case <-ended:
		case <-signals:
		case <-after(grace):
		}
		return signalStatus(s)
	}
}

func signalStatus(s os.Signal) int {
	const bySignal = 128
	if number, ok := s.(syscall.Signal); ok {
		return bySignal + int(number)
	}
	return bySignal + int(syscall.SIGINT)
}
