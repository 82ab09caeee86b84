package diag

// Distinct gathers diagnostics, each of them once. The zero value has none.
type Distinct struct {
	list List
	said map[Key]bool
}

// Add adds a diagnostic unless it has been said.
func (s *Distinct) Add(d Diagnostic) {
	if s.said[d.Key()] {
		return
	}
	if s.said == nil {
		s.said = map[Key]bool{}
	}
	s.said[d.Key()] = true
	s.list.Add(d)
}

// List is what was added, in that order.
func (s *Distinct) List() List { return s.list }
