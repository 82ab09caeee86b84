package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Look gives how a DOCX file sets its text; nil with the reasons where it cannot be
// read. Places are those of Read.
func Look(ctx context.Context, name string, content []byte, limits opc.Limits) (*look.Document, diag.List) {
	at := diag.Pos{File: name}
	archive, said := open(at, content, limits)
	if said.HasErrors() {
		return nil, said
	}
	r := &reader{file: name, goOn: ctx.Err, archive: archive, styles: &styles{}, lists: newLists(), story: &story{}, looks: &look.Document{}}
	if err := r.read(); err != nil {
		return nil, diag.List{damaged(at, err, limits)}
	}
	size, _ := r.styles.lettering(runProps{}, r.styles.usual, "")
	r.looks.Usual = halfPoints(size)
	r.looks.Shapes = r.left[shapes].count
	return r.looks, nil
}

// said is a number that may not be said.
type said struct {
	value int
	given bool
}

func (s said) or(base said) said {
	if s.given {
		return s
	}
	return base
}

func saidIn(e xml.StartElement, key string, before said) said {
	if attribute(e, key) == "" {
		return before
	}
	return said{number(e, key, before.value), true}
}

// paraLook is the formatting that properties of a paragraph say (17.3.1).
type paraLook struct {
	left, right, first                said
	leftChars, rightChars, firstChars said
	before, after, line               said
	rule                              string
	snap, newPage                     toggle
	top, bottom                       border
	framed                            bool
	place                             string
}

type border struct {
	look.Border
	given bool
}

// read reads a property of a paragraph.
func (l *paraLook) read(p *part, key string, e xml.StartElement) error {
	switch key {
	case "w:ind":
		l.indents(e)
	case "w:spacing":
		l.before = saidIn(e, "w:before", l.before)
		l.after = saidIn(e, "w:after", l.after)
		l.line = saidIn(e, "w:line", l.line)
		if rule := attribute(e, "w:lineRule"); rule != "" {
			l.rule = rule
		} else if l.line.given && l.rule == "" {
			l.rule = "auto"
		}
	case "w:snapToGrid":
		l.snap = onOff(e)
	case "w:pageBreakBefore":
		l.newPage = onOff(e)
	case "w:framePr":
		l.framed, l.place = true, attribute(e, "w:xAlign")
	case "w:pBdr":
		return p.each(func(key string, e xml.StartElement) error {
			switch key {
			case "w:top":
				l.top = borderOf(e)
			case "w:bottom":
				l.bottom = borderOf(e)
			}
			return nil
		})
	}
	return nil
}

func (l *paraLook) indents(e xml.StartElement) {
	for _, name := range []struct {
		key  string
		into *said
	}{{"w:left", &l.left}, {"w:start", &l.left}, {"w:right", &l.right}, {"w:end", &l.right}, {"w:firstLine", &l.first},
		{"w:leftChars", &l.leftChars}, {"w:startChars", &l.leftChars}, {"w:rightChars", &l.rightChars}, {"w:endChars", &l.rightChars}, {"w:firstLineChars", &l.firstChars}} {
		*name.into = saidIn(e, name.key, *name.into)
	}
	if hang := saidIn(e, "w:hanging", said{}); hang.given && hang.value != 0 {
		l.first = said{-hang.value, true}
	}
	if hang := saidIn(e, "w:hangingChars", said{}); hang.given && hang.value != 0 {
		l.firstChars = said{-hang.value, true}
	}
}

func borderOf(e xml.StartElement) border {
	switch attribute(e, "w:val") {
	case "", "nil", "none":
		return border{given: true}
	}
	colour := attribute(e, "w:color")
	if colour == "auto" {
		colour = ""
	}
	return border{look.Border{Width: max(1, number(e, "w:sz", 0)), Color: colour}, true}
}

// over is what l says, and what base says where l does not.
func (l paraLook) over(base paraLook) paraLook {
	l.left, l.right, l.first = l.left.or(base.left), l.right.or(base.right), l.first.or(base.first)
	l.leftChars, l.rightChars, l.firstChars = l.leftChars.or(base.leftChars), l.rightChars.or(base.rightChars), l.firstChars.or(base.firstChars)
	l.before, l.after, l.line = l.before.or(base.before), l.after.or(base.after), l.line.or(base.line)
	if l.rule == "" {
		l.rule = base.rule
	}
	if l.snap == unsaid {
		l.snap = base.snap
	}
	if l.newPage == unsaid {
		l.newPage = base.newPage
	}
	if !l.top.given {
		l.top = base.top
	}
	if !l.bottom.given {
		l.bottom = base.bottom
	}
	if !l.framed {
		l.framed, l.place = base.framed, base.place
	}
	return l
}

