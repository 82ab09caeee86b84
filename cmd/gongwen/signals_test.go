package main

import (
	"bytes"
	"context"
	"gongwen/cmd/internal/command"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestACommandThatEndsAfterASignal: its end is waited for, and the status is
// the signal's all the same.
func TestACommandThatEndsAfterASignal(t *testing.T) {
	for signal, want := range map[os.Signal]int{os.Interrupt: 130, syscall.SIGTERM: 143} {
		signals := make(chan os.Signal, 2)
		finished := false
		status := obey(signals, never, func(ctx context.Context, _ *linger) int {
			signals <- signal
			<-ctx.Done()
			finished = true
			return command.ExitReport
		})
		if status != want || !finished {
			t.Errorf("after %v the status is %d, want %d; finished: %v", signal, status, want, finished)
		}
	}
}

// TestACommandThatDoesNotEnd is left behind when the grace is over, and at a
// second signal at once.
func TestACommandThatDoesNotEnd(t *testing.T) {
	for name, c := range map[string]struct {
		after func(time.Duration) <-chan time.Time
		again bool
	}{
		"the grace is over": {func(time.Duration) <-chan time.Time {
			over := make(chan time.Time, 1)
			over <- time.Time{}
			return over
		}, false},
		"a second signal": {never, true},
	} {
		t.Run(name, func(t *testing.T) {
			signals, release := make(chan os.Signal, 2), make(chan struct{})
			defer close(release)
			status := obey(signals, c.after, func(ctx context.Context, _ *linger) int {
				signals <- os.Interrupt
				<-ctx.Done()
				if c.again {
					signals <- os.Interrupt
				}
				<-release
				return command.ExitDone
			})
			if status != 130 {
				t.Errorf("the status is %d, want 130", status)
			}
		})
	}
}

// TestACommandThatLingers is waited for as long as it has asked.
func TestACommandThatLingers(t *testing.T) {
	signals := make(chan os.Signal, 2)
	var waited time.Duration
	after := func(d time.Duration) <-chan time.Time { waited = d; return nil }
	status := obey(signals, after, func(ctx context.Context, l *linger) int {
		l.AtLeast(time.Minute)
		l.AtLeast(time.Second)
		signals <- syscall.SIGTERM
		<-ctx.Done()
		return command.ExitDone
	})
	if status != 143 || waited != time.Minute && waited != 0 {
		t.Errorf("the status is %d after %v", status, waited)
	}
}

func TestACommandWithoutASignalHasItsOwnStatus(t *testing.T) {
	if status := obey(make(chan os.Signal), never, func(context.Context, *linger) int { return command.ExitUsage }); status != command.ExitUsage {
		t.Errorf("the status is %d", status)
	}
}

func never(time.Duration) <-chan time.Time { return nil }

// TestEveryCommandObeysSignals starts the program on input that never ends: a
// pipe that nobody writes to, in which every command waits in its own way.
func TestEveryCommandObeysSignals(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args []string // {} is the pipe, {out} a folder
	}{
		{"check", []string{"check", "{}"}},
		{"build", []string{"build", "-o", "{out}", "{}"}},
		{"archive", []string{"archive", "-o", "{out}", "{}"}},
		{"publish", []string{"publish", "-o", "{out}", "{}"}},
		{"collect", []string{"collect", "-o", "{out}", "{}"}},
		{"convert", []string{"convert", "{}", "{out}/a.json"}},
		{"diff", []string{"diff", "{}", "{}"}},
		{"split", []string{"split", "-d", "{out}", "{}"}},
		{"fix", []string{"fix", "{}"}},
		{"pull", []string{"pull", "{}"}},
		{"ledger", []string{"ledger", "{}"}},
		{"merge", []string{"merge", "-o", "{out}", "--table", "{}", "testdata/pull/r.yaml"}},
		{"import", []string{"import", "-o", "{out}/a.yaml", "{}"}},
		{"sum", []string{"sum", "-o", "{out}/a.yaml", "{}"}},
		{"init", []string{"init", "--from", "{}", "{out}/a.yaml"}},
		{"sign", []string{"sign", "--key", "{}", "{}"}},
		{"verify", []string{"verify", "{}"}},
		{"template check", []string{"template", "check", "{}"}},
	} {
		for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
			t.Run(c.name+"/"+signal.String(), func(t *testing.T) {
				dir := t.TempDir()
				pipe := fifo(t, dir)
				args := strings.Split(strings.NewReplacer("{}", pipe, "{out}", filepath.Join(dir, "out")).Replace(strings.Join(c.args, "\x00")), "\x00")
				cmd := exec.Command(program, args...)
				cmd.Args[0] = "gongwen"
				cmd.Env = append(os.Environ(), asProgram+"=1")
				var said bytes.Buffer
				cmd.Stderr = &said
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				writer := waiting(t, pipe) // the program has opened its end
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait()
				_ = writer.Close()
				if got := cmd.ProcessState.ExitCode(); got != want {
					t.Errorf("the status is %d, want %d: %s", got, want, &said)
				}
				if !strings.Contains(said.String(), "已中断") || strings.Contains(said.String(), "无效") {
					t.Errorf("it says %q", &said)
				}
				if left, _ := filepath.Glob(filepath.Join(dir, "out", "*")); len(left) > 0 {
					t.Errorf("written: %v", left)
				}
			})
		}
	}
}

// asProgram has the test's own file run as gongwen.
const asProgram = "GONGWEN_TEST_AS_PROGRAM"

// waiting opens the end of a pipe that is written to, which goes through when
// somebody has opened the other.
func waiting(t *testing.T, pipe string) io.Closer {
	t.Helper()
	file, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
