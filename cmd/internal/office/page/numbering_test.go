package page

import (
	"net/http"
	"strings"
	"testing"
)

// Headings are numbered in the list of parts, on the buttons and in the editor as the
// format prints them.
func TestHeadingsAreNumberedAsPrinted(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	begun := map[string]string{"open-government-2021": "/documents/" + o.document.ID}
	for _, id := range []string{"notice", "final-accounts"} {
		answer, body := b.upload("/new", map[string]string{"how": "blank", "template": id, "year": "2024"}, "", "", nil)
		if answer.StatusCode != http.StatusSeeOther {
			t.Fatalf("%d %.600s", answer.StatusCode, body)
		}
		begun[id] = answer.Header.Get("Location")
	}
	for _, c := range []struct {
		template, part string
		list, editor   string // the number of the part, and the forms of its subheadings
		button         string
	}{
		{"open-government-2021", "overview", "一、", "（一）|1.|（1）", "标题（一）"},
		{"notice", "body", "", "一、|（一）|1.|（1）", "标题一、"},
		{"notice", "attachments", "", "一、|（一）|1.|（1）", "标题一、"},
		{"final-accounts", "overview", "第一部分　", "一、|（一）|1.", "标题一、"},
		{"final-accounts", "explanation", "第三部分　", "一、|（一）|1.", "标题一、"},
	} {
		_, body := b.get(begun[c.template] + "/parts/" + c.part)
		if !strings.Contains(body, `data-numbers="`+c.editor+`"`) || !strings.Contains(body, ">"+c.button+"<") {
			t.Errorf("%s/%s: not %s, %s", c.template, c.part, c.editor, c.button)
		}
		if !strings.Contains(body, `aria-current="true" data-part="`+c.part+`"><span>`+c.list+`</span>`) {
			t.Errorf("%s/%s: in the list it is not %q", c.template, c.part, c.list)
		}
	}
}

// Of a part of which all figures are still zero it is not said that it is filled in.
func TestZerosAreNotFilledIn(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	answer, _ := b.upload("/new", map[string]string{"how": "blank", "template": "", "year": "2023"}, "", "", nil)
	o.document.ID = strings.TrimPrefix(answer.Header.Get("Location"), "/documents/")
	word := func(view stateView) string {
		for _, p := range view.Parts {
			if p.ID == "review" {
				return p.Word
			}
		}
		return ""
	}
	_, body := b.get("/documents/" + o.document.ID + "/state")
	if got := word(b.parsed(body)); got != "都是 0" {
		t.Errorf("a new table is %q", got)
	}
	const cell, total = "cell:review/reconsideration/upheld", "cell:review/reconsideration/total"
	if got := word(b.save("1", [3]string{cell, "0", "1"}, [3]string{total, "0", "1"})); got != "已填" {
		t.Errorf("with a case it is %q", got)
	}
}
