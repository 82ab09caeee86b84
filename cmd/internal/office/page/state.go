package page

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"gongwen/cmd/internal/office/places"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// stateView is a version of a document for the page's script.
type stateView struct {
	Version   int64                  `json:"version"`
	Findings  []finding              `json:"findings"`
	Totals    map[sheet.Place]string `json:"totals"` // that were computed
	Sums      []groupSum             `json:"sums,omitempty"`
	Parts     []partState            `json:"parts"`
	Pages     []pageView             `json:"pages"`
	Pending   bool                   `json:"pending,omitempty"` // the others are asked for with the next state
	Conflicts []conflictView         `json:"conflicts,omitempty"`
	Merged    []mergedView           `json:"merged,omitempty"`
}

// pageView is a page. Of one that the browser has no more is said than its key.
type pageView struct {
	Key     string        `json:"key"` // of its picture and its lines
	Address string        `json:"address,omitempty"`
	Width   string        `json:"width,omitempty"`
	Height  string        `json:"height,omitempty"`
	Lines   []places.Line `json:"lines,omitempty"`
}

// partState is what the list of parts says of one.
type partState struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // done, warn, err or none
	Word string `json:"word"`
}

// finding is something that is said of a document.
type finding struct {
	Level   string      `json:"level"` // error, warning or note
	Rule    string      `json:"rule,omitempty"`
	Place   sheet.Place `json:"place"`
	At      int         `json:"at"` // the character of the place, from 0
	Part    string      `json:"part"`
	Where   string      `json:"where"`
	Message string      `json:"message"`
	Hint    string      `json:"hint,omitempty"`
	Waived  string      `json:"waived,omitempty"`
	Related []related   `json:"related,omitempty"`
	Waives  bool        `json:"waives"` // it may be waived
}

// related is another place that a finding speaks of.
type related struct {
	Place   sheet.Place `json:"place"`
	Message string      `json:"message"`
}

type conflictView struct {
	Place sheet.Place `json:"place"`
	Where string      `json:"where"`
	Value string      `json:"value"`
	By    string      `json:"by"`
	Own   bool        `json:"own,omitempty"` // of another window of the same account
	At    string      `json:"at"`
}

// mergedView is a text that has now what two people wrote.
type mergedView struct {
	Place sheet.Place `json:"place"`
	Sent  string      `json:"sent"`
	Value string      `json:"value"`
}

// headPart is the part of header fields and the 落款 in addresses.
const headPart = "head"

func (s *Server) state(w http.ResponseWriter, r *http.Request, d store.Document) {
	work, err := s.work(r.Context(), d)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	s.answer(w, r, stateOf(d, work, strings.Split(r.FormValue("have"), " ")))
}

