package publication

import (
	"context"
	"fmt"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/html"
)

// Given is what is known of a published report beside the report itself.
type Given struct {
	Catalogue Catalogue // not filled
	Index     string    // 索引号; empty for none yet
	Published string    // when it was put on the portal; empty for not yet
}

// Documents are the formats of the documents in a package.
func Documents() []string { return []string{"pdf", "ofd", "docx"} }

// ReportForms are the forms of the report file in a package: as open data and to go on
// with.
func ReportForms() []string { return []string{"json", "yaml"} }

// Fragment makes the text of a report as portals' editors take it: HTML without an outer
// page, styles and classes.
func Fragment() output.Exporter { return html.New(html.Options{Fragment: true, Plain: true}) }

// New is the package of a report without its attachments. text is what Fragment made of it,
// title the title of its document.
func New(r *data.Report, title string, text []byte, g Given) *Package {
	facts := Facts{
		Index: g.Index, Title: title, Agency: r.Agency().Text, Year: r.Year().Text, Date: dateOf(r), Summary: summaryOf(r), Published: g.Published,
	}
	p := &Package{Called: NameOf(r), Title: title, Agency: facts.Agency, Year: facts.Year, Catalogue: g.Catalogue.Filled(facts), Text: text}
	if off := r.SignOff; off != nil && off.Date.Year != 0 {
		p.Made = time.Date(off.Date.Year, time.Month(off.Date.Month), off.Date.Day, 0, 0, 0, 0, time.UTC)
	}
	return p
}

// Name is what the folder or ZIP file of the package is called, without an ending.
func (p *Package) Name() string { return p.Called + Ending }

// Attach puts files behind those that are there.
func (p *Package) Attach(files ...output.File) {
	for _, f := range files {
		p.Files = append(p.Files, File{f.Path, f.Data})
	}
}

// Order is how Make makes a package.
type Order struct {
	engine.Order // its exporters make Documents, in their order
	Given
	// Signed gives the signed form of a document in its place, which stays where it gives
	// none; nil for no signed files.
	Signed func(made output.File) ([]byte, diag.List)
}

// Make makes the package of a report file: its documents are, byte by byte, those of a
// build. With errors in the report there is none.
func Make(ctx context.Context, e *engine.Engine, in engine.Input, o Order) (*Package, diag.List) {
	how := o.Order
	how.Exporters = append(how.Exporters[:len(how.Exporters):len(how.Exporters)], Fragment())
	made, said := e.Make(ctx, in, how)
	if made == nil {
		return nil, said
	}
	each := len(how.Exporters)
	p := New(made.Report, made.Title, made.Documents[each-1].Data, o.Given)
	if p.Made.IsZero() {
		p.Made = o.Created
	}
	for i, d := range made.Documents {
		if i%each == each-1 {
			continue // the text of the article, or of an attachment that is bound apart
		}
		if o.Signed != nil {
			signed, problems := o.Signed(d)
			if said = append(said, problems...); problems.HasErrors() {
				return nil, said
			}
			if signed != nil {
				d.Data = signed
			}
		}
		d.Path = p.Called + in.Ending(d)
		p.Attach(d)
	}
	for _, form := range ReportForms() {
		file, problems := e.ReportFile(p.Called+"."+form, made.Report, false)
		if problems.HasErrors() {
			return nil, append(said, problems...)
		}
		p.Attach(file)
	}
	p.Attach(made.Pictures...)
	return p, said
}

// dateOf is the 成文日期 as catalogues have it; empty for none.
func dateOf(r *data.Report) string {
	off := r.SignOff
	if off == nil || off.Date.Year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", off.Date.Year, off.Date.Month, off.Date.Day)
}

// summaryOf says in a line what a report is about: the names of its sections.
func summaryOf(r *data.Report) string {
	text := ""
	if year := r.Year().Text; year != "" {
		text = year + "年度"
	}
	first := true
	for _, section := range r.Template.Sections {
		if section.Heading == "" || !r.Has(section.ID) {
			continue
		}
		if !first {
			text += "、"
		}
		text, first = text+section.Label, false
	}
	return text
}
