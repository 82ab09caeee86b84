package reading

import (
	"slices"

	"gongwen/configs"
)

// namedLater gives numbers of which it is not said what they count what a later one counts
// that is of what remains of these: 制发8件、废止2件，年末有效规范性文件18件.
func (st *state) namedLater() {
	if st.Event == none {
		return
	}
	list := st.list[st.first:]
	for i := range list {
		r := &list[i]
		event := r.Classes[st.Event]
		if r.Amount != configs.AmountNumber || r.Unknown || r.Classes[st.Subject] != none || event == none {
			continue
		}
		for k := i + 1; k < len(list); k++ {
			later := &list[k]
			if !later.ownSubject || later.Amount != configs.AmountNumber {
				continue
			}
			if other := later.Classes[st.Event]; st.isDefinite(later) && other != none && other != event && (slices.Contains(st.Absorbs[other], event) || slices.Contains(st.Absorbs[event], other)) && slices.Equal(st.limitsOf(r), st.limitsOf(later)) {
				r.Classes[st.Subject] = later.Classes[st.Subject]
			}
			break
		}
	}
}

// limitsOf are the classes of a reading that say when and where, and what limits it.
func (st *state) limitsOf(r *Reading) []int {
	var list []int
	for d, c := range r.Classes {
		if d == st.Period || d == st.Scope || d == st.Aside {
			list = append(list, c)
		}
	}
	return list
}
