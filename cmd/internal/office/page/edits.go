package page

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
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

// What a save may have at most: the bytes of a value, those of a list, edits, characters of
// its id, pages of which it says that they are there.
const (
	maxValue  = 200000
	maxList   = 1 << 20
	maxEdits  = 2000
	maxSaveID = 64
	maxHave   = 2000
)

// save does the edits of a save and answers with the new state.
func (s *Server) save(w http.ResponseWriter, r *http.Request, d store.Document) {
	view, err := s.saved(r.Context(), d, r.Body, "", whoOf(r).Account.ID)
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		http.Error(w, refused.Why, refused.HTTP)
	case err != nil:
		s.failed(w, r, err)
	default:
		s.answer(w, r, view)
	}
}

// Refused is why something that was asked for is not done.
type Refused struct {
	HTTP int    // status
	Why  string // in Chinese
}

// Error implements error.
func (r *Refused) Error() string { return r.Why }

// Status is that of HTTP.
func (r *Refused) Status() int { return r.HTTP }

// saved does the edits of a save, which come as JSON, in the name of an account. Its id,
// where it is not empty, is in place of the one that the save has itself.
func (s *Server) saved(ctx context.Context, d store.Document, content io.Reader, id, account string) (view stateView, err error) {
	var request saveRequest
	unreadable := &Refused{http.StatusBadRequest, "看不懂要保存的内容。"}
	err = json.NewDecoder(content).Decode(&request)
	request.ID = cmp.Or(id, request.ID)
	if err != nil || request.ID == "" || len(request.ID) > maxSaveID || len(request.Edits) > maxEdits || len(request.Have) > maxHave {
		return view, unreadable
	}
	template, said := s.Engine.TemplateFor(d.Template, d.Year)
	if template == nil {
		return view, said
	}
	places := sheet.New(template)
	edits := make([]store.Edit, 0, len(request.Edits))
	for _, e := range request.Edits {
		if !places.Has(e.Place) || !utf8.ValidString(e.Value) || strings.ContainsRune(e.Value, 0) {
			return view, unreadable
		}
		if why := tooMuch(e.Place, e.Value); why != "" {
			return view, &Refused{http.StatusUnprocessableEntity, why}
		}
		if place := e.Place; place.Kind() == sheet.Field && strings.HasPrefix(place.ID(), secrecyField) && e.Value != "" {
			return view, &Refused{http.StatusUnprocessableEntity, "带密级的公文不能在这里办理。"}
		}
		edits = append(edits, store.Edit{Place: e.Place, Was: e.Was, Value: e.Value})
	}
	if err := s.fits(ctx, d, edits); err != nil {
		return view, err
	}
	saved, err := s.Store.Save(ctx, d.ID, request.ID, edits, account, s.Now())
	if errors.Is(err, store.ErrState) {
		return view, &Refused{http.StatusConflict, locked(d.State)}
	}
	if err != nil {
		return view, err
	}
	d.Version = saved.Version
	view = s.stateSoon(ctx, d, request.Have)
	for _, m := range saved.Merged {
		view.Merged = append(view.Merged, mergedView{m.Place, m.Was, m.Value})
	}
	for _, c := range saved.Conflicts {
		view.Conflicts = append(view.Conflicts, conflictView{c.Place, whereOf(template, c.Place), c.Value, c.By, c.Account == account, c.At.Format("15:04")})
	}
	return view, nil
}

// fits says why the texts of a document would be too long as a whole with edits, of which
// short ones are let pass.
func (s *Server) fits(ctx context.Context, d store.Document, edits []store.Edit) error {
	const short = 2000 // bytes
	if !slices.ContainsFunc(edits, func(e store.Edit) bool { return len(e.Value) > short }) && len(edits) < maxEdits/10 {
		return nil
	}
	entries, _, err := s.Store.Entries(ctx, d.ID)
	if err != nil {
		return err
	}
	values := make(map[sheet.Place]string, len(entries))
	for _, e := range entries {
		values[e.Place] = e.Value
	}
	was := sheet.Text(values)
	for _, e := range edits {
		values[e.Place] = e.Value
	}
	if now := sheet.Text(values); now > sheet.MaxText && now > was {
		return &Refused{http.StatusUnprocessableEntity, "全文太长，网页上办不了：请删去一些，或者用报告文件。"}
	}
	return nil
}

// secrecyField is the header field of 公文 that holds the 密级.
const secrecyField = "secrecy"

// copyField is that of the number of a copy, which only a 公文 with a 密级 has: nobody here is asked for it first.
const copyField = "copy_number"

// tooMuch says why a value is too much for a place; empty where it is not.
func tooMuch(place sheet.Place, value string) string {
	const bytesPerCharacter = 3 // of Chinese
	most := maxValue
	if place.Kind() == sheet.List {
		most = maxList
	}
	switch {
	case place.Kind() == sheet.List && len(sheet.Rows(value)) > sheet.MaxRows:
		return fmt.Sprintf("这张表最多 %d 行，更多的请用报告文件。", sheet.MaxRows)
	case len(value) > most:
		return fmt.Sprintf("这一处的内容太长：最多约 %d 字，现有 %d 字。请删去一些，或者分开写。", most/bytesPerCharacter/1000*1000, utf8.RuneCountInString(value))
	}
	return ""
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
