package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

const nsSVG = "http://www.w3.org/2000/svg"

// looksLikeSVG reports whether data is meant to be SVG.
func looksLikeSVG(data []byte) bool {
	head := data[:min(len(data), 4096)]
	return bytes.Contains(head, []byte("<svg")) || bytes.Contains(head, []byte(":svg"))
}

// readSVG reads the part of SVG 1.1 that every format of documents can show as
// outlines: svg, g, path, rect, circle, ellipse, line, polyline and polygon with
// transforms, filled and stroked in plain colours. Whatever else would be seen
// is refused by name and never left out silently.
func readSVG(data []byte) (*Picture, error) {
	r := &svgReader{decoder: xml.NewDecoder(bytes.NewReader(data))}
	for {
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) && r.drawing != nil {
			break
		}
		if err != nil {
			return nil, damaged(incomplete(err))
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if r.drawing != nil {
			return nil, faultf("SVG 图片里并列着 <%s> 和 <%s>，只能有一个根元素", "<%s> and <%s> stand side by side in the SVG picture; it may have one root element", "svg", start.Name.Local)
		}
		if start.Name.Local != "svg" || start.Name.Space != nsSVG && start.Name.Space != "" {
			return nil, faultf("这个文件不是 SVG 图片", "the file is no SVG picture")
		}
		if err := r.root(start); err != nil {
			return nil, damaged(err)
		}
	}
	if len(r.drawing.Shapes) == 0 {
		return nil, faultf("SVG 图片里没有图形", "the SVG picture shows nothing")
	}
	return &Picture{MediaType: SVG, Drawing: r.drawing}, nil
}

func incomplete(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// refused says that a picture has what cannot be shown.
func refused(zh, en string, args ...any) error {
	return (&Fault{Message: diag.T(zh, en, args...)}).
		withHint("在绘图程序里把文字、渐变等转为普通的轮廓，或另存为 300 dpi 的 PNG", "turn text, gradients and the like into plain outlines, or save it as PNG with 300 dpi")
}

type svgReader struct {
	decoder *xml.Decoder
	drawing *Drawing
	steps   int
}

// context is what an element hands down to those inside it.
type context struct {
	paint
	matrix
	depth int
}

// root reads the outermost element. Its lengths without a unit are CSS pixels,
// 96 an inch.
func (r *svgReader) root(start xml.StartElement) error {
	a := attributes(start)
	box, err := viewBox(a["viewBox"])
	if err != nil {
		return err
	}
	width, err := svgLength(a["width"], box[2])
	if err != nil {
		return err
	}
	height, err := svgLength(a["height"], box[3])
	if err != nil {
		return err
	}
	if box[2] == 0 {
		box = [4]float64{0, 0, width, height}
	}
	const pixel = float64(unit.Inch) / 96
	r.drawing = &Drawing{Width: emu(width * pixel), Height: emu(height * pixel)}
	if most := max(r.drawing.Width, r.drawing.Height); most <= 0 || most > maxSVGSide || r.drawing.Width <= 0 || r.drawing.Height <= 0 || box[2] <= 0 || box[3] <= 0 {
		return faultf("SVG 图片没有大小，或者边长超过 %d 米", "the SVG picture has no size or is longer than %d m", int64(maxSVGSide/(1000*unit.Millimetre)))
	}
	scale := min(width/box[2], height/box[3]) * pixel // preserveAspectRatio: xMidYMid meet
	c := context{paint: initialPaint()}
	c.matrix = matrix{
		scale, 0, 0, scale,
		(width*pixel-float64(box[2]*scale))/2 - float64(box[0]*scale),
		(height*pixel-float64(box[3]*scale))/2 - float64(box[1]*scale),
	}
	if err := c.apply(a); err != nil {
		return err
	}
	return r.children(c)
}

// attributes are an element's, those of its style attribute over the others.
func attributes(start xml.StartElement) map[string]string {
	a := make(map[string]string, len(start.Attr))
	for _, at := range start.Attr {
		if at.Name.Space == "" {
			a[at.Name.Local] = strings.TrimSpace(at.Value)
		}
	}
	for declaration := range strings.SplitSeq(a["style"], ";") {
		if name, value, ok := strings.Cut(declaration, ":"); ok {
			value, _, _ = strings.Cut(value, "!")
			a[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	return a
}

// children reads up to the end of the element that was begun.
func (r *svgReader) children(c context) error {
	if c.depth++; c.depth > maxSVGDepth {
		return faultf("SVG 图片里套了 %d 层以上", "the SVG picture is nested deeper than %d", maxSVGDepth)
	}
	for {
		token, err := r.decoder.Token()
		if err != nil {
			return incomplete(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := r.element(c, t); err != nil {
				return err
			}
		}
	}
}

func (r *svgReader) element(c context, start xml.StartElement) error {
	if start.Name.Space != nsSVG && start.Name.Space != "" {
		return r.decoder.Skip() // an editor's own notes
	}
	a := attributes(start)
	name := start.Name.Local
	switch name {
	case "title", "desc", "metadata":
		return r.decoder.Skip()
	case "defs":
		return r.decoder.Skip() // what refers to it is refused
	case "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon":
	default:
		return refused("SVG 图片里的 <%s> 不能用", "<%s> in an SVG picture cannot be used", name)
	}
	if a["display"] == "none" {
		return r.decoder.Skip()
	}
	if err := c.apply(a); err != nil {
		return err
	}
	if name == "g" {
		return r.children(c)
	}
	p := pathBuilder{matrix: c.matrix}
	if err := p.outline(name, a); err != nil {
		return err
	}
	if r.steps += len(p.steps); r.steps > maxSVGSteps {
		return faultf("SVG 图片太复杂，线段超过 %d 段", "the SVG picture has more than %d segments", maxSVGSteps).
			withHint("另存为 300 dpi 的 PNG", "save it as PNG with 300 dpi")
	}
	s := Shape{Path: p.steps, EvenOdd: c.evenOdd, Width: emu(c.strokeWidth * c.matrix.scale())}
	if name != "line" {
		s.Fill = c.fill
	}
	if s.Width > 0 {
		s.Stroke = c.stroke
	}
	if len(s.Path) > 0 && (s.Fill != nil || s.Stroke != nil) && !c.hidden {
		r.drawing.Shapes = append(r.drawing.Shapes, s)
	}
	return r.decoder.Skip()
}

// emu rounds a length to a hundredth of a point: finer differences are not seen,
// and may come out otherwise on another processor.
func emu(l float64) unit.Length {
	const step = unit.Point / 100
	n := math.Round(l / float64(step))
	if math.IsNaN(n) || math.Abs(n) > 1e9 {
		return 0
	}
	return unit.Length(n) * step
}
