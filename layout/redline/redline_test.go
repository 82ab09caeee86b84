package redline

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

func runs(text string) []doc.Run { return []doc.Run{{Text: text}} }

func para(id doc.NodeID, text string) *doc.Paragraph {
	return &doc.Paragraph{ID: id, Style: doc.BodyRole, Runs: runs(text)}
}

func table(id doc.NodeID, title string, figures ...string) *doc.Table {
	t := &doc.Table{ID: id, Title: title}
	for i, f := range figures {
		t.Rows = append(t.Rows, doc.Row{ID: id + doc.NodeID(2*i+1), Cells: []doc.Cell{{ID: id + doc.NodeID(2*i+2), Row: i, RowSpan: 1, ColSpan: 1, Role: doc.Number, Runs: runs(f)}}})
	}
	return t
}

// shown is a document as text: [-gone-], {+come+}, remarks as <n>.
func shown(d *doc.Document) string {
	var b strings.Builder
	eachText(d, func(list *[]doc.Run) {
		for _, r := range *list {
			form := [...]string{doc.Kept: "%s", doc.Inserted: "{+%s+}", doc.Deleted: "[-%s-]"}[r.Change]
			fmt.Fprintf(&b, form, r.Text)
			for _, n := range r.Remarks {
				fmt.Fprintf(&b, "<%d>", n)
			}
		}
		b.WriteString("\n")
	})
	return b.String()
}

func TestMerge(t *testing.T) {
	old := &doc.Document{Body: []doc.Block{
		&doc.Title{ID: 1, Lines: [][]doc.Run{runs("某局2023年报告")}},
		&doc.Heading{ID: 2, Level: 1, Number: "一、", Runs: runs("总体情况")},
		para(3, "收到申请12件。办结。"), para(4, "举办开放日活动两次。"),
		table(5, "表", "1", "2"), table(20, "旧表", "7"),
		&doc.List{ID: 30, Items: []*doc.Paragraph{para(31, "第一项工作"), para(32, "别的事情")}},
		&doc.SignOff{Agency: *para(40, "某局"), Date: *para(41, "2024年1月5日")},
	}}
	now := &doc.Document{Body: []doc.Block{
		&doc.Title{ID: 1, Lines: [][]doc.Run{runs("某局2024年报告")}},
		&doc.Heading{ID: 2, Level: 1, Number: "一、", Runs: runs("总体情况")},
		para(3, "收到申请15件。办结。"),
		table(5, "表", "1", "3"),
		&doc.Figure{ID: 10, Alt: "图", Caption: para(11, "图 1")},
		&doc.List{ID: 30, Items: []*doc.Paragraph{para(31, "第一项工作"), para(32, "新增内容")}},
		&doc.SignOff{Agency: *para(40, "某局"), Date: *para(41, "2025年1月5日")},
	}}
	before := shown(now)
	got := Merge(old, now)
	const want = `某局[-2023-]{+2024+}年报告
总体情况
收到申请[-12-]{+15+}件。办结。
[-举办开放日活动两次。-]
1
[-2-][- -]{+3+}
[-7-]
{+图 1+}
第一项工作
[-别的事情-]
{+新增内容+}
某局
[-2024-]{+2025+}年1月5日
`
	if shown(got) != want {
		t.Errorf("got\n%s", shown(got))
	}
	if shown(now) != before {
		t.Error("the new document was changed")
	}
	seen := map[doc.NodeID]bool{}
	for _, b := range got.Body {
		if seen[b.Node()] {
			t.Errorf("two blocks are node %d", b.Node())
		}
		seen[b.Node()] = true
		if table, ok := b.(*doc.Table); ok && (table.Rows[0].Change == doc.Deleted) != (table.Title == "旧表") {
			t.Errorf("the rows of %s are %d", table.Title, table.Rows[0].Change)
		}
	}
}

func TestRemarks(t *testing.T) {
	at := func(line, col int) diag.Pos { return diag.Pos{File: "r.yaml", Line: line, Col: col} }
	placed := func(text string, pos diag.Pos) []doc.Run { return []doc.Run{{Text: text, Pos: pos}} }
	d := &doc.Document{Body: []doc.Block{
		&doc.Title{Lines: [][]doc.Run{placed("题目", at(1, 9))}},
		&doc.Paragraph{Runs: placed("甲句。乙句不对。丙句。", at(10, 3))},
		&doc.Paragraph{Runs: placed("末段。", at(20, 3))},
		&doc.Table{Rows: []doc.Row{{Cells: []doc.Cell{{Runs: placed("12", diag.Pos{File: "r.yaml", Sheet: "表", Cell: "B2"})}}}}},
	}}
	Remark(d, []At{
		{at(10, 6), "一处"}, {at(9, 1), "节"}, {at(30, 1), "后面"}, {diag.Pos{File: "r.yaml", Sheet: "表", Cell: "B2"}, "格"}, {diag.Pos{File: "r.yaml"}, "整个文件"},
		{at(10, 8), "又一处"},
	})
	const want = "题目<4>\n甲句。<1>乙句<0>不对。<0><5>丙句。\n末段。<2>\n12<3>\n"
	if got := shown(d); got != want {
		t.Errorf("got\n%s", got)
	}
	if len(d.Remarks) != 6 || d.Remarks[5].Text != "又一处" {
		t.Errorf("%v", d.Remarks)
	}
	Remark(&doc.Document{}, []At{{at(1, 1), "没有文字"}})
}
