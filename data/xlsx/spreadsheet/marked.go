package spreadsheet

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/internal/opc"
)

// Marked is a workbook of others that is being marked. What is not asked for stays as it
// is, octet by octet.
type Marked struct {
	files  map[string]*opc.File // by name in lower case
	book   string               // name of the part
	sheets []*MarkedSheet
	added  *Sheet
	looks  looks
	packer opc.Packer
	types  []string // what is to be said of new parts
}

// MarkedSheet is a worksheet of others.
type MarkedSheet struct {
	Name     string
	Comments []Comment // in the order of the file
	book     *Marked
	part     string // its name
	layout   grid
	said     []Comment // instead of those of their cells; without a text for none
	rules    []rule
	gone     string // formula of conditions that are taken away
}

// Open reads a workbook within limits.
func Open(content []byte, limits opc.Limits) (*Marked, error) {
	p, err := opc.Open(content, limits)
	if err != nil {
		return nil, err
	}
	files, err := p.Files()
	if err != nil {
		return nil, err
	}
	m := &Marked{files: map[string]*opc.File{}}
	for i := range files {
		f := &files[i]
		f.Name = strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if ending := path.Ext(f.Name); ending == ".xml" || ending == ".rels" {
			f.Content = transitional(f.Content)
		}
		m.files[strings.ToLower(f.Name)] = f
	}
	if err := m.read(); err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return m, nil
}

// transitional is a part of the strict form in the one that all programs read
// (ISO/IEC 29500-4): its namespaces differ.
func transitional(content []byte) []byte {
	if !bytes.Contains(content, []byte("http://purl.oclc.org/ooxml/")) {
		return content
	}
	const schemas = "http://schemas.openxmlformats.org/"
	return []byte(strings.NewReplacer(
		"http://purl.oclc.org/ooxml/spreadsheetml/main", mainSpace,
		"http://purl.oclc.org/ooxml/officeDocument/relationships", relationSpace,
		"http://purl.oclc.org/ooxml/officeDocument/extendedProperties", schemas+"officeDocument/2006/extended-properties",
		"http://purl.oclc.org/ooxml/officeDocument/customProperties", schemas+"officeDocument/2006/custom-properties",
		"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", schemas+"officeDocument/2006/docPropsVTypes",
		"http://purl.oclc.org/ooxml/drawingml/main", schemas+"drawingml/2006/main",
		"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", schemas+"drawingml/2006/spreadsheetDrawing",
		"http://purl.oclc.org/ooxml/drawingml/chart", schemas+"drawingml/2006/chart",
		` conformance="strict"`, "",
	).Replace(string(content)))
}

func (m *Marked) file(name string) []byte {
	if f := m.files[strings.ToLower(name)]; f != nil {
		return f.Content
	}
	return nil
}

func (m *Marked) put(name string, content []byte) {
	if f := m.files[strings.ToLower(name)]; f != nil {
		f.Content = content
		return
	}
	m.files[strings.ToLower(name)] = &opc.File{Name: name, Content: content}
}

func (m *Marked) has(name string) bool { return m.files[strings.ToLower(name)] != nil }

// related is what a part refers to by relationships of a type, in their order.
func (m *Marked) related(part, kind string) ([]relation, error) {
	content := m.file(relationsOf(part))
	if part == "" {
		content = m.file("_rels/.rels")
	}
	if content == nil {
		return nil, nil
	}
	d, err := outline(content, everything)
	if err != nil {
		return nil, err
	}
	var list []relation
	for _, e := range d.root.all("Relationship") {
		if strings.HasSuffix(e.attribute("Type"), kind) && e.attribute("TargetMode") != "External" {
			target := e.attribute("Target")
			if strings.HasPrefix(target, "/") {
				target = target[1:]
			} else {
				target = path.Join(path.Dir(part), target)
			}
			list = append(list, relation{e.attribute("Id"), e.attribute("Type"), target})
		}
	}
	return list, nil
}

