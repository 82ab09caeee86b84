package html

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/output"
)

// element is an element of a page with its text.
type element struct {
	name  string
	attrs map[string]string
	text  string
	table int // the table it stands in, counted from 1; 0 for none
}

// elements is the elements of a page in the order of their ends. It fails when they do not nest.
func elements(t *testing.T, page []byte) []element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict = false
	d.AutoClose = append(slices.Clone(xml.HTMLAutoClose), "wbr")
	var out, open []element
	tables := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attrs: map[string]string{}}
			if e.name == "table" {
				tables++
			}
			e.table = tables
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			open = append(open, e)
		case xml.EndElement:
			last := open[len(open)-1]
			if last.name != token.Name.Local {
				t.Fatalf("</%s> ends <%s>", token.Name.Local, last.name)
			}
			out = append(out, last)
			open = open[:len(open)-1]
			if len(open) > 0 {
				open[len(open)-1].text += last.text
			}
		case xml.CharData:
			if len(open) > 0 {
				open[len(open)-1].text += string(token)
			}
		}
	}
	if len(open) > 0 {
		t.Fatalf("<%s> has no end", open[len(open)-1].name)
	}
	return out
}

func TestIDsAreGivenOnceAndHeadersLeadToHeaderCellsOfTheTable(t *testing.T) {
	for _, name := range examples() {
		for _, fragment := range []bool{false, true} {
			all := elements(t, export(t, report(t, name, true), Options{Fragment: fragment}))
			byID := map[string]element{}
			for _, e := range all {
				id := e.attrs["id"]
				if id == "" {
					continue
				}
				if _, twice := byID[id]; twice {
					t.Errorf("%s: id %s is given twice", name, id)
				}
				byID[id] = e
			}
			figures := 0
			for _, e := range all {
				if e.name == "th" && (strings.TrimSpace(e.text) == "" || e.attrs["scope"] == "") {
					t.Errorf("%s: a header cell has no text or no scope: %v", name, e)
				}
				if by := e.attrs["aria-labelledby"]; by != "" && byID[by].name != "h2" {
					t.Errorf("%s: <%s> is labelled by %q, which is no h2", name, e.name, by)
				}
				if e.name != "td" || e.attrs["class"] == "gw-table-note" {
					continue
				}
				figures++
				heads := strings.Fields(e.attrs["headers"])
				if len(heads) == 0 {
					t.Errorf("%s: the figure %q of table %d has no header", name, e.text, e.table)
				}
				for _, id := range heads {
					if h := byID[id]; h.name != "th" || h.table != e.table {
						t.Errorf("%s: the header %s of table %d is %v", name, id, e.table, h)
					}
				}
			}
			want, other := map[string]int{"invented-2020": 198, "invented-rule-of-law-2023": 0}[name]
			if !other {
				want = 200
			}
			if figures != want {
				t.Errorf("%s: %d figures, want %d", name, figures, want)
			}
		}
	}
}

func TestFiguresAreHeadedAsThePaperHeadsThem(t *testing.T) {
	all := elements(t, export(t, report(t, "invented-2024", false), Options{}))
	text := map[string]string{}
	for _, e := range all {
		text[e.attrs["id"]] = e.text
	}
	got := map[string][]string{}
	for _, e := range all {
		if e.name != "td" {
			continue
		}
		var heads []string
		for _, id := range strings.Fields(e.attrs["headers"]) {
			heads = append(heads, text[id])
		}
		key := strings.Join(heads, " | ")
		got[key] = append(got[key], e.text)
	}
	for heads, want := range map[string]string{
		"第二十条第（一）项 | 本年制发件数 | 行政规范性文件":                               "3（其中修订1件）",
		"第二十条第（六）项 | 本年处理决定数量 | 行政处罚":                                "47",
		"第二十条第（八）项 | 本年收费金额（单位：万元） | 行政事业性收费":                        "12.3860",
		"申请人情况 | 总计 | 一、本年新收政府信息公开申请数量":                              "239",
		"申请人情况 | 法人或其他组织 | 商业企业 | 三、本年度办理结果 | （三）不予公开 | 4.保护第三方合法权益": "1",
		"申请人情况 | 自然人 | 三、本年度办理结果 | （七）总计":                            "186",
		"行政复议 | 尚未审结":          "2",
		"行政诉讼 | 未经复议直接起诉 | 总计": "3",
	} {
		if values := got[heads]; len(values) != 1 || values[0] != want {
			t.Errorf("%s: %v, want %s", heads, values, want)
		}
	}
}

