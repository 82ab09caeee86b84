package memo

import "sync"

// Free keeps values that cost much to make and serve one user at a time. Unlike
// those of a sync.Pool they outlive collections of garbage; there are never more
// of them than were in use at once. The zero Free is empty. It may be used by
// several goroutines.
type Free[T any] struct {
	mu     sync.Mutex
	values []T
}

// Take gives a value that nobody uses; ok is false when there is none.
func (f *Free[T]) Take() (v T, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	last := len(f.values) - 1
	if last < 0 {
		return v, false
	}
	v = f.values[last]
	clear(f.values[last:])
	f.values = f.values[:last]
	return v, true
}

// Give hands a value back, or in.
func (f *Free[T]) Give(v T) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.values = append(f.values, v)
}
