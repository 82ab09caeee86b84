package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/intake"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/text"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// library is read once; it is never changed.
var library = sync.OnceValue(func() *configs.Library { return configs.NewLibrary(nil) })

// example reads one of the project's example reports.
func example(t testing.TB, name string) *data.Report {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "examples", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	report, said := load.Report(name, content, library())
	if said.HasErrors() {
		t.Fatal(said)
	}
	return report
}

// pasted reads a text as gongwen import does.
func pasted(content string, o intake.Options) (*data.Report, diag.List) {
	return pastedBy(library(), content, o)
}

func pastedBy(templates intake.Templates, content string, o intake.Options) (*data.Report, diag.List) {
	document, said := text.Read(context.Background(), "a.txt", []byte(content))
	if document == nil {
		return nil, said
	}
	o.Wrapped = true
	report, more := intake.Report("a.txt", document, templates, o)
	return report, append(said, more...)
}

// place is a place of a printed table: its cell, and whether it begins there.
type place struct {
	text   string
	number bool
	begins bool // the cell's first place
	top    bool // a place of the cell's first row
	cols   int
	rows   int
}

// placesOf is a report's table place by place.
func placesOf(r *data.Report, t *configs.Table) [][]place {
	grid := make([][]place, len(t.Grid))
	taken := make([][]bool, len(t.Grid))
	for i := range grid {
		grid[i], taken[i] = make([]place, len(t.Widths)), make([]bool, len(t.Widths))
	}
	for i, row := range t.Grid {
		col := 0
		for _, c := range row.Cells {
			for taken[i][col] {
				col++
			}
			p := place{text: c.Text, rows: c.RowSpan, cols: c.ColSpan}
			if c.Role == configs.NumberCell {
				p.text, p.number = r.Tables[t.ID].Cells[data.Ref{Row: c.Row, Column: c.Column}].Printed(), true
			}
			for a := range c.RowSpan {
				for b := range c.ColSpan {
					p.begins, p.top = a == 0 && b == 0, a == 0
					grid[i+a][col+b], taken[i+a][col+b] = p, true
				}
			}
		}
	}
	return grid
}

// A shape writes a table as some program or portal leaves it in a text.
type shape func([][]place) string

// cellsOf are the rows with only the cells that begin in them, as browsers copy tables.
func cellsOf(grid [][]place) [][]string {
	rows := make([][]string, len(grid))
	for i, row := range grid {
		for _, p := range row {
			if p.begins {
				rows[i] = append(rows[i], p.text)
			}
		}
	}
	return rows
}

// placed are the rows with a cell for each place, empty where a merged cell goes on.
func placed(grid [][]place) [][]string {
	rows := make([][]string, len(grid))
	for i, row := range grid {
		for _, p := range row {
			if p.begins {
				rows[i] = append(rows[i], p.text)
			} else {
				rows[i] = append(rows[i], "")
			}
		}
	}
	return rows
}

// repeated are the rows with the labels of merged cells in each of their places.
func repeated(grid [][]place) [][]string {
	rows := placed(grid)
	for i, row := range grid {
		for k, p := range row {
			if !p.number {
				rows[i][k] = p.text
			}
		}
	}
	return rows
}

func lines(rows [][]string, before, between, after string) string {
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(before + strings.Join(row, between) + after + "\n")
	}
	return b.String()
}

// wrapped breaks labels as narrow columns do, with the figures in the line of
// the first part.
func wrapped(grid [][]place) string {
	var b strings.Builder
	for _, row := range cellsOf(grid) {
		for len(row) > 2 && !strings.ContainsAny(row[0], "0123456789一") {
			b.WriteString(row[0] + "\n")
			row = row[1:]
		}
		label := []rune(row[0])
		if len(label) > 16 && len(row) > 1 {
			b.WriteString(string(label[:14]) + " " + strings.Join(row[1:], " ") + "\n" + string(label[14:]) + "\n")
			continue
		}
		b.WriteString(strings.Join(row, " ") + "\n")
	}
	return b.String()
}

func shapes() map[string]shape {
	return map[string]shape{
		"tabs between cells":                      func(g [][]place) string { return lines(cellsOf(g), "", "\t", "") },
		"tabs between places":                     func(g [][]place) string { return lines(placed(g), "", "\t", "") },
		"Markdown":                                func(g [][]place) string { return lines(placed(g), "| ", " | ", " |") },
		"Markdown with its ruling":                ruled,
		"Markdown with repeated labels":           func(g [][]place) string { return lines(repeated(g), "|", "|", "|") },
		"several blanks":                          func(g [][]place) string { return lines(cellsOf(g), "", "    ", "") },
		"single blanks":                           func(g [][]place) string { return lines(cellsOf(g), "", " ", "") },
		"one cell a line":                         func(g [][]place) string { return lines(cellsOf(g), "", "\n", "") },
		"one cell a line with empty lines":        func(g [][]place) string { return lines(cellsOf(g), "", "\n\n", "\n") },
		"commas":                                  func(g [][]place) string { return lines(cellsOf(g), "", ",", "") },
		"all in one line":                         func(g [][]place) string { return strings.ReplaceAll(lines(cellsOf(g), "", " ", ""), "\n", " ") + "\n" },
		"labels broken by narrow columns":         wrapped,
		"a bar before each row, cells one a line": barred,
		"page numbers in between": func(g [][]place) string {
			rows := strings.SplitAfter(lines(cellsOf(g), "", "\t", ""), "\n")
			return strings.Join(rows[:len(rows)/2], "") + "\n- 3 -\n\n" + strings.Join(rows[len(rows)/2:], "")
		},
		"labels with blanks": func(g [][]place) string {
			rows := cellsOf(g)
			for i := range rows {
				for k, c := range rows[i] {
					if !flow.IsFigure(c) && !strings.Contains(c, "修订") && len(c) > 3 {
						r := []rune(c)
						rows[i][k] = string(r[:2]) + " " + string(r[2:])
					}
				}
			}
			return lines(rows, "", "\t", "")
		},
		"half-width brackets and other numbers": func(g [][]place) string {
			half := strings.NewReplacer("（", "(", "）", ")", "1.", "1、", "2.", "2、", "3.", "3、", "“", "\"", "”", "\"")
			rows := cellsOf(g)
			for i := range rows {
				for k, c := range rows[i] {
					if !flow.IsFigure(c) {
						rows[i][k] = half.Replace(c)
					}
				}
			}
			return lines(rows, "", "\t", "")
		},
	}
}