// answer writes a value as JSON.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, value any) {
	content, err := json.Marshal(value)
	if err != nil {
		s.broken(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(content) // whoever asked has gone
}

// stateOf is the state of a document for a browser that has the pages of some keys.
func stateOf(d store.Document, w *work, have []string) stateView {
	view := stateView{Version: w.version, Findings: []finding{}, Totals: map[sheet.Place]string{}, Pages: []pageView{}}
	for _, said := range w.laid.Said {
		view.Findings = append(view.Findings, findingOf(w.sheet.Template, said))
	}
	if w.laid.Report != nil {
		for table, figures := range w.laid.Report.Tables {
			for ref, cell := range figures.Cells {
				if cell.State == data.Computed {
					view.Totals[sheet.CellAt(table, ref)] = cell.Printed()
				}
			}
		}
		view.lists(w.laid.Report)
	}
	view.Parts = partStates(w, view.Findings)
	for _, p := range w.pages {
		page := pageView{Key: p.key}
		if !slices.Contains(have, p.key) {
			page = pageView{Key: p.key, Address: "/documents/" + d.ID + "/pages/" + p.name, Width: p.width, Height: p.height, Lines: p.lines}
		}
		view.Pages = append(view.Pages, page)
	}
	return view
}

func findingOf(t *configs.Template, d diag.Diagnostic) finding {
	place := placeOf(d.Pos)
	f := finding{
		Level: levelWord(d.Level), Rule: d.Rule, Place: place, At: max(0, d.Pos.Col-1), Part: partOf(place), Where: whereOf(t, place),
		Message: d.Message.In(diag.ZH), Hint: hintOf(d), Waived: d.Waived,
	}
	if rule := t.Rule(d.Rule); d.Rule != "" && rule != nil {
		f.Waives = !rule.Binding() && d.Waived == ""
	}
	for _, other := range d.Related {
		f.Related = append(f.Related, related{placeOf(other.Pos), other.Text.In(diag.ZH)})
	}
	return f
}

// elsewhere is what a hint says of command lines and of what stands in report files.
var elsewhere = pattern.New(`--[a-z]|gongwen |: ?[{\[]`)

// hintOf is what of a hint says how something is mended on the page.
func hintOf(d diag.Diagnostic) string {
	var here []string
	for part := range strings.SplitSeq(d.Hint.In(diag.ZH), "；") {
		if !elsewhere.MatchString(part) {
			here = append(here, part)
		}
	}
	return strings.Join(here, "；")
}

func placeOf(pos diag.Pos) sheet.Place {
	if !places.Typed(pos) {
		return ""
	}
	return sheet.Place(pos.File)
}

func levelWord(l diag.Level) string {
	switch l {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	}
	return "note"
}

// partOf is the part of the page on which a place is edited.
func partOf(p sheet.Place) string {
	if section := p.Section(); section != "" {
		return section
	}
	return headPart
}

// whereOf says in words where a place is.
func whereOf(t *configs.Template, p sheet.Place) string {
	if table, path, row, column, ok := p.RowCell(); ok {
		if config := t.Table(table); config != nil {
			return data.RowName(config, path) + "第 " + number(row) + " 行 · " + data.ColumnLabel(config, data.Ref{Row: path, Column: column})
		}
	}
	if table, path, ok := p.List(); ok {
		if config := t.Table(table); config != nil {
			return t.Section(table).Label + " · " + data.RowName(config, path)
		}
	}
	if table, ref, ok := p.Figure(); ok {
		if config := t.Table(table); config != nil {
			return data.CellName(config, ref)
		}
	}
	if p.Kind() == sheet.Field {
		id, part, _ := strings.Cut(p.ID(), ".")
		if f := t.Field(id); f != nil {
			for _, q := range f.Parts {
				if q.ID == part {
					return f.Label + q.Label
				}
			}
			return f.Label
		}
	}
	switch p {
	case sheet.SignOffAgency:
		return "落款：机关名称"
	case sheet.SignOffDate:
		return "落款：成文日期"
	case sheet.SignOffSigners:
		return "落款：签署人"
	}
	section := t.Section(p.ID())
	if section == nil {
		return ""
	}
	switch p.Kind() {
	case sheet.Before:
		return section.Label + "（表前）"
	case sheet.After:
		return section.Label + "（表后）"
	case sheet.Note:
		return section.Label + "（表注）"
	}
	return section.Label
}

// partStates says of each part how far it is.
func partStates(w *work, findings []finding) []partState {
	errors, warnings := map[string]int{}, map[string]int{}
	for _, f := range findings {
		switch f.Level {
		case "error":
			errors[f.Part]++
		case "warning":
			warnings[f.Part]++
		}
	}
	filled, zeros := map[string]bool{}, map[string]bool{}
	for place, value := range w.sheet.Values {
		switch {
		case value == "":
		case place.Kind() == sheet.Cell && isZero(value):
			zeros[partOf(place)] = true
		default:
			filled[partOf(place)] = true
		}
	}
	ids := []string{headPart}
	for _, s := range w.sheet.Template.Sections {
		ids = append(ids, s.ID)
	}
	states := make([]partState, len(ids))
	for i, id := range ids {
		state := partState{ID: id, Kind: "none", Word: "未填"}
		switch {
		case errors[id] > 0:
			state.Kind, state.Word = "err", "错误 "+number(errors[id])+" 处"
		case warnings[id] > 0:
			state.Kind, state.Word = "warn", "提示 "+number(warnings[id])+" 处"
		case filled[id]:
			state.Kind, state.Word = "done", "已填"
		case zeros[id]:
			state.Word = "都是 0"
		}
		states[i] = state
	}
	return states
}

// isZero reports whether a figure is zero as it was typed: 0, 0.00.
func isZero(value string) bool {
	return value != "" && strings.Trim(value, "0.") == "" && strings.Contains(value, "0")
}
