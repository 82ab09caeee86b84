//go:build !linux && !windows

package confined

import "os/exec"

// limitMemory has nothing to do: such systems do not hold a process to a limit of
// memory. GOMEMLIMIT and the time stay.
func limitMemory(int64) error { return nil }

func start(cmd *exec.Cmd) error { return cmd.Start() }
