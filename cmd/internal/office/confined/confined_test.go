package confined

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// workVariable names what a process that a test starts does.
const workVariable = "GONGWEN_TEST_CONFINED"

func TestMain(m *testing.M) {
	work := os.Getenv(workVariable)
	if work == "" {
		os.Exit(m.Run())
	}
	if err := Enter(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	switch work {
	case "echo":
		_, _ = io.Copy(os.Stdout, os.Stdin)
	case "memory":
		var kept [][]byte
		for {
			kept = append(kept, bytes.Repeat([]byte{1}, 16<<20))
			runtime.KeepAlive(kept)
		}
	case "time":
		for {
			runtime.Gosched()
		}
	case "output":
		for {
			fmt.Println(strings.Repeat("x", 1000))
		}
	case "fault":
		panic("an index out of range")
	}
}

func limits() Limits { return Limits{Memory: 256 << 20, Time: time.Minute, Output: 1 << 20} }

func run(t *testing.T, limits Limits, work string) ([]byte, error) {
	t.Helper()
	return Run(t.Context(), limits, os.Args[0], nil, append(os.Environ(), workVariable+"="+work), []byte("输入"))
}

func TestWorkIsAnswered(t *testing.T) {
	if out, err := run(t, limits(), "echo"); err != nil || string(out) != "输入" {
		t.Errorf("%q, %v", out, err)
	}
}

// What needs too much ends, and says that it cost too much.
func TestWorkThatCostsTooMuch(t *testing.T) {
	short := limits()
	short.Time = 500 * time.Millisecond
	for work, l := range map[string]Limits{"memory": limits(), "time": short, "output": limits()} {
		if work == "memory" && runtime.GOOS != "linux" && runtime.GOOS != "windows" {
			continue
		}
		if out, err := run(t, l, work); !errors.Is(err, ErrCost) {
			t.Errorf("%s: %d bytes, %v", work, len(out), err)
		}
	}
}

func TestFaultsAreTold(t *testing.T) {
	if _, err := run(t, limits(), "fault"); !errors.Is(err, ErrFault) || !strings.Contains(err.Error(), "an index out of range") {
		t.Error(err)
	}
	if _, err := Run(t.Context(), limits(), "/no/such/program", nil, nil, nil); !errors.Is(err, ErrFault) {
		t.Error(err)
	}
}

// Who no longer waits has the process ended.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	go stop()
	if _, err := Run(ctx, limits(), os.Args[0], nil, append(os.Environ(), workVariable+"=time"), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestOutsideOfAConfinement(t *testing.T) {
	if err := Enter(); err != nil {
		t.Error(err)
	}
}

// A runtime that is refused memory ends by a signal of its own; a program's fault is a panic.
func TestWhatAProgramSaysWithoutMemory(t *testing.T) {
	for said, want := range map[string]bool{
		"fatal error: runtime: out of memory\n":                            true,
		"runtime: mmap: cannot allocate memory\n":                          true,
		"SIGSEGV: segmentation violation\nPC=0x1 m=0 sigcode=1 addr=0x0\n": true,
		"panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code": false,
		"": false,
	} {
		if got := outOfMemory([]byte(said)); got != want {
			t.Errorf("%q: %t", said, got)
		}
	}
}
