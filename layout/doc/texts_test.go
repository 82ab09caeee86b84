package doc

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
)

// TestEachTextIsCalledOnce in reading order with the role of its style.
func TestEachTextIsCalledOnce(t *testing.T) {
	runs := func(s string) []Run { return []Run{{Text: s}} }
	para := func(role, s string) *Paragraph { return &Paragraph{Style: role, Runs: runs(s)} }
	d := &Document{Body: []Block{
		&Title{Lines: [][]Run{runs("上"), runs("下")}},
		&Heading{Level: 2, Number: "（一）", Runs: runs("标题。"), Text: para(BodyRole, "接排")},
		&List{Items: []*Paragraph{{Style: ListRole, Label: Label{Text: "1."}, Runs: runs("项")}}},
		&Table{
			Caption: para(CaptionRole, "表题"),
			Rows:    []Row{{Cells: []Cell{{Style: TableStubRole, Runs: runs("格")}}}},
			Notes:   []*Paragraph{para(NoteRole, "注")},
		},
		&Figure{Caption: para(CaptionRole, "图题")},
		&SignOff{Agency: *para(SignatureRole, "机关"), Date: *para(SignatureRole, "日期")},
	}}
	var got []string
	d.EachText(func(_ NodeID, role string, runs []Run) {
		if text := Text(runs); text != "" {
			got = append(got, role+" "+text)
		}
	})
	said := strings.Join(got, "|")
	at := 0
	for _, want := range []string{
		"title 上", "title 下", "heading-2 ", "body 接排", "list ", "项", "caption 表题", "table-stub 格", "note 注", "caption 图题", "signature 机关", "signature 日期",
	} {
		i := strings.Index(said[at:], want)
		if i < 0 || strings.Count(said, want) != 1 && !strings.HasSuffix(want, " ") {
			t.Fatalf("%q does not stand once behind %q in %s", want, said[:at], said)
		}
		at += i
	}
}

func TestWhereTheDecimalPointOfAFigureStands(t *testing.T) {
	for figure, want := range map[string][2]int{
		"22.5（其中……）": {2, 4}, "1,234": {5, 5}, "0": {1, 1}, "12.50": {2, 5},
	} {
		if point, end := DecimalPoint(figure); point != want[0] || end != want[1] {
			t.Errorf("%s: %d and %d, want %v", figure, point, end, want)
		}
	}
}

func TestSmallFiguresKeepLessRoom(t *testing.T) {
	for size, want := range map[unit.Length]unit.Length{12 * unit.Point: 2 * unit.Point, 7 * unit.Point: 2 * unit.Point, 6 * unit.Point: unit.Point} {
		if got := FigureMargin(size, 2*unit.Point); got != want {
			t.Errorf("at %s: %s", size, got)
		}
	}
	if got := FigureMargin(6*unit.Point, unit.Point/2); got != unit.Point/2 {
		t.Errorf("a margin grew to %s", got)
	}
}

func TestTheLabelOfAListIsThatOfItsFirstItem(t *testing.T) {
	list := &List{ID: 7, Items: []*Paragraph{{Label: Label{Text: "1."}}, {Label: Label{Text: "2."}}}}
	if list.Label().Text != "1." || list.Node() != 7 || (&List{}).Label() != (Label{}) {
		t.Errorf("%+v", list.Label())
	}
}
