package intake

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// proseOf is the Markdown of blocks that stand in a section of prose.
func proseOf(blocks ...flow.Block) (string, diag.List) {
	r := &reading{template: &configs.Template{}}
	r.compare(blocks)
	return r.node(r.prose("总体情况", itemised(blocks))).Text, r.said
}

func item(label, text string, number int) flow.Block {
	return flow.Block{Runs: []flow.Run{{Text: label + text}}, Item: &flow.Item{Label: len(label), Number: number}}
}

func line(text string) flow.Block { return flow.Block{Runs: []flow.Run{{Text: text}}} }

func TestLists(t *testing.T) {
	for _, test := range []struct {
		name   string
		blocks []flow.Block
		want   string
	}{
		{"numbered", []flow.Block{line("三项："), item("1. ", "甲。", 1), item("2. ", "乙。", 2), line("完。")}, "三项：\n\n1. 甲。\n2. 乙。\n\n完。"},
		{"without their numbers in the text", []flow.Block{item("", "甲。", 1), item("", "乙。", 2)}, "1. 甲。\n2. 乙。"},
		{"two lists", []flow.Block{item("1. ", "甲。", 1), item("2. ", "乙。", 2), item("1. ", "丙。", 1), item("2. ", "丁。", 2)}, "1. 甲。\n2. 乙。\n\n1. 丙。\n2. 丁。"},
		{"one item", []flow.Block{item("1. ", "甲。", 1), line("乙。")}, "1. 甲。\n\n乙。"},
		{"from 2 on", []flow.Block{item("2. ", "甲。", 2), item("3. ", "乙。", 3)}, "2. 甲。\n\n3. 乙。"},
		{"bulleted", []flow.Block{item("•", "甲。", 0), item("", "乙。", 0)}, "- 甲。\n- 乙。"},
		{"bulleted behind numbered", []flow.Block{item("", "甲。", 1), item("", "乙。", 2), item("", "丙。", 0)}, "1. 甲。\n2. 乙。\n- 丙。"},
		{"a number behind the bullet", []flow.Block{item("•", "（一）甲。", 0)}, "•（一）甲。"},
	} {
		if got, _ := proseOf(test.blocks...); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// grid is a table of texts whose cells cover one place each.
func grid(head int, rows ...string) flow.Block {
	t := &flow.Table{Placed: true, Head: head}
	for _, row := range rows {
		var out flow.Row
		for c, text := range strings.Split(row, "/") {
			out.Cells = append(out.Cells, flow.Cell{Text: text, Col: c, RowSpan: 1, ColSpan: 1})
		}
		t.Rows = append(t.Rows, out)
	}
	return flow.Block{Kind: flow.Tabular, Table: t}
}

func TestTablesOfTheText(t *testing.T) {
	caption := line("表1\u3000分工")
	caption.Caption = true
	right := grid(1, "任务/件数", "巡河/37", "培训/204")
	for r := 1; r < 3; r++ {
		right.Table.Rows[r].Cells[1].Align = flow.End
	}
	bold := grid(1, "任务/件数", "a|b/<")
	bold.Table.Rows[0].Cells[0].Runs = []flow.Run{{Text: "任务", Bold: true}}
	merged := grid(1, "任务/件数", "巡河/37")
	merged.Table.Rows[1].Cells = merged.Table.Rows[1].Cells[:1]
	merged.Table.Rows[1].Cells[0].ColSpan = 2
	hole := grid(1, "任务/件数", "巡河")
	for _, test := range []struct {
		name   string
		blocks []flow.Block
		want   string
		said   bool
	}{
		{"with a caption", []flow.Block{line("如下"), caption, right}, "如下\n\n表：表1 分工\n| 任务 | 件数 |\n|---|---:|\n| 巡河 | 37 |\n| 培训 | 204 |", false},
		{"marks and bold heads", []flow.Block{bold}, "| 任务 | 件数 |\n|---|---|\n| a\\|b | \\< |", false},
		{"merged cells", []flow.Block{merged}, "| 任务 | 件数 |\n|---|---|\n| 巡河 | < |", false},
		{"without a head that is marked", []flow.Block{grid(0, "任务/件数", "巡河/37")}, "| 任务 | 件数 |\n|---|---|\n| 巡河 | 37 |", true},
		{"without a row that may be a head", []flow.Block{grid(0, "巡河/37", "培训/204")}, "", true},
		{"one row", []flow.Block{grid(1, "任务/件数")}, "", true},
		{"a place without a cell", []flow.Block{hole}, "", true},
		{"too wide", []flow.Block{grid(1, strings.Repeat("头/", 12)+"尾", strings.Repeat("甲/", 12)+"乙")}, "", true},
	} {
		got, said := proseOf(test.blocks...)
		if got != test.want || len(said) > 0 != test.said {
			t.Errorf("%s: %q, want %q; said %v", test.name, got, test.want, said)
		}
	}
}

// TestPartHeadings: 一、 numbers the parts of a document with lists where none of them is
// called 第一部分, else what stands in them.
func TestPartHeadings(t *testing.T) {
	sections := []configs.Section{{ID: "overview", Label: "部门概况", Heading: "部门概况", Kind: configs.ProseSection}}
	for _, test := range []struct {
		name   string
		blocks []flow.Block
		want   bool
	}{
		{"numbered", []flow.Block{line("一、部门概况")}, true},
		{"numbered in a part", []flow.Block{line("第一部分 部门概况"), line("一、部门概况")}, false},
		{"numbered beside a part of another name", []flow.Block{line("第一部分 前言"), line("一、部门概况")}, true},
	} {
		r := &reading{listed: true, headings: headingsOf(&configs.Template{Sections: sections})}
		r.chaptered = r.hasNamedParts(test.blocks)
		if s, _ := r.heading(test.blocks[len(test.blocks)-1]); (s != nil) != test.want {
			t.Errorf("%s: a heading: %v", test.name, s != nil)
		}
	}
}

// TestSignOffBelowLists: where nothing but lists and a preface are printed, the 落款 stands
// behind the preface's text when the lists are taken out.
func TestSignOffBelowLists(t *testing.T) {
	template := &configs.Template{SignOff: true, Sections: []configs.Section{{ID: "preface", Label: "说明", Kind: configs.ProseSection}}}
	r := &reading{template: template, listed: true, tree: &source.Node{Kind: source.Map}}
	r.sections([]flow.Block{line("现公布如下。"), line("云岭市财政局"), line("2025年1月20日")}, nil)
	got := map[string]*source.Node{}
	for _, e := range r.tree.Entries {
		got[e.Key.Text] = e.Value
	}
	if p := got["preface"]; p == nil || p.Text != "现公布如下。" {
		t.Errorf("the preface is %v", p)
	}
	if s := got["sign_off"]; s == nil || len(s.Entries) != 2 || s.Entries[1].Value.Text != "2025-01-20" {
		t.Errorf("the 落款 is %v", s)
	}
}
