package docx

import (
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
)

func TestLooksThatSayWhatAFigureIs(t *testing.T) {
	run := func(props, text string) string {
		return `<w:r><w:rPr>` + props + `</w:rPr><w:t>` + text + `</w:t></w:r>`
	}
	const styles = `<w:docDefaults><w:rPrDefault><w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Note"><w:basedOn w:val="Base"/></w:style>` +
		`<w:style w:type="character" w:styleId="Base"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="Red"><w:rPr><w:color w:val="FF0000"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:strike/></w:rPr></w:style>`
	for _, test := range []struct{ name, runs, want string }{
		{"struck out", run(`<w:strike/>`, "12") + run("", "15"), "15{-12}"},
		{"struck out twice", run(`<w:dstrike/>`, "12") + run("", "15"), "15{-12}"},
		{"not struck out", run(`<w:strike w:val="0"/>`, "12"), "12"},
		{"struck out by a style", run(`<w:rStyle w:val="Gone"/>`, "12") + run("", "15"), "15{-12}"},
		{"struck out by two styles, which is not", `<w:pPr><w:pStyle w:val="P"/></w:pPr>` + run(`<w:rStyle w:val="Gone"/>`, "12"), "12"},
		{"struck out and bold in pieces", run(`<w:b/><w:strike/>`, "1") + run(`<w:strike/>`, "2") + run("", "15"), "15{-12}"},
		{"raised", run("", "1472") + run(`<w:vertAlign w:val="superscript"/>`, "1"), "1472{^1}"},
		{"lowered", run("", "1472") + run(`<w:vertAlign w:val="subscript"/>`, "注1"), "1472{^注1}"},
		{"raised by a style's base", run("", "1472") + run(`<w:rStyle w:val="Note"/>`, "[1]"), "1472{^[1]}"},
		{"raised by points", run("", "1472") + run(`<w:position w:val="12"/>`, "1"), "1472{^1}"},
		{"raised by little", run("", "1472") + run(`<w:position w:val="4"/>`, "1"), "1472 1"},
		{"a note's own mark", run("", "1472") + `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>`, "1472{^1}"},
		{"a link behind", run("", "1472") + `<w:hyperlink w:anchor="a">` + run("", "1") + `</w:hyperlink>`, "1472 1"},
		{"unknown content", run("", "20") + `<w:new>` + run("", "1") + `</w:new>` + run("", "63"), "20\uFFFC63"},
		{"a form for other programs, and one for all", `<mc:AlternateContent xmlns:new="urn:new"><mc:Choice Requires="new">` + run("", "12") + `</mc:Choice><mc:Fallback>` + run("", "15") + `</mc:Fallback></mc:AlternateContent>`, "15"},
		{"a form for Word", `<mc:AlternateContent xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><mc:Choice Requires="w14">` + run("", "12") + `</mc:Choice><mc:Fallback>` + run("", "15") + `</mc:Fallback></mc:AlternateContent>`, "12"},
		{"a prefix that was another one's", `<mc:AlternateContent xmlns:wps="urn:new"><mc:Choice Requires="wps">` + run("", "12") + `</mc:Choice><mc:Fallback>` + run("", "15") + `</mc:Fallback></mc:AlternateContent>`, "15"},
		{"a form for other programs only", run("", "20") + `<mc:AlternateContent><mc:Choice Requires="unheard">` + run("", "1") + `</mc:Choice></mc:AlternateContent>` + run("", "63"), "20\uFFFC63"},
		{"ink", run("", "20") + `<w:r><w:contentPart/></w:r>` + run("", "63"), "20\uFFFC63"},
		{"adjusted to the line", run("", "14") + run(`<w:position w:val="2"/>`, "72"), "1472"},
		{"all raised", run(`<w:vertAlign w:val="superscript"/>`, "1472"), "1472"},
		{"a note's reference", run("", "1472") + `<w:r><w:footnoteReference w:id="2"/></w:r>`, "1472"},
		{"of another size", run("", "1472") + run(`<w:sz w:val="12"/>`, "1"), "1472 1"},
		{"of the usual size", run("", "14") + run(`<w:sz w:val="20"/><w:color w:val="auto"/>`, "72"), "1472"},
		{"of another colour", run(`<w:color w:val="FF0000"/>`, "12") + run("", "15"), "12 15"},
		{"white on white", run(`<w:color w:val="FFFFFF"/>`, "12") + run("", "15"), "15"},
		{"nearly white, shaded white", run(`<w:color w:val="FEFEFE"/><w:shd w:val="clear" w:fill="FFFFFF"/>`, "12") + run("", "15"), "15"},
		{"white on a colour", run(`<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="0000FF"/>`, "12"), "12"},
		{"white in a paragraph with a ground", `<w:pPr><w:shd w:val="clear" w:fill="0000FF"/></w:pPr>` + run(`<w:color w:val="FFFFFF"/>`, "12"), "12"},
		{"white and marked", run(`<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>`, "12"), "12"},
		{"of the colour of a style", run(`<w:rStyle w:val="Red"/>`, "12") + run(`<w:color w:val="FF0000"/>`, "15"), "1215"},
		{"an equation inside", run("", "20") + `<m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>` + run("", "63"), "20\uFFFC63"},
		{"a symbol behind", run("", "20") + `<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>`, "20\uFFFC"},
		{"a drawn line", `<w:r><w:pict><v:line/></w:pict></w:r>` + run("", "15"), "\uFFFC15"},
		{"a symbol behind a word", run("", "乙") + `<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>`, "乙"},
		{"backwards", `<w:bdo w:val="rtl">` + run("", "21") + `</w:bdo>`, "\uFFFC21"},
		{"two lines", run("", "12") + `<w:r><w:br/></w:r>` + run("", "15"), "12/15"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, said := Read(t.Context(), "r.docx", word(t, `<w:tbl><w:tblPr/><w:tblGrid/>`+tr(tc("", "甲"), tc("", "1"), tc("", "2"), tc("", "3"), `<w:tc><w:p>`+test.runs+`</w:p></w:tc>`)+`</w:tbl>`, file{"styles.xml", styles}))
			if d == nil {
				t.Fatal(said)
			}
			if got, want := flowtest.Dump(d), "|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|4 1x1 "+test.want+"|\n"; got != want {
				t.Errorf("got %s, not %s", got, want)
			}
		})
	}
}

func TestHiddenRowsAreNamed(t *testing.T) {
	rows := tr(tc("", "甲"), tc("", "1"), tc("", "2"), tc("", "3"))
	d, said := Read(t.Context(), "r.docx", word(t, `<w:tbl>`+rows+`<w:tr><w:trPr><w:hidden/></w:trPr>`+tc("", "乙")+tc("", "9")+`</w:tr><w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>`+tc("", "丙")+tc("", "8")+`</w:tr></w:tbl>`))
	if d == nil {
		t.Fatal(said)
	}
	if got, want := flowtest.Dump(d), "|0 1x1 甲|1 1x1 1|2 1x1 2|3 1x1 3|\n"; got != want {
		t.Errorf("got %s, not %s", got, want)
	}
	if !strings.Contains(said.Error(), "隐藏的文字没有读入（4 处）") {
		t.Error(said)
	}
}
