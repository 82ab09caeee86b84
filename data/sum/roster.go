package sum

import (
	"path"
	"strings"
	"unicode/utf8"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// Roster is the agencies that should report, in its order.
type Roster struct {
	File  string
	Names []Name
	Dates diag.List      // says which columns have dates and are not taken for deadlines
	keys  map[string]int // to the place in Names
}

// Name is an agency of a roster.
type Name struct {
	Text string
	Pos  diag.Pos
	Due  data.Date // by which its report should be there; the zero Date for none
}

// NewRoster is the roster of names, each of which stands once: of two that are the same
// agency's the first is meant.
func NewRoster(names []string) *Roster {
	r := &Roster{keys: map[string]int{}}
	for i, name := range names {
		if _, twice := r.keys[key(name)]; !twice {
			r.keys[key(name)] = i
		}
		r.Names = append(r.Names, Name{Text: name})
	}
	return r
}

func (r *Roster) has(agency string) bool { return r.Index(agency) >= 0 }

// Index is the place in Names of an agency, whose name may be written with other blanks
// and widths of characters; -1 for one that is not there.
func (r *Roster) Index(agency string) int {
	if i, ok := r.keys[key(agency)]; ok {
		return i
	}
	return -1
}

// Near is the name of the roster that was probably meant by one that is not on it; empty
// where none is near.
func (r *Roster) Near(agency string) string {
	if n := nearest(agency, r.Names); n != nil {
		return n.Text
	}
	return ""
}

// nearest is the name that was probably meant; nil when none is near.
func nearest(agency string, names []Name) *Name {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = n.Text
	}
	closest := source.Closest(agency, texts)
	for i := range names {
		if names[i].Text == closest {
			return &names[i]
		}
	}
	return nil
}

// ReadRoster reads a roster: a text file with an agency a line (# begins a
// comment), a .csv or .xlsx with a column 机关名称 or else the first, and, where
// there is one, a column 截止日期, or a list in YAML or JSON. It is nil when the list
// has errors.
func ReadRoster(name string, content []byte) (*Roster, diag.List) {
	r := &rosterReader{Roster: &Roster{File: name, keys: map[string]int{}}}
	if len(content) > maxRosterBytes {
		return nil, diag.List{diag.Errorf(diag.Pos{File: name}, "名册有 %d MB，超过 %d MB", "the roster has %d MB, more than %d MB", len(content)>>20, maxRosterBytes>>20)}
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb":
		r.workbook(name, content)
	case ".yaml", ".yml", ".json":
		r.tree(name, content)
	default:
		r.text(name, content)
	}
	if len(r.Names) == 0 && !r.said.HasErrors() {
		r.said.Add(diag.Errorf(diag.Pos{File: name}, "名册里没有机关名称", "the roster names no agency"))
	}
	if r.said.HasErrors() {
		return nil, r.said
	}
	return r.Roster, r.said
}

type rosterReader struct {
	*Roster
	said diag.List
}

// add takes a name. One that stands twice is an error: it is probably another
// agency's that was mistyped.
func (r *rosterReader) add(text, due string, pos diag.Pos) {
	text = strings.TrimSpace(text)
	name := key(text)
	if name == "" {
		return
	}
	if utf8.RuneCountInString(text) > maxName {
		r.said.Add(diag.Errorf(pos, "机关名称超过 %d 个字", "the name has more than %d characters", maxName))
		return
	}
	if i, twice := r.keys[name]; twice {
		r.said.Add(diag.Errorf(pos, "“%s”在名册里写了两次", "%q stands twice in the roster", text).
			WithRelated(r.Names[i].Pos, "另一次写在这里", "it stands here too"))
		return
	}
	if len(r.Names) == maxAgencies {
		if !r.said.HasErrors() {
			r.said.Add(diag.Errorf(pos, "名册里的机关超过 %d 个", "the roster has more than %d agencies", maxAgencies))
		}
		return
	}
	var by data.Date
	if due = strings.TrimSpace(due); due != "" {
		var ok bool
		if by, ok = load.Day(due); !ok {
			r.said.Add(diag.Errorf(pos, "截止日期看不懂：%s", "the deadline is not understood: %s", due).WithHint("写成 2025-01-31", "write it as 2025-01-31"))
			return
		}
	}
	r.keys[name] = len(r.Names)
	r.Names = append(r.Names, Name{Text: text, Pos: pos, Due: by})
}

// heads are what the column of names is called.
var heads = map[string]bool{
	"机关名称": true, "单位名称": true, "部门名称": true, "机构名称": true, "机关": true, "单位": true, "部门": true, "机构": true, "名称": true, "名字": true,
	"填报单位": true, "报送单位": true, "上报单位": true, "应报单位": true, "agency": true,
}

func isHead(text string) bool { return heads[source.Normalize(text)] }

// number is what may stand before a name in a list.
var number = pattern.New(`^[0-9]{1,5}(?:[、．)）\t]|\.\s*)\s*`)

func (r *rosterReader) workbook(name string, content []byte) {
	book, said := workbook.Read(name, content)
	r.said = append(r.said, said...)
	if book == nil {
		return
	}
	var sheet *workbook.Sheet
	var head *workbook.Cell
	for _, s := range book.Sheets {
		cells := s.Cells()
		if sheet == nil && len(cells) > 0 {
			sheet = s
		}
		for _, c := range cells {
			if head == nil && c.Kind == workbook.Text && isHead(c.Text) {
				sheet, head = s, c
			}
		}
	}
	if sheet == nil {
		return
	}
	from := workbook.Ref{Row: 0, Col: sheet.Cols}
	if head != nil {
		from = head.Ref
	} else {
		for _, c := range sheet.Cells() {
			from.Col = min(from.Col, c.Col)
		}
	}
	due := 0 // the column of deadlines; rows and columns count from 1
	for col := 1; head != nil && col <= sheet.Cols; col++ {
		if c := sheet.Cell(workbook.Ref{Row: head.Row, Col: col}); c != nil && isDueHead(c.Text) {
			due = col
		}
	}
	if due == 0 {
		dated := columns{}
		for _, c := range sheet.Cells() {
			if c.Row >= from.Row {
				dated.see(c.Row, c.Col, c.Text, sheet.Pos(c.Ref))
			}
		}
		if head == nil && len(dated.headed(dated.top())) > 0 {
			from.Row = dated.top()
		}
		if due = dated.due(from.Row, 0); due == 0 {
			r.unused(dated, from.Row)
		}
	}
	for row := from.Row + 1; row <= sheet.Rows; row++ {
		c := sheet.Cell(workbook.Ref{Row: row, Col: from.Col})
		if c == nil || c.Row != row {
			continue
		}
		by := ""
		if d := sheet.Cell(workbook.Ref{Row: row, Col: due}); due > 0 && d != nil {
			by = d.Text
		}
		r.add(c.Text, by, sheet.Pos(c.Ref))
	}
}
