package compose

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// illustrated is the invented report with a block in its overview.
func illustrated(t *testing.T, block string) (*data.Report, *configs.StyleSheet) {
	t.Helper()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	library := configs.NewLibrary(nil)
	r, said := load.Report("r.yaml", bytes.Replace(content, []byte("overview: |\n"), []byte("overview: |\n"+block+"\n"), 1), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	sheet, said := library.Style(r.Template.Style)
	if said.HasErrors() {
		t.Fatal(said)
	}
	return r, sheet
}

func figureOf(t *testing.T, r *data.Report, sheet *configs.StyleSheet) (*doc.Figure, diag.List) {
	t.Helper()
	d, said := Document(r, sheet, Options{})
	if said.HasErrors() {
		return nil, said
	}
	for _, b := range d.Body {
		if f, ok := b.(*doc.Figure); ok {
			return f, said
		}
	}
	return nil, said
}

func pixels(width, height, dpi int) *picture.Picture {
	return &picture.Picture{MediaType: picture.PNG, Width: width, Height: height, DPIX: dpi, DPIY: dpi}
}

func TestPictureSizes(t *testing.T) {
	const mm, inch = unit.Millimetre, unit.Inch
	for _, c := range []struct {
		name          string
		image         *picture.Picture
		width, height unit.Length
		warned        bool
	}{
		{"as large as it asks to be", pixels(600, 300, 300), 2 * inch, inch, false},
		{"150 dpi where it does not say", pixels(600, 300, 0), 4 * inch, 2 * inch, false},
		{"at most as wide as the text", pixels(3120, 1560, 0), 156 * mm, 78 * mm, false},
		{"at most two thirds as high as the page", pixels(1500, 3000, 300), 75 * mm, 150 * mm, false},
		{"coarse is warned of", pixels(300, 200, 100), 3 * inch, 2 * inch, true},
		{"coarse as large as the page is warned of", pixels(400, 200, 10), 156 * mm, 78 * mm, true},
		{"screen pictures shrunk to the page are fine", pixels(1200, 600, 96), 156 * mm, 78 * mm, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, sheet := illustrated(t, "  ![图1](a.png)\n")
			r.Pictures()[0].Image = c.image
			f, said := figureOf(t, r, sheet)
			if f == nil || f.Width != c.width || f.Height != c.height {
				t.Fatalf("%+v, want %v by %v", f, c.width, c.height)
			}
			if warned := strings.Contains(said.Error(), "每英寸只有"); warned != c.warned {
				t.Errorf("said %v", said)
			}
		})
	}
}

func TestAlternativeText(t *testing.T) {
	for block, want := range map[string]string{
		`  ![图1 首页](a.png "网站首页的截图")`: "网站首页的截图", `  ![图1 首页](a.png)`: "图1 首页", `  ![](a.png "截图")`: "截图",
	} {
		r, sheet := illustrated(t, block+"\n")
		r.Pictures()[0].Image = pixels(600, 300, 300)
		f, _ := figureOf(t, r, sheet)
		if f == nil || f.Alt != want || (f.Caption == nil) != strings.HasPrefix(strings.TrimSpace(block), "![]") {
			t.Errorf("%s: %+v", block, f)
		}
	}
}

func TestADraftKeepsTheCaptionOfAPictureThatIsMissing(t *testing.T) {
	r, sheet := illustrated(t, "  ![图1 首页](a.png)\n")
	d, said := Document(r, sheet, Options{Draft: true})
	if said.HasErrors() {
		t.Fatal(said)
	}
	for _, b := range d.Body {
		if p, ok := b.(*doc.Paragraph); ok && p.Style == doc.CaptionRole && doc.Text(p.Runs) == "图1　首页" {
			return
		}
	}
	t.Error("no caption")
}

func TestChartOfTheReport(t *testing.T) {
	r, sheet := illustrated(t, "  chart:\n    type: bar\n    title: 图1  办理结果\n    table: requests\n    rows: [予以公开, 不予公开]\n    columns: [自然人, 总计]\n")
	f, said := figureOf(t, r, sheet)
	if f == nil || len(said) > 0 {
		t.Fatal(said)
	}
	if want := "柱形图：图1  办理结果。自然人：予以公开71件，不予公开29件。总计：予以公开87件，不予公开33件。"; f.Alt != want {
		t.Errorf("told as %s", f.Alt)
	}
	if f.Width != 156*unit.Millimetre || f.Drawing.Height != f.Height || len(f.Drawing.Shapes) == 0 {
		t.Errorf("%v by %v with %d shapes", f.Width, f.Height, len(f.Drawing.Shapes))
	}
}

func TestAStyleSheetWithoutFigures(t *testing.T) {
	_, sheet := illustrated(t, "")
	bare := *sheet
	bare.Styles = nil
	for _, s := range sheet.Styles {
		if s.Role != doc.CaptionRole && s.Role != doc.ChartRole {
			bare.Styles = append(bare.Styles, s)
		}
	}
	r, _ := illustrated(t, "  ![图1](a.svg)\n")
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	p, err := picture.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	r.Pictures()[0].Image = p
	d, said := Document(r, &bare, Options{})
	if said.HasErrors() {
		t.Fatal(said)
	}
	note, _ := d.Style("note")
	if caption, ok := d.Style(doc.CaptionRole); !ok || caption.Font != note.Font || caption.Align != doc.Centred {
		t.Errorf("caption %+v", caption)
	}
}