// relate adds a relationship and gives its id.
func (m *Marked) relate(part, kind, target string) (string, error) {
	name := relationsOf(part)
	r := relation{"rId1", relationSpace + kind, "/" + target}
	content := m.file(name)
	if content == nil {
		m.put(name, relations{r}.bytes())
		return r.id, nil
	}
	d, err := outline(content, everything)
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, e := range d.root.children {
		taken[e.attribute("Id")] = true
	}
	for i := 1; taken[r.id]; i++ {
		r.id = "rId" + strconv.Itoa(i)
	}
	d.grow(d.root, d.in(packageSpace+"relationships", r.xml()), 0)
	m.put(name, d.bytes())
	return r.id, nil
}

// read finds the sheets and what is said in them.
func (m *Marked) read() error {
	root, err := m.related("", "/officeDocument")
	if err != nil {
		return err
	}
	if len(root) == 0 || !m.has(root[0].target) {
		return errNoElement
	}
	m.book = root[0].target
	d, err := outline(m.file(m.book), everything)
	if err != nil {
		return err
	}
	parts, err := m.related(m.book, "/worksheet")
	if err != nil {
		return err
	}
	for _, e := range d.root.child("sheets").all("sheet") {
		i := slices.IndexFunc(parts, func(r relation) bool { return r.id == e.attribute("id") })
		if i < 0 || !m.has(parts[i].target) { // charts have sheets of their own
			continue
		}
		s := &MarkedSheet{Name: e.attribute("name"), book: m, part: parts[i].target}
		if s.Comments, err = s.read(); err != nil {
			return fmt.Errorf("%s: %w", s.part, err)
		}
		m.sheets = append(m.sheets, s)
	}
	return m.readLooks()
}

// Sheets are the worksheets in the order of their tabs.
func (m *Marked) Sheets() []*MarkedSheet { return m.sheets }

// Look is the number by which cells of the added sheet get a look, without a format of
// numbers.
func (m *Marked) Look(l Look) Style { return m.looks.style(l) }

// Marking is the number by which conditions get colours, RRGGBB; empty for none.
func (m *Marked) Marking(fill, text string) Marking { return m.looks.marking(fill, text) }

// Add is a sheet behind the others, or in place of the one that has its name.
func (m *Marked) Add(name string) *Sheet {
	m.added = newSheet(name, &m.packer)
	return m.added
}

// Bytes is the workbook with its marks. The same workbook and marks give the same bytes.
func (m *Marked) Bytes() ([]byte, error) {
	for _, s := range m.sheets {
		if err := s.write(); err != nil {
			return nil, fmt.Errorf("workbook: %s: %w", s.part, err)
		}
	}
	for _, write := range []func() error{m.writeAdded, m.writeLooks, m.writeTypes} {
		if err := write(); err != nil {
			return nil, fmt.Errorf("workbook: %w", err)
		}
	}
	files := make([]opc.File, 0, len(m.files))
	for _, f := range m.files {
		files = append(files, *f)
	}
	content, err := m.packer.Pack(files)
	if err != nil {
		return nil, fmt.Errorf("workbook: %w", err)
	}
	return content, nil
}

// writeTypes says what new parts are.
func (m *Marked) writeTypes() error {
	if len(m.types) == 0 {
		return nil
	}
	d, err := outline(m.file(contentTypes), everything)
	if err != nil {
		return err
	}
	known := func(e *element) bool { return strings.EqualFold(e.attribute("Extension"), "vml") }
	if !slices.ContainsFunc(d.root.children, known) {
		m.types = append(m.types, drawingDefault)
	}
	for i, t := range m.types {
		m.types[i] = d.in(packageSpace+"content-types", t)
	}
	d.grow(d.root, strings.Join(m.types, ""), 0)
	m.put(contentTypes, d.bytes())
	return nil
}

