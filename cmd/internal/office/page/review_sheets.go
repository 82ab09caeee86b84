package page

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"gongwen/cmd/internal/office/places"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/diff"
	"gongwen/data/sheet"
)

// reviewSheets fills in the pages, with what was changed and where comments are.
func (s *Server) reviewSheets(r *http.Request, v *reviewView) error {
	ctx, d := r.Context(), v.Document
	comments, err := s.Store.Comments(ctx, d.ID)
	if err != nil {
		return err
	}
	to, err := s.version(ctx, d, v.To)
	if err != nil {
		return err
	}
	if v.Waived, err = s.waived(ctx, d, to.sheet.Template, to.laid.Said); err != nil {
		return err
	}
	v.WaivedPlaces = inPlaces(v.Waived)
	if v.From != cleanName {
		old, err := s.reportOf(ctx, d, v.From)
		switch {
		case errors.Is(err, errUnreadable), err == nil && to.laid.Report == nil:
			v.From = cleanName
		case err != nil:
			return err
		default:
			v.Summary = summary(diff.Reports(old, to.laid.Report))
		}
	}
	if v.Mode == cleanMode && to.laid.Report != nil {
		text, said := s.fragment(ctx, to)
		if said.HasErrors() {
			return said
		}
		v.Text = template.HTML(text) // written by the program, which escapes what was typed
		return nil
	}
	from := v.From
	if v.Mode != markedMode {
		from = cleanName
	}
	shown, err := s.shown(ctx, d, from, v.To)
	if err != nil {
		return err
	}
	v.Sheets, v.Changes = sheetsOf("/documents/"+d.ID+"/versions/"+from+"/"+v.To+"/", shown, from != cleanName, to.sheet.Values, comments)
	v.confirming()
	if v.Mode == besideMode && v.From != cleanName && v.From != previousName {
		old, err := s.version(ctx, d, v.From)
		if err != nil {
			return err
		}
		v.Beside, _ = sheetsOf("/documents/"+d.ID+"/versions/"+cleanName+"/"+v.From+"/", old, false, nil, nil)
	}
	return nil
}

// summary says in how many places two versions differ.
func summary(d *diff.Diff) string {
	texts := len(d.Fields)
	for _, t := range d.Texts {
		texts += len(t.Paragraphs)
	}
	return "文字 " + number(texts) + " 处，数字 " + number(len(d.Figures)) + " 格"
}

// sheetsOf are the pages of a version and how many changes they show.
func sheetsOf(address string, w *work, marked bool, values map[sheet.Place]string, comments []store.Comment) (sheets []sheetView, changes int) {
	for i, p := range w.pages {
		v := sheetView{
			Number: i + 1, Address: address + p.name, Width: strings.TrimSuffix(p.width, "pt"), Height: strings.TrimSuffix(p.height, "pt"),
			Alt: "第 " + number(i+1) + " 页", lines: p.lines, Hits: hitsOf(w, p.lines),
		}
		if marked {
			var said []change
			v.Marks, v.Bars, said = marksOf(&w.laid.Pages[i], changes)
			changes += len(said)
			v.Alt += "，花脸稿。" + changesSaid(said)
		}
		sheets = append(sheets, v)
	}
	for _, c := range comments {
		pin(sheets, c, values[c.Place])
	}
	return sheets, changes
}

func hitsOf(w *work, lines []places.Line) []hitView {
	var hits []hitView
	for _, l := range lines {
		if l.Place == "" {
			continue
		}
		hits = append(hits, hitView{
			decimal(float64(l.Box[0]) / 10), decimal(float64(l.Box[1]) / 10), decimal(float64(l.Box[2]) / 10), decimal(float64(l.Box[3]) / 10),
			l.Place, whereOf(w.sheet.Template, l.Place), l.Text,
		})
	}
	return hits
}

func changesSaid(changes []change) string {
	const most = 12
	if len(changes) == 0 {
		return "没有改动。"
	}
	words := make([]string, 0, most)
	for i, c := range changes {
		if i == most {
			words = append(words, "等")
			break
		}
		words = append(words, c.String())
	}
	return "改动 " + number(len(changes)) + " 处：" + strings.Join(words, "；") + "。"
}

// pin puts the number of a comment beside the line that it is about.
func pin(sheets []sheetView, c store.Comment, value string) {
	at := -1
	if c.Quote != "" {
		if i := strings.Index(value, c.Quote); i >= 0 {
			at = len([]rune(value[:i]))
		}
	}
	for _, exact := range []bool{true, false} {
		for i := range sheets {
			for _, l := range sheets[i].lines {
				if l.Place != c.Place || exact && at >= 0 && (at < l.First || at >= l.First+len(l.Ends)) {
					continue
				}
				const side, inset, below = 16, 37, 11.8
				width, err := strconv.ParseFloat(sheets[i].Width, 64)
				if err != nil {
					return
				}
				x, y := width-inset-side, float64(l.Box[1])/10
				for _, other := range sheets[i].Pins {
					if other.Y == decimal(y) {
						x -= side + 2
					}
				}
				sheets[i].Pins = append(sheets[i].Pins, pinView{
					X: decimal(x), Y: decimal(y), TextX: decimal(x + side/2), TextY: decimal(y + below), Number: number64(c.Number),
				})
				return
			}
		}
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }
