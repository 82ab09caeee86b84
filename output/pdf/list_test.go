package pdf

import (
	"slices"
	"strings"
	"testing"

	"gongwen/layout/doc"
	"gongwen/output"
)

// list sets a list, its items with a label where there is one.
func (s *setter) list(ordered bool, items ...[2]string) {
	list := &doc.List{ID: s.node(), Ordered: ordered}
	for _, said := range items {
		item := &doc.Paragraph{ID: s.node(), Style: "body", Runs: []doc.Run{{Text: said[1]}}}
		if said[0] != "" {
			item.Label = doc.Label{ID: s.node(), Text: said[0], At: 2, Hang: 3}
			s.put(body, sampleX, item.Label.ID, said[0])
		}
		s.put(body, sampleX+16*pt, item.ID, said[1])
		s.advance()
		list.Items = append(list.Items, item)
	}
	s.block(list)
}

func withLists(t testing.TB) output.Input {
	s := newSetter(t)
	s.heading(1, "一、", "总体情况")
	s.list(true, [2]string{"1.", "网站。"}, [2]string{"2.", "公报。"})
	s.list(false, [2]string{"", "甲。"})
	s.list(false, [2]string{"—", "乙。"})
	caption := &doc.Paragraph{ID: s.node(), Style: doc.CaptionRole, Runs: []doc.Run{{Text: "表1　分工"}}}
	s.put(body, sampleX, caption.ID, "表1　分工")
	s.advance()
	table := s.table(1)
	table.Caption = caption
	table.Rows[3].Cells[1].Role = doc.Words
	return s.input()
}

func TestConformKnowsAListWithoutItsKind(t *testing.T) {
	f := openPDF(t, exportAt(t, PDFA2A, withLists(t)))
	delete(f.with("S", nameObj("L")), "A")
	if got := strings.Join(inspect(f, PDFA2A), "\n"); !strings.Contains(got, "a list with labels of no kind") {
		t.Errorf("found %s", got)
	}
}

func TestListsAreTagged(t *testing.T) {
	g := readTree(t, withLists(t))
	want := []string{
		"  L <LI><LI>", "    LI <Lbl><LBody>", "      Lbl 1.", "      LBody 网站。", "    LI <Lbl><LBody>", "      Lbl 2.", "      LBody 公报。",
		"  L <LI>", "    LI <LBody>", "      LBody 甲。",
		"  L <LI>", "    LI <Lbl><LBody>", "      Lbl —", "      LBody 乙。",
	}
	if got := g.lines[2+len(want):]; got[0] != "  Table <Caption><THead><TBody>" || got[1] != "    Caption 表1　分工" {
		t.Errorf("the table is %q", got[:2])
	}
	if got := g.lines[2 : 2+len(want)]; !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	var numbering []any
	document := g.file.dict(g.file.dict(g.file.catalog()["StructTreeRoot"])["K"])
	for _, k := range g.file.array(document["K"]) {
		if e := g.file.dict(k); e["S"] == nameObj("L") {
			attrs, _ := e["A"].(dictObj)
			numbering = append(numbering, attrs["ListNumbering"])
		}
	}
	if want := []any{nameObj("Decimal"), nil, nameObj("Disc")}; !slices.Equal(numbering, want) {
		t.Errorf("the numbers of the lists are %v, want %v", numbering, want)
	}
}
