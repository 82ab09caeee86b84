package pdf

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/picture"
	"gongwen/internal/tier"
)

// find is the first object for which is says yes, by number.
func (f *pdfFile) find(is func(o any) bool) any {
	for i := 1; i <= len(f.objects); i++ {
		if o := f.objects[refObj(i)]; o != nil && is(o) {
			return o
		}
	}
	f.t.Fatal("no such object")
	return nil
}

// with is the first dictionary with an entry.
func (f *pdfFile) with(key nameObj, value any) dictObj {
	return f.find(func(o any) bool { d, ok := o.(dictObj); return ok && d[key] == value }).(dictObj)
}

// edit replaces text in the content of the first page.
func (f *pdfFile) edit(before, after string) {
	s := f.get(f.pages()[0]["Contents"]).(*streamObj)
	if !bytes.Contains(s.data, []byte(before)) {
		f.t.Fatalf("no %q in the content", before)
	}
	s.data = bytes.Replace(s.data, []byte(before), []byte(after), 1)
}

// editXMP replaces text in the metadata.
func (f *pdfFile) editXMP(before, after string) {
	s := f.get(f.catalog()["Metadata"]).(*streamObj)
	if !bytes.Contains(s.data, []byte(before)) {
		f.t.Fatalf("no %q in the metadata", before)
	}
	s.data = bytes.ReplaceAll(s.data, []byte(before), []byte(after))
}

