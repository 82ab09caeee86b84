package page

import (
	"context"
	"math"
	"slices"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
)

// waivedView is a rule that a document does not keep, for whoever judges the reason.
type waivedView struct {
	Reason, By, When string
	Places           []waivedPlace
}

type waivedPlace struct{ Where, Message string }

// waived are the rules that a version does not keep and the reasons that were given, in
// the order in which they were found.
func (s *Server) waived(ctx context.Context, d store.Document, t *configs.Template, said diag.List) ([]waivedView, error) {
	var all []waivedView
	at := map[string]int{} // by rules
	for _, one := range said {
		if one.Waived == "" {
			continue
		}
		i, known := at[one.Rule]
		if !known {
			i = len(all)
			at[one.Rule], all = i, append(all, waivedView{Reason: one.Waived})
		}
		f := findingOf(t, one)
		all[i].Places = append(all[i].Places, waivedPlace{f.Where, f.Message})
	}
	if len(all) == 0 {
		return nil, nil
	}
	const most = 500
	changes, err := s.Store.Changes(ctx, d.ID, math.MaxInt64, most)
	if err != nil {
		return nil, err
	}
	for rule, i := range at {
		place := sheet.At(sheet.Waive, rule)
		if n := slices.IndexFunc(changes, func(c store.Change) bool { return c.Place == place }); n >= 0 {
			all[i].By, all[i].When = changes[n].By, s.when(changes[n].At)
		}
	}
	return all, nil
}

// inPlaces is in how many places rules are waived.
func inPlaces(all []waivedView) (n int) {
	for _, w := range all {
		n += len(w.Places)
	}
	return n
}
