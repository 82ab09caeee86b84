package pdf

import (
	"errors"
	"fmt"
	"io"

	"gongwen/internal/diag"
	"gongwen/internal/memo"
	"gongwen/output"
	"gongwen/output/deflate"
	"gongwen/output/srgb"
)

// Options is what a writer can be told beside the document.
type Options struct {
	Producer string // program and version, named in the file's properties; "gongwen" when empty
	Level    Level  // what the files conform to; DefaultLevel when empty
	// Compressors may be shared with other writers; nil for this one's own.
	Compressors *deflate.Compressors
}

// Exporter writes PDF. It is safe for concurrent use. One Exporter for many
// documents saves making compressors and the colour profile again.
type Exporter struct {
	producer string
	level    Level
	profile  []byte // of sRGB
	z        *deflate.Compressors
	free     memo.Free[*workshop]
	kept     programs
}

// New makes a writer.
func New(opts Options) *Exporter {
	if opts.Producer == "" {
		opts.Producer = "gongwen"
	}
	if opts.Compressors == nil {
		opts.Compressors = new(deflate.Compressors)
	}
	return &Exporter{producer: opts.Producer, level: opts.Level, profile: srgb.Profile(), z: opts.Compressors}
}

var (
	_ output.Exporter = (*Exporter)(nil)
	_ output.Refuser  = (*Exporter)(nil)
)

// Format is what this package writes.
func Format() output.Format {
	return output.Format{
		Name: "pdf", Extension: "pdf", MediaType: "application/pdf", NeedsPages: true,
		Title: diag.Text{ZH: "PDF 文件（PDF/A，用于发布和归档）", EN: "PDF file (PDF/A, to publish and keep)"}, Standard: "PDF/A (ISO 19005), pdf",
	}
}

// Format is that of the package, with the level of the files.
func (e *Exporter) Format() output.Format {
	f := Format()
	if c := e.level.row(); c != nil {
		f.Standard = fmt.Sprintf("%s (ISO 19005-%s), pdf", c.level, c.part)
	}
	return f
}

// Export writes in.Pages as a PDF file tagged by in.Doc, in one call of Write.
// It fails with a diag.List when the document cannot be what its level claims,
// such as one that has no title, skips a heading level, or shows a character
// that its face or Unicode does not have; and with another error when pages and
// document do not belong together, hold what this writer does not draw, or have
// a face that is malformed.
func (e *Exporter) Export(w io.Writer, in output.Input) error {
	shop := e.workshop()
	defer e.free.Give(shop)
	data, err := e.build(shop, in)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("pdf: write: %w", err)
	}
	return nil
}

// Refuses implements output.Refuser: fonts are not cut and nothing is compressed.
func (e *Exporter) Refuses(in output.Input) error {
	shop := e.workshop()
	defer e.free.Give(shop)
	b, err := e.begin(shop, in)
	if err != nil {
		return err
	}
	defer shop.keep(b)
	return b.examine()
}

// workshop is one that nobody works in.
func (e *Exporter) workshop() *workshop {
	if shop, ok := e.free.Take(); ok {
		return shop
	}
	return newWorkshop(e.z)
}

// build gives the file, whose bytes are valid until shop is used again.
func (e *Exporter) build(shop *workshop, in output.Input) ([]byte, error) {
	b, err := e.begin(shop, in)
	if err != nil {
		return nil, err
	}
	defer shop.keep(b)
	for _, step := range []func() error{b.examine, b.cutFonts, b.drawPages, b.writeFonts, b.writeImages} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.close(e.profile)
}

// begin is a file without content.
func (e *Exporter) begin(shop *workshop, in output.Input) (*builder, error) {
	if in.Doc == nil || len(in.Pages) == 0 {
		return nil, errors.New("pdf: no document or no pages")
	}
	level := e.level.row()
	if level == nil {
		return nil, fmt.Errorf("pdf: there is no level %q", string(e.level))
	}
	meta := newMetadata(&in.Doc.Meta, e.producer)
	return &builder{file: newFile(shop, level.version), shop: shop, kept: &e.kept, level: level, in: in, meta: &meta}, nil
}
