package xlsx

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

var library = configs.NewLibrary(nil)

// written is a report as a workbook.
func written(t testing.TB, report *data.Report) []byte {
	t.Helper()
	style, said := library.Style(report.Template.Style)
	if said.HasErrors() {
		t.Fatal(said)
	}
	content, err := Write(report, style)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// example is a report that newcomers build first.
func example(t testing.TB, name string) *data.Report {
	t.Helper()
	path := filepath.Join("..", "..", "examples", name+".yaml")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	report, said := load.Report(path, content, library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return report
}

// changed is the workbook of the invented report after somebody has worked on it.
func changed(t testing.TB, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, example(t, "invented-2024"))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// must ends the test on an error of the library.
func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// content writes everything that a report says but its places, and the lines
// of text in which it stands.
func content(r *data.Report) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Template.ID)
	for _, f := range r.Template.Header {
		fmt.Fprintln(&b, f.ID, r.Fields[f.ID].Text)
	}
	for _, s := range r.Template.Sections {
		if p, ok := r.Prose[s.ID]; ok {
			describe(&b, s.ID, p)
		}
		describe(&b, "before "+s.ID, r.Around[s.ID].Before)
		describe(&b, "after "+s.ID, r.Around[s.ID].After)
		fmt.Fprintf(&b, "note of %s: %q\n", s.ID, data.RunsText(r.Notes[s.ID].Runs))
	}
	for i := range r.Template.Tables {
		t := &r.Template.Tables[i]
		for _, l := range data.Leaves(t) {
			fmt.Fprint(&b, t.ID, " ", l.Path)
			for _, c := range l.Columns {
				cell := r.Tables[t.ID].Cells[data.Ref{Row: l.Path, Column: c.ID}]
				fmt.Fprintf(&b, " %s/%d/%s", cell.Number.String(), cell.State, cell.Note)
			}
			fmt.Fprintln(&b)
		}
	}
	for _, a := range r.Attachments {
		describe(&b, "attachment "+a.Title.Text, a.Text)
	}
	if s := r.SignOff; s != nil {
		fmt.Fprintln(&b, "signed", s.Agency.Text, s.Date.String())
	}
	for _, w := range r.Waivers {
		fmt.Fprintf(&b, "waived %s %q\n", w.Rule, w.Reason)
	}
	return b.String()
}

func describe(b *strings.Builder, name string, p data.Prose) {
	fmt.Fprintf(b, "%s: %q\n", name, p.Source)
	for _, block := range p.Blocks {
		fmt.Fprintf(b, "  %d %q", block.Level, block.Typed)
		if block.Picture != nil {
			fmt.Fprintf(b, " picture %q %q", block.Picture.File, block.Picture.Alt)
		}
		if block.Chart != nil {
			fmt.Fprintf(b, " chart of %s %v", block.Chart.Table, block.Chart.Series)
		}
		for _, r := range merged(block.Runs) {
			fmt.Fprintf(b, " %q %v %q", r.Text, r.Bold, r.Link)
		}
		fmt.Fprintln(b)
	}
}

// merged joins runs of one look, which are apart where lines of the file are.
func merged(runs []data.Run) []data.Run {
	var list []data.Run
	for _, r := range runs {
		last := len(list) - 1
		if last >= 0 && list[last].Bold == r.Bold && list[last].Link == r.Link {
			list[last].Text += r.Text
			continue
		}
		list = append(list, r)
	}
	return list
}

// differ compares what two reports say.
func differ(t testing.TB, got, want *data.Report) {
	t.Helper()
	a, b := strings.Split(content(got), "\n"), strings.Split(content(want), "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			same := 0
			for same < min(len(x), len(y)) && x[same] == y[same] {
				same++
			}
			from := max(0, same-60)
			t.Fatalf("line %d, from byte %d:\n got %.300s\nwant %.300s", i+1, from, x[from:], y[from:])
		}
	}
}

// said is what is said about a workbook, in Chinese.
func said(list diag.List) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, d.Format(diag.ZH))
	}
	return strings.Join(lines, "\n")
}

// read reads a workbook that must be free of errors.
func read(t testing.TB, workbook []byte) (*data.Report, diag.List) {
	t.Helper()
	report, list := Report("r.xlsx", workbook, library)
	if wrong(list) {
		t.Fatal(said(list))
	}
	return report, list
}

// wrong reports whether there are errors other than figures that were left empty.
func wrong(list diag.List) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Level == diag.Error && d.Rule != "N9" })
}

func sheets(f *excelize.File) []string { return slices.Clone(f.GetSheetList()) }
