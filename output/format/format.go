// Package format is the table of the formats that documents are written in.
// Flags, configuration, archives, help and completion read it; a new format is
// a package below output and a row here.
package format

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/internal/memo"
	"gongwen/output"
	"gongwen/output/deflate"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

// Options is what a run may ask of the formats.
type Options struct {
	ExactLines bool        // a DOCX breaks its lines as the PDF, by the spacing of its runs
	EmbedFonts bool        // faces go into the files of formats that can do without
	PDFLevel   pdf.Level   // pdf.DefaultLevel when empty
	OFDProfile ofd.Profile // ofd.DefaultProfile when empty
	Program    string      // named as the maker of files; gongwen when empty

	compressors *deflate.Compressors // of all writers that are made together
}

// Row is one format of the table, with the constructor of its writer.
type Row struct {
	output.Format
	Usual bool // made when nothing else is asked for
	New   func(Options) output.Exporter
}

// All are the formats in the order in which they are offered.
func All() []Row {
	return []Row{
		{docx.Format(), true, func(o Options) output.Exporter {
			return docx.New(docx.Options{Application: o.Program, EmbedFonts: o.EmbedFonts, ExactLines: o.ExactLines, Compressors: o.compressors})
		}},
		{pdf.Format(), true, func(o Options) output.Exporter {
			return pdf.New(pdf.Options{Producer: o.Program, Level: o.PDFLevel, Compressors: o.compressors})
		}},
		{ofd.Format(), false, func(o Options) output.Exporter {
			return ofd.New(ofd.Options{Creator: o.Program, Profile: o.OFDProfile, Compressors: o.compressors})
		}},
		{html.Format(), false, func(o Options) output.Exporter {
			return html.New(html.Options{Generator: o.Program})
		}},
	}
}

// Names are the names of all formats.
func Names() []string { return names(func(Row) bool { return true }) }

// Usual are the names of the formats that are made when nothing else is asked for.
func Usual() []string { return names(func(r Row) bool { return r.Usual }) }

func names(which func(Row) bool) []string {
	var out []string
	for _, r := range All() {
		if which(r) {
			out = append(out, r.Name)
		}
	}
	return out
}

// Exporters are new writers of the named formats, in that order.
func Exporters(names []string, o Options) ([]output.Exporter, error) {
	return New(o).Exporters(names)
}

// Writers are the writers of formats. Each is made when it is first asked for, and once:
// what a writer keeps of one document for the next, such as the programs of fonts, is a
// fifth of the work. They may be used by several goroutines.
type Writers struct {
	options Options
	made    memo.Map[string, output.Exporter]
}

// New gives writers of which none is made yet. They share their compressors: one
// document's formats are written one after the other.
func New(o Options) *Writers {
	o.compressors = new(deflate.Compressors)
	return &Writers{options: o}
}

// Exporters are the writers of the named formats, in that order. It is a diag.List where
// there is no such format.
func (w *Writers) Exporters(names []string) ([]output.Exporter, error) {
	out := make([]output.Exporter, 0, len(names))
	for _, name := range names {
		row, ok := named(name)
		if !ok {
			return nil, diag.List{diag.Errorf(diag.Pos{}, "没有“%s”这种输出格式", "there is no output format %q", name)}
		}
		out = append(out, w.made.Get(name, func() output.Exporter { return row.New(w.options) }))
	}
	return out, nil
}

func named(name string) (Row, bool) {
	for _, r := range All() {
		if r.Name == name {
			return r, true
		}
	}
	return Row{}, false
}

// Help lists the formats for people: their names, and what each is.
func Help(lang diag.Lang) []string {
	var out []string
	for _, r := range All() {
		out = append(out, fmt.Sprintf("%s\t%s", r.Name, r.Title.In(lang)))
	}
	return out
}
