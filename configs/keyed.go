package configs

// Keyed is values by name, few and so a list: other than a map it needs no work when
// a process starts.
type Keyed[V any] []Key[V]

// Key is one of them.
type Key[V any] struct {
	Name  string
	Value V
}

// Get is the value of a name.
func (k Keyed[V]) Get(name string) (value V, has bool) {
	for _, e := range k {
		if e.Name == name {
			return e.Value, true
		}
	}
	return value, false
}
