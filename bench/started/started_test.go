package started

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// TestMain is the program that is started where the environment says so.
func TestMain(m *testing.M) {
	if os.Getenv("STARTED_CHILD") == "" {
		os.Exit(m.Run())
	}
	fmt.Println("starting")
	fmt.Println("ready at 7")
}

func child(t *testing.T) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "STARTED_CHILD=yes")
	return cmd
}

func TestProcessesAreWaitedFor(t *testing.T) {
	cmd := child(t)
	line, err := Process(cmd, func(line string) bool { return line != "starting" })
	if err != nil || line != "ready at 7" {
		t.Errorf("%q, %v", line, err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
	if line, err := Process(child(t), func(string) bool { return false }); err == nil {
		t.Errorf("a program that is never ready is at %q", line)
	}
	if _, err := Process(exec.CommandContext(t.Context(), "/no such program"), func(string) bool { return true }); err == nil {
		t.Error("no program starts")
	}
}