// faces are the faces that properties of a run say (17.3.2.26); a theme's stand as
// theme:NAME.
type faces struct{ eastAsia, ascii string }

func (f *faces) read(e xml.StartElement) {
	for _, name := range []struct {
		key, theme string
		into       *string
	}{{"w:eastAsia", "w:eastAsiaTheme", &f.eastAsia}, {"w:hAnsi", "w:hAnsiTheme", &f.ascii}, {"w:ascii", "w:asciiTheme", &f.ascii}} {
		if face := attribute(e, name.key); face != "" {
			*name.into = face
		}
		if theme := attribute(e, name.theme); theme != "" {
			*name.into = themed + theme
		}
	}
}

// themed begins the names of faces that a theme has.
const themed = "theme:"

func (f faces) over(base faces) faces {
	if f.eastAsia == "" {
		f.eastAsia = base.eastAsia
	}
	if f.ascii == "" {
		f.ascii = base.ascii
	}
	return f
}

// themeFaces are the faces of a theme (20.1.4.1): major and minor, of Latin and of East
// Asian text.
type themeFaces map[string]string

// resolve is the face that a theme has for a name such as minorEastAsia.
func (t themeFaces) resolve(face string) string {
	name, ok := strings.CutPrefix(face, themed)
	if !ok {
		return face
	}
	kind := "minor"
	if strings.HasPrefix(name, "major") {
		kind = "major"
	}
	if strings.HasSuffix(name, "EastAsia") {
		return t[kind+"EastAsia"]
	}
	return t[kind+"Latin"]
}

func (r *reader) readTheme(content []byte) error {
	r.theme = themeFaces{}
	p := newPart(content)
	return p.root("a:theme", func(key string, _ xml.StartElement) error {
		if key != "a:themeElements" {
			return nil
		}
		return p.each(func(key string, _ xml.StartElement) error {
			if key != "a:fontScheme" {
				return nil
			}
			return p.each(func(key string, _ xml.StartElement) error {
				kind := map[string]string{"a:majorFont": "major", "a:minorFont": "minor"}[key]
				if kind == "" {
					return nil
				}
				return p.each(func(key string, e xml.StartElement) error {
					switch face := attribute(e, "typeface"); {
					case face == "":
					case key == "a:latin":
						r.theme[kind+"Latin"] = face
					case key == "a:ea", key == "a:font" && attribute(e, "script") == "Hans" && r.theme[kind+"EastAsia"] == "":
						r.theme[kind+"EastAsia"] = face
					}
					return nil
				})
			})
		})
	})
}

// readSettings reads what the settings say of pages (17.15.1).
func (r *reader) readSettings(content []byte) error {
	p := newPart(content)
	return p.root("w:settings", func(key string, e xml.StartElement) error {
		switch key {
		case "w:evenAndOddHeaders":
			r.looks.EvenOdd = onOff(e) == on
		case "w:mirrorMargins":
			r.looks.Mirrored = onOff(e) == on
		}
		return nil
	})
}

// readLooks reads the parts that only looks need.
func (r *reader) readLooks(relations []relation) error {
	if r.looks == nil {
		return nil
	}
	r.footers = map[string]string{}
	for _, rel := range relations {
		var read func([]byte) error
		switch rel.kind {
		case "theme":
			read = r.readTheme
		case "settings":
			read = r.readSettings
		case "footer", "header":
			r.footers[rel.id] = rel.target
		}
		if read == nil || rel.outside {
			continue
		}
		content, err := r.archive.Read(rel.target)
		if errors.Is(err, opc.ErrMissing) {
			continue
		}
		if err == nil {
			err = read(content)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// section reads the properties of a section (17.6.17).
func (r *reader) section(p *part) (*look.Section, error) {
	s := &look.Section{Width: 12240, Height: 15840, LinePitch: 0} // Word's own page, where a section says none
	err := p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:pgSz":
			s.Width, s.Height = number(e, "w:w", s.Width), number(e, "w:h", s.Height)
			s.Landscape = attribute(e, "w:orient") == "landscape"
		case "w:pgMar":
			s.Top, s.Bottom, s.Left, s.Right = number(e, "w:top", 0), number(e, "w:bottom", 0), number(e, "w:left", 0), number(e, "w:right", 0)
			s.Gutter = number(e, "w:gutter", 0)
		case "w:docGrid":
			s.LinePitch, s.CharSpace = number(e, "w:linePitch", 0), number(e, "w:charSpace", 0)
			if kind := attribute(e, "w:type"); kind != "default" {
				s.Grid = kind
			}
		case "w:titlePg":
			s.FirstPage = onOff(e) == on
		case "w:headerReference":
			header, err := r.footer(r.footers[attribute(e, "r:id")], "w:hdr")
			if header != nil {
				s.Headers = append(s.Headers, *header)
			}
			return err
		case "w:footerReference":
			footer, err := r.footer(r.footers[attribute(e, "r:id")], "w:ftr")
			switch attribute(e, "w:type") {
			case "even":
				s.Even = footer
			case "first":
				s.First = footer
			default:
				s.Footer = footer
			}
			return err
		}
		return nil
	})
	return s, err
}

