package html

import (
	"strings"
	"testing"

	"gongwen/layout/doc"
)

func TestAttachments(t *testing.T) {
	d := small()
	d.Body = append(d.Body,
		&doc.Paragraph{ID: 900, Style: "body", Blank: 1, Label: doc.Label{Text: "附件：1.", At: 2, Hang: 6}, Runs: []doc.Run{{Text: "任务分工"}}},
		&doc.Paragraph{ID: 901, Style: "note", NewPage: true, Runs: []doc.Run{{Text: "附件1"}}},
		&doc.Heading{ID: 902, Level: 2, Role: "heading-1", Number: "一、", Runs: []doc.Run{{Text: "统计范围"}}},
	)
	page := string(export(t, d, Options{}))
	for _, want := range []string{
		`<p class="gw-blank" style="padding-left:6em;text-indent:-4em"><span style="display:inline-block;text-indent:0;min-width:4em">附件：1.</span>任务分工</p>`,
		`<p class="gw-note gw-new-page">附件1</p>`,
		`class="gw-heading-1">一、统计范围</h3>`,
		".gw-new-page{break-before:page}",
		".gw-blank{margin-top:",
		".gw-heading-1{font:",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	if plain := string(export(t, small(), Options{})); strings.Contains(plain, "gw-new-page") || strings.Contains(plain, "gw-blank") {
		t.Error("a page without attachments has rules for them")
	}
}