func (m *Marked) newPart(name, kind string, content []byte) {
	var c contents
	c.of(name, officeTypes+kind)
	m.types = append(m.types, c...)
	m.put(name, content)
}

// free is the first name of a kind of part that is not taken.
func (m *Marked) free(name func(int) string) string {
	n := 1
	for m.has(name(n)) {
		n++
	}
	return name(n)
}

// writeAdded puts the added sheet into the list of sheets. One that was there is
// replaced, with what belonged to it alone.
func (m *Marked) writeAdded() error {
	if m.added == nil {
		return nil
	}
	content := m.added.content()
	d, err := outline(m.file(m.book), everything)
	if err != nil {
		return err
	}
	sheets, last := d.root.child("sheets"), 0
	for i, e := range sheets.all("sheet") {
		last = max(last, e.number("sheetId"))
		if e.attribute("name") != m.added.name {
			continue
		}
		for _, s := range m.sheets {
			if s.Name == m.added.name {
				m.put(s.part, content)
				delete(m.files, strings.ToLower(relationsOf(s.part)))
			}
		}
		for _, name := range d.root.child("definedNames").all("definedName") {
			if name.attribute("localSheetId") == strconv.Itoa(i) {
				d.forget(name)
			}
		}
		m.put(m.book, d.bytes())
		return nil
	}
	part := m.free(func(n int) string { return path.Join(path.Dir(m.book), "worksheets", "sheet"+strconv.Itoa(n)+".xml") })
	m.newPart(part, sheetType, content)
	id, err := m.relate(m.book, "/worksheet", part)
	if err != nil {
		return err
	}
	entry := `<sheet xmlns:r="` + relationSpace + `" name="` + escape(m.added.name) + `" sheetId="` + strconv.Itoa(last+1) + `" r:id="` + id + `"/>`
	d.grow(sheets, d.in(mainSpace, entry), 0)
	m.put(m.book, d.bytes())
	return nil
}

// forget takes a defined name away, and the list of them when it was the last.
func (d *document) forget(name *element) {
	list := d.root.child("definedNames")
	list.children = slices.DeleteFunc(list.children, func(e *element) bool { return e == name })
	if len(list.children) == 0 {
		d.edits = slices.DeleteFunc(d.edits, func(e edit) bool { return e.from >= list.start && e.to <= list.end })
		name = list
	}
	d.remove(name)
}

// The order of the children of the styles (18.8.39).
var orderOfStyles = []string{"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"}

// styles is the part of the styles, and what stands in it.
func (m *Marked) styles() (part string, d *document, err error) {
	list, err := m.related(m.book, "/styles")
	if err != nil || len(list) == 0 {
		return "", nil, cmp.Or(err, errNoElement)
	}
	part = list[0].target
	d, err = outline(m.file(part), everything)
	return part, d, err
}

// readLooks finds the looks that the workbook has, so that none is put in twice.
func (m *Marked) readLooks() error {
	m.looks = emptyLooks("宋体")
	_, d, err := m.styles()
	if err != nil {
		return err
	}
	for _, k := range m.looks.kinds() {
		for _, e := range d.root.child(k.name).all(k.item) {
			k.list = append(k.list, string(d.content[e.start:e.end]))
		}
		k.had = len(k.list)
	}
	return nil
}

// writeLooks adds those that are new.
func (m *Marked) writeLooks() error {
	part, d, err := m.styles()
	if err != nil {
		return err
	}
	for _, k := range m.looks.kinds() {
		if len(k.list) == k.had {
			continue
		}
		more := ""
		for _, item := range k.list[k.had:] {
			more += d.in(mainSpace, item)
		}
		if e := d.root.child(k.name); e != nil {
			d.grow(e, more, len(k.list))
			continue
		}
		d.insert(k.name, `<`+d.root.prefix+k.name+` count="`+strconv.Itoa(len(k.list))+`">`+more+`</`+d.root.prefix+k.name+`>`, orderOfStyles)
	}
	m.put(part, d.bytes())
	return nil
}