// sectionBehind reads a section that ends with the paragraph whose properties are read.
func (r *reader) sectionBehind(p *part) error {
	var err error
	r.ending, err = r.section(p)
	return err
}

// footer reads a footer, or a header, by the name of its element; nil for one that is not
// there.
func (r *reader) footer(target, element string) (*look.Footer, error) {
	if target == "" || r.looks == nil {
		return nil, nil
	}
	content, err := r.archive.Read(target)
	if err != nil {
		if errors.Is(err, opc.ErrMissing) {
			err = nil
		}
		return nil, err
	}
	inner := &reader{file: r.file, goOn: r.goOn, archive: r.archive, styles: r.styles, lists: r.lists, theme: r.theme, story: &story{}, looks: &look.Document{}}
	p := newPart(content)
	err = p.root(element, func(key string, _ xml.StartElement) error { return inner.block(p, key) })
	if err == nil {
		err = inner.endStory()
	}
	return &look.Footer{Paragraphs: inner.looks.Paragraphs}, err
}

// endSection notes a section that ends here. What it has no footers for are those of
// the section before (17.10.3).
func (r *reader) endSection(s *look.Section) {
	if r.looks == nil || s == nil {
		return
	}
	if n := len(r.looks.Sections); n > 0 {
		before := r.looks.Sections[n-1]
		if s.Footer == nil {
			s.Footer = before.Footer
		}
		if s.Even == nil {
			s.Even = before.Even
		}
		if s.First == nil {
			s.First = before.First
		}
	}
	s.Before = len(r.looks.Paragraphs)
	r.looks.Sections = append(r.looks.Sections, *s)
}

// lookRun notes the formatting of text.
func (r *reader) lookRun(text string, props runProps) {
	if r.looks == nil || r.para == nil || text == "" {
		return
	}
	style := r.styleOf(r.para)
	size, colour := r.styles.lettering(props, style, props.style)
	f := props.faces.over(r.styles.facesOf(props.style)).over(r.styles.facesOf(style)).over(r.styles.defaults.faces)
	run := look.Run{
		Text: text, EastAsia: r.theme.resolve(f.eastAsia), ASCII: r.theme.resolve(f.ascii), Size: halfPoints(size),
		Bold: r.styles.bold(props.bold, style, props.style), Color: colour, Marked: props.painted || props.underlined, Spacing: props.spacing,
	}
	runs := r.para.look
	if n := len(runs); n > 0 {
		if last := &runs[n-1]; last.EastAsia == run.EastAsia && last.ASCII == run.ASCII && last.Size == run.Size && last.Bold == run.Bold && last.Color == run.Color && last.Marked == run.Marked && last.Spacing == run.Spacing {
			last.Text += text
			return
		}
	}
	r.para.look = append(runs, run)
}

func halfPoints(size string) int {
	n, err := strconv.Atoi(size)
	if err != nil {
		return 0
	}
	return n
}

// lookField notes a field that shows the number of the page.
func (r *reader) lookField(code string, props runProps) {
	if words := fieldWords(code); len(words) > 0 && strings.EqualFold(words[0], "PAGE") && r.looks != nil && r.para != nil {
		r.para.pageNumber = true
		r.lookRun("1", props)
	}
}

