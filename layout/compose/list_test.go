package compose

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// listed composes an example with a text before its own.
func listed(t *testing.T, l *configs.Library, style, text string) *doc.Document {
	t.Helper()
	content, err := os.ReadFile("../../examples/invented-2020.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text = "overview: |\n  " + strings.ReplaceAll(text, "\n", "\n  ") + "\n\n"
	r, said := load.Report("r.yaml", bytes.Replace(content, []byte("overview: |\n"), []byte(text), 1), l)
	if said.HasErrors() {
		t.Fatal(said)
	}
	d, said := Document(r, sheet(t, l, style), Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	return d
}

// itemsOf writes the lists of a document, an item a line.
func itemsOf(d *doc.Document) string {
	var b strings.Builder
	for _, block := range d.Body {
		list, ok := block.(*doc.List)
		if !ok {
			continue
		}
		fmt.Fprintf(&b, "ordered %t\n", list.Ordered)
		for _, item := range list.Items {
			fmt.Fprintf(&b, "%s %s|%d %d|%s\n", item.Style, item.Label.Text, item.Label.At, item.Label.Hang, doc.Text(item.Runs))
		}
	}
	return b.String()
}

// TestTextTables composes a table with a head of two rows, from the text of a report.
func TestTextTables(t *testing.T) {
	d := listed(t, configs.NewLibrary(nil), "gb9704", "## 任务\n表：表1 分工\n|序号|任务|<|\n|:-:|---|--:|\n|^|内容|件数|\n|1|巡河|37|")
	table := tables(d)[0]
	if got := doc.Text(table.Caption.Runs); got != "表1\u3000分工" || table.HeadRows != 2 || table.Title != got {
		t.Errorf("caption %q, title %q, %d rows of head", got, table.Title, table.HeadRows)
	}
	last := table.Rows[2].Cells
	if last[0].Role != doc.Stub || last[0].Style != doc.TableCentreRole || last[1].Role != doc.Words || last[2].Style != doc.TableRightRole {
		t.Errorf("the last row is %+v", last)
	}
	if got := headersOf(t, table, 2, 2); got != "任务/件数/1" {
		t.Errorf("the last cell is headed by %s", got)
	}
	if style, ok := d.Style(doc.TableRightRole); !ok || style.Align != doc.AlignRight {
		t.Errorf("the style of cells at the right is %+v", style)
	}
}

// TestAColumnThatCountsTheRowsIsNarrow: what is left goes to the others.
func TestAColumnThatCountsTheRowsIsNarrow(t *testing.T) {
	l := configs.NewLibrary(nil)
	for text, want := range map[string]bool{
		"|序号|任务|\n|:-:|---|\n|1|巡河|\n|2|培训|":         true,
		"|序号|任务|\n|:-:|---|\n|1|巡河|\n|^|巡查|\n|2|培训|": true,
		"|名次|任务|\n|:-:|---|\n|2|巡河|\n|1|培训|":         false,
	} {
		table := tables(listed(t, l, "gb9704", text))[0]
		if narrow := 4*table.Widths[0] < table.Widths[1]; narrow != want {
			t.Errorf("%s: the columns are %v wide", text, table.Widths)
		}
	}
}

// TestColumnsOfShortTextsStayWhole: a long text takes what they leave.
func TestColumnsOfShortTextsStayWhole(t *testing.T) {
	long := strings.Repeat("整改", 30)
	d := listed(t, configs.NewLibrary(nil), "gb9704", "|乡镇名称|责任人|备注|说明|\n|---|---|---|---|\n|云岭乡五组|张三|"+long+"|"+long+"|")
	widths := tables(d)[0].Widths
	const character = 10 * unit.Point
	if widths[0] != 6*character || widths[1] != 4*character || widths[2] != widths[3] || unit.Sum(widths) != d.Page.TextWidth() {
		t.Errorf("the columns are %v wide", widths)
	}
}

// TestNumbersOfNarrowColumnsStayWhole: among columns that have no room for their texts.
func TestNumbersOfNarrowColumnsStayWhole(t *testing.T) {
	long := strings.Repeat("整改", 30)
	d := listed(t, configs.NewLibrary(nil), "gb9704", "|金额|说明|期限和要求|措施|单位|电话|\n|---|---|---|---|---|---|\n|1,234,567.89|"+long+"|于2024-12-31前完成"+long+"|"+long+"|"+long+"|0799-87654321|")
	widths := tables(d)[0].Widths
	const half = 5 * unit.Point
	for column, characters := range map[int]unit.Length{0: 12, 2: 10, 5: 13} {
		if widths[column] < (characters+2)*half {
			t.Errorf("column %d is %v wide, its number has %d digits", column, widths[column], characters)
		}
	}
	if unit.Sum(widths) != d.Page.TextWidth() {
		t.Errorf("the columns are %v wide together", unit.Sum(widths))
	}
}

const twoLists = "## 平台\n1. 网站。\n2. 公报。\n- 甲。\n- 乙。"

func TestLists(t *testing.T) {
	d := listed(t, configs.NewLibrary(nil), "gb9704", twoLists)
	const want = "ordered true\nlist 1.|2 3|网站。\nlist 2.|2 3|公报。\nordered false\nbody |0 0|甲。\nbody |0 0|乙。\n"
	if got := itemsOf(d); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	body, _ := d.Style(doc.BodyRole)
	style, ok := d.Style(doc.ListRole)
	if body.Role, body.IndentChars = doc.ListRole, 0; !ok || style != body {
		t.Errorf("the style of lists is %+v", style)
	}
}

func TestNumbersOfTwoDigitsHaveTheirRoom(t *testing.T) {
	var text strings.Builder
	for i := 1; i <= 10; i++ {
		fmt.Fprintf(&text, "%d. 项。\n", i)
	}
	got := itemsOf(listed(t, configs.NewLibrary(nil), "gb9704", text.String()))
	if !strings.Contains(got, "list 1.|2 4|") || !strings.Contains(got, "list 10.|2 4|") {
		t.Errorf("the list is\n%s", got)
	}
}

func TestBulletOfTheStyleSheet(t *testing.T) {
	l := library(map[string]string{"own": "style: own\nextends: gb9704\nbullet: ―\n"})
	if got := itemsOf(listed(t, l, "own", twoLists)); !strings.Contains(got, "ordered false\nlist ―|2 3|甲。\nlist ―|2 3|乙。\n") {
		t.Errorf("the lists are\n%s", got)
	}
}

func TestDocumentWithoutListsHasNoStyleForThem(t *testing.T) {
	if _, ok := composed(t, "invented-2024").Style(doc.ListRole); ok {
		t.Error("there is a style of lists")
	}
}
