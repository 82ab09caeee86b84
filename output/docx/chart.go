package docx

import (
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/chart"
	"gongwen/layout/doc"
)

// chartML is the content type of a chart part (ECMA-376-1 14.2.1).
const chartML = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

// chartPart adds a chart with the workbook that its figures can be edited in,
// and gives the relationship id.
func (b *builder) chartPart(c *doc.Chart) string {
	n := decimal(b.figures.count)
	id := "chart" + n
	book := part{
		name: "word/charts/workbook" + n + ".xlsx", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		relation: nsR + "/package", id: "rId1", data: b.workbook(c),
	}
	b.figures.media = append(b.figures.media, part{
		name: "word/charts/chart" + n + ".xml", contentType: chartML, relation: nsR + "/chart", id: id, data: b.chart(c),
	})
	b.figures.inner = append(b.figures.inner, relationships("word/charts/_rels/chart"+n+".xml.rels", []part{book}, nil, &b.diags), book)
	return id
}

// chart is c:chartSpace (21.2.2.29), its children in schema order.
func (b *builder) chart(c *doc.Chart) []byte {
	x := chartWriter{xmlWriter: newXML(&b.diags), chart: c, language: b.language()}
	style := b.style(doc.ChartRole, doc.Pos(nil))
	font := b.font(style.Font, style.Role)
	x.open("c:chartSpace", "xmlns:c", nsC, "xmlns:a", nsA, "xmlns:r", nsR)
	x.leaf("c:roundedCorners", "val", "0")
	x.open("c:chart")
	x.leaf("c:autoTitleDeleted", "val", "1")
	x.open("c:plotArea")
	x.leaf("c:layout")
	x.series()
	x.categoryAxis()
	x.valueAxis()
	x.close("c:plotArea")
	if len(c.Series) > 1 {
		x.open("c:legend")
		x.leaf("c:legendPos", "val", "t")
		x.leaf("c:overlay", "val", "0")
		x.close("c:legend")
	}
	x.leaf("c:plotVisOnly", "val", "1")
	x.leaf("c:dispBlanksAs", "val", "gap")
	x.close("c:chart")
	x.open("c:spPr")
	x.leaf("a:noFill")
	x.open("a:ln")
	x.leaf("a:noFill")
	x.close("a:ln")
	x.close("c:spPr")
	x.open("c:txPr")
	x.leaf("a:bodyPr")
	x.open("a:p")
	x.open("a:pPr")
	x.open("a:defRPr", "sz", decimal(style.Size.MulDiv(100, int64(unit.Point))))
	x.leaf("a:latin", "typeface", font.Latin)
	x.leaf("a:ea", "typeface", font.Name)
	x.close("a:defRPr")
	x.close("a:pPr")
	x.leaf("a:endParaRPr", "lang", b.language())
	x.close("a:p")
	x.close("c:txPr")
	x.open("c:externalData", "r:id", "rId1")
	x.leaf("c:autoUpdate", "val", "0")
	x.close("c:externalData")
	x.close("c:chartSpace")
	return x.Bytes
}

// Ids of the axes.
const (
	categoryAxis = "1"
	valueAxis    = "2"
)

type chartWriter struct {
	*xmlWriter
	chart    *doc.Chart
	language string
}

// series writes c:barChart (21.2.2.16) or c:lineChart (21.2.2.97).
func (x chartWriter) series() {
	name := "c:barChart"
	if x.chart.Lines {
		name = "c:lineChart"
	}
	x.open(name)
	switch {
	case x.chart.Lines:
		x.leaf("c:grouping", "val", "standard")
	case x.chart.Sideways:
		x.leaf("c:barDir", "val", "bar")
		x.leaf("c:grouping", "val", "clustered")
	default:
		x.leaf("c:barDir", "val", "col")
		x.leaf("c:grouping", "val", "clustered")
	}
	x.leaf("c:varyColors", "val", "0")
	for i := range x.chart.Series {
		x.one(i)
	}
	if x.chart.Lines {
		x.leaf("c:marker", "val", "1")
	} else {
		x.leaf("c:gapWidth", "val", "50")
	}
	x.leaf("c:axId", "val", categoryAxis)
	x.leaf("c:axId", "val", valueAxis)
	x.close(name)
}

// one writes the series c:ser (21.2.2.170, 21.2.2.171) of the workbook's column
// behind that of the categories.
func (x chartWriter) one(i int) {
	s := &x.chart.Series[i]
	column, index := columnName(i+1), decimal(i)
	last := decimal(len(x.chart.Categories) + 1)
	color := chart.Palette(i)
	x.open("c:ser")
	x.leaf("c:idx", "val", index)
	x.leaf("c:order", "val", index)
	x.open("c:tx")
	x.texts("Sheet1!$"+column+"$1", []string{s.Label})
	x.close("c:tx")
	x.look(color)
	if x.chart.Lines {
		x.open("c:marker")
		x.leaf("c:symbol", "val", [...]string{"square", "triangle", "diamond", "circle"}[i%4])
		x.leaf("c:size", "val", "6")
		x.filled(color)
		x.close("c:marker")
	} else {
		x.leaf("c:invertIfNegative", "val", "0")
	}
	if x.chart.Numbered {
		x.numbers()
	}
	x.open("c:cat")
	x.texts("Sheet1!$A$2:$A$"+last, x.chart.Categories)
	x.close("c:cat")
	x.open("c:val")
	x.open("c:numRef")
	x.element("c:f", "Sheet1!$"+column+"$2:$"+column+"$"+last)
	x.open("c:numCache")
	x.element("c:formatCode", "General")
	x.leaf("c:ptCount", "val", decimal(len(s.Values)))
	for n, v := range s.Values {
		x.open("c:pt", "idx", decimal(n))
		x.element("c:v", v.Amount.String())
		x.close("c:pt")
	}
	x.close("c:numCache")
	x.close("c:numRef")
	x.close("c:val")
	if x.chart.Lines {
		x.leaf("c:smooth", "val", "0")
	}
	x.close("c:ser")
}

