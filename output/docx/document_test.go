package docx

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// paragraphs exports a document of the given blocks and reads its paragraphs.
func paragraphs(t *testing.T, blocks ...doc.Block) []element {
	t.Helper()
	d := look()
	d.Body = blocks
	return parse(t, partOf(t, export(t, d), "word/document.xml")).all("p")
}

func TestNumbersAndLinesAreText(t *testing.T) {
	var got []string
	for _, p := range paragraphs(t,
		&doc.Title{Lines: [][]doc.Run{text("沙县区信访局"), text("2023年度报告")}},
		heading(1, "一、", "总体情况"), heading(2, "（一）", "主动公开"), heading(3, "1.", "网站"), body("第一行\n第二行\t末"),
	) {
		got = append(got, p.plain())
	}
	want := []string{"沙县区信访局\n2023年度报告", "一、总体情况", "（一）主动公开", "1.网站", "第一行\n第二行\t末"}
	if !slices.Equal(got, want) {
		t.Errorf("paragraphs %q\nwant       %q", got, want)
	}
}

func TestHeadingsAreInTheOutline(t *testing.T) {
	levels := map[string]string{}
	for _, s := range parse(t, partOf(t, export(t, look()), "word/styles.xml")).all("style") {
		name, _ := s.child("name")
		if level, ok := s.child("pPr/outlineLvl"); ok {
			levels[name.attr("val")] = level.attr("val")
		}
	}
	for name, want := range map[string]string{"heading 1": "0", "heading 2": "1", "heading 3": "2", "heading 4": "3"} {
		if levels[name] != want {
			t.Errorf("style %s has the outline level %q, want %s", name, levels[name], want)
		}
	}
	if p := paragraphs(t, heading(2, "（一）", "主动公开"))[0]; style(p) != "Heading2" {
		t.Errorf("a second-level heading has the style %q", style(p))
	}
}

func style(p element) string {
	s, _ := p.child("pPr/pStyle")
	return s.attr("val")
}

func TestRunsOfOneLookAreOneRun(t *testing.T) {
	p := paragraphs(t, &doc.Paragraph{Style: "body", Runs: []doc.Run{
		{Text: "公开"}, {Text: "3511"}, {Text: "条", Bold: true}, {Text: "信息", Bold: true}, {Text: ""}, {Text: "。"},
	}})[0]
	var got []string
	for _, r := range p.all("r") {
		if _, bold := r.child("rPr/b"); bold {
			got = append(got, "*"+r.plain())
		} else {
			got = append(got, r.plain())
		}
	}
	if want := []string{"公开3511", "*条信息", "。"}; !slices.Equal(got, want) {
		t.Errorf("runs %q, want %q", got, want)
	}
}

func TestAmbiguousPunctuationIsEastAsian(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"“三安全一稳定”", true}, {"说‘是’", true}, {"……", true}, {"——", true}, {"张·王", true}, {"3×4", true}, {"25℃", true},
		{"总体情况，《条例》（一）。", false}, {"2023", false}, {"a-b (c)", false}, {"Zürich", false},
	} {
		r := paragraphs(t, body(c.text))[0].all("r")[0]
		fonts, _ := r.child("rPr/rFonts")
		if got := fonts.attr("hint") == "eastAsia"; got != c.want {
			t.Errorf("%s: hint eastAsia %v, want %v", c.text, got, c.want)
		}
	}
}

