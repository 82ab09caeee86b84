//go:build !unix

package jobs

import "time"

// processorTime is what this process has used of the processors; 0 where that is not known.
func processorTime() time.Duration { return 0 }
