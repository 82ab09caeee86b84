package html

import (
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

func TestListsAndCaptions(t *testing.T) {
	for page, want := range map[string]string{
		"<ol><li>甲<b>乙</b></li><li>丙</li></ol>":         "item 1 () 甲乙\nitem 2 () 丙\n",
		"<ul><li>甲</li></ul>":                           "item 0 () 甲\n",
		"<ol><li>甲</li></ol>":                           "", // its number is lost, and said to be
		"<ol start=3><li>甲</li><li>乙</li></ol>":         "",
		"<ul><li><p>甲</p></li></ul>":                    "",
		"<ul><li>甲<br>乙</li></ul>":                      "",
		"<ul><li>甲<ul><li>乙</li></ul></li></ul>":        "item 0 () 乙\n",
		`<ol><li>甲</li><li>乙<img width="99"></li></ol>`: "",
		`<table><caption>表1</caption><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td class="gw-table-right">丙</td><td style="Text-Align: center">丁</td></tr></tbody></table>`: "caption 表1\ntable, head 1|甲|乙|>丙|^丁|\n",
	} {
		d, list := Read(t.Context(), "r.html", []byte(page))
		if d == nil {
			t.Fatalf("nothing was read: %v", list)
		}
		if got := flowtest.Parts(d); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", page, got, want)
		}
	}
}
