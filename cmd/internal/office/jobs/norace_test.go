//go:build !race

package jobs

// raced is whether this program, and so the workers that it starts, find data races.
const raced = false
