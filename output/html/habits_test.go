package html

import (
	"strings"
	"testing"

	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func TestHeadingThatRunsInStaysAHeading(t *testing.T) {
	d := small()
	style := d.Styles[2] // heading-1
	style.Role = "heading-2"
	d.Styles = append(d.Styles, style)
	d.Body = []doc.Block{
		&doc.Heading{ID: 1, Level: 2, Number: "（一）", Runs: text("主动公开。"), Text: &doc.Paragraph{ID: 2, Style: "body", Runs: text("公开4条。")}},
		&doc.Heading{ID: 3, Level: 2, Number: "（二）", Runs: text("依申请公开")},
	}
	page := string(export(t, d, Options{}))
	for _, want := range []string{
		"<div class=\"gw-run-in\"><h3 id=\"gw1\">（一）主动公开。</h3><p>公开4条。</p>\n</div>",
		`<h3 id="gw3">（二）依申请公开</h3>`,
		".gw-run-in{font:16pt/28.95pt",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(string((&stylesheet{doc: small()}).css()), "run-in") {
		t.Error("a document without such headings has their style on paper")
	}
}

func TestBindingEdgeOfMirroredPages(t *testing.T) {
	d := small()
	d.Page.Mirror = true
	if css := string((&stylesheet{doc: d}).css()); !strings.Contains(css, "@page:left{margin-left:73.7008pt;margin-right:79.3701pt}") {
		t.Error("left pages have the margins of right ones")
	}
}

func TestRoomForASeal(t *testing.T) {
	d := small()
	d.Seal = 42 * unit.Millimetre
	d.Body = []doc.Block{
		&doc.SignOff{
			Agency: doc.Paragraph{ID: 1, Style: "signature", Runs: text("沙县区信访局")},
			Date:   doc.Paragraph{ID: 2, Style: "signature", Runs: text("2024年1月25日")},
		},
	}
	page := string(export(t, d, Options{}))
	for _, want := range []string{`<div class="gw-signed gw-sealed">`, ".gw-signed{margin:57.9pt 64pt 0pt auto;padding-bottom:28.95pt}"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}