// TestConformChecksSeeFaults breaks one rule at a time in a good file.
func TestConformChecksSeeFaults(t *testing.T) {
	tier.Long(t, "writes hundreds of files")
	for _, c := range []struct {
		name   string
		level  Level
		family string
		harm   func(f *pdfFile)
	}{
		{"another version", PDFA2A, "file", func(f *pdfFile) { f.data = bytes.Replace(f.data, []byte("1.7"), []byte("2.0"), 1) }},
		{"bytes behind the end", PDFA2A, "file", func(f *pdfFile) { f.data = append(f.data, "x"...) }},
		{"no identifier", PDFA2A, "file", func(f *pdfFile) { delete(f.trailer, "ID") }},
		{"encryption", PDFA2A, "file", func(f *pdfFile) { f.trailer["Encrypt"] = dictObj{} }},
		{"an information dictionary in PDF/A-4", PDFA4, "file", func(f *pdfFile) { f.trailer["Info"] = dictObj{} }},
		{"an LZW filter", PDFA2A, "streams", func(f *pdfFile) {
			f.get(f.catalog()["Metadata"]).(*streamObj).dict["Filter"] = nameObj("LZWDecode")
		}},
		{"an external stream", PDFA2A, "streams", func(f *pdfFile) { f.get(f.catalog()["Metadata"]).(*streamObj).dict["F"] = stringObj("a") }},
		{"a long string", PDFA2A, "limits", func(f *pdfFile) { f.catalog()["Lang"] = stringObj(strings.Repeat("a", 32768)) }},
		{"a long name", PDFA2A, "limits", func(f *pdfFile) { f.catalog()["X"] = nameObj(strings.Repeat("a", 128)) }},
		{"a great number", PDFA2A, "limits", func(f *pdfFile) { f.catalog()["X"] = 2147483648.0 }},
		{"a small page", PDFA2A, "limits", func(f *pdfFile) { f.pages()[0]["MediaBox"] = []any{0.0, 0.0, 2.0, 700.0} }},
		{"no language", PDFA2A, "catalog", func(f *pdfFile) { delete(f.catalog(), "Lang") }},
		{"no mark", PDFA2A, "catalog", func(f *pdfFile) { delete(f.catalog(), "MarkInfo") }},
		{"title not shown", PDFA2A, "catalog", func(f *pdfFile) { delete(f.catalog(), "ViewerPreferences") }},
		{"an action on opening", PDFA2A, "catalog", func(f *pdfFile) { f.catalog()["OpenAction"] = dictObj{} }},
		{"optional content", PDFA4, "catalog", func(f *pdfFile) { f.catalog()["OCProperties"] = dictObj{} }},
		{"no tab order", PDFA2A, "catalog", func(f *pdfFile) { delete(f.pages()[1], "Tabs") }},
		{"an intent for printing", PDFA2A, "intent", func(f *pdfFile) { f.with("Type", nameObj("OutputIntent"))["S"] = nameObj("GTS_PDFX") }},
		{"a profile of another device", PDFA2A, "intent", func(f *pdfFile) {
			p := f.get(f.with("Type", nameObj("OutputIntent"))["DestOutputProfile"]).(*streamObj)
			copy(p.data[12:], "link")
		}},
		{"no part", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP("<pdfaid:part>2</pdfaid:part>", "") }},
		{"the claim of another part", PDFA4, "metadata", func(f *pdfFile) { f.editXMP("<pdfuaid:part>2", "<pdfuaid:part>1") }},
		{"a claim of accessibility at 2b", PDFA2B, "metadata", func(f *pdfFile) {
			f.editXMP("<dc:format>", `<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part><dc:format>`)
		}},
		{"an undescribed schema", PDFA2A, "metadata", func(f *pdfFile) {
			f.editXMP("<pdfaProperty:name>part<", "<pdfaProperty:name>other<")
		}},
		{"a category of its own", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP(">internal<", ">private<") }},
		{"authors without order", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP("rdf:Seq>", "rdf:Bag>") }},
		{"an encoding in the packet's head", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP(" id=\"W5", " encoding=\"UTF-8\" id=\"W5") }},
		{"XML that is none", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP("</dc:format>", "") }},
		{"another title in the information dictionary", PDFA2A, "metadata", func(f *pdfFile) { f.dict(f.trailer["Info"])["Title"] = stringObj("x") }},
		{"another date", PDFA2A, "metadata", func(f *pdfFile) { f.editXMP("<xmp:CreateDate>2022", "<xmp:CreateDate>2023") }},
		{"no program of a font", PDFA2A, "fonts", func(f *pdfFile) {
			delete(f.find(func(o any) bool { d, ok := o.(dictObj); return ok && d["FontFile3"] != nil }).(dictObj), "FontFile3")
		}},
		{"no map to glyphs", PDFA2A, "fonts", func(f *pdfFile) { delete(f.with("Subtype", nameObj("CIDFontType2")), "CIDToGIDMap") }},
		{"widths of another font", PDFA2A, "fonts", func(f *pdfFile) {
			f.with("Subtype", nameObj("CIDFontType2"))["W"] = []any{1.0, []any{77.0}}
		}},
		{"no ToUnicode", PDFA2A, "fonts", func(f *pdfFile) {
			delete(f.with("Subtype", nameObj("Type0")), "ToUnicode")
		}},
		{"an operator of another PDF", PDFA2A, "content", func(f *pdfFile) { f.edit("BT\n", "BX BT\n") }},
		{"content that belongs to nothing", PDFA2A, "content", func(f *pdfFile) { f.edit("/Title<</MCID 0>>BDC\n", "") }},
		{"an artifact inside content", PDFA2A, "content", func(f *pdfFile) { f.edit("BT\n", "/Artifact<</Type/Layout>>BDC EMC BT\n") }},
		{"a box for a missing character", PDFA2A, "content", func(f *pdfFile) { f.edit("[<", "[<0000") }},
		{"a glyph that means nothing", PDFA2A, "content", func(f *pdfFile) { f.edit("[<", "[<FFF0") }},
		{"deep nesting", PDFA2A, "content", func(f *pdfFile) { f.edit("BT\n", strings.Repeat("q ", 29)+strings.Repeat("Q ", 29)+"BT\n") }},
		{"a hidden annotation", PDFA2A, "annotations", func(f *pdfFile) { f.with("Subtype", nameObj("Link"))["F"] = 6.0 }},
		{"a link without words", PDFA2A, "annotations", func(f *pdfFile) { f.with("Subtype", nameObj("Link"))["Contents"] = stringObj(" ") }},
		{"a script", PDFA2A, "annotations", func(f *pdfFile) {
			f.with("Subtype", nameObj("Link"))["A"] = dictObj{"S": nameObj("JavaScript")}
		}},
		{"an annotation outside the structure", PDFA2A, "annotations", func(f *pdfFile) { f.with("Subtype", nameObj("Link"))["StructParent"] = 0.0 }},
		{"a type of its own", PDFA2A, "structure", func(f *pdfFile) { f.with("S", nameObj("P"))["S"] = nameObj("Absatz") }},
		{"a title that is not mapped", PDFA2A, "structure", func(f *pdfFile) { delete(f.dict(f.catalog()["StructTreeRoot"]), "RoleMap") }},
		{"a heading level left out", PDFA2A, "structure", func(f *pdfFile) { f.with("S", nameObj("H2"))["S"] = nameObj("H3") }},
		{"an element without its parent", PDFA2A, "structure", func(f *pdfFile) { delete(f.with("S", nameObj("TBody")), "P") }},
		{"types of PDF 1.7 in PDF 2.0", PDFA4, "structure", func(f *pdfFile) { delete(f.with("S", nameObj("H1")), "NS") }},
		{"content without an element", PDFA2A, "structure", func(f *pdfFile) {
			e := f.with("S", nameObj("H1"))
			e["K"] = e["K"].([]any)[:0]
		}},
		{"a table in a paragraph", PDFA2A, "structure", func(f *pdfFile) { f.with("S", nameObj("Document"))["S"] = nameObj("P") }},
		{"a heading cell without scope", PDFA2A, "tables", func(f *pdfFile) { delete(f.with("S", nameObj("TH"))["A"].(dictObj), "Scope") }},
		{"a cell without headers", PDFA2A, "tables", func(f *pdfFile) { delete(f.with("S", nameObj("TD"))["A"].(dictObj), "Headers") }},
		{"a header that is not there", PDFA2A, "tables", func(f *pdfFile) {
			f.with("S", nameObj("TD"))["A"].(dictObj)["Headers"] = []any{stringObj("none")}
		}},
		{"a short row", PDFA2A, "tables", func(f *pdfFile) {
			row := f.dict(f.with("S", nameObj("TD"))["P"])
			row["K"] = row["K"].([]any)[1:]
		}},
		{"cells that cover each other", PDFA2A, "tables", func(f *pdfFile) { f.with("S", nameObj("TD"))["A"].(dictObj)["RowSpan"] = 2.0 }},
		{"a head that reaches into the body", PDFA4, "tables", func(f *pdfFile) {
			f.with("S", nameObj("TH"))["A"].(dictObj)["RowSpan"] = 3.0
		}},
		{"a bookmark without a title", PDFA2A, "outline", func(f *pdfFile) {
			f.dict(f.dict(f.catalog()["Outlines"])["First"])["Title"] = stringObj("")
		}},
		{"a bookmark that leads to a page", PDFA4, "outline", func(f *pdfFile) {
			delete(f.dict(f.dict(f.catalog()["Outlines"])["First"])["A"].(dictObj), "SD")
		}},
		{"a destination outside of the structure", PDFA4, "destinations", func(f *pdfFile) {
			delete(f.array(f.dict(f.dict(f.catalog()["Names"])["Dests"])["Names"])[1].(dictObj), "SD")
		}},
		{"a destination that is no page", PDFA2A, "destinations", func(f *pdfFile) {
			f.array(f.array(f.dict(f.dict(f.catalog()["Names"])["Dests"])["Names"])[1])[0] = 0.0
		}},
		{"a file in PDF/A-2", PDFA2A, "attachment", func(f *pdfFile) { f.catalog()["AF"] = []any{} }},
		{"a file nobody is told about", PDFA3A, "attachment", func(f *pdfFile) { delete(f.catalog(), "AF") }},
		{"a file without a relationship", PDFA4F, "attachment", func(f *pdfFile) { delete(f.with("Type", nameObj("Filespec")), "AFRelationship") }},
		{"a file without a type", PDFA3A, "attachment", func(f *pdfFile) {
			f.find(func(o any) bool { s, ok := o.(*streamObj); return ok && s.dict["Type"] == nameObj("EmbeddedFile") }).(*streamObj).dict["Subtype"] = nameObj("text")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := openPDF(t, exportAt(t, c.level, sample(t)))
			c.harm(f)
			found := inspect(f, c.level)
			if !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, c.family+": ") }) {
				t.Errorf("the %s checks find nothing: %q", c.family, found)
			}
		})
	}
}

