// Package started starts programs that serve until they are ended.
package started

import (
	"bufio"
	"errors"
	"fmt"
	"os/exec"
)

// Process starts a command and waits for a line of its standard output that is what is
// waited for, which it gives. Where the output ends before, it says so with the status
// of the command.
func Process(cmd *exec.Cmd, waited func(line string) bool) (line string, err error) {
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if waited(lines.Text()) {
			return lines.Text(), nil
		}
	}
	return "", errors.Join(fmt.Errorf("%s ended before it was ready", cmd.Path), lines.Err(), cmd.Wait())
}
