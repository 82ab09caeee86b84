package intake_test

import (
	"context"
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/data/intake"
	"gongwen/data/intake/html"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
)

// published is a report as the page of a portal, its cells with an element td each.
func published(t testing.TB) string {
	t.Helper()
	text := tabbed(t)
	var page strings.Builder
	page.WriteString("<html><body>")
	table := false
	for line := range strings.SplitSeq(text, "\n") {
		cells := strings.Split(line, "\t")
		switch row := len(cells) > 1 || strings.HasPrefix(line, "第二十条"); {
		case row && !table:
			page.WriteString("<table>")
		case !row && table:
			page.WriteString("</table>")
		}
		table = len(cells) > 1 || strings.HasPrefix(line, "第二十条")
		switch {
		case table:
			page.WriteString("<tr><td>" + strings.Join(cells, "</td><td>") + "</td></tr>\n")
		case line != "":
			page.WriteString("<p>" + line + "</p>\n")
		}
	}
	return page.String()
}

func page(content string) (*data.Report, diag.List) {
	document, said := html.Read(context.Background(), "a.html", []byte(content))
	if document == nil {
		return nil, said
	}
	report, more := intake.Report("a.html", document, library(), intake.Options{})
	return report, append(said, more...)
}

// TestWhatStandsInACell: a figure is the one that is meant, with a word about
// what stands beside it, or the row is an error that shows it.
func TestWhatStandsInACell(t *testing.T) {
	tier.Long(t, "reads every cell of several reports")
	for _, test := range []struct{ cell, want, said string }{
		{"1472<sup>1</sup>", "1472", "“1”是注号"},
		{"1472<sub>①</sub>", "1472", "“①”是注号"},
		{"<s>12</s>15", "15", "划去的“12”"},
		{"<del>1286</del>1287", "1287", "划去的“1286”"},
		{"1472*", "1472", "“*”是注号"},
		{"1472＊＊", "1472", "“＊＊”是注号"},
		{"1472①", "1472", "“①”是注号"},
		{"1472¹", "1472", "“¹”是注号"},
		{"1472[1]", "1472", "“[1]”是注号"},
		{"1472注1", "1472", "“注1”是注号"},
		{"1472（注1）", "1472", "“（注1）”是注号"},
		{"1472（件）", "1472", "“1472件”按 1472 读取"},
		{"1472（12）", "", "行政许可 1472（12）"},
		{"1472（待核实）", "", "行政许可 1472（待核实）"},
		{"1,472*", "1472", "“1,472”按 1472 读取"},
		{"1,472", "1472", "“1,472”按 1472 读取"},
		{"1，472", "1472", "“1，472”按 1472 读取"},
		{"1,472件", "1472", "“1,472件”按 1472 读取"},
		{"1,472+3", "", "行政许可 1,472+3"},
		{"约1472", "", "行政许可 约1472"},
		{"1O", "", "行政许可 1O"},
		{"l472", "", "行政许可 l472"},
		{"O", "", "行政许可 O"},
		{"12/15", "", "行政许可 12/15"},
		{"12→15", "", "行政许可 12→15"},
		{"1472-1475", "", "行政许可 1472-1475"},
		{"½", "", "行政许可 ½"},
		{"12①5", "", "行政许可 12①5"},
	} {
		for form, read := range map[string]func() (*data.Report, diag.List){
			"tabs": func() (*data.Report, diag.List) {
				return pasted(edited(t, tabbed(t), "行政许可\t1286", "行政许可\t"+test.cell), intake.Options{})
			},
			"blanks": func() (*data.Report, diag.List) {
				return pasted(edited(t, printedText(example(t, "invented-2024"), shapes()["several blanks"]), "行政许可    1286", "行政许可    "+test.cell), intake.Options{})
			},
			"page": func() (*data.Report, diag.List) {
				return page(edited(t, published(t), "<td>行政许可</td><td>1286", "<td>行政许可</td><td>"+test.cell))
			},
		} {
			got, said := read()
			if got == nil {
				t.Fatalf("%s: %v", form, said)
			}
			if is := figure(got, "disclosure", "licensing", "decisions"); is != test.want {
				t.Errorf("%s, %s is read as %q: %s", form, test.cell, is, said)
			}
			level := diag.Note
			switch {
			case test.want == "":
				level = diag.Error
			case strings.HasPrefix(test.said, "划去"):
				level = diag.Warning
			}
			if !says(said, level, strings.ReplaceAll(test.said, "<", "")) {
				t.Errorf("%s, %s: %s", form, test.cell, said)
			}
			if figure(got, "disclosure", "penalties", "decisions") != "47" {
				t.Errorf("%s, %s: the row below has %q", form, test.cell, figure(got, "disclosure", "penalties", "decisions"))
			}
		}
	}
}

// TestTwoFiguresInOneCell are an error: they may be one.
func TestTwoFiguresInOneCell(t *testing.T) {
	for _, cell := range []string{"12 15", "12<br>15", "<p>12</p><p>15</p>", "12&nbsp;15", "1 472", "<b>12</b> <i>15</i>", "12、15"} {
		got, said := page(edited(t, published(t), "<td>行政许可</td><td>1286", "<td>行政许可</td><td>"+cell))
		if got == nil || figure(got, "disclosure", "licensing", "decisions") != "" || !said.HasErrors() {
			t.Errorf("%s is read as %q: %s", cell, figure(got, "disclosure", "licensing", "decisions"), said)
		}
	}
}

