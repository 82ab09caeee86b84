package xlsx

import (
	"slices"
	"strings"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// text is the rows of one key.
type text struct {
	key   textKey
	at    diag.Pos // where its value stands or should stand
	parts []source.Part
	last  workbook.Ref // its last cell
	sheet *worksheet
}

// prose finds the rows of the header and of the sections of text, and the
// lines under tables.
func (r *reader) prose() {
	p := proseReader{reader: r, keys: textKeys(r.template), normalize: remembered(source.Normalize)}
	for _, s := range r.sheets {
		p.sheet(s)
	}
	for _, key := range p.keys {
		switch t := p.text(key); {
		case t == nil:
		case key.under == noteKey.ID:
			p.addNote(key.ID, t.value())
		default:
			r.give(t)
		}
	}
	r.attachments(&p)
	r.waivers(&p)
	if len(p.notes.Entries) > 0 {
		put(r.root, noteKey.ID, p.notes.Pos, &p.notes)
	}
}

// give puts a text into the tree.
func (r *reader) give(t *text) {
	value := t.value()
	switch {
	case t.key.is(templateKey) && value.Kind == source.Null:
		return // it is chosen by the year
	case t.key.is(signersKey):
		value = signatories(value)
	case t.key.many:
		value = items(value)
	}
	m := r.root
	if t.key.under != "" {
		if value.Kind == source.Null {
			return
		}
		m = within(m, t.key.under+"."+t.key.ID, t.at)
	}
	put(m, t.key.ID, t.at, value)
}

// value is what was read, a Null for nothing.
func (t *text) value() *source.Node {
	if len(t.parts) == 0 {
		return &source.Node{Kind: source.Null, Pos: t.at}
	}
	return source.Join(t.parts...)
}

// proseReader goes through the rows of the sheets.
type proseReader struct {
	*reader
	keys  []textKey
	texts []*text
	notes source.Node
	open  *text // the section whose text the next row may continue

	normalize func(string) string // source.Normalize
}

// text is what has been read of a key, nil for nothing.
func (p *proseReader) text(key textKey) *text {
	i := slices.IndexFunc(p.texts, func(t *text) bool { return t.key.is(key) })
	if i < 0 {
		return nil
	}
	return p.texts[i]
}

func (p *proseReader) sheet(s *worksheet) {
	p.open = nil
	for _, cells := range s.rows() {
		key, known := p.key(cells[0])
		switch {
		case known && s.covers(cells[0].Ref):
		case known:
			if s.firstKey == 0 {
				s.firstKey = cells[0].Row
			}
			p.row(s, key, cells[0])
		case len(s.tables) > 0:
			p.note(s, cells)
		case p.open != nil && cells[0].Col >= p.open.last.Col:
			p.append(p.open, s, cells[0], "\n\n")
		case s.firstKey > 0 && len(cells) > 1 && cells[0].Kind == workbook.Text:
			p.unknown(s, cells)
		}
	}
	if s.Hidden && s.firstKey > 0 {
		p.problems.Add(diag.Warnf(s.Pos(workbook.Ref{Row: 1, Col: 1}), "工作表“%s”是隐藏的，照常读取", "the sheet %q is hidden; it is read all the same", s.Name))
	}
}

// rows are the cells that are not yet understood, row by row.
func (s *worksheet) rows() [][]*workbook.Cell {
	var rows [][]*workbook.Cell
	last := 0
	for _, c := range s.Cells() {
		if s.used[c.Ref] || s.Origin(c.Ref) != c.Ref {
			continue
		}
		if c.Row != last {
			rows = append(rows, nil)
			last = c.Row
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], c)
	}
	return rows
}

// covers reports whether a table of the sheet stands at ref.
func (s *worksheet) covers(ref workbook.Ref) bool {
	return slices.ContainsFunc(s.tables, func(a area) bool { return a.has(ref) })
}

func (p *proseReader) key(c *workbook.Cell) (textKey, bool) {
	if c.Kind != workbook.Text {
		return textKey{}, false
	}
	if i := slices.IndexFunc(p.keys, func(k textKey) bool { return k.namesBy(p.normalize, c.Text) }); i >= 0 {
		return p.keys[i], true
	}
	if key, ok := waiverKey(p.template, c.Text); ok {
		return key, true
	}
	return attachmentKey(p.template, c.Text)
}

