// Package docx reads earlier reports from Word documents (ISO/IEC 29500-1
// WordprocessingML, transitional and strict) as Word, WPS and other programs
// write them.
package docx

import (
	"context"
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// bodySheet is how places outside of tables name the document.
const bodySheet = "正文"

// Read gives the content of a DOCX file as it is seen: with the numbers that
// Word counts, without hidden text, and as if all tracked changes were
// accepted. Places are paragraphs (正文, 第12段: those that hold something are
// counted, without those in tables) and cells (表2, 第5行第3格: as they stand in
// their row). What is left out is said in notes. The document is nil when the
// file cannot be read.
func Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	return ReadWithin(ctx, name, content, StandardLimits())
}

// ReadWithin is Read within limits of the archive.
func ReadWithin(ctx context.Context, name string, content []byte, limits opc.Limits) (*flow.Document, diag.List) {
	at := diag.Pos{File: name}
	archive, said := open(at, content, limits)
	if said.HasErrors() {
		return nil, said
	}
	r := &reader{file: name, goOn: ctx.Err, archive: archive, styles: &styles{}, lists: newLists(), story: &story{}}
	if err := r.read(); ctx.Err() != nil {
		return nil, flow.Ended(name)
	} else if err != nil {
		return nil, diag.List{damaged(at, err, limits)}
	}
	if archive.HasMacros() {
		r.said.Add(diag.Diagnostic{Level: diag.Note, Pos: at, Message: diag.T("文档里有宏（VBA），没有读取", "the document holds macros (VBA), which were not read")})
	}
	if d, any := r.changeWarning(); any {
		r.said.Add(d)
	}
	r.said.Add(r.notes()...)
	return &flow.Document{Blocks: r.story.blocks}, r.said
}

// reader is a document being read.
type reader struct {
	file     string
	goOn     func() error // says why reading ends early
	archive  *opc.Package
	styles   *styles
	lists    *lists
	links    map[string]string // targets of links by the ids of their relationships
	asides   [3]map[string]string
	story    *story
	para     *paragraph
	link     string // target of the link that the text stands in
	anchor   string // tells links apart, those inside the document too
	inserted *changeKind

	looks    *look.Document // how the text is set; nil where that is not asked
	theme    themeFaces
	footers  map[string]string // footers and headers: parts by the ids of their relationships
	boxes    int               // text boxes in which the text stands
	boxPlace string            // how the outermost is aligned
	inTable  int               // number of the table in which the text stands, 0 for none
	broken   bool              // a page ends before the text
	blanks   int               // empty paragraphs right before the text
	ending   *look.Section     // ends with the paragraph that is read

	paragraphs, tables, blocks, cells int

	changes []change
	counts  [changeKinds]int
	apart   bool // text was read since the last change
	left    [kinds]tally
	said    diag.List
}

// story is text that flows on its own: the document's, a cell's or a text box's.
type story struct {
	blocks  []flow.Block
	at      diag.Pos // of a cell; the zero Pos in the document's text
	fields  []*field
	painted bool       // a cell around it has a ground of its own
	missing bool       // a line holds nothing but what cannot be read
	carried *paragraph // whose mark was deleted, so that the next one joins it
}

// asides are texts beside the document's, in the order of reader.asides.
var asideKinds = [...]struct {
	relation, root, item string
	kind                 left
}{
	{"footnotes", "w:footnotes", "w:footnote", footnote},
	{"endnotes", "w:endnotes", "w:endnote", endnote},
	{"comments", "w:comments", "w:comment", comment},
}

