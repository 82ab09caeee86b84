// Package docx writes a semantic document as WordprocessingML (ECMA-376-1
// clause 17) in an Open Packaging Conventions package (ECMA-376-2). Word breaks
// its own lines and pages, so nothing here looks at finished pages.
package docx

import (
	"fmt"
	"io"

	"gongwen/internal/diag"
	"gongwen/internal/memo"
	"gongwen/layout/doc"
	"gongwen/output"
	"gongwen/output/container"
	"gongwen/output/deflate"
)

// Options is what a caller may choose.
type Options struct {
	Application string // the program's name in docProps/app.xml; empty for gongwen
	EmbedFonts  bool   // take the faces of Input.Fonts that draw the text into the file
	// ExactLines ends the lines where Input.Setting ends them, by the spacing of
	// single runs of text. Without it the text is plain, as it should be for
	// those who go on editing, and a word processor breaks the lines.
	ExactLines bool
	// Compressors may be shared with other writers; nil for this one's own.
	Compressors *deflate.Compressors
}

// Exporter writes DOCX files. It may be used by several goroutines at once.
type Exporter struct {
	application string
	embedFonts  bool
	exactLines  bool
	packages    *container.Writer
	rooms       memo.Free[*[]byte] // for the main part of one document after the other
}

// New makes an Exporter.
func New(opts Options) *Exporter {
	e := &Exporter{application: opts.Application, embedFonts: opts.EmbedFonts, exactLines: opts.ExactLines, packages: container.New(opts.Compressors)}
	if e.application == "" {
		e.application = "gongwen"
	}
	return e
}

// Format is what this package writes. Word breaks its own pages, but is told
// where layout set lines tighter or wider.
func Format() output.Format {
	return output.Format{
		Name: "docx", Extension: "docx", MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", NeedsPages: true,
		Title: diag.Text{ZH: "DOCX 文件（用 WPS 或 Word 打开）", EN: "DOCX file (for WPS or Word)"}, Standard: "Office Open XML (ISO/IEC 29500), docx",
	}
}

// Format is that of the package, with what its files tell of lines.
func (e *Exporter) Format() output.Format {
	f := Format()
	f.NeedsLines = e.exactLines
	return f
}

// Export writes in.Doc to w. The same document gives the same bytes. The error
// is a diag.List, and nothing is written, when the document cannot be expressed:
// a style or font that is not defined, a table whose cells do not tile its grid,
// a character that XML forbids, a link that is no URL.
func (e *Exporter) Export(w io.Writer, in output.Input) error {
	room, ok := e.rooms.Take()
	if !ok {
		room = new([]byte)
	}
	parts, err := e.parts(in, room, e.writePackage)
	if err != nil {
		return err
	}
	if err := e.writePackage(w, parts); err != nil {
		return fmt.Errorf("docx: %w", err)
	}
	if cap(*room) <= mostRoom {
		e.rooms.Give(room)
	}
	return nil
}

var _ output.Refuser = (*Exporter)(nil)

// Refuses implements output.Refuser: the parts are made but not packed.
func (e *Exporter) Refuses(in output.Input) error {
	_, err := e.parts(in, new([]byte), func(io.Writer, []part) error { return nil })
	return err
}

// mostRoom is how many bytes for a main part are kept for the next document.
const mostRoom = 1 << 20

// parts makes the parts of the package of a document, the main one in room; zip packs the
// workbooks among them.
func (e *Exporter) parts(in output.Input, room *[]byte, zip func(io.Writer, []part) error) ([]part, error) {
	if in.Doc == nil {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "没有可写入 DOCX 的文稿", "there is no document to write as DOCX")}
	}
	b := &builder{doc: in.Doc, setting: e.setting(in.Setting, in.Doc.Greedy), exact: e.exactLines && in.Setting != nil, reported: map[string]bool{}, linkIDs: map[string]string{}, lists: numberings(in.Doc.Body), room: room, zip: zip}
	if e.embedFonts && in.Fonts != nil {
		b.embedded = newEmbedder(in.Fonts, in.Doc)
		b.doc = b.embedded.own(in.Doc)
	}
	parts := b.parts(e.application)
	return sealed(parts), b.diags.Err()
}

