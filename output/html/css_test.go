package html

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

func TestPrintedPage(t *testing.T) {
	d := small()
	d.Page.Widows = 2
	css := string((&stylesheet{doc: d}).css())
	for _, want := range []string{
		"@page{size:595.2756pt 841.8898pt;margin:104.8819pt 73.7008pt 99.2126pt 79.3701pt}", // GB/T 9704-2012 5.1, 5.2
		`@page:right{@bottom-right{font:14pt/18pt "Times New Roman for Latin","宋体"`,
		`content:"— " counter(page) " —";vertical-align:top;padding-top:10.8425pt;padding-right:14pt`,
		`p{font:16pt/28.95pt "Times New Roman for Latin","仿宋_GB2312","仿宋","FangSong"`,
		"text-align:justify;text-indent:31.5pt;letter-spacing:-0.25pt",
		`h2{font:16pt/28.95pt "黑体","SimHei"`,
		"break-after:avoid",
		"orphans:2;widows:2", // 孤行控制
		"th,td{border:0.5pt solid #000;padding:0 2.85pt}",
		"background:#c6d9f1",
		".gw-signed{margin:28.95pt 32pt 0pt auto}",
	} {
		if !strings.Contains(css, want) {
			t.Errorf("the style sheet has no %s", want)
		}
	}
	if strings.Count(css, "{") != strings.Count(css, "}") {
		t.Error("braces do not match")
	}
}

func TestPlacesOfThePageNumber(t *testing.T) {
	for place, want := range map[doc.Placement]string{
		doc.Outside: "@page:left{@bottom-left{", doc.Centre: "@page{@bottom-center{", doc.Right: "@page{@bottom-right{",
	} {
		d := small()
		d.Page.Number.Place = place
		if css := string((&stylesheet{doc: d}).css()); !strings.Contains(css, want) {
			t.Errorf("placement %d: no %s", place, want)
		}
	}
}

func TestNamesCannotLeaveTheStyleSheet(t *testing.T) {
	d := small()
	d.Fonts[0].Name = `"},</style><script>` + "\n\\"
	d.Styles = append(d.Styles, doc.TextStyle{Role: "x{}</style>", Font: "仿宋"}, doc.TextStyle{Role: "heading-12"})
	d.Page.Number.Before = `</style>"`
	page := string(export(t, d, Options{}))
	if strings.Count(page, "</style>") != 1 || strings.Contains(page, "<script") || strings.Contains(page, "x{}") {
		t.Error("a name ends the style sheet")
	}
	if got, want := quote("a\"\\<\n\x7f"), `"a\22 \5c \3c \a \7f "`; got != want {
		t.Errorf("quote = %s, want %s", got, want)
	}
}

func TestFamilies(t *testing.T) {
	for want, f := range map[string]doc.FontRole{
		`"Arial for Latin","方正仿宋_GBK","FangSong","STFangsong","FandolFang R","SimSun","Songti SC","Noto Serif CJK SC","Noto Serif SC",serif`: {Name: "方正仿宋_GBK", Latin: "Arial"},
		`"黑体","SimHei","Heiti SC","STHeiti","Noto Sans CJK SC","Noto Sans SC",sans-serif`:                                                    {Name: "黑体", Alt: "SimHei", Latin: "黑体"},
		`"Source Han Mono",serif`: {Name: "Source Han Mono"},
		"serif":                   {},
	} {
		if got := families(f); got != want {
			t.Errorf("families(%v) = %s, want %s", f, got, want)
		}
	}
}
