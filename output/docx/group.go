package docx

import (
	"gongwen/internal/picture"
	"gongwen/layout/doc"
)

// group writes a drawing as a group of freeforms, wpg:wgp of [MS-DOCX] 2.7.
func (b *builder) group(w *xmlWriter, f *doc.Figure) {
	w.open("wpg:wgp", "xmlns:wpg", nsWPG, "xmlns:wps", nsWPS)
	w.leaf("wpg:cNvGrpSpPr")
	w.open("wpg:grpSpPr")
	transform(w, "a:xfrm", f.Width, f.Height, true)
	w.close("wpg:grpSpPr")
	for i := range f.Drawing.Shapes {
		s := &f.Drawing.Shapes[i]
		w.open("wps:wsp")
		w.leaf("wps:cNvPr", "id", decimal(i+1), "name", "图形 "+decimal(i+1))
		w.leaf("wps:cNvSpPr")
		w.open("wps:spPr")
		transform(w, "a:xfrm", f.Width, f.Height, false)
		geometry(w, s, f)
		solid(w, s.Fill)
		if s.Stroke != nil && s.Width > 0 {
			w.open("a:ln", "w", decimal(s.Width))
			solid(w, s.Stroke)
			w.leaf("a:round")
			w.close("a:ln")
		} else {
			w.open("a:ln")
			w.leaf("a:noFill")
			w.close("a:ln")
		}
		w.close("wps:spPr")
		w.leaf("wps:bodyPr")
		w.close("wps:wsp")
	}
	w.close("wpg:wgp")
}

// geometry writes the outline of a shape as a:custGeom (20.1.9.8) in the
// lengths of the figure.
func geometry(w *xmlWriter, s *picture.Shape, f *doc.Figure) {
	point := func(p picture.Point) { w.leaf("a:pt", "x", decimal(p.X), "y", decimal(p.Y)) }
	w.open("a:custGeom")
	w.leaf("a:avLst")
	w.leaf("a:gdLst")
	w.leaf("a:ahLst")
	w.leaf("a:cxnLst")
	w.leaf("a:rect", "l", "0", "t", "0", "r", "r", "b", "b")
	w.open("a:pathLst")
	w.open("a:path", "w", decimal(f.Width), "h", decimal(f.Height))
	for _, step := range s.Path {
		switch step.Op {
		case picture.Move:
			w.open("a:moveTo")
			point(step.To)
			w.close("a:moveTo")
		case picture.Line:
			w.open("a:lnTo")
			point(step.To)
			w.close("a:lnTo")
		case picture.Curve:
			w.open("a:cubicBezTo")
			point(step.C1)
			point(step.C2)
			point(step.To)
			w.close("a:cubicBezTo")
		case picture.Close:
			w.leaf("a:close")
		}
	}
	w.close("a:path")
	w.close("a:pathLst")
	w.close("a:custGeom")
}

// solid writes a fill of one colour or none (20.1.8.54, 20.1.8.44).
func solid(w *xmlWriter, c *picture.Color) {
	if c == nil {
		w.leaf("a:noFill")
		return
	}
	w.open("a:solidFill")
	w.leaf("a:srgbClr", "val", hex(c.R, c.G, c.B))
	w.close("a:solidFill")
}
