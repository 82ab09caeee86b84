package confined

import (
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// limitMemory has nothing to do: the job object of the process has its limits.
func limitMemory(int64) error { return nil }

// start starts a process in a job object with the memory that its environment names,
// which ends with this process.
func start(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := hold(cmd.Process, memoryOf(cmd.Env)); err != nil {
		return errors.Join(err, cmd.Process.Kill(), cmd.Wait())
	}
	return nil
}

func memoryOf(env []string) (most int64) {
	for _, v := range env {
		if value, found := strings.CutPrefix(v, memoryVariable+"="); found {
			most, _ = strconv.ParseInt(value, 10, 64)
		}
	}
	return most
}

func hold(p *os.Process, most int64) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: uintptr(most)}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY
	if _, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))); err == nil {
		err = p.WithHandle(func(handle uintptr) {
			err = windows.AssignProcessToJobObject(job, windows.Handle(handle))
		})
	}
	return errors.Join(err, windows.CloseHandle(job)) // the process holds the object from now on
}
