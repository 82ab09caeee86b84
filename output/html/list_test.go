package html

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// withLists is the small document with a list of each kind.
func withLists() *doc.Document {
	d := small()
	style, _ := d.Style(doc.BodyRole)
	style.Role, style.IndentChars = doc.ListRole, 0
	d.Styles = append(d.Styles, style)
	d.Body = append(d.Body, listsOf()...)
	return d
}

func listsOf() []doc.Block {
	label := func(s string) doc.Label { return doc.Label{Text: s, At: 2, Hang: 3} }
	return []doc.Block{
		&doc.List{ID: 900, Ordered: true, Items: []*doc.Paragraph{
			{ID: 901, Style: "body", Label: label("1."), Runs: text("网站。")}, {ID: 902, Style: "body", Label: label("2."), Runs: text("公报。")},
		}},
		&doc.List{ID: 910, Items: []*doc.Paragraph{{ID: 911, Style: "body", Runs: text("甲。")}}},
		&doc.List{ID: 920, Items: []*doc.Paragraph{{ID: 921, Style: "body", Label: label("—"), Runs: text("乙。")}}},
	}
}

func TestCaptionOfATable(t *testing.T) {
	d := small()
	table := smallTable()
	table.Caption = &doc.Paragraph{ID: 990, Style: doc.CaptionRole, Runs: text("表1　分工")}
	table.Rows[2].Cells[1].Role = doc.Words
	d.Body[3] = table
	page := string(export(t, d, Options{}))
	for _, want := range []string{
		`<table aria-labelledby="gw990"`, `<caption id="gw990" class="gw-caption">表1　分工</caption>`, `<td headers="gw6 gw8 gw10">0</td>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

func TestNumbersOfTwoDigitsBeginWhereParagraphsDo(t *testing.T) {
	d := withLists()
	list, ok := d.Body[len(d.Body)-3].(*doc.List)
	if !ok {
		t.Fatal("there is no list")
	}
	for _, item := range list.Items {
		item.Label.Hang = 4
	}
	if page := string(export(t, d, Options{})); !strings.Contains(page, `style="padding-left:3.5em"`) {
		t.Errorf("the page is %s", page)
	}
}

func TestFiguresByTheirDecimalPoints(t *testing.T) {
	d := small()
	style, _ := d.Style(doc.TableNumberRole)
	style.Role, style.Align = doc.TableDecimalRole, doc.Decimal
	d.Styles = append(d.Styles, style)
	table := &doc.Table{ID: 700, Title: "数", Widths: []unit.Length{100 * unit.Point}}
	for i, s := range []string{"1.25", "7", "8.5（含结转）"} {
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Cell{{
			ID: doc.NodeID(701 + i), Row: i, RowSpan: 1, ColSpan: 1, Role: doc.Number, Style: doc.TableDecimalRole, Runs: text(s),
		}}})
	}
	d.Body = append(d.Body, table)
	page := string(export(t, d, Options{}))
	for _, want := range []string{
		`<td class="gw-table-decimal">1.25</td>`, `<td class="gw-table-decimal" data-rest=".00">7</td>`, `<td class="gw-table-decimal" data-rest="0">8.5（含结转）</td>`,
		".gw-table-decimal[data-rest]::after{content:attr(data-rest);visibility:hidden}", ".gw-table-decimal{text-align:right}",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s:\n%s", want, page)
		}
	}
	if part := string(export(t, d, Options{Fragment: true})); strings.Contains(part, "data-rest") || !strings.Contains(part, "text-align:right") {
		t.Errorf("the fragment is %s", part)
	}
}

func TestLists(t *testing.T) {
	page := string(export(t, withLists(), Options{}))
	for _, want := range []string{
		`class="gw-list" style="padding-left:3em">` + "\n<li>网站。</li>\n<li>公报。</li>\n</ol>",
		`class="gw-plain-list">` + "\n<li>甲。</li>\n</ul>",
		`class="gw-list" style="padding-left:3em;list-style-type:&quot;—&quot;">` + "\n<li>乙。</li>\n</ul>",
		".gw-plain-list{list-style:none;text-indent:2em}",
		".gw-list{font:",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s:\n%s", want, page)
		}
	}
	if part := string(export(t, withLists(), Options{Fragment: true})); !strings.Contains(part, "list-style:none;padding-left:0;text-indent:2em") {
		t.Errorf("the fragment does not say how its list looks:\n%s", part)
	}
	if strings.Contains(string(export(t, small(), Options{})), "gw-plain-list") {
		t.Error("a page without lists has rules for them")
	}
}
