package ofd

import (
	"errors"
	"fmt"
	"io"

	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/internal/memo"
	"gongwen/output"
	"gongwen/output/container"
	"gongwen/output/deflate"
)

// Options is what a writer can be told beside the document.
type Options struct {
	Creator string  // program and version, named as the file's maker; "gongwen" when empty
	Profile Profile // what the files conform to; DefaultProfile when empty
	// Compressors may be shared with other writers; nil for this one's own.
	Compressors *deflate.Compressors
}

// Exporter writes OFD. It is safe for concurrent use. One Exporter for many
// documents fits the outlines of each glyph once.
type Exporter struct {
	creator  string
	profile  Profile
	packages *container.Writer
	outlines memo.Map[outlineKey, *sfnt.Quadratic]
	buffers  memo.Free[*buffers]
}

// New makes a writer.
func New(opts Options) *Exporter {
	if opts.Creator == "" {
		opts.Creator = "gongwen"
	}
	return &Exporter{creator: opts.Creator, profile: opts.Profile, packages: container.New(opts.Compressors)}
}

var (
	_ output.Exporter = (*Exporter)(nil)
	_ output.Refuser  = (*Exporter)(nil)
)

// Format is what this package writes.
func Format() output.Format {
	return output.Format{
		Name: "ofd", Extension: "ofd", MediaType: "application/ofd", NeedsPages: true,
		Title: diag.Text{ZH: "OFD 文件（国家版式文件标准，用于公文交换和归档）", EN: "OFD file (the national fixed-layout format, to exchange and keep)"}, Standard: "OFD (GB/T 33190), ofd",
	}
}

// Format is that of the package, with the standard of the profile.
func (e *Exporter) Format() output.Format {
	f := Format()
	if c := e.profile.row(); c != nil {
		f.Standard = c.standard
	}
	return f
}

// Export writes in.Pages as an OFD file, in one call of Write. It fails with a
// diag.List when the document cannot be what its profile claims, such as one
// that shows a character which its face or Unicode does not have; and with
// another error when pages and document do not belong together, hold what this
// writer does not draw, or have a face that is malformed.
func (e *Exporter) Export(w io.Writer, in output.Input) error {
	f, err := e.begin(in)
	if err != nil {
		return err
	}
	kept, ok := e.buffers.Take()
	if !ok {
		kept = newBuffers()
	}
	f.buffers = kept
	defer e.buffers.Give(kept)
	for _, step := range []func() error{f.examine, f.cutFonts, f.drawPages, f.describe} {
		if err := step(); err != nil {
			return err
		}
	}
	f.whole.Reset()
	if err := e.packages.Write(&f.whole, f.parts); err != nil {
		return fmt.Errorf("ofd: %w", err)
	}
	if _, err := w.Write(f.whole.Bytes()); err != nil {
		return fmt.Errorf("ofd: write: %w", err)
	}
	return nil
}

// Refuses implements output.Refuser: fonts are not cut and nothing is written.
func (e *Exporter) Refuses(in output.Input) error {
	f, err := e.begin(in)
	if err != nil {
		return err
	}
	return f.examine()
}

// begin is a file without content.
func (e *Exporter) begin(in output.Input) (*file, error) {
	if in.Doc == nil || len(in.Pages) == 0 {
		return nil, errors.New("ofd: no document or no pages")
	}
	c := e.profile.row()
	if c == nil {
		return nil, fmt.Errorf("ofd: there is no profile %q", string(e.profile))
	}
	return &file{conformance: c, in: in, creator: e.creator, outlines: &e.outlines}, nil
}
