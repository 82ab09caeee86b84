package fidelity

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/pdf"
)

// Result is the score of one report.
type Result struct {
	Name    string
	Score   Score
	Pages   int // of the PDF
	Printed int // of the printed DOCX
}

// lastPage is the number of the last page that has a mark.
func lastPage(marks []Mark) int {
	if len(marks) == 0 {
		return 0
	}
	return marks[len(marks)-1].Page
}

// Variant is a kind of DOCX that is measured.
type Variant struct {
	Name  string // a plain word, also the name of a folder
	Title string
	DOCX  docx.Options
	Style string // style sheet of both; empty for the template's
}

// Variants are the kinds of DOCX that the program makes.
func Variants() []Variant {
	return []Variant{
		{Name: "plain", Title: "As it is by default"},
		{Name: "embedded", Title: "With `--embed-fonts`", DOCX: docx.Options{EmbedFonts: true}},
		{Name: "word", Title: "With `line_breaking: word`", Style: "gb9704-word"},
		{Name: "exact", Title: "With `--exact-lines`", DOCX: docx.Options{ExactLines: true}},
	}
}

// Measure builds the given reports as PDF and DOCX of a variant, prints the DOCX
// with LibreOffice and compares. All must be of templates with the same style
// sheet. faces is the folder of the carried font files; what is written stays
// in dir.
func Measure(ctx context.Context, v Variant, reports []string, faces, dir string) ([]Result, error) {
	// LibreOffice and fontconfig take relative paths for something else.
	faces, errFaces := filepath.Abs(faces)
	dir, errDir := filepath.Abs(filepath.Join(dir, v.Name))
	if err := errors.Join(errFaces, errDir); err != nil {
		return nil, err
	}
	printed := filepath.Join(dir, "printed")
	if err := os.MkdirAll(printed, 0o755); err != nil {
		return nil, err
	}
	library := configs.NewLibrary(nil)
	works := engine.New(library, fonts.Options{})
	office := Office{Faces: faces, Dir: printed}
	var results []Result
	var documents []*doc.Document
	var files []string
	inputs, problems := engine.Inputs(reports, engine.Search{})
	if problems.HasErrors() {
		return nil, problems
	}
	for _, in := range inputs {
		seen := &witness{}
		order := engine.Order{Exporters: []output.Exporter{pdf.New(pdf.Options{}), docx.New(v.DOCX), seen}, Style: v.Style}
		report, said := works.Check(ctx, in, order)
		if report == nil {
			return nil, said
		}
		made, said := works.Documents(ctx, report, in.Name, order)
		if said.HasErrors() {
			return nil, said
		}
		for i, extension := range []string{".pdf", ".docx"} {
			if err := os.WriteFile(filepath.Join(dir, in.Name+extension), made[i].Data, 0o644); err != nil {
				return nil, err
			}
		}
		var list diag.List
		if office.Sheet, list = library.Style(cmp.Or(v.Style, report.Template.Style)); list.HasErrors() {
			return nil, list
		}
		results = append(results, Result{Name: in.Name})
		documents = append(documents, seen.doc)
		files = append(files, filepath.Join(dir, in.Name+".docx"))
	}
	if err := office.Print(ctx, files...); err != nil {
		return nil, err
	}
	for i := range results {
		ours, err := Read(ctx, filepath.Join(dir, results[i].Name+".pdf"))
		if err != nil {
			return nil, err
		}
		theirs, err := Read(ctx, filepath.Join(printed, results[i].Name+".pdf"))
		if err != nil {
			return nil, err
		}
		results[i].Score = Compare(documents[i], ours, theirs)
		results[i].Pages, results[i].Printed = lastPage(ours), lastPage(theirs)
	}
	return results, nil
}

// witness is a writer that writes nothing and keeps the document.
type witness struct{ doc *doc.Document }

// Extension is not used: the witness's file is not written.
func (w *witness) Format() output.Format { return output.Format{Extension: "none", NeedsPages: true} }

// Export keeps in.Doc.
func (w *witness) Export(_ io.Writer, in output.Input) error {
	w.doc = in.Doc
	return nil
}

func total(results []Result) Result {
	all := Result{Name: "**all**", Score: Total(results)}
	for _, r := range results {
		all.Pages += r.Pages
		all.Printed += r.Printed
	}
	return all
}

// Total adds scores up.
func Total(results []Result) Score {
	var sum Score
	for _, r := range results {
		for _, c := range []struct{ to, from *Count }{
			{&sum.Headings, &r.Score.Headings}, {&sum.Rows, &r.Score.Rows},
			{&sum.Lines, &r.Score.Lines}, {&sum.LinePages, &r.Score.LinePages}, {&sum.Texts, &r.Score.Texts},
		} {
			c.to.Same += c.from.Same
			c.to.All += c.from.All
		}
		sum.Differences = append(sum.Differences, r.Score.Differences...)
	}
	return sum
}

// Table writes the scores as a Markdown table.
func Table(w io.Writer, results []Result) {
	fmt.Fprintln(w, "| report | pages of the PDF, of the DOCX | headings on the same page | table rows on the same page | lines with the same ends | … on the same page |")
	fmt.Fprintln(w, "|---|---|---|---|---|---|")
	for _, r := range append(slices.Clone(results), total(results)) {
		fmt.Fprintf(w, "| %s | %d, %d | %s | %s | %s | %s |\n", r.Name, r.Pages, r.Printed, r.Score.Headings, r.Score.Rows, r.Score.Lines, r.Score.LinePages)
	}
}

// Classes writes how many differences there are of each class, in the
// order in which classes are declared.
func Classes(w io.Writer, results []Result) {
	count := map[Class]int{}
	for _, d := range Total(results).Differences {
		count[d.Class]++
	}
	fmt.Fprintln(w, "| difference | places |")
	fmt.Fprintln(w, "|---|---|")
	for _, c := range classes() {
		if count[c] > 0 {
			fmt.Fprintf(w, "| %s | %d |\n", c, count[c])
		}
	}
}