// builder makes the parts of one package and collects what is wrong on the way.
type builder struct {
	doc       *doc.Document
	setting   doc.Setting
	exact     bool       // lines end where the setting ends them
	embedded  *embedder  // nil when no faces are to be in the package
	body      *bodyStyle // nil before it is asked for
	diags     diag.List
	reported  map[string]bool // style roles and fonts already said to be missing
	linkIDs   map[string]string
	links     []relationship
	lists     map[doc.NodeID]int // numbers of the lists that have labels
	figures   figureParts
	revisions int              // tracked changes that have been numbered
	turned    bool             // the section that is written has pages that are turned
	sections  int              // that have been written
	begun     bool             // a section has begun for the block that is written
	ends      []*doc.Paragraph // below the 落款 that was written
	below     int              // blank lines below them
	room      *[]byte          // for the main part
	zip       func(io.Writer, []part) error
}

// parts is every part of the package in the order of the file.
func (b *builder) parts(application string) []part {
	furniture := b.furniture()
	related := []part{b.styles(), b.settings(), {}}
	if len(b.lists) > 0 {
		related = append(related, b.numbering())
	}
	if len(b.doc.Remarks) > 0 {
		related = append(related, b.comments())
	}
	related = append(related, furniture...)
	for i := range related {
		related[i].id = fmt.Sprintf("rId%d", i+1)
	}
	document := b.document(related[len(related)-len(furniture):])
	document.id = "rId1"
	// Which faces are used is known when all text is written.
	faces := b.fontFiles()
	const fontTable = 2
	table := b.fontTable()
	table.id = related[fontTable].id
	related[fontTable] = table
	core, app, custom := b.coreProperties(), b.appProperties(application), customProperties("")
	core.id, app.id, custom.id = "rId2", "rId3", "rId4"

	content := append([]part{document}, related...)
	content = append(content, core, app, custom)
	content = append(content, faces...)
	if len(faces) > 0 {
		b.figures.inner = append(b.figures.inner, relationships("word/_rels/fontTable.xml.rels", faces, nil, &b.diags))
	}
	content = append(content, b.figures.media...)
	content = append(content, b.figures.inner...)
	all := []part{
		contentTypes(content, &b.diags),
		relationships("_rels/.rels", []part{document, core, app, custom}, nil, &b.diags),
		document,
		relationships("word/_rels/document.xml.rels", append(related, b.figures.media...), b.links, &b.diags),
	}
	return append(all, content[1:]...)
}

// style is the paragraph style of a role. A role that the document does not
// define is reported once, at the first text that asks for it.
func (b *builder) style(role string, pos diag.Pos) doc.TextStyle {
	s, ok := b.doc.Style(role)
	if !ok && !b.reported["style "+role] {
		b.reported["style "+role] = true
		b.diags.Add(diag.Errorf(pos, "样式表没有文字样式“%s”", "the style sheet has no text style %q", role).
			WithHint("在样式表的 styles 中加上 %s", "add %s to the style sheet's styles", role))
	}
	return s
}

// font is the font role with the given id. One that the document does not
// define is reported once.
func (b *builder) font(id, role string) doc.FontRole {
	f, ok := b.doc.Font(id)
	if !ok && !b.reported["font "+id] {
		b.reported["font "+id] = true
		b.diags.Add(diag.Errorf(diag.Pos{}, "文字样式“%s”的字体“%s”没有定义", "text style %q asks for the font %q, which is not defined", role, id).
			WithHint("在样式表的 fonts 中加上 %s", "add %s to the style sheet's fonts", id))
	}
	return f
}

// setting is what is used of how the document was laid out.
func (e *Exporter) setting(s *doc.Setting, greedy bool) doc.Setting {
	if s == nil {
		return doc.Setting{}
	}
	used := *s
	if !e.exactLines {
		used.Stretches = nil
	}
	if !e.exactLines && !greedy {
		used.Single = nil // its lines end elsewhere
	}
	return used
}