// facesOf are the faces of a style and those that it is based on.
func (s *styles) facesOf(id string) faces {
	if known, ok := s.faces[id]; ok {
		return known
	}
	var f faces
	s.chain(id, func(_ string, st *style) bool {
		f = f.over(st.run.faces)
		return false
	})
	if s.faces == nil {
		s.faces = map[string]faces{}
	}
	s.faces[id] = f
	return f
}

// lookOf is the formatting of a paragraph.
func (s *styles) lookOf(direct paraLook, id string) paraLook {
	l := direct
	s.chain(id, func(_ string, st *style) bool {
		l = l.over(st.para.look)
		return false
	})
	return l.over(s.paraDefaults)
}

// lookParagraph notes the formatting of a paragraph that has been read.
func (r *reader) lookParagraph(para *paragraph, at diag.Pos) {
	if r.looks == nil {
		return
	}
	l := r.styles.lookOf(para.props.look, r.styleOf(para))
	text := look.Paragraph{
		Pos: at, Offset: para.offset, Body: para.body, End: para.end, Runs: para.look, Align: para.props.align,
		Left: l.left.value, Right: l.right.value, First: l.first.value, LeftChars: l.leftChars.value, RightChars: l.rightChars.value, FirstChars: l.firstChars.value,
		Before: l.before.value, After: l.after.value, Line: l.line.value, LineRule: l.rule, Snap: l.snap != off,
		NewPage: l.newPage == on || r.broken || para.broken, Top: l.top.Border, Bottom: l.bottom.Border,
		Table: r.inTable, Floating: l.framed || r.boxes > 0, Place: l.place, PageNumber: para.pageNumber,
	}
	if l.firstChars.given && l.firstChars.value == 0 && l.first.value == 0 {
		text.First = 0
	}
	if r.boxes > 0 {
		text.Place = r.boxPlace
	}
	if text.Align == "" {
		text.Align = r.styles.align(r.styleOf(para))
	}
	switch text.Align {
	case "":
		text.Align = "left"
	case "start":
		text.Align = "left"
	case "end":
		text.Align = "right"
	}
	if list, _, _ := r.styles.list(r.styleOf(para)); para.props.list > 0 || para.props.list < 0 && list > 0 {
		text.Counted = true
	}
	r.broken = para.breaksBehind
	if strings.TrimSpace(text.Text()) != "" || text.PageNumber || text.Bottom.Width > 0 || text.Top.Width > 0 {
		text.Blank = r.blanks
		r.blanks = 0
		r.looks.Paragraphs = append(r.looks.Paragraphs, text)
	} else {
		r.blanks++
	}
	r.endSection(r.ending)
	r.ending = nil
}

// lookProps reads the width and the lines of a table (17.4.59, 17.4.48).
func (t *tableReader) lookProps(p *part) error {
	return p.each(func(key string, e xml.StartElement) error {
		switch key {
		case "w:tblW":
			if attribute(e, "w:type") == "dxa" {
				t.look.Width = number(e, "w:w", 0)
			}
		case "w:shd":
			t.painted = paints(e)
		case "w:gridCol":
			t.grid += min(max(number(e, "w:w", 0), 0), maxWidth)
		case "w:tblBorders":
			return p.each(func(key string, e xml.StartElement) error {
				b := borderOf(e).Border
				switch key {
				case "w:top":
					t.top = b
				case "w:bottom":
					t.bottom = b
				}
				return nil
			})
		}
		return nil
	})
}

// maxWidth is the greatest width of a column, in twips: 22 inches.
const maxWidth = 31_680

// lookCell notes the lines above the cells of the first row and below those of the last.
func (row *rowReader) lookCell(c cellProps) {
	t := row.tableReader
	if t.rows == 1 && c.top.Width > t.look.Lines[0].Width {
		t.look.Lines[0] = c.top
	}
	if c.bottom.Width > t.look.Lines[1].Width {
		t.look.Lines[1] = c.bottom
	}
}

// lookTable notes a table that has been read.
func (t *tableReader) lookTable() {
	if t.looks == nil {
		return
	}
	l := t.look
	l.Pos, l.Number = t.found.Pos, t.number
	t.blanks = 0
	if l.Width == 0 {
		l.Width = t.grid
	}
	if l.Lines[0].Width == 0 {
		l.Lines[0] = t.top
	}
	if l.Lines[1].Width == 0 {
		l.Lines[1] = t.bottom
	}
	t.looks.Tables = append(t.looks.Tables, l)
}
