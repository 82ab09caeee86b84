package page

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
)

// saveRequest is a save of the page's script.
type saveRequest struct {
	ID    string `json:"id"` // made by the browser, so that a save that is sent twice is done once
	Edits []struct {
		Place sheet.Place `json:"place"`
		Was   string      `json:"was"`
		Value string      `json:"value"`
	} `json:"edits"`
	Have []string `json:"have"` // keys of the pages that the browser has
}

// What a save may have at most: the characters of a value, edits, characters of
// its id, pages of which it says that they are there.
const (
	maxValue  = 200000
	maxEdits  = 2000
	maxSaveID = 64
	maxHave   = 2000
)

// save does the edits of a save and answers with the new state.
func (s *Server) save(w http.ResponseWriter, r *http.Request, d store.Document) {
	var request saveRequest
	if err := json.NewDecoder(r.Body).Decode(&request); err != nil || request.ID == "" || len(request.ID) > maxSaveID || len(request.Edits) > maxEdits || len(request.Have) > maxHave {
		http.Error(w, "看不懂要保存的内容。", http.StatusBadRequest)
		return
	}
	template, said := s.Engine.TemplateFor(d.Template, d.Year)
	if template == nil {
		s.broken(w, r, said)
		return
	}
	places := sheet.New(template)
	edits := make([]store.Edit, 0, len(request.Edits))
	for _, e := range request.Edits {
		if !places.Has(e.Place) || len(e.Value) > maxValue || !utf8.ValidString(e.Value) || strings.ContainsRune(e.Value, 0) {
			http.Error(w, "看不懂要保存的内容。", http.StatusBadRequest)
			return
		}
		if place := e.Place; place.Kind() == sheet.Field && strings.HasPrefix(place.ID(), "secrecy") && e.Value != "" {
			http.Error(w, "带密级的公文不能在这里办理。", http.StatusUnprocessableEntity)
			return
		}
		edits = append(edits, store.Edit{Place: e.Place, Was: e.Was, Value: e.Value})
	}
	saved, err := s.Store.Save(r.Context(), d.ID, request.ID, edits, whoOf(r).Account.ID, s.Now())
	if errors.Is(err, store.ErrState) {
		http.Error(w, locked(d.State), http.StatusConflict)
		return
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	d.Version = saved.Version
	view := s.stateSoon(r.Context(), d, request.Have)
	for _, m := range saved.Merged {
		view.Merged = append(view.Merged, mergedView{m.Place, m.Was, m.Value})
	}
	for _, c := range saved.Conflicts {
		view.Conflicts = append(view.Conflicts, conflictView{c.Place, c.Value, c.By, c.At.Format("15:04")})
	}
	s.answer(w, r, view)
}

// soon is how long a save waits for the pages before it is answered without them.
const soon = 60 * time.Millisecond

// stateSoon is the state of a document, or that it is pending, where its pages take
// longer than a save may wait: what was saved is acknowledged whatever becomes of
// them.
func (s *Server) stateSoon(ctx context.Context, d store.Document, have []string) stateView {
	timed, stop := context.WithTimeout(ctx, soon)
	defer stop()
	work, err := s.work(timed, d)
	if err != nil {
		return stateView{Version: d.Version, Pending: true}
	}
	return stateOf(d, work, have)
}

func number(n int) string { return strconv.Itoa(n) }
