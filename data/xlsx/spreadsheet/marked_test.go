package spreadsheet

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongwen/data/xlsx/workbook"
	"gongwen/internal/judge"
	"gongwen/internal/opc"
)

var within = opc.Limits{Parts: 100, Unpacked: 1 << 20}

// foreign is a workbook as others write them: names with a prefix, lists that are empty,
// and what this package knows nothing of.
func foreign(t *testing.T, change ...string) []byte {
	t.Helper()
	const xmlns = ` xmlns:x="` + mainSpace + `" xmlns:r="` + relationSpace + `"`
	files := []opc.File{
		{Name: contentTypes, Content: []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/one.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`)},
		{Name: "_rels/.rels", Content: []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + relationSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
		{Name: "xl/workbook.xml", Content: []byte(`<x:workbook` + xmlns + `><x:sheets><x:sheet name="表" sheetId="7" r:id="rId1"/></x:sheets><x:calcPr calcId="1"/></x:workbook>`)},
		{Name: "xl/_rels/workbook.xml.rels", Content: []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationSpace + `/worksheet" Target="/xl/worksheets/one.xml"/><Relationship Id="rId2" Type="` + relationSpace + `/styles" Target="styles.xml"/></Relationships>`)},
		{Name: "xl/styles.xml", Content: []byte(`<x:styleSheet` + xmlns + `><x:fonts count="1"><x:font><x:sz val="11"/></x:font></x:fonts><x:fills count="1"><x:fill><x:patternFill patternType="none"/></x:fill></x:fills><x:borders count="1"><x:border/></x:borders>` +
			`<x:cellStyleXfs count="1"><x:xf/></x:cellStyleXfs><x:cellXfs count="1"><x:xf/></x:cellXfs><x:dxfs count="0"/></x:styleSheet>`)},
		{Name: "xl/worksheets/one.xml", Content: []byte(`<x:worksheet` + xmlns + `><x:sheetData><x:row r="2" ht="300" customHeight="1"><x:c r="B2"><x:v>12</x:v></x:c></x:row></x:sheetData>` +
			`<x:conditionalFormatting sqref="B2"><x:cfRule type="expression" priority="3"><x:formula>B2=1</x:formula></x:cfRule></x:conditionalFormatting><x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>`)},
	}
	for i := range files {
		replace := strings.NewReplacer(change...).Replace
		files[i].Name, files[i].Content = replace(files[i].Name), []byte(replace(string(files[i].Content)))
	}
	var p opc.Packer
	content, err := p.Pack(files)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// mark puts a colour and a comment at B2 and a sheet of findings into a workbook.
func mark(t *testing.T, content []byte, said string) []byte {
	t.Helper()
	m, err := Open(content, within)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Sheets() {
		if s.Name != "结果" {
			s.Clear("1=1")
			s.Comment(Comment{At: "B2", Author: "检查", Text: said, Width: 200, Height: 100})
			if said != "" {
				s.Condition("B2", "1=1", m.Marking("FFC7CE", ""))
			}
		}
	}
	list := m.Add("结果")
	list.Text("A1", "说了："+said)
	list.Look("A1", m.Look(Look{Font: "宋体", Bold: true, Border: "000000", Wrap: true}))
	out, err := m.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestForeignWorkbooksAreMarkedOnceAndAgain(t *testing.T) {
	for name, change := range map[string][]string{
		"with prefixes": nil,
		"without":       {"xmlns:x=", "xmlns=", "<x:", "<", "</x:", "</"},
		"strict":        {mainSpace, "http://purl.oclc.org/ooxml/spreadsheetml/main", relationSpace, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
	} {
		t.Run(name, func(t *testing.T) {
			original := foreign(t, change...)
			once := mark(t, original, "不对")
			twice := mark(t, once, "还不对")
			for _, c := range []struct {
				content    []byte
				said       string
				conditions int
			}{{once, "不对", 2}, {twice, "还不对", 2}, {mark(t, twice, ""), "", 1}} {
				f, err := excelize.OpenReader(bytes.NewReader(c.content))
				if err != nil {
					t.Fatal(err)
				}
				comments, err := f.GetComments("表")
				if got := len(comments); err != nil || got != min(len(c.said), 1) || got == 1 && (comments[0].Cell != "B2" || comments[0].Author != "检查" || comments[0].Paragraph[0].Text != c.said) {
					t.Errorf("comments %+v, %v", comments, err)
				}
				formats, err := f.GetConditionalFormats("表")
				n := 0
				for _, list := range formats {
					n += len(list)
				}
				if err != nil || n != c.conditions {
					t.Errorf("conditions %+v, %v", formats, err)
				}
				book, said := workbook.Read("b.xlsx", c.content)
				if book == nil || len(book.Sheets) != 2 || book.Sheets[1].Cell(workbook.Ref{Row: 1, Col: 1}).Text != "说了："+c.said || book.Sheets[0].Cell(workbook.Ref{Row: 2, Col: 2}).Text != "12" {
					t.Errorf("read again: %v", said)
				}
			}
			if again := mark(t, original, "不对"); !bytes.Equal(again, once) {
				t.Error("the same marks give other bytes")
			}
			file := filepath.Join(t.TempDir(), "marked.xlsx")
			if err := os.WriteFile(file, twice, 0o600); err != nil {
				t.Fatal(err)
			}
			judge.Run(t, judge.Path(t, "ooxml-validator"), file)
		})
	}
}

// TestOnlyWhatIsMarkedIsTouched: all parts but those of marks stay as they are.
func TestOnlyWhatIsMarkedIsTouched(t *testing.T) {
	m, err := Open(foreign(t), within)
	if err != nil {
		t.Fatal(err)
	}
	content, err := m.Bytes()
	if err != nil || !bytes.Equal(content, foreign(t)) {
		t.Errorf("a workbook without marks is another, %v", err)
	}
}

func TestWorkbooksThatLackAPartAreRefused(t *testing.T) {
	for _, change := range [][]string{{"/officeDocument", "/other"}, {"/styles\"", "/other\""}, {"<x:workbook", "<"}} {
		content := foreign(t, change...)
		m, err := Open(content, within)
		if err == nil {
			_, err = m.Bytes()
		}
		if err == nil {
			t.Errorf("%q: no error", change)
		}
	}
}

// TestPartsMayStandAnywhere: only Excel's own files have them in xl.
func TestPartsMayStandAnywhere(t *testing.T) {
	content := mark(t, foreign(t, "xl/", "book/", "workbook.xml", "main.xml"), "不对")
	if book, said := workbook.Read("b.xlsx", content); book == nil || len(book.Sheets) != 2 {
		t.Errorf("read again: %v", said)
	}
	for _, name := range []string{"book/worksheets/sheet1.xml", "book/drawings/vmlDrawing1.vml"} {
		if p, err := opc.Open(content, within); err != nil || !p.Has(name) {
			t.Errorf("there is no %s, %v", name, err)
		}
	}
}

// TestBoxesOfCommentsAreAsLargeAsTheySay where rows are high.
func TestBoxesOfCommentsAreAsLargeAsTheySay(t *testing.T) {
	content := mark(t, foreign(t), "不对")
	p, err := opc.Open(content, within)
	if err != nil {
		t.Fatal(err)
	}
	drawing, err := p.Read("xl/drawings/vmlDrawing1.vml")
	if want := "<x:Anchor>2, 15, 1, 2, 5, 23, 1, 102</x:Anchor>"; err != nil || !bytes.Contains(drawing, []byte(want)) {
		t.Errorf("%s, %v", drawing, err)
	}
}
