// Package pdf reads earlier reports from PDF files. Of a tagged one the structure
// tree says what is a heading, a paragraph and a cell (ISO 32000-1 14.7, 14.8);
// others are read by the places of their text and rules.
package pdf

import (
	"context"
	"errors"
	"strings"

	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// Read reads a file within the standard limits.
func Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	return StandardLimits().Read(ctx, name, content)
}

// Read gives the content of a PDF file. Places are pages. The document is nil when
// the file cannot be read.
func (l Limits) Read(ctx context.Context, name string, content []byte) (*flow.Document, diag.List) {
	pos := diag.Pos{File: name}
	file, err := l.file().Open(content)
	if err != nil {
		return nil, diag.List{broken(pos, err)}
	}
	r := &reader{view: file.Latest(), file: name, goOn: ctx.Err, limits: l, seen: map[pdfread.Ref]bool{}}
	if err := r.read(); ctx.Err() != nil {
		return nil, flow.Ended(name)
	} else if err != nil {
		return nil, diag.List{broken(pos, err)}
	}
	r.flush()
	r.sayUnshown()
	if r.untagged {
		return &r.out, append(diag.List{byPlaces(pos)}, r.notes...)
	}
	return &r.out, r.notes
}

func broken(pos diag.Pos, err error) diag.Diagnostic {
	var fault *pdfread.Fault
	switch {
	case errors.Is(err, pdfread.ErrEncrypted):
		return diag.Errorf(pos, "PDF 加了密，读不了", "the PDF is encrypted and cannot be read").
			WithHint("去掉密码后再导入", "remove the password first")
	case errors.As(err, &fault):
		return diag.Errorf(pos, "读不了这个 PDF：%s", "this PDF cannot be read: %s", fault.Message()).
			WithHint("用 WPS 或 Word 打开，另存为 DOCX 再导入", "open it in WPS or Word and save it as DOCX")
	}
	var refused *refusal
	if errors.As(err, &refused) {
		return diag.Errorf(pos, "读不了这个 PDF：%s", "this PDF cannot be read: %s", refused.message()).
			WithHint("复制全文，存成文本文件再导入", "copy its text into a text file and import that")
	}
	return diag.Errorf(pos, "读不了这个 PDF：%v", "this PDF cannot be read: %v", err)
}

// reader is a PDF being read.
type reader struct {
	view     *pdfread.View
	file     string
	goOn     func() error // says why reading ends early
	pages    map[pdfread.Ref]*page
	fonts    map[pdfread.Ref]*font
	roles    pdfread.Dict
	limits   Limits               // what is left of them
	seen     map[pdfread.Ref]bool // elements
	untagged bool
	tables   int
	inCells  int // cells of tables that are being read, one in the other

	layersOff map[pdfread.Ref]bool // groups of optional content that are not shown
	layered   map[int]string       // their text by page, as far as a message repeats it

	open   flow.Block      // the block whose runs are being collected
	said   strings.Builder // of the last run of open
	before *glyph          // the last one of open
	link   string          // target of the link that the text stands in
	out    flow.Document

	notes diag.List
}

func (r *reader) read() error {
	catalog, err := r.view.Catalog()
	if err != nil {
		return err
	}
	root, err := r.view.Dict(catalog["StructTreeRoot"])
	if err != nil {
		return err
	}
	r.untagged = root["K"] == nil
	if r.roles, err = r.view.Dict(root["RoleMap"]); err != nil {
		return err
	}
	if err := r.layers(catalog); err != nil {
		return err
	}
	refs, err := r.view.Pages()
	if err != nil {
		return err
	}
	r.pages = make(map[pdfread.Ref]*page, len(refs))
	r.fonts = map[pdfread.Ref]*font{}
	for i, ref := range refs {
		r.pages[ref] = &page{number: i + 1}
	}
	if r.untagged {
		return r.places(refs)
	}
	return r.kids(root["K"], pdfread.Ref{}, 0)
}

// flush ends the open block.
func (r *reader) flush() {
	r.endRun()
	if r.open.Text() != "" {
		r.out.Blocks = append(r.out.Blocks, r.open)
	}
	r.open, r.before = flow.Block{}, nil
}

// endRun gives the last run of the open block its text.
func (r *reader) endRun() {
	if n := len(r.open.Runs); n > 0 {
		r.open.Runs[n-1].Text += r.said.String()
	}
	r.said.Reset()
}

// add puts text behind the open block.
func (r *reader) add(g *glyph, page int) {
	if g.said == "" {
		return
	}
	parted := r.before != nil && g.partedFrom(r.before)
	r.before = g
	if r.open.Pos.File == "" {
		r.open.Pos = r.pos(page)
	}
	if n := len(r.open.Runs); n == 0 || r.open.Runs[n-1].Bold != g.bold || r.open.Runs[n-1].Link != r.link || r.open.Runs[n-1].Look != g.look || parted {
		r.endRun()
		r.open.Runs = append(r.open.Runs, flow.Run{Bold: g.bold, Link: r.link, Look: g.look, Parted: parted})
	}
	r.said.WriteString(g.said)
}
