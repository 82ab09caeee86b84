package main

import (
	"context"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

// grace is how long a command may take to end after a signal: to finish the
// file that is being written, and to say what was not done.
const grace = 700 * time.Millisecond

// linger is how long a command may take to end, which it may ask for more of.
type linger struct{ nanoseconds atomic.Int64 }

// AtLeast lengthens the time to at least d.
func (l *linger) AtLeast(d time.Duration) {
	if int64(d) > l.nanoseconds.Load() {
		l.nanoseconds.Store(int64(d))
	}
}

// obey runs a command until it ends or a signal ends it. The first signal ends
// the context; a command that has not come to its end after the grace, which
// after measures and the command may lengthen, or at a second signal, is left behind, and the process with
// it. What that leaves half-written the next run sweeps. The exit status after a
// signal is 128 and the signal's number, as shells have it.
func obey(signals <-chan os.Signal, after func(time.Duration) <-chan time.Time, command func(context.Context, *linger) int) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended, patience := make(chan int, 1), &linger{}
	patience.AtLeast(grace)
	go func() { ended <- command(ctx, patience) }()
	select {
	case status := <-ended:
		return status
	case s := <-signals:
		cancel()
		select {
		case <-ended:
		case <-signals:
		case <-after(time.Duration(patience.nanoseconds.Load())):
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
