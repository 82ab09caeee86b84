// Package composed sets a report as gongwen does up to the semantic document, and
// gives that in the neutral form.
package composed

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"gongwen/bench/peers/neutral"
	"gongwen/configs"
	"gongwen/data/beside"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/internal/unit"
	"gongwen/layout/compose"
	"gongwen/layout/doc"
)

// Report is the document of a report file and its style sheet.
func Report(path string) (*doc.Document, *configs.StyleSheet, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	library := configs.NewLibrary(nil)
	report, said := load.ReportBeside(path, content, library, beside.In(os.DirFS(filepath.Dir(path)), beside.StandardLimits()))
	if said.HasErrors() {
		return nil, nil, said
	}
	sheet, said := library.Style(report.Template.Style)
	if said.HasErrors() {
		return nil, nil, said
	}
	d, said := compose.Document(report, sheet, compose.Options{})
	if said.HasErrors() {
		return nil, nil, said
	}
	return d, sheet, nil
}

// Neutral is d in the neutral form, with the faces of files, a folder.
func Neutral(d *doc.Document, sheet *configs.StyleSheet, files string) (*neutral.Document, error) {
	n := &neutral.Document{
		Title: d.Meta.Title, Author: d.Meta.Author, Lang: d.Meta.Lang,
		Page: neutral.Page{
			Width: points(d.Page.Width), Height: points(d.Page.Height), Top: points(d.Page.Top),
			Bottom: points(d.Page.Bottom), Left: points(d.Page.Left), Right: points(d.Page.Right),
		},
		Faces: map[string]neutral.Faces{}, Styles: map[string]neutral.Style{},
		Border: points(d.Tables.Border), Margin: points(d.Tables.CellMargin),
	}
	if d.Tables.BandFill != nil {
		n.BandFill = d.Tables.BandFill.Hex()
	}
	manifest := fonts.Manifest()
	for _, role := range sheet.Fonts {
		f := neutral.Faces{Latin: face(manifest, files, role.Latin)}
		for _, use := range role.Faces {
			f.Others = append(f.Others, face(manifest, files, use.Face))
		}
		n.Faces[role.ID] = f
	}
	for _, s := range d.Styles {
		n.Styles[s.Role] = neutral.Style{
			Font: s.Font, Size: points(s.Size), Leading: points(s.Leading), Bold: s.Bold,
			Align: align(s.Align), Indent: float64(s.IndentChars) * points(s.Size+s.Tracking),
		}
	}
	for _, b := range d.Body {
		blocks, err := block(b)
		if err != nil {
			return nil, err
		}
		n.Blocks = append(n.Blocks, blocks...)
	}
	return n, nil
}

func points(l unit.Length) float64 { return float64(l) / float64(unit.Point) }

func face(manifest []fonts.Entry, files, id string) neutral.Face {
	for _, e := range manifest {
		if e.ID == id {
			return neutral.Face{File: filepath.Join(files, e.File), Family: e.Family, Bold: strings.HasSuffix(id, "-Bold")}
		}
	}
	return neutral.Face{}
}

func align(a doc.Align) string {
	switch a {
	case doc.Left:
		return "left"
	case doc.Centred, doc.Decimal:
		return "center"
	case doc.AlignRight:
		return "right"
	default:
		return "justify"
	}
}

func block(b doc.Block) ([]neutral.Block, error) {
	switch b := b.(type) {
	case *doc.Title:
		var list []neutral.Run
		for _, line := range b.Lines {
			list = append(list, runs(line)...)
		}
		return []neutral.Block{{Kind: neutral.Title, Level: 1, Style: doc.TitleRole, Runs: list}}, nil
	case *doc.Heading:
		h := neutral.Block{Kind: neutral.Heading, Level: b.Level, Style: b.StyleRole(), Runs: append([]neutral.Run{{Text: b.Number}}, runs(b.Runs)...)}
		if b.Text == nil {
			return []neutral.Block{h}, nil
		}
		return []neutral.Block{h, paragraph(b.Text)}, nil
	case *doc.Paragraph:
		return []neutral.Block{paragraph(b)}, nil
	case *doc.SignOff:
		var list []neutral.Block
		for _, p := range b.Lines() {
			list = append(list, paragraph(p))
		}
		return list, nil
	case *doc.Table:
		return []neutral.Block{{Kind: neutral.Grid, Table: table(b)}}, nil
	default:
		return nil, fmt.Errorf("the neutral form has no %T", b)
	}
}

func paragraph(p *doc.Paragraph) neutral.Block {
	return neutral.Block{Kind: neutral.Paragraph, Style: p.Style, Runs: runs(p.Runs)}
}

func runs(list []doc.Run) []neutral.Run {
	out := make([]neutral.Run, len(list))
	for i, r := range list {
		out[i] = neutral.Run{Text: r.Text, Bold: r.Bold, Link: r.Link}
	}
	return out
}

func table(b *doc.Table) *neutral.Table {
	roles := map[doc.CellRole]string{doc.Band: "band", doc.Head: "head", doc.Stub: "stub", doc.Number: "number", doc.Words: "words"}
	t := &neutral.Table{Title: b.Title, HeadRows: b.HeadRows, RowHeight: points(b.RowHeight), Rows: len(b.Rows)}
	for _, w := range b.Widths {
		t.Widths = append(t.Widths, points(w))
	}
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			t.Cells = append(t.Cells, neutral.Cell{
				Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan,
				Role: roles[c.Role], Style: c.Style, Runs: runs(c.Runs),
			})
		}
	}
	return t
}