func (x chartWriter) look(color picture.Color) {
	if !x.chart.Lines {
		x.filled(color)
		return
	}
	x.open("c:spPr")
	x.open("a:ln", "w", decimal(unit.Point*3/2))
	solid(x.xmlWriter, &color)
	x.leaf("a:round")
	x.close("a:ln")
	x.close("c:spPr")
}

// filled writes the fill of a bar or a mark, which has a thin outline.
func (x chartWriter) filled(color picture.Color) {
	x.open("c:spPr")
	solid(x.xmlWriter, &color)
	x.open("a:ln", "w", decimal(unit.Point/2))
	solid(x.xmlWriter, &picture.Color{})
	x.close("a:ln")
	x.close("c:spPr")
}

// numbers writes the numbers at the values, c:dLbls (21.2.2.49).
func (x chartWriter) numbers() {
	position := "outEnd"
	if x.chart.Lines {
		position = "t"
	}
	x.open("c:dLbls")
	x.leaf("c:dLblPos", "val", position)
	x.leaf("c:showLegendKey", "val", "0")
	x.leaf("c:showVal", "val", "1")
	x.leaf("c:showCatName", "val", "0")
	x.leaf("c:showSerName", "val", "0")
	x.leaf("c:showPercent", "val", "0")
	x.leaf("c:showBubbleSize", "val", "0")
	x.close("c:dLbls")
}

// texts writes a c:strRef (21.2.2.201) with what the cells hold.
func (x chartWriter) texts(cells string, values []string) {
	x.open("c:strRef")
	x.element("c:f", cells)
	x.open("c:strCache")
	x.leaf("c:ptCount", "val", decimal(len(values)))
	for i, v := range values {
		x.open("c:pt", "idx", decimal(i))
		x.element("c:v", v)
		x.close("c:pt")
	}
	x.close("c:strCache")
	x.close("c:strRef")
}

// categoryAxis writes c:catAx (21.2.2.25). Bars that lie begin at the top.
func (x chartWriter) categoryAxis() {
	orientation, position := "minMax", "b"
	if x.chart.Sideways {
		orientation, position = "maxMin", "l"
	}
	x.open("c:catAx")
	x.axis(categoryAxis, orientation, position, false)
	x.leaf("c:numFmt", "formatCode", "General", "sourceLinked", "0")
	x.ticks()
	x.open("c:txPr") // names stand upright and are broken into lines
	x.leaf("a:bodyPr", "rot", "0", "vert", "horz")
	x.open("a:p")
	x.leaf("a:endParaRPr", "lang", x.language)
	x.close("a:p")
	x.close("c:txPr")
	x.leaf("c:crossAx", "val", valueAxis)
	x.leaf("c:crosses", "val", "autoZero")
	x.leaf("c:auto", "val", "1")
	x.leaf("c:lblAlgn", "val", "ctr")
	x.leaf("c:lblOffset", "val", "100")
	x.leaf("c:noMultiLvlLbl", "val", "1")
	x.close("c:catAx")
}

// valueAxis writes c:valAx (21.2.2.226).
func (x chartWriter) valueAxis() {
	position, crosses := "l", "autoZero"
	if x.chart.Sideways {
		position, crosses = "b", "max"
	}
	x.open("c:valAx")
	x.axis(valueAxis, "minMax", position, true)
	x.leaf("c:numFmt", "formatCode", "General", "sourceLinked", "0")
	x.ticks()
	x.leaf("c:crossAx", "val", categoryAxis)
	x.leaf("c:crosses", "val", crosses)
	x.leaf("c:crossBetween", "val", "between")
	x.leaf("c:majorUnit", "val", x.chart.Step.String())
	x.close("c:valAx")
}

// axis writes what both axes begin with; the one of values has a grid and says
// the unit.
func (x chartWriter) axis(id, orientation, position string, values bool) {
	x.leaf("c:axId", "val", id)
	x.open("c:scaling")
	x.leaf("c:orientation", "val", orientation)
	if values {
		x.leaf("c:max", "val", x.chart.Top.String())
		x.leaf("c:min", "val", "0")
	}
	x.close("c:scaling")
	x.leaf("c:delete", "val", "0")
	x.leaf("c:axPos", "val", position)
	if !values {
		return
	}
	x.open("c:majorGridlines")
	x.open("c:spPr")
	x.open("a:ln", "w", decimal(unit.Point/2))
	solid(x.xmlWriter, &picture.Color{R: 0xD0, G: 0xD0, B: 0xD0})
	x.close("a:ln")
	x.close("c:spPr")
	x.close("c:majorGridlines")
	if x.chart.Unit == "" {
		return
	}
	x.open("c:title")
	x.open("c:tx")
	x.open("c:rich")
	x.leaf("a:bodyPr")
	x.open("a:p")
	x.open("a:pPr")
	x.leaf("a:defRPr", "b", "0")
	x.close("a:pPr")
	x.open("a:r")
	x.leaf("a:rPr", "b", "0")
	x.element("a:t", "单位："+x.chart.Unit)
	x.close("a:r")
	x.close("a:p")
	x.close("c:rich")
	x.close("c:tx")
	x.leaf("c:overlay", "val", "0")
	x.close("c:title")
}

func (x chartWriter) ticks() {
	x.leaf("c:majorTickMark", "val", "none")
	x.leaf("c:minorTickMark", "val", "none")
	x.leaf("c:tickLblPos", "val", "nextTo")
}
