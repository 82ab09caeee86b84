package docx

import (
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

// TestListsCaptionsAndHeads: only lists that count 1. 2. 3. and bulleted ones are marked.
func TestListsCaptionsAndHeads(t *testing.T) {
	numbers := `<w:abstractNum w:abstractNumId="0">` + lvl("0", "decimal", "%1.", "") + lvl("1", "bullet", "•", "") + lvl("2", "decimal", "（%3）", "") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	styles := `<w:style w:type="paragraph" w:styleId="C"><w:name w:val="caption"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/></w:style><w:style w:type="paragraph" w:styleId="R"><w:basedOn w:val="C2"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="C2"><w:pPr><w:jc w:val="right"/></w:pPr></w:style>`
	styled := func(id, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	body := item("1", "0", "甲") + item("1", "0", "乙") + item("1", "1", "丙") + item("1", "2", "丁") + styled("L", "戊") + styled("C", "表1") +
		`<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>` + p("头") + `</w:tc></w:tr><w:tr><w:tc>` + styled("R", "37") + `</w:tc></w:tr></w:tbl>`
	d, list := Read(t.Context(), "r.docx", word(t, body, file{"numbering.xml", numbers}, file{"styles.xml", styles}))
	if d == nil {
		t.Fatal(list)
	}
	const want = "item 1 (1. ) 甲\nitem 2 (2. ) 乙\nitem 0 () 丙\nitem 0 () 戊\ncaption 表1\ntable, head 1|头|>37|\n"
	if got := flowtest.Parts(d); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