func TestScopes(t *testing.T) {
	all := elements(t, export(t, report(t, "invented-2024", false), Options{}))
	got := map[string][]string{}
	for _, e := range all {
		if scope := e.attrs["scope"]; scope != "" && !slices.Contains(got[e.text], scope) {
			got[e.text] = append(got[e.text], scope)
		}
	}
	for header, want := range map[string]string{
		"第二十条第（一）项":   "rowgroup", // a band heads the rows of its tbody
		"信息内容":        "col",
		"行政许可":        "row",
		"申请人情况":       "col", // over several colgroups
		"法人或其他组织":     "colgroup",
		"自然人":         "col",
		"三、本年度办理结果":   "rowgroup",
		"（三）不予公开":     "row", // eight rows of a larger tbody
		"（七）总计":       "row",
		"行政复议":        "colgroup",
		"行政诉讼":        "col",
		"未经复议直接起诉":    "colgroup",
		"四、结转下年度继续办理": "row",
	} {
		if scopes := got[header]; len(scopes) != 1 || scopes[0] != want {
			t.Errorf("%s: %v, want %s", header, scopes, want)
		}
	}
}

func TestGroupsOfTheOfficialTables(t *testing.T) {
	var tables []grid
	for _, block := range report(t, "invented-2024", false).Body {
		if table, ok := block.(*doc.Table); ok {
			g, wrong := newGrid(table)
			if len(wrong) > 0 {
				t.Fatal(wrong)
			}
			tables = append(tables, g)
		}
	}
	want := []grid{
		{0, []int{0, 4, 7, 11}, []int{0, 4}},
		{3, []int{3, 5, 27}, []int{0, 3, 4, 9, 10}},
		{3, []int{3}, []int{0, 5, 10, 15}},
	}
	if !slices.EqualFunc(tables, want, func(a, b grid) bool {
		return a.head == b.head && slices.Equal(a.rows, b.rows) && slices.Equal(a.columns, b.columns)
	}) {
		t.Errorf("groups %v, want %v", tables, want)
	}
}

func TestTablesThatABrowserWouldShiftAreRefused(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*doc.Table)
		want  string
	}{
		"a cell that is missing at the end": {func(t *doc.Table) { t.Rows[1].Cells = t.Rows[1].Cells[:2] }, "第 2 行第 3 列没有单元格"},
		"a gap":                             {func(t *doc.Table) { t.Rows[2].Cells = t.Rows[2].Cells[1:] }, "第 3 行第 1 列没有单元格"},
		"a cell over another":               {func(t *doc.Table) { t.Rows[1].Cells[0].RowSpan = 2 }, "第 3 行第 1 列的单元格"},
		"a cell wider than the table":       {func(t *doc.Table) { t.Rows[3].Cells[1].ColSpan = 3 }, "第 4 行第 2 列的单元格"},
		"a cell longer than the table":      {func(t *doc.Table) { t.Rows[3].Cells[0].RowSpan = 2 }, "第 4 行第 1 列的单元格"},
		"a cell without a span":             {func(t *doc.Table) { t.Rows[0].Cells[0].RowSpan = 0 }, "第 1 行第 1 列的单元格"},
		"a cell in a wrong row":             {func(t *doc.Table) { t.Rows[1].Cells[0].Row = 0 }, "第 2 行第 1 列的单元格"},
		"a cell that leaves the head":       {headLeft, "从表头伸到表身"},
	} {
		t.Run(name, func(t *testing.T) {
			table := smallTable()
			test.spoil(table)
			d := small()
			d.Body = []doc.Block{table}
			err := New(Options{}).Export(io.Discard, output.Input{Doc: d})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if !diag.From(err).HasErrors() {
				t.Error("the error is no diagnostic")
			}
		})
	}
}

// headLeft gives a table one head row and lets a cell reach out of it.
func headLeft(t *doc.Table) {
	t.HeadRows = 2
	t.Rows[1].Cells[0].RowSpan = 2
	t.Rows[2].Cells = t.Rows[2].Cells[1:]
}

func TestHeaderWithoutTextIsNone(t *testing.T) {
	table := smallTable()
	table.Rows[1].Cells[1].Runs = nil
	d := small()
	d.Body = []doc.Block{table}
	page := string(export(t, d, Options{}))
	if strings.Contains(page, "gw8") || !strings.Contains(page, `<td headers="gw6 gw10">0</td>`) {
		t.Error("an empty cell is a header")
	}
}

func TestTableWithoutHeadingIsNamedByItsTitle(t *testing.T) {
	d := small()
	d.Body = []doc.Block{smallTable()}
	if page := string(export(t, d, Options{})); !strings.Contains(page, `role="region" aria-label="主动公开政府信息情况"`) {
		t.Error("the region has no name")
	}
	table := smallTable()
	table.Title = ""
	d.Body = []doc.Block{table}
	if page := string(export(t, d, Options{})); strings.Contains(page, `role="region"`) {
		t.Error("a region without a name is a landmark")
	}
}

func TestDegenerateTablesAreWritten(t *testing.T) {
	d := small()
	for _, table := range []*doc.Table{{}, {Widths: []unit.Length{1}, HeadRows: 5}, {Rows: []doc.Row{{}}}} {
		d.Body = []doc.Block{table}
		elements(t, export(t, d, Options{}))
	}
}