func (r *reader) read() error {
	main, err := r.mainPart()
	if err != nil {
		return err
	}
	if r.looks != nil {
		r.looks.Main = main
	}
	relations, err := r.relations(main)
	if err != nil {
		return err
	}
	if err := r.readParts(relations); err != nil {
		return err
	}
	if err := r.readLooks(relations); err != nil {
		return err
	}
	content, err := r.archive.Read(main)
	if err != nil {
		return err
	}
	p := newPart(content)
	if r.looks != nil {
		p.section = r.sectionBehind
	}
	err = p.root("w:document", func(key string, e xml.StartElement) error {
		if key == "w:background" && !isWhite(attribute(e, "w:color")) {
			r.styles.paint = true
		}
		if key == "w:body" {
			return r.content(p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.endStory()
}

// relation is a relationship of a part (ISO/IEC 29500-2 6.5).
type relation struct {
	id, kind, target string
	outside          bool
}

// relations reads the relationships of a part; of the package for "".
func (r *reader) relations(of string) ([]relation, error) {
	content, err := r.archive.Read(path.Join(path.Dir(of), "_rels", path.Base("/"+of)+".rels"))
	if of == "" {
		content, err = r.archive.Read("_rels/.rels")
	}
	if errors.Is(err, opc.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []relation
	p := newPart(content)
	err = p.root("rel:Relationships", func(key string, e xml.StartElement) error {
		if key != "rel:Relationship" {
			return nil
		}
		if len(out) == maxBlocks {
			return opc.ErrTooLarge
		}
		rel := relation{id: attribute(e, "Id"), kind: path.Base(attribute(e, "Type")), target: attribute(e, "Target")}
		rel.outside = attribute(e, "TargetMode") == "External"
		if !rel.outside && !strings.HasPrefix(rel.target, "/") {
			rel.target = path.Join(path.Dir("/"+of), rel.target)
		}
		out = append(out, rel)
		return nil
	})
	return out, err
}

func (r *reader) mainPart() (string, error) {
	relations, err := r.relations("")
	if err != nil {
		return "", err
	}
	for _, rel := range relations {
		if rel.kind == "officeDocument" && !rel.outside {
			return strings.TrimPrefix(rel.target, "/"), nil
		}
	}
	return "word/document.xml", nil
}

// readParts reads the parts that the document's text needs.
func (r *reader) readParts(relations []relation) error {
	r.links = map[string]string{}
	for _, rel := range relations {
		if rel.outside {
			if rel.kind == "hyperlink" {
				r.links[rel.id] = address(rel.target)
			}
			continue
		}
		if err := r.readPart(rel); err != nil && !errors.Is(err, opc.ErrMissing) {
			return err
		}
	}
	return nil
}

func (r *reader) readPart(rel relation) error {
	aside := -1
	for i, a := range asideKinds {
		if a.relation == rel.kind {
			aside = i
		}
	}
	if aside < 0 && rel.kind != "styles" && rel.kind != "numbering" {
		return nil
	}
	content, err := r.archive.Read(rel.target)
	if err != nil {
		return err
	}
	switch rel.kind {
	case "styles":
		r.styles, err = readStyles(content)
		return err
	case "numbering":
		return r.lists.read(content)
	}
	texts := map[string]string{}
	r.asides[aside] = texts
	p := newPart(content)
	return p.root(asideKinds[aside].root, func(key string, e xml.StartElement) error {
		if key != asideKinds[aside].item {
			return nil
		}
		text, err := p.gather()
		texts[attribute(e, "w:id")] = text
		return err
	})
}

// aside notes that a footnote, endnote or comment is left out.
func (r *reader) aside(i int, id string) {
	r.leave(asideKinds[i].kind, r.asides[i][id])
}

// here is the current place.
func (r *reader) here() diag.Pos {
	if r.story.at.Cell != "" {
		return r.story.at
	}
	return diag.Pos{File: r.file, Sheet: bodySheet, Cell: "第" + strconv.Itoa(r.paragraphs+1) + "段"}
}

// add puts a block into the text.
func (r *reader) add(b flow.Block) error {
	if r.blocks++; r.blocks > maxBlocks {
		return opc.ErrTooLarge
	}
	r.story.blocks = append(r.story.blocks, b)
	return nil
}
