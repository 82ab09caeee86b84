package engine

import (
	"sync"

	"gongwen/internal/diag"
)

// cache makes each of its values once.
type cache[T any] struct {
	mu    sync.Mutex
	items map[string]*cached[T]
}

type cached[T any] struct {
	once  sync.Once
	value T
	said  diag.List
}

func (c *cache[T]) get(key string, build func() (T, diag.List)) (T, diag.List) {
	c.mu.Lock()
	if c.items == nil {
		c.items = map[string]*cached[T]{}
	}
	item := c.items[key]
	if item == nil {
		item = &cached[T]{}
		c.items[key] = item
	}
	c.mu.Unlock()
	item.once.Do(func() { item.value, item.said = build() })
	return item.value, item.said
}
