// Package confined runs work on files that may be hostile in a process of its own, with
// limits of memory, time and output: what goes wrong there ends that process and
// nothing else.
package confined

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"time"
)

// Limits is what one piece of work may cost.
type Limits struct {
	Memory int64         // bytes
	Time   time.Duration // from its start to its end
	Output int64         // bytes that it may answer
}

// Standard admits every file that an office has published, many times over.
func Standard() Limits {
	return Limits{Memory: 768 << 20, Time: 20 * time.Second, Output: 32 << 20}
}

var (
	// ErrCost is that of work that needed more than its limits admit.
	ErrCost = errors.New("it costs too much")
	// ErrFault is that of work that ended by a fault of the program.
	ErrFault = errors.New("a fault of the program")
)

// memoryVariable tells a confined process how much memory it may take; its runtime
// reads GOMEMLIMIT and collects before it is full.
const memoryVariable = "GONGWEN_CONFINED_MEMORY"

// Run runs a program, whose first act is Enter, with an input and gives its output. It
// is ErrCost or ErrFault where the program did not come to its end, and the error
// of ctx where that has ended.
func Run(ctx context.Context, limits Limits, program string, args, env []string, input []byte) ([]byte, error) {
	timed, stop := context.WithTimeout(ctx, limits.Time)
	defer stop()
	cmd := exec.CommandContext(timed, program, args...)
	cmd.Env = append(append([]string(nil), env...), "GOMEMLIMIT="+strconv.FormatInt(limits.Memory*3/4, 10), "GOMAXPROCS=1", memoryVariable+"="+strconv.FormatInt(limits.Memory, 10))
	cmd.Stdin = bytes.NewReader(input)
	out, said := &bounded{most: limits.Output, stop: stop}, &bounded{most: maxSaid}
	cmd.Stdout, cmd.Stderr = out, said
	cmd.WaitDelay = waitDelay
	err := start(cmd)
	if err == nil {
		err = cmd.Wait()
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case out.full, timed.Err() != nil, outOfMemory(said.Bytes()):
		return nil, ErrCost
	case errors.Is(err, exec.ErrWaitDelay):
		return nil, err // it came to its end; the machine did not take what it gave
	case err != nil:
		return nil, fmt.Errorf("%w: %w: %s", ErrFault, err, firstLine(said.Bytes()))
	}
	return out.Bytes(), nil
}

// waitDelay is how long what a process has written is waited for when it has ended. That is
// there at once; but on a machine with much other work whoever takes it may not get its turn.
const waitDelay = 10 * time.Second

// maxSaid is what is kept of what a process says when it ends by a fault.
const maxSaid = 64 << 10

// bounded keeps so many bytes; at the first beyond them it stops who writes them.
type bounded struct {
	bytes.Buffer
	most int64
	stop func()
	full bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if int64(b.Len()+len(p)) <= b.most {
		return b.Buffer.Write(p)
	}
	b.full = true
	if b.stop != nil {
		b.stop()
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// ReadFrom is not that of the buffer, which has no bound.
func (b *bounded) ReadFrom(r io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{b}, r)
}

func firstLine(said []byte) []byte {
	line, _, _ := bytes.Cut(bytes.TrimSpace(said), []byte("\n"))
	return line
}

// outOfMemory reports whether a program that ended says that it got no memory. The runtime
// itself can end by a signal where it is refused some; a fault of the program's own code is a
// panic, which is said before its signal.
func outOfMemory(said []byte) bool {
	return bytes.Contains(said, []byte("out of memory")) || bytes.Contains(said, []byte("cannot allocate memory")) ||
		bytes.HasPrefix(said, []byte("SIGSEGV: segmentation violation"))
}
