package docx

import (
	"archive/zip"
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	exact "github.com/shopspring/decimal"

	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/chart"
	"gongwen/layout/doc"
)

// withFigures is a document with a picture of each kind, a drawing and charts.
func withFigures(t testing.TB) *doc.Document {
	d := look()
	note, _ := d.Style("note")
	for _, role := range []string{doc.CaptionRole, doc.ChartRole} {
		note.Role, note.Align = role, doc.Centred
		d.Styles = append(d.Styles, note)
	}
	var asPNG, asJPEG bytes.Buffer
	gray := image.NewGray(image.Rect(0, 0, 30, 20))
	if err := png.Encode(&asPNG, gray); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, gray, nil); err != nil {
		t.Fatal(err)
	}
	var pictures []*picture.Picture
	for _, data := range [][]byte{
		asPNG.Bytes(), asJPEG.Bytes(),
		[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"><path d="M1 1C2 2 3 3 4 4L9 9Z" fill="red" stroke="navy"/><path d="M0 0h9"/></svg>`),
	} {
		p, err := picture.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		pictures = append(pictures, p)
	}
	const size = 30 * unit.Millimetre
	caption := func(s string) *doc.Paragraph { return &doc.Paragraph{Style: doc.CaptionRole, Runs: text(s)} }
	d.Body = []doc.Block{
		body("正文。"),
		&doc.Figure{ID: 1, Alt: "首页 <截图>", Picture: pictures[0], Width: size, Height: size, Caption: caption("图1")},
		&doc.Figure{ID: 2, Alt: "同一张", Picture: pictures[0], Width: size, Height: size},
		&doc.Figure{ID: 3, Alt: "照片", Picture: pictures[1], Width: size, Height: size, Caption: caption("图2")},
		&doc.Figure{ID: 4, Alt: "标志", Drawing: pictures[2].Drawing, Width: pictures[2].Drawing.Width, Height: pictures[2].Drawing.Height, Caption: caption("图3")},
	}
	for _, c := range []*doc.Chart{
		charted(false, []string{"予以公开", "部分公开"}, "87", "12.5"),
		charted(true, []string{"予以公开", "部分公开"}, "87", "26"),
		charted(false, slices.Repeat([]string{"没有现成信息需要另行制作的各种情形"}, 8), strings.Fields("1 2 3 4 5 6 7 8")...),
	} {
		c.Series = append(c.Series, c.Series[0])
		drawing := chart.Draw(c, d.Page.TextWidth(), note.Size, note.Leading)
		d.Body = append(d.Body, &doc.Figure{Alt: "图表", Chart: c, Drawing: drawing, Width: drawing.Width, Height: drawing.Height, Caption: caption("图4")})
	}
	d.Body = append(d.Body, body("后面的正文。"))
	return d
}

func charted(lines bool, categories []string, values ...string) *doc.Chart {
	c := &doc.Chart{Lines: lines, Unit: "件", Categories: categories, Series: []doc.Series{{Label: "总计"}}}
	for _, v := range values {
		c.Series[0].Values = append(c.Series[0].Values, doc.Value{Text: v, Amount: exact.RequireFromString(v)})
	}
	return c
}

func TestFigureParts(t *testing.T) {
	file := export(t, withFigures(t))
	var names []string
	for _, f := range unzip(t, file) {
		if strings.Contains(f.Name, "media") || strings.Contains(f.Name, "charts/") {
			names = append(names, f.Name)
		}
	}
	want := []string{"word/media/image1.png", "word/media/image2.jpeg", "word/charts/chart5.xml", "word/charts/chart6.xml", "word/charts/chart7.xml"}
	for _, n := range []string{"5", "6", "7"} {
		want = append(want, "word/charts/_rels/chart"+n+".xml.rels", "word/charts/workbook"+n+".xlsx")
	}
	if !slices.Equal(names, want) {
		t.Errorf("parts %q\nwant  %q", names, want)
	}
	relations := partOf(t, file, "word/_rels/document.xml.rels")
	types := partOf(t, file, "[Content_Types].xml")
	for _, part := range []string{`Target="media/image1.png"`, `Target="charts/chart5.xml"`} {
		if !strings.Contains(relations, part) {
			t.Errorf("no relationship has %s", part)
		}
	}
	for _, part := range []string{`PartName="/word/media/image2.jpeg" ContentType="image/jpeg"`, `PartName="/word/charts/workbook7.xlsx"`} {
		if !strings.Contains(types, part) {
			t.Errorf("no content type has %s", part)
		}
	}
}

func TestFiguresHaveAlternativeTextAndKeepTheirCaption(t *testing.T) {
	document := parse(t, partOf(t, export(t, withFigures(t)), "word/document.xml"))
	var told []string
	for _, e := range document.all("docPr") {
		told = append(told, e.attr("id")+" "+e.attr("descr"))
	}
	if want := []string{"1 首页 <截图>", "2 同一张", "3 照片", "4 标志", "5 图表", "6 图表", "7 图表"}; !slices.Equal(told, want) {
		t.Errorf("alternative texts %q, want %q", told, want)
	}
	paragraphs := document.all("p")
	for i, p := range paragraphs {
		if len(p.all("drawing")) == 0 {
			continue
		}
		_, kept := p.child("pPr/keepNext")
		if captioned := style(paragraphs[i+1]) == "Caption"; kept != captioned {
			t.Errorf("paragraph %d: kept with the next %v, which is a caption %v", i, kept, captioned)
		}
		if line, _ := p.child("pPr/spacing"); line.attr("lineRule") == "exact" {
			t.Error("a line of exact height cuts the figure off")
		}
	}
}

func TestAFigureTakesFullLines(t *testing.T) {
	d := withFigures(t)
	f := d.Body[1].(*doc.Figure)
	room := d.FigureRoom(f, 1)
	caption, _ := d.Style(doc.CaptionRole)
	if height := room.Above + f.Height + room.Between + caption.Leading + room.Below; height%d.Page.Pitch != 0 {
		t.Errorf("%v is no multiple of %v", height, d.Page.Pitch)
	}
}

func TestChartsKeepTheirFigures(t *testing.T) {
	file := export(t, withFigures(t))
	c := parse(t, partOf(t, file, "word/charts/chart5.xml"))
	var values []string
	for _, v := range c.all("v") {
		values = append(values, v.Text)
	}
	if want := "总计 予以公开 部分公开 87 12.5 总计 予以公开 部分公开 87 12.5"; strings.Join(values, " ") != want {
		t.Errorf("cached %q, want %q", values, want)
	}
	book := []byte(partOf(t, file, "word/charts/workbook5.xlsx"))
	r, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	if r.File[0].Name != "[Content_Types].xml" || len(r.File) != 5 {
		t.Errorf("the workbook begins with %s and has %d parts", r.File[0].Name, len(r.File))
	}
	sheet := partOf(t, book, "xl/worksheets/sheet1.xml")
	for _, cell := range []string{`<c r="A3" t="inlineStr"><is><t>部分公开</t></is></c>`, `<c r="B3"><v>12.5</v></c>`, `<c r="C1" t="inlineStr"><is><t>总计</t></is></c>`} {
		if !strings.Contains(sheet, cell) {
			t.Errorf("the sheet lacks %s:\n%s", cell, sheet)
		}
	}
}

func TestAFigureThatHoldsNothingIsRefused(t *testing.T) {
	d := withFigures(t)
	d.Body = []doc.Block{&doc.Figure{ID: 1, Alt: "无"}}
	if said := refused(t, d); !strings.Contains(said[0].Message.ZH, "图没有内容") {
		t.Error(said)
	}
}
