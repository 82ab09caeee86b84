package engine

import "gongwen/internal/diag"

// Record is what is known of the documents of the folders that one run writes to.
type Record struct {
	basis  string
	states map[string]*State // by folder
	dirs   []string          // in order
}

// OpenRecord reads the states of folders, as OpenState does.
func OpenRecord(dirs []string, basis string) (*Record, diag.List) {
	r := &Record{basis: basis, states: map[string]*State{}, dirs: dirs}
	var said diag.List
	for _, dir := range dirs {
		state, list := OpenState(dir, basis)
		r.states[dir] = state
		said = append(said, list...)
	}
	return r, said
}

// of is the state of a folder; of one that was not opened nothing is known.
func (r *Record) of(dir string) *State {
	if s, ok := r.states[dir]; ok {
		return s
	}
	return &State{dir: dir, basis: r.basis}
}

// take notes what was made by an order.
func (r *Record) take(o Order, made Result) {
	if r == nil || made.mark == nil {
		return
	}
	dir, name := o.Place(made.Input)
	if s, ok := r.states[dir]; ok {
		s.take(name, *made.mark)
	}
}

// Save writes what is left to write, and says what could not be kept, which spoils
// no document. No record is always kept.
func (r *Record) Save() diag.List {
	if r == nil {
		return nil
	}
	var said diag.List
	for _, dir := range r.dirs {
		said = append(said, r.states[dir].save()...)
	}
	return said
}
