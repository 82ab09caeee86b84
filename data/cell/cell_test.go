package cell

import (
	"reflect"
	"testing"
)

func TestWhatLooksSayInACell(t *testing.T) {
	for name, test := range map[string]struct {
		pieces []Piece
		text   string
		marks  []Mark
	}{
		"raised number":                {[]Piece{{Text: "1472"}, {Text: "1", Look: Raised}}, "1472", []Mark{{Footnote, "1"}}},
		"lowered number":               {[]Piece{{Text: "1472"}, {Text: "1", Look: Lowered}}, "1472", []Mark{{Footnote, "1"}}},
		"raised mark in pieces":        {[]Piece{{Text: "1472"}, {Text: "[", Look: Raised}, {Text: "1]", Look: Raised}}, "1472", []Mark{{Footnote, "[1]"}}},
		"raised before the figure":     {[]Piece{{Text: "注1", Look: Raised}, {Text: "1472"}}, "1472", []Mark{{Footnote, "注1"}}},
		"all raised":                   {[]Piece{{Text: "14", Look: Raised}, {Text: "72", Look: Raised}}, "1472", nil},
		"raised note":                  {[]Piece{{Text: "22"}, {Text: "（其中修订16件）", Look: Raised}}, "22（其中修订16件）", nil},
		"struck out":                   {[]Piece{{Text: "12", Look: Struck}, {Text: "15"}}, "15", []Mark{{Deleted, "12"}}},
		"struck and raised":            {[]Piece{{Text: "12", Look: Struck | Raised}, {Text: "15"}}, "15", []Mark{{Deleted, "12"}}},
		"struck out behind":            {[]Piece{{Text: "15"}, {Text: "12", Look: Struck, Apart: true}}, "15\n", []Mark{{Deleted, "12"}}},
		"all struck out":               {[]Piece{{Text: "12", Look: Struck}}, "", []Mark{{Deleted, "12"}}},
		"nothing but what is unread":   {[]Piece{{Text: Unread, Look: Missing}}, Unread, nil},
		"words and what is unread":     {[]Piece{{Text: "规章"}, {Text: Unread, Look: Missing, Apart: true}}, "规章", nil},
		"a figure, struck, and unread": {[]Piece{{Text: "12", Look: Struck}, {Text: Unread, Look: Missing}}, Unread, []Mark{{Deleted, "12"}}},
		"two lines":                    {[]Piece{{Text: "12"}, {Text: "15", Apart: true}}, "12\n15", nil},
		"square metres":                {[]Piece{{Text: "50m"}, {Text: "2", Look: Raised}}, "50m²", nil},
		"fine dust":                    {[]Piece{{Text: "PM"}, {Text: "2.5", Look: Lowered}}, "PM2.5", nil},
		"raised behind a blank letter": {[]Piece{{Text: "12 "}, {Text: " ① ", Look: Raised}}, "12 ", []Mark{{Footnote, " ① "}}},
	} {
		text, marks := Read(test.pieces)
		if text != test.text || !reflect.DeepEqual(marks, test.marks) {
			t.Errorf("%s: %q %v", name, text, marks)
		}
	}
}

func TestContents(t *testing.T) {
	for content, texts := range map[Content][]string{
		Blank:  {"", " \u00a0", "\u200b"},
		Stroke: {"/", "／", "-", "——", "—", "无", " \\ "},
		Figure: {
			"0", "1472", " １２ ", "1,234", "1，472", "-4", "－4", "减4", "12件", "3.5万元", "22（其中修订16件）", "12 件", "0.00", "1472*", "1472①", "1472¹",
			"1472[1]", "1472注1", "1472〔2〕", "12件※", "1472（注1）", "1472（见注）", "1472(万元)", "1472（含结转12）", "1472﹡", "1472（应诉12）", "1472（同比+3）", "1472件次", "1472 注", "1\u200b472",
		},
		Unclear: {
			Unread, "8" + Unread, "1472（更正为1475）", "1472（应为1475）", "1472（改为 1475件）", "1472件（1475件）", "12（待\n核）", "8 8", "8　8", "8\u20098",
			"1472（12）", "1472(1)", "1472（待核实）", "1472（暂定）", "1472（预计）", "1472（？）",
			"约1472", "1,472+3", "1O", "l472", "O", "〇", "12 15", "12\n15", "12/15", "12→15", "1472-1475", "14 72", "1472余", "½", "1½", "1472多件",
			"1²72", "12①5", "原12现15", "1472?", "|472", "2 3件", "1,472 2", "1\u03362\u033615",
		},
		Words: {
			"规章", "1.", "（1）", "2、", "第20条", "2024年", "2024-01-20", "一、本年新收", "注1：含结转", "合计", "万元", "A3", "（单位：万元）", "1.国家秘密",
		},
	} {
		for _, text := range texts {
			if got := ContentOf(text); got != content {
				t.Errorf("%q is %d, not %d", text, got, content)
			}
		}
	}
}