// TestConformChecksSeeFaultsOfImages does the same with a file of pictures.
func TestConformChecksSeeFaultsOfImages(t *testing.T) {
	in := withPictures(t, []*picture.Picture{asPNG(t, fillPicture(opaque))})
	for name, c := range map[string]struct {
		family string
		harm   func(f *pdfFile)
	}{
		"smoothed":                 {"images", func(f *pdfFile) { f.image(t, 0).dict["Interpolate"] = true }},
		"in CMYK":                  {"images", func(f *pdfFile) { f.image(t, 0).dict["ColorSpace"] = nameObj("DeviceCMYK") }},
		"with an alternative":      {"images", func(f *pdfFile) { f.image(t, 0).dict["Alternates"] = []any{} }},
		"that is no resource":      {"content", func(f *pdfFile) { f.edit("/I1 Do", "/I9 Do") }},
		"without alternative text": {"structure", func(f *pdfFile) { delete(f.with("S", nameObj("Figure")), "Alt") }},
	} {
		f := openPDF(t, exportAt(t, PDFA2A, in))
		c.harm(f)
		if found := inspect(f, PDFA2A); !slices.ContainsFunc(found, func(s string) bool { return strings.HasPrefix(s, c.family+": ") }) {
			t.Errorf("a picture %s: the %s checks find nothing: %q", name, c.family, found)
		}
	}
}
