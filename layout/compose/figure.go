package compose

import (
	"strings"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/chart"
	"gongwen/layout/doc"
)

// printDPI is the pixels per inch below which a printed picture looks coarse,
// and those at which one is placed that does not ask for any.
const printDPI = 150

// figure adds a picture or a chart with its caption.
func (c *composer) figure(b data.Block) {
	f := &doc.Figure{ID: c.id(), Pos: b.Pos}
	if len(b.Runs) > 0 {
		f.Caption = &doc.Paragraph{ID: c.id(), Style: doc.CaptionRole, Runs: numbered(c.runs(b.Runs))}
	}
	if b.Chart != nil {
		c.chart(f, b)
	} else if !c.picture(f, b) {
		return
	}
	c.add(f)
}

// picture places a picture: as large as it asks to be, at most as wide as the
// text and two thirds of the page high. One that could not be read, which only
// a draft can hold, leaves its caption.
func (c *composer) picture(f *doc.Figure, b data.Block) bool {
	image := b.Picture.Image
	if image == nil {
		if f.Caption != nil {
			c.add(f.Caption)
		}
		return false
	}
	if f.Alt = b.Picture.Alt; f.Alt == "" {
		f.Alt = b.Text()
	}
	width, height := image.NaturalSize(printDPI)
	f.Width, f.Height = width, height
	if most := c.doc.Page.TextWidth(); f.Width > most {
		f.Width, f.Height = most, height.MulDiv(int64(most), int64(width))
	}
	if most := c.doc.Page.TextHeight() * 2 / 3; f.Height > most {
		f.Width, f.Height = f.Width.MulDiv(int64(most), int64(f.Height)), most
	}
	f.Width, f.Height = max(f.Width, unit.Twip), max(f.Height, unit.Twip)
	if image.Drawing != nil {
		f.Drawing = image.Drawing.Scale(int64(f.Width), int64(width))
		f.Drawing.Width, f.Drawing.Height = f.Width, f.Height
		return true
	}
	f.Picture = image
	if dpi := unit.Length(image.Width) * unit.Inch / f.Width; dpi < printDPI {
		needed := int64(f.Width) * printDPI / int64(unit.Inch)
		c.problems.Add(diag.Warnf(b.Picture.Pos, "图片“%s”印出来每英寸只有 %d 个像素，会模糊", "the picture %q has only %d pixels per inch in print and will look coarse",
			b.Picture.File, dpi).WithHint("换用宽 %d 个像素以上的图片，或者把图片的分辨率设为 %d dpi 以上，印得小一些",
			"use one at least %d pixels wide, or set its resolution to %d dpi or more to print it smaller", needed+1, printDPI))
	}
	return true
}

// chart computes a chart's look.
func (c *composer) chart(f *doc.Figure, b data.Block) {
	style, _ := c.doc.Style(doc.ChartRole)
	f.Chart = c.chartData(b)
	if name, below := belowZero(f.Chart); below {
		c.problems.Add(diag.Errorf(b.Chart.Pos, "图表画不了小于零的数：%s", "a chart cannot show what is less than zero: %s", name).
			WithHint("用 rows、columns 选出其他的数", "choose other figures with rows and columns"))
		return
	}
	f.Drawing = chart.Draw(f.Chart, c.doc.Page.TextWidth(), style.Size, style.Leading)
	f.Width, f.Height = f.Drawing.Width, f.Drawing.Height
	if f.Alt = b.Chart.Alt; f.Alt == "" {
		f.Alt = told(f.Chart)
	}
	if f.Height > c.doc.Page.TextHeight()*9/10 {
		c.problems.Add(diag.Errorf(b.Chart.Pos, "图表太高，一页排不下", "the chart is higher than a page").
			WithHint("用 rows 选出较少的行", "choose fewer rows with rows"))
	}
}

func (c *composer) chartData(b data.Block) *doc.Chart {
	in := b.Chart
	out := &doc.Chart{Lines: in.Kind == data.Lines, Title: b.Text(), Unit: in.Unit, Categories: in.Categories}
	for _, s := range in.Series {
		series := doc.Series{Label: s.Label, Values: make([]doc.Value, len(s.Values))}
		for i, refs := range s.Values {
			n := c.report.ChartValue(in.Table, refs)
			series.Values[i] = doc.Value{Text: n.String(), Amount: n.Value()}
		}
		out.Series = append(out.Series, series)
	}
	return out
}

// belowZero names the first figure of a chart that is less than zero, as those
// of a signed type may be.
func belowZero(c *doc.Chart) (name string, found bool) {
	for _, s := range c.Series {
		for i, v := range s.Values {
			if v.Amount.IsNegative() {
				return c.Categories[i] + " · " + s.Label, true
			}
		}
	}
	return "", false
}

// told says in words what a chart shows, every value of it.
func told(c *doc.Chart) string {
	var b strings.Builder
	b.WriteString("柱形图：")
	if c.Lines {
		b.Reset()
		b.WriteString("折线图：")
	}
	b.WriteString(c.Title)
	for _, s := range c.Series {
		b.WriteString("。" + s.Label + "：")
		for i, name := range c.Categories {
			if i > 0 {
				b.WriteString("，")
			}
			b.WriteString(name + s.Values[i].Text + c.Unit)
		}
	}
	b.WriteString("。")
	return b.String()
}

// withFigureStyles adds the styles of figures to a style sheet that has none:
// captions and labels look like the notes under tables.
func withFigureStyles(d *doc.Document) {
	note, ok := d.Style(doc.NoteRole)
	if !ok {
		return
	}
	for _, role := range []string{doc.CaptionRole, doc.ChartRole} {
		if _, given := d.Style(role); !given {
			note.Role, note.Align, note.IndentChars, note.KeepNext = role, doc.Centred, 0, false
			d.Styles = append(d.Styles, note)
		}
	}
}