// barred are cells one on a line with bars on lines of their own between them, one
// before the first of a row, and a line of bars where merged cells are lacking at its end.
func barred(g [][]place) string {
	var b strings.Builder
	for _, row := range cellsOf(g) {
		b.WriteString("| " + strings.Join(row, "\n|\n") + "\n|\n")
		if n := len(g[0]) - len(row); n > 0 {
			b.WriteString(strings.Repeat("|", n) + "\n")
		}
	}
	return b.String()
}

func ruled(g [][]place) string {
	first, rest, _ := strings.Cut(lines(placed(g), "| ", " | ", " |"), "\n")
	return first + "\n|" + strings.Repeat(" --- |", len(g[0])) + "\n" + rest
}

// printedText is a report as text, its tables in a shape.
func printedText(r *data.Report, s shape) string {
	var b strings.Builder
	for _, l := range r.Template.Title {
		b.WriteString(r.Fill(l) + "\n")
	}
	number := 0
	for _, section := range r.Template.Sections {
		if section.Heading != "" {
			number++
			b.WriteString("\n" + string([]rune("一二三四五六七八九")[number-1]) + "、" + r.Fill(section.Heading) + "\n\n")
		}
		if section.Kind == configs.TableSection {
			for i := range r.Template.Tables {
				if t := &r.Template.Tables[i]; t.ID == section.ID {
					b.WriteString(s(placesOf(r, t)))
				}
			}
			if note, ok := r.Notes[section.ID]; ok {
				b.WriteString(note.Source + "\n")
			}
			continue
		}
		heading := 0
		for _, block := range r.Prose[section.ID].Blocks {
			if block.Level == 1 {
				heading++
				b.WriteString("（" + string([]rune("一二三四五六七八九")[heading-1]) + "）")
			}
			for _, run := range block.Runs {
				switch {
				case run.Link != "":
					b.WriteString("<" + run.Link + ">")
				case run.Bold:
					b.WriteString("**" + run.Text + "**")
				default:
					b.WriteString(run.Text)
				}
			}
			b.WriteString("\n\n")
		}
	}
	if s := r.SignOff; s != nil {
		b.WriteString("\n" + s.Agency.Text + "\n" + s.Date.String() + "\n")
	}
	return b.String()
}

// same compares two reports by their fields, figures and prose.
func same(t *testing.T, got, want *data.Report) {
	t.Helper()
	if got.Template.ID != want.Template.ID {
		t.Errorf("template %s, want %s", got.Template.ID, want.Template.ID)
	}
	for id, f := range want.Fields {
		if got.Fields[id].Text != f.Text {
			t.Errorf("%s is %q, want %q", id, got.Fields[id].Text, f.Text)
		}
	}
	for id, table := range want.Tables {
		for ref, c := range table.Cells {
			if is := got.Tables[id].Cells[ref]; is.Printed() != c.Printed() {
				t.Errorf("%s %v is %q, want %q", id, ref, is.Printed(), c.Printed())
			}
		}
	}
	for id, prose := range want.Prose {
		if is := got.Prose[id].Source; is != prose.Source {
			t.Errorf("%s is\n%s\nwant\n%s", id, is, prose.Source)
		}
	}
	for id, note := range want.Notes {
		if got.Notes[id].Source != note.Source {
			t.Errorf("the note of %s is %q, want %q", id, got.Notes[id].Source, note.Source)
		}
	}
	if (got.SignOff == nil) != (want.SignOff == nil) || want.SignOff != nil && got.SignOff.Date.String() != want.SignOff.Date.String() {
		t.Errorf("signed %v, want %v", got.SignOff, want.SignOff)
	}
}

// TestShapes: whatever shape its tables were pasted in, a report comes back
// with its figures and its prose.
func TestShapes(t *testing.T) {
	for _, name := range []string{"invented-2024", "shaxian-xinfangju-2023", "invented-2020"} {
		want := example(t, name)
		for shape, write := range shapes() {
			t.Run(name+"/"+shape, func(t *testing.T) {
				got, said := pasted(printedText(want, write), intake.Options{})
				if said.HasErrors() || got == nil {
					t.Fatal(said)
				}
				same(t, got, want)
				if testing.Verbose() {
					t.Log(said)
				}
			})
		}
	}
}

// blocks is a document of paragraphs, for tests that need no text file.
func blocks(paragraphs ...string) *flow.Document {
	d := &flow.Document{}
	for _, p := range paragraphs {
		d.Blocks = append(d.Blocks, flow.Block{Runs: []flow.Run{{Text: p}}})
	}
	return d
}