func TestLinksAreExternalRelationships(t *testing.T) {
	d := look()
	link := func(target string) doc.Run { return doc.Run{Text: "下载", Link: target} }
	d.Body = []doc.Block{&doc.Paragraph{Style: "body", Runs: []doc.Run{
		link("http://www.fjsx.gov.cn/?a=1&b=2"), {Text: "、"}, link("https://例子.中国/年报{2023}.pdf"), {Text: "、"}, link("http://www.fjsx.gov.cn/?a=1&b=2"),
	}}}
	file := export(t, d)
	targets := map[string]string{}
	for _, r := range parse(t, partOf(t, file, "word/_rels/document.xml.rels")).all("Relationship") {
		if r.attr("TargetMode") == "External" {
			targets[r.attr("Id")] = r.attr("Target")
		}
	}
	var got []string
	for _, h := range parse(t, partOf(t, file, "word/document.xml")).all("hyperlink") {
		got = append(got, targets[h.attr("id")])
	}
	want := []string{"http://www.fjsx.gov.cn/?a=1&b=2", "https://例子.中国/年报%7B2023%7D.pdf", "http://www.fjsx.gov.cn/?a=1&b=2"}
	if !slices.Equal(got, want) || len(targets) != 2 {
		t.Errorf("links to %q by %d relationships, want %q by 2", got, len(targets), want)
	}
}

func TestTextSurvivesMarkup(t *testing.T) {
	const s = ` <条例> & "年报"  𬒈𫚖 `
	if got := paragraphs(t, body(s))[0].plain(); got != s {
		t.Errorf("read %q, want %q", got, s)
	}
}

func TestTitleLeavesOneLineAndReturnsToTheGrid(t *testing.T) {
	for lines, want := range map[int]string{
		1: "1017", // 720 + 1017 = 3 × 579
		2: "876",  // 1440 + 876 = 4 × 579
		3: "735",
	} {
		p := paragraphs(t, &doc.Title{Lines: slices.Repeat([][]doc.Run{text("报告")}, lines)})[0]
		if s, _ := p.child("pPr/spacing"); s.attr("after") != want {
			t.Errorf("after a title of %d lines come %s twips, want %s", lines, s.attr("after"), want)
		}
	}
}

func TestSignature(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  []string // alignment, left and right indent
	}{
		// 8844 twips hold the text; a character takes 315, a digit 155.
		{"date begins two characters right of the agency", []string{"三明市沙县区人民政府信访局", "2024年1月5日"}, []string{" 0 630", "left 4749 0"}},
		{"longer date takes the right", []string{"信访局", "2024年12月25日"}, []string{"left 4999 0", " 0 630"}},
	} {
		ps := paragraphs(t, body("正文"), signOff(c.lines[0], c.lines[1]))
		if _, keeps := ps[0].child("pPr/keepNext"); !keeps {
			t.Errorf("%s: the signature may stand alone on a page", c.name)
		}
		var got []string
		for _, p := range ps[1:] {
			jc, _ := p.child("pPr/jc")
			ind, _ := p.child("pPr/ind")
			got = append(got, strings.Join([]string{jc.attr("val"), ind.attr("left"), ind.attr("right")}, " "))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if s, _ := ps[1].child("pPr/spacing"); s.attr("before") != "579" {
			t.Errorf("%s: no blank line before it", c.name)
		}
	}
}

func TestRowsThatBelongTogetherAreKept(t *testing.T) {
	kept := func(tbl element) string {
		var b strings.Builder
		for _, row := range tbl.children("tr") {
			if len(row.all("keepNext")) == len(row.children("tc")) {
				b.WriteByte('k')
			} else {
				b.WriteByte('.')
			}
		}
		return b.String()
	}
	tables := parse(t, partOf(t, export(t, report(t)), "word/document.xml")).all("tbl")
	for i, want := range []string{
		"kk..kk.kk..kk.", // bands and heads with the first row below
		"kkkk" + "..." + "kkkkkkk." + "kk." + "kkkk." + "kk." + "." + "k", // heads, groups; the last row with its note
		"kkk.",
	} {
		if got := kept(tables[i]); got != want {
			t.Errorf("table %d keeps rows %s, want %s", i+1, got, want)
		}
	}
}

func TestColumnsAreRoundedAsAWhole(t *testing.T) {
	widths := slices.Repeat([]unit.Length{unit.Twip / 2}, 7)
	if got := unit.Sum(columnTwips(widths)); got != 3 {
		t.Errorf("seven half twips make %d twips, want 3", got)
	}
}
