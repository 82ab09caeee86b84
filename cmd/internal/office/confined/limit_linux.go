package confined

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// limitMemory bounds the memory that the process can write to, and its addresses: those
// that Go's runtime has set aside at the start are not counted.
func limitMemory(most int64) error {
	if err := set(unix.RLIMIT_DATA, uint64(most)); err != nil {
		return err
	}
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	pages, _, _ := strings.Cut(string(statm), " ")
	now, err := strconv.ParseInt(pages, 10, 64)
	if err != nil {
		return err
	}
	if err := set(unix.RLIMIT_AS, uint64(now)*uint64(os.Getpagesize())+2*uint64(most)); err != nil {
		return err
	}
	return set(unix.RLIMIT_CORE, 0)
}

func set(resource int, most uint64) error {
	return unix.Setrlimit(resource, &unix.Rlimit{Cur: most, Max: most})
}

// start starts a process, which ends when this one is killed.
func start(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd.Start()
}