// TestPicturesInPlaceOfFigures are errors that show the row.
func TestPicturesInPlaceOfFigures(t *testing.T) {
	for _, change := range [][2]string{
		{"<td>行政许可</td><td>1286", "<td>行政许可</td><td><img src=1.png alt=1286 width=60>"},
		{"<td>2.重复申请</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>3", "<td>2.重复申请</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td><img src=1.png width=60>"},
	} {
		_, said := page(edited(t, published(t), change[0], change[1]))
		if !says(said, diag.Error, "这里的数是图片") {
			t.Errorf("%s: %s", change[1], said)
		}
	}
}

// TestThousandsCommas: commas part thousands where blanks part cells, whatever
// else is in the row, and no digit is taken for a mistyped character of a label.
func TestThousandsCommas(t *testing.T) {
	for _, row := range []string{"行政许可   88,283", "行政许可 88,283", "  行政许可　　88,283", "行政许可：88,283", "行政许可88,283", "行政许可   88，283", "行政许可\t88,283", "| 行政许可 | 88,283 |", "行政许可,\"88,283\"", "行政许可\n88,283"} {
		text := edited(t, tabbed(t), "行政许可\t1286", row)
		got, said := pasted(text, intake.Options{})
		if got == nil {
			t.Fatal(said)
		}
		if is := figure(got, "disclosure", "licensing", "decisions"); is != "88283" {
			t.Errorf("%s is read as %q: %s", row, is, said)
		}
	}
	for _, row := range []string{"行政许可 88,28", "行政许可8,8283", "行政许可88 283"} {
		got, said := pasted(edited(t, tabbed(t), "行政许可\t1286", row), intake.Options{})
		if is := figure(got, "disclosure", "licensing", "decisions"); is != "" {
			t.Errorf("%s is read as %q: %s", row, is, said)
		}
	}
}

// TestMarksInText: a figure in a sentence is not glued to a mark either.
func TestMarksInText(t *testing.T) {
	got, said := page(edited(t, published(t), "<p>二、主动公开政府信息情况</p>", "<p>收到申请12<sup>1</sup>件，<s>答复9件</s>答复11件，面积5km<sup>2</sup>。</p><p>二、主动公开政府信息情况</p>"))
	if got == nil || !strings.Contains(got.Prose["overview"].Source, "收到申请12件，答复11件，面积5km²。") {
		t.Fatal(got, said)
	}
	if !says(said, diag.Note, "“1”是注号") || !says(said, diag.Warning, "划去的“答复9件”") {
		t.Error(said)
	}
}

// TestHeadsInAnotherOrder: a column is read by its head, in every form of a table.
func TestHeadsInAnotherOrder(t *testing.T) {
	want := example(t, "invented-2024")
	for table, exchanged := range map[string][][2]int{
		"disclosure": {{0, 2}}, "requests": {{1, 2}, {3, 5}}, "review": {{0, 1}, {6, 8}},
	} {
		for name, s := range shapes() {
			if strings.Contains(name, "blanks") && table != "disclosure" || name == "one cell a line" && table == "requests" || name == "one cell a line with empty lines" && table == "requests" {
				continue
			}
			text := printedText(want, func(g [][]place) string { return s(swapped(g, table, exchanged)) })
			got, said := pasted(text, intake.Options{})
			if got == nil {
				t.Fatalf("%s, %s: %v", table, name, said)
			}
			for ref, cell := range want.Tables[table].Cells {
				if is, there := got.Tables[table].Cells[ref]; there && is.Printed() != cell.Printed() {
					t.Errorf("%s, %s: %v is %s, not %s: %s", table, name, ref, is.Printed(), cell.Printed(), said)
				}
			}
		}
	}
}

// swapped is a table of the official form, if it is the one meant, with columns
// of figures exchanged, heads and all.
func swapped(grid [][]place, table string, columns [][2]int) [][]place {
	var first int // place of the first column
	rows := 0
	for _, row := range grid {
		for k, p := range row {
			if p.number && (rows == 0 || k < first) {
				first, rows = k, rows+1
			}
		}
	}
	is := map[string]bool{"disclosure": strings.HasPrefix(grid[0][0].text, "第二十条"), "requests": first > 0 && len(grid[0]) > 8, "review": first == 0}
	if !is[table] {
		return grid
	}
	var out [][]place
	for _, row := range grid {
		row = append([]place(nil), row...)
		for _, c := range columns {
			a, b := first+c[0], first+c[1]
			if row[a].cols == 1 && row[b].cols == 1 && row[a].begins && row[b].begins {
				row[a], row[b] = row[b], row[a]
			}
		}
		out = append(out, row)
	}
	return out
}

// TestHeadsInPieces: heads that blanks have taken apart are the same heads.
func TestHeadsInPieces(t *testing.T) {
	text := printedText(example(t, "invented-2024"), shapes()["single blanks"])
	for pieces, want := range map[string]string{"商业 企业 科研 机构": "25", "科研 机构 商业 企业": "2"} {
		got, said := pasted(edited(t, text, "商业企业 科研机构", pieces), intake.Options{})
		if got == nil {
			t.Fatal(said)
		}
		if is := figure(got, "requests", "new", "business"); is != want || says(said, diag.Error, "") {
			t.Errorf("%s: %q: %s", pieces, is, said)
		}
	}
}
