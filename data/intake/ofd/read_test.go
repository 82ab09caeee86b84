package ofd

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/data/intake/flow/flowtest"
	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

// parts are the files of a package by name.
type parts map[string]string

const namespace = `xmlns:ofd="http://www.ofdspec.org/2016"`

// plain is a file of one page whose content is given.
func plain(content string) parts {
	return parts{
		"OFD.xml":              `<ofd:OFD ` + namespace + ` Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
		"Doc_0/Document.xml":   `<ofd:Document ` + namespace + `><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>`,
		"Doc_0/PublicRes.xml":  `<ofd:Res ` + namespace + `><ofd:Fonts><ofd:Font ID="5" FontName="宋体"/><ofd:Font ID="6" FontName="黑体"/></ofd:Fonts></ofd:Res>`,
		"Doc_0/Page.xml":       `<ofd:Page ` + namespace + `><ofd:Content><ofd:Layer Type="Body">` + content + `</ofd:Layer></ofd:Content></ofd:Page>`,
		"Doc_0/Unused/more.so": "",
	}
}

// with is the same with other parts.
func (p parts) with(changes parts) parts {
	all := parts{}
	for name, content := range p {
		all[name] = content
	}
	for name, content := range changes {
		if content == "" {
			delete(all, name)
		} else {
			all[name] = content
		}
	}
	return all
}

func (p parts) pack(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	names := make([]string, 0, len(p))
	for name := range p {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// text is a text object at x, y millimetres from the top left corner.
func text(x, y float64, said, attrs string) string {
	n := len([]rune(said))
	return fmt.Sprintf(`<ofd:TextObject ID="9" Boundary="%g %g 150 8" Font="5" Size="5" %s><ofd:TextCode X="0" Y="5" DeltaX="%s">%s</ofd:TextCode></ofd:TextObject>`,
		x, y, attrs, strings.TrimSpace(strings.Repeat("5 ", max(n-1, 0))), said)
}

func read(t *testing.T, p parts) (string, string) {
	t.Helper()
	d, said := Read(context.Background(), "a.ofd", p.pack(t))
	if d == nil {
		return "", flowtest.Said(said)
	}
	return flowtest.Dump(d), flowtest.Said(said)
}

// TestTextIsReadByItsPlace: in what ways makers write the same.
func TestTextIsReadByItsPlace(t *testing.T) {
	want, _ := read(t, plain(text(30, 40, "本报告共三页", "")+text(30, 60, "第二段", "")))
	if !strings.Contains(want, "本报告共三页") || strings.Index(want, "第二段") < strings.Index(want, "本报告共三页") {
		t.Fatalf("%s", want)
	}
	short := strings.Replace(text(30, 40, "本报告共三页", ""), "5 5 5 5 5", "g 5 5", 1)
	second := text(30, 60, "第二段", "")
	for name, p := range map[string]parts{
		"short deltas":      plain(short + second),
		"the other order":   plain(second + short),
		"blocks":            plain("<ofd:PageBlock><ofd:PageBlock>" + short + "</ofd:PageBlock></ofd:PageBlock>" + second),
		"a matrix":          plain(strings.Replace(strings.Replace(short, `Boundary="30 40 150 8"`, `Boundary="20 30 150 8" CTM="0.5 0 0 0.5 10 12.5"`, 1), `Size="5"`, `Size="10"`, 1) + second),
		"hidden text":       plain(short + second + text(50, 80, "看不见", `Visible="false"`)),
		"the old namespace": oldNamespace(plain(short + second)),
		"absolute places": plain(short + second).with(parts{"OFD.xml": strings.Replace(plain("")["OFD.xml"], ">Doc_0/", ">/Doc_0/", 1),
			"Doc_0/Document.xml": strings.Replace(plain("")["Doc_0/Document.xml"], `"Page.xml"`, `"/Doc_0/Page.xml"`, 1)}),
		"turned slashes": turned(plain(short + second)),
		"a template": plain(short).with(parts{
			"Doc_0/Document.xml": strings.Replace(plain("")["Doc_0/Document.xml"], "</ofd:CommonData>", `<ofd:TemplatePage ID="3" BaseLoc="T.xml"/></ofd:CommonData>`, 1),
			"Doc_0/Page.xml":     strings.Replace(plain(short)["Doc_0/Page.xml"], "<ofd:Content>", `<ofd:Template TemplateID="3"/><ofd:Content>`, 1),
			"Doc_0/T.xml":        plain(second)["Doc_0/Page.xml"],
		}),
	} {
		if name == "a matrix" {
			// Twice the size at half the scale, from another corner: 20+10+0·0.5, 30+12.5+5·0.5 = 45.
			p["Doc_0/Page.xml"] = strings.Replace(p["Doc_0/Page.xml"], "g 5 5", "g 5 10", 1)
		}
		if got, said := read(t, p); got != want {
			t.Errorf("%s: %s\n%s", name, got, said)
		}
	}
}

func oldNamespace(p parts) parts {
	for name, content := range p {
		p[name] = strings.ReplaceAll(content, "http://www.ofdspec.org/2016", "http://www.ofdspec.org")
	}
	return p
}

func turned(p parts) parts {
	out := parts{}
	for name, content := range p {
		out[strings.ReplaceAll(name, "/", `\`)] = content
	}
	return out
}

func TestRulesMakeTables(t *testing.T) {
	var content strings.Builder
	for _, x := range []float64{30, 80, 130} {
		fmt.Fprintf(&content, `<ofd:PathObject ID="1" Boundary="%g 50 0.2 20" LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L 0 20</ofd:AbbreviatedData></ofd:PathObject>`, x)
	}
	for _, y := range []float64{50, 60, 70} {
		fmt.Fprintf(&content, `<ofd:PathObject ID="1" Boundary="30 %g 100 0.2" Fill="true" Stroke="false"><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 0.2 L 0 0.2 C</ofd:AbbreviatedData></ofd:PathObject>`, y)
	}
	for i, said := range []string{"项目", "数量", "规章", "十二"} {
		content.WriteString(text(35+float64(i%2)*50, 51+float64(i/2)*10, said, ""))
	}
	got, said := read(t, plain(content.String()))
	if !strings.Contains(got, "|0 1x1 规章|1 1x1 十二|") {
		t.Errorf("%s\n%s", got, said)
	}
}

// TestBadFilesAreNamed: what is wrong, with the part.
func TestBadFilesAreNamed(t *testing.T) {
	good := plain(text(30, 40, "本报告", ""))
	document := good["Doc_0/Document.xml"]
	cycle := strings.Replace(document, "</ofd:CommonData>", `<ofd:TemplatePage ID="3" BaseLoc="T.xml"/><ofd:TemplatePage ID="4" BaseLoc="U.xml"/></ofd:CommonData>`, 1)
	page := func(id string) string {
		return `<ofd:Page ` + namespace + `><ofd:Template TemplateID="` + id + `"/></ofd:Page>`
	}
	for want, p := range map[string]parts{
		"缺了部件 Doc_0/Document.xml":          good.with(parts{"Doc_0/Document.xml": ""}),
		"缺了部件 Doc_0/Page.xml":              good.with(parts{"Doc_0/Page.xml": ""}),
		"缺了部件 OFD.xml":                     good.with(parts{"OFD.xml": ""}),
		"OFD.xml 里没有文档":                    good.with(parts{"OFD.xml": `<ofd:OFD ` + namespace + `/>`}),
		"OFD.xml 里有 2 个文档":                 good.with(parts{"OFD.xml": `<OFD><DocBody><DocRoot>a</DocRoot></DocBody><DocBody><DocRoot>b</DocRoot></DocBody></OFD>`}),
		"OFD.xml 指向文件之外：“../../etc/passwd": good.with(parts{"OFD.xml": `<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>`}),
		"指向文件之外：“http://example.cn/a.xml":  good.with(parts{"Doc_0/Document.xml": strings.Replace(document, `"Page.xml"`, `"http://example.cn/a.xml"`, 1)}),
		"Document.xml 里没有页面":               good.with(parts{"Doc_0/Document.xml": `<Document/>`}),
		"部件 Doc_0/Page.xml 不是完好的 XML":      good.with(parts{"Doc_0/Page.xml": "<Page><Content>"}),
		"部件 Doc_0/Document.xml 不是完好的 XML":  good.with(parts{"Doc_0/Document.xml": "no"}),
		"OFD 加了密":                          good.with(parts{"Encryptions.xml": "<Encryptions/>"}),
		"模板 Doc_0/T.xml 套用了它自己":            good.with(parts{"Doc_0/Document.xml": cycle, "Doc_0/Page.xml": page("3"), "Doc_0/T.xml": page("4"), "Doc_0/U.xml": page("3")}),
		"Doc_0/Page.xml 用的模板 9 不在文件里":      good.with(parts{"Doc_0/Page.xml": page("9")}),
		"Doc_0/Page.xml 套了 64 层以上":         plain(strings.Repeat("<ofd:PageBlock>", 100) + strings.Repeat("</ofd:PageBlock>", 100)),
		"里面没有文字":                           plain(`<ofd:ImageObject ID="1" Boundary="0 0 1 1" ResourceID="2"/>`),
		"部件 Doc_0/Page.xml 太大，不像一份报告":      good.with(parts{"Doc_0/Page.xml": strings.Repeat(" ", 49<<20)}),
	} {
		if got, said := read(t, p); got != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %s %s", want, got, said)
		}
	}
	if d, said := Read(context.Background(), "a.ofd", good.pack(t)[:200]); d != nil || len(said) == 0 {
		t.Error("half a file is read")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if d, said := Read(ended, "a.ofd", good.pack(t)); d != nil || len(said) == 0 {
		t.Error("reading goes on after the end")
	}
}

func TestManyObjectsAreRefused(t *testing.T) {
	l := StandardLimits()
	l.Places.Glyphs = 10
	if d, said := l.Read(context.Background(), "a.ofd", plain(text(1, 1, "一二三四五六七八九十一", "")).pack(t)); d != nil || !strings.Contains(flowtest.Said(said), "到 Doc_0/Page.xml 字太多") {
		t.Errorf("%v", said)
	}
	tier.Long(t, "writes a million objects")
	many := plain(strings.Repeat(`<PathObject/>`, maxObjects+1)).pack(t)
	if d, said := Read(context.Background(), "a.ofd", many); d != nil || !strings.Contains(flowtest.Said(said), "到 Doc_0/Page.xml 图元已有 1000000 个以上") {
		t.Errorf("%v", said)
	}
}

func TestTheReportFileIsTakenOut(t *testing.T) {
	carrying := func(list string) parts {
		p := plain("")
		return p.with(parts{
			"Doc_0/Document.xml":  strings.Replace(p["Doc_0/Document.xml"], "</ofd:Document>", "<ofd:Attachments>Attachs/A.xml</ofd:Attachments></ofd:Document>", 1),
			"Doc_0/Attachs/A.xml": `<ofd:Attachments ` + namespace + `>` + list + `</ofd:Attachments>`, "Doc_0/Attachs/r.txt": "year: 2024\n",
		})
	}
	const source = `<ofd:Attachment Name="报告.yaml.txt" Usage="source"><ofd:FileLoc>r.txt</ofd:FileLoc></ofd:Attachment>`
	const other = `<ofd:Attachment Name="x.pdf"><ofd:FileLoc>x.pdf</ofd:FileLoc></ofd:Attachment>`
	name, data, why := StandardLimits().Source(carrying(source + other).pack(t))
	if why != nil || name != "报告.yaml" || string(data) != "year: 2024\n" {
		t.Errorf("%q %q %v", name, data, why)
	}
	for want, p := range map[string]parts{
		"没有附报告文件":         carrying(other),
		"附了几个报告文件":        carrying(source + source),
		"缺了部件":            carrying(source).with(parts{"Doc_0/Attachs/r.txt": ""}),
		"指向文件之外":          carrying(strings.Replace(source, "r.txt", "../../../r.txt", 1)),
		"OFD 里没有附报告文件":    plain(""),
		"A.xml 不是完好的 XML": carrying("<"),
	} {
		if _, _, why := StandardLimits().Source(p.pack(t)); why == nil || !strings.Contains(why.ZH, want) {
			t.Errorf("%s: %v", want, why)
		}
	}
}

// tagged is a file whose page has content, and tags that have elements.
func tagged(content, elements string) parts {
	p := plain(content)
	return p.with(parts{
		"Doc_0/Document.xml":        strings.Replace(p["Doc_0/Document.xml"], "</ofd:Document>", "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>", 1),
		"Doc_0/Tags/CustomTags.xml": `<ofd:CustomTags ` + namespace + `><ofd:CustomTag NameSpace="` + structureNamespace + `"><ofd:FileLoc>S.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>`,
		"Doc_0/Tags/S.xml":          `<gw:Document xmlns:gw="` + structureNamespace + `" ` + namespace + `>` + elements + `</gw:Document>`,
	})
}

// TestTagsThatDoNotHold: a file whose tags do not tell of each piece of text once is
// read by the places.
func TestTagsThatDoNotHold(t *testing.T) {
	object := func(id string, y float64, said string) string {
		return strings.Replace(text(30, y, said, ""), `ID="9"`, `ID="`+id+`"`, 1)
	}
	leaf := func(kind, attrs string, ids ...string) string {
		refs := ""
		for _, id := range ids {
			refs += `<ofd:ObjectRef PageRef="1">` + id + `</ofd:ObjectRef>`
		}
		return "<gw:" + kind + attrs + ">" + refs + "</gw:" + kind + ">"
	}
	content := object("9", 40, "一、总体情况") + object("10", 60, "公开三件。")
	good := leaf("Heading", ` Level="1"`, "9") + leaf("Paragraph", ` Role="body"`, "10")
	if got, said := read(t, tagged(content, good)); got != "H1 一、总体情况\n公开三件。\n" || said != "" {
		t.Errorf("%s %s", got, said)
	}
	cell := leaf("Cell", ` RowSpan="2"`, "9")
	if got, _ := read(t, tagged(content, "<gw:Table HeadRows=\"1\"><gw:Row>"+cell+"</gw:Row><gw:Row>"+leaf("Cell", ` ColSpan="2"`, "10")+"</gw:Row></gw:Table>")); got != "|0 2x1 一、总体情况|\n|1 1x2 公开三件。|\n" {
		t.Error(got)
	}
	for name, elements := range map[string]string{
		"a piece that no element has":  leaf("Heading", ` Level="1"`, "9"),
		"a piece that two have":        good + leaf("Paragraph", ` Role="body"`, "10"),
		"an element of nothing known":  good + "<gw:Chapter/>",
		"an element of others":         good + "<Paragraph/>",
		"a row of no table":            good + "<gw:Row/>",
		"a cell of no row":             good + "<gw:Table><gw:Cell/></gw:Table>",
		"an element in a leaf":         good + "<gw:Paragraph><gw:Paragraph/></gw:Paragraph>",
		"more columns than a page has": good + `<gw:Table><gw:Row>` + strings.Repeat(`<gw:Cell ColSpan="999"/>`, 3) + `</gw:Row></gw:Table>`,
	} {
		if got, said := read(t, tagged(content, elements)); !strings.Contains(said, "按文字和表格线的位置读取") || !strings.Contains(got, "公开三件") {
			t.Errorf("%s: %s %s", name, got, said)
		}
	}
	twice := content + object("10", 80, "又一件。")
	if _, said := read(t, tagged(twice, good)); !strings.Contains(said, "按文字和表格线的位置读取") {
		t.Errorf("two objects of one id: %s", said)
	}
	for want, p := range map[string]parts{
		"部件 Doc_0/Tags/S.xml 不是完好的 XML":          tagged(content, "<gw:Heading>"),
		"部件 Doc_0/Tags/CustomTags.xml 不是完好的 XML": tagged(content, good).with(parts{"Doc_0/Tags/CustomTags.xml": "<"}),
		"指向文件之外":                                 tagged(content, good).with(parts{"Doc_0/Tags/CustomTags.xml": `<CustomTags><CustomTag NameSpace="` + structureNamespace + `"><FileLoc>../../../S.xml</FileLoc></CustomTag></CustomTags>`}),
	} {
		if got, said := read(t, p); got != "" || !strings.Contains(said, want) {
			t.Errorf("%s: %s %s", want, got, said)
		}
	}
	if got, said := read(t, tagged(content, good).with(parts{"Doc_0/Tags/S.xml": ""})); got == "" || !strings.Contains(said, "按文字和表格线的位置读取") {
		t.Errorf("tags that are not there: %s %s", got, said)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`<ofd:TextObject Boundary="1 2 3 4" Size="5" CTM="1 0 0 1 0 0"><ofd:TextCode X="1" Y="2" DeltaX="g 3 1 2">一二</ofd:TextCode></ofd:TextObject>`))
	f.Add([]byte(`<ofd:PathObject Boundary="1 2 3 4" Fill="true"><ofd:AbbreviatedData>M 0 0 L 1 1 Q 1 2 3 4 B 1 2 3 4 5 6 A 1 2 3 4 5 6 7 C</ofd:AbbreviatedData></ofd:PathObject>`))
	f.Add([]byte(`<Document><CommonData><TemplatePage ID="1" BaseLoc="Page.xml"/></CommonData><Pages><Page BaseLoc="Page.xml"/></Pages><Attachments>a</Attachments></Document>`))
	f.Add([]byte(`<gw:Table HeadRows="1"><gw:Row><gw:Cell RowSpan="2"><ofd:ObjectRef PageRef="1">9</ofd:ObjectRef></gw:Cell></gw:Row></gw:Table>`))
	f.Add([]byte(`<gw:List Ordered="true"><gw:Item><ofd:ObjectRef PageRef="1">9</ofd:ObjectRef></gw:Item></gw:List>`))
	limits := StandardLimits()
	limits.Package.Unpacked, limits.Places.Glyphs = 1<<20, 2_000 // what is larger says nothing more, slowly
	f.Fuzz(growth.Bounded(func(t *testing.T, content []byte) {
		p := plain(string(content))
		switch {
		case bytes.HasPrefix(content, []byte("<Document")):
			p["Doc_0/Document.xml"] = string(content)
		case bytes.HasPrefix(content, []byte("<gw:")):
			p = tagged(text(30, 40, "本报告", ""), string(content))
		}
		file := p.pack(t)
		d, said := limits.Read(t.Context(), "a.ofd", file)
		if (d == nil) != said.HasErrors() {
			t.Errorf("document %v, %v", d != nil, said)
		}
		_, _, _ = StandardLimits().Source(file)
	}))
}

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for name, make := range map[string]func(n int) string{
		"lines": func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(text(30, float64(i), "本报告共三页", ""))
			}
			return b.String()
		},
		"characters": func(n int) string { return text(1, 1, strings.Repeat("字", n), "") },
		"steps": func(n int) string {
			return `<ofd:PathObject Boundary="0 0 1 1"><ofd:AbbreviatedData>M 0 0 ` + strings.Repeat("L 1 1 ", n) + `</ofd:AbbreviatedData></ofd:PathObject>` + text(1, 1, "字", "")
		},
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 300, func(n int) func() {
				file := plain(make(n)).pack(t)
				return func() { _, _ = Read(context.Background(), "a.ofd", file) }
			})
		})
	}
}
