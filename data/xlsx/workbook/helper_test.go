package workbook

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

const (
	types    = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
	rootRels = `<Relationships><Relationship Id="a" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookRels = `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="r3" Type="http://x/styles" Target="styles.xml"/></Relationships>`
	book    = `<workbook><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>`
	strs    = `<sst><si><t>甲</t></si><si><r><t>乙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh><r><t xml:space="preserve"> 丙</t></r></si><si><t>a_x000D_&#10;b_x005F_x0041_</t></si></sst>`
	formats = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0.0000"/><numFmt numFmtId="172" formatCode="0&quot;（dmy）&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs></styleSheet>`
)

// sheetOf is the XML of a sheet with these rows and what follows them.
func sheetOf(rows string) string {
	if !strings.Contains(rows, "<sheetData>") {
		rows = "<sheetData>" + rows + "</sheetData>"
	}
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet>` + rows + `</worksheet>`
}

// packed is a workbook of the parts; those not named are the usual ones.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml": types, "_rels/.rels": rootRels, "xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": bookRels,
		"xl/sharedStrings.xml": strs, "xl/styles.xml": formats, "xl/worksheets/sheet1.xml": sheetOf(""),
	}
	for name, part := range parts {
		all[name] = part
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, part := range all {
		if part == "" {
			continue
		}
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// first is the only sheet of a workbook with these rows.
func first(t testing.TB, rows string) *Sheet {
	t.Helper()
	b, said := Read("b.xlsx", packed(t, map[string]string{"xl/worksheets/sheet1.xml": sheetOf(rows)}))
	if b == nil {
		t.Fatal(said)
	}
	return b.Sheets[0]
}

func text(list diag.List) string {
	var lines []string
	for _, d := range list {
		lines = append(lines, d.Format(diag.ZH))
	}
	return strings.Join(lines, "\n")
}