// row reads the row of a key, or the rows beside its label where that is
// merged over several.
func (p *proseReader) row(s *worksheet, key textKey, label *workbook.Cell) {
	s.use(label.Ref)
	extent := s.Extent(label.Ref)
	value := workbook.Ref{Row: label.Row, Col: extent.To.Col + 1}
	t := p.text(key)
	if key.under == waiveID && key.ID == "" {
		t = nil // spare rows
	}
	switch {
	case t == nil:
		t = &text{key: key, at: s.Pos(value), last: value, sheet: s}
		p.texts = append(p.texts, t)
	case !marked(label.Text):
		p.problems.Add(diag.Errorf(s.Pos(label.Ref), "“%s”写了两次", "%q stands twice", key.Labels[0]).
			WithRelated(t.at, "另一次写在这里", "it stands here too").
			WithHint("删去其中一行；正文分成几行写时，从第二行起在名称后面加“（续）”", "remove one of the rows; where a text goes on in another row, put （续） behind its label"))
		return
	default:
		t.last = value
	}
	p.open = nil
	if key.prose {
		p.open = t
	}
	separator := "\n\n"
	if strings.Contains(label.Text, strings.Trim(runsOn, "（）")) {
		separator = ""
	}
	for row := extent.From.Row; row <= min(extent.To.Row, s.Rows); row++ {
		for col := extent.To.Col + 1; col <= s.Cols; col++ {
			if c := s.Cell(workbook.Ref{Row: row, Col: col}); c != nil && !s.used[c.Ref] {
				p.append(t, s, c, separator)
				break
			}
		}
	}
}

// marked reports whether a label is that of a row which continues another.
func marked(label string) bool {
	return strings.Contains(label, strings.Trim(goesOn, "（）")) || strings.Contains(label, strings.Trim(runsOn, "（）"))
}

// append adds the text of a cell.
func (p *proseReader) append(t *text, s *worksheet, c *workbook.Cell, separator string) {
	s.use(c.Ref)
	at := s.Pos(c.Ref)
	c = p.result(s, c)
	if c.Kind == workbook.Fault || c.Formula != "" && !c.Stored {
		p.problems.Add(diag.Errorf(at, "公式出错了，没有文字：%s", "the formula has an error, there is no text: %s", clip(c.Text+c.Formula)).
			WithHint("直接写文字", "write the text itself"))
		return
	}
	written := p.printable(c.Text, at)
	if t.key.prose {
		written = fromCell(written)
	}
	if len(t.parts) > 0 {
		t.parts[len(t.parts)-1].Text += separator
	} else {
		t.at = at
	}
	t.parts = append(t.parts, source.Part{Text: written, Pos: at})
	t.last = workbook.Ref{Row: s.Extent(c.Ref).To.Row, Col: c.Col}
}

// unknown passes on a row with a label that the template has not, so that it
// is reported like an unknown key.
func (p *proseReader) unknown(s *worksheet, cells []*workbook.Cell) {
	s.use(cells[0].Ref)
	s.use(cells[1].Ref)
	p.open = nil
	var labels []string
	for _, key := range p.keys {
		labels = append(labels, key.Labels[0])
	}
	r, at := p.reader, s.Pos(cells[0].Ref)
	r.hints[at] = diag.T("名称写错的改对；这一行不属于报告的，删去", "mend the label; a row that is no part of the report is to be removed")
	if near := source.Closest(cells[0].Text, labels); near != "" {
		r.hints[at] = diag.T("是不是“%s”？", "did you mean %q?", near)
	}
	put(p.root, cells[0].Text, s.Pos(cells[0].Ref), &source.Node{Kind: source.Scalar, Text: cells[1].Text, Pos: s.Pos(cells[1].Ref)})
}

// note reads a line under a table: behind the label 表注, or a cell below the
// table that begins with 注.
func (p *proseReader) note(s *worksheet, cells []*workbook.Cell) {
	a, ok := s.tableAbove(cells[0].Row)
	if !ok || cells[0].Kind != workbook.Text {
		return
	}
	written := cells[0]
	switch {
	case noteKey.names(written.Text):
		s.use(written.Ref)
		if written = s.valueOf(written.Ref); written == nil {
			return
		}
	case !strings.HasPrefix(written.Text, "注：") && !strings.HasPrefix(written.Text, "注:"):
		return
	}
	s.use(written.Ref)
	at := s.Pos(written.Ref)
	p.addNote(a.table, &source.Node{Kind: source.Scalar, Quoted: true, Text: p.printable(written.Text, at), Pos: at})
}

// addNote adds the line under a table.
func (p *proseReader) addNote(table string, note *source.Node) {
	if note.Kind == source.Null {
		return
	}
	if i := slices.IndexFunc(p.notes.Entries, func(e source.Entry) bool { return e.Key.Text == table }); i >= 0 {
		p.problems.Add(diag.Errorf(note.Pos, "表注写了两次", "there are two notes under the table").
			WithRelated(p.notes.Entries[i].Value.Pos, "另一次写在这里", "the other stands here").
			WithHint("合成一段", "make them one paragraph"))
		return
	}
	p.notes.Kind = source.Map
	if p.notes.Pos == (diag.Pos{}) {
		p.notes.Pos = note.Pos
	}
	put(&p.notes, table, note.Pos, note)
}

// tableAbove is the nearest table above a row.
func (s *worksheet) tableAbove(row int) (area, bool) {
	var nearest area
	for _, a := range s.tables {
		if a.To.Row < row && a.To.Row > nearest.To.Row {
			nearest = a
		}
	}
	return nearest, nearest.To.Row > 0
}
