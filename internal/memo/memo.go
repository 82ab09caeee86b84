// Package memo keeps values that take time to make.
package memo

import "sync"

// Map makes each of its values when it is first asked for, and once. The zero
// Map is empty. It may be used by several goroutines: those that ask for a
// value that is being made wait for it, others do not.
type Map[K comparable, V any] struct {
	mu    sync.Mutex
	items map[K]func() V
}

// Get gives the value of a key, which build makes when there is none. When
// build panics, everybody who asks for the value gets that panic.
func (m *Map[K, V]) Get(key K, build func() V) V {
	return m.item(key, build)()
}

func (m *Map[K, V]) item(key K, build func() V) func() V {
	m.mu.Lock()
	defer m.mu.Unlock()
	item, known := m.items[key]
	if !known {
		if m.items == nil {
			m.items = map[K]func() V{}
		}
		item = sync.OnceValue(build)
		m.items[key] = item
	}
	return item
}

// Drop forgets the value of a key.
func (m *Map[K, V]) Drop(key K) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.items, key)
}
