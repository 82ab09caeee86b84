package confined

import (
	"os"
	"strconv"
)

// Enter takes on the limits that whoever started the process has set. A process that
// was not started by Run has none.
func Enter() error {
	given, confined := os.LookupEnv(memoryVariable)
	if !confined {
		return nil
	}
	memory, err := strconv.ParseInt(given, 10, 64)
	if err != nil {
		return err
	}
	return limitMemory(memory)
}
