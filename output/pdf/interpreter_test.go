package pdf

import (
	"math"
	"strings"
	"testing"
)

// resource is a font as the file describes it.
type resource struct {
	dict, cid, descriptor dictObj
	widths                map[int]float64
	text                  map[int]string // ToUnicode
}

func (f *pdfFile) resources() map[nameObj]*resource {
	f.t.Helper()
	list := map[nameObj]*resource{}
	for name, o := range f.dict(f.dict(f.pages()[0]["Resources"])["Font"]) {
		r := &resource{dict: f.dict(o), widths: map[int]float64{}, text: map[int]string{}}
		r.cid = f.dict(f.array(r.dict["DescendantFonts"])[0])
		r.descriptor = f.dict(r.cid["FontDescriptor"])
		w := f.array(r.cid["W"])
		for i := 0; i < len(w); i += 2 {
			for k, width := range w[i+1].([]any) {
				r.widths[int(w[i].(float64))+k] = width.(float64)
			}
		}
		readToUnicode(f.t, f.get(r.dict["ToUnicode"]).(*streamObj).data, r.text)
		list[name] = r
	}
	return list
}

func (r *resource) width(code int) float64 {
	if w, ok := r.widths[code]; ok {
		return w
	}
	return r.cid["DW"].(float64)
}

func readToUnicode(t testing.TB, data []byte, text map[int]string) {
	t.Helper()
	s := &scanner{t: t, b: data}
	code := func(o any) int { c := o.(stringObj); return int(c[0])<<8 | int(c[1]) }
	var stack []any
	for o := s.next(); o != nil; o = s.next() {
		switch op := o.(type) {
		case opObj:
			switch op {
			case "endbfchar":
				if len(stack) > 2*perBlock {
					t.Errorf("bfchar block of %d entries", len(stack)/2)
				}
				for ; len(stack) > 0; stack = stack[2:] {
					text[code(stack[0])] = utf16Text(string(stack[1].(stringObj)))
				}
			case "endbfrange":
				if len(stack) > 3*perBlock {
					t.Errorf("bfrange block of %d entries", len(stack)/3)
				}
				for ; len(stack) > 0; stack = stack[3:] {
					lo, hi := code(stack[0]), code(stack[1])
					to := []byte(stack[2].(stringObj))
					if lo>>8 != hi>>8 || int(to[len(to)-1])+hi-lo > 255 {
						t.Errorf("range %x to %x at %x overflows its last byte", lo, hi, to)
					}
					for c := lo; c <= hi; c++ {
						text[c] = utf16Text(string(to))
						to[len(to)-1]++
					}
				}
			}
			stack = nil
		default:
			stack = append(stack, o)
		}
	}
}

// shown is a glyph that a reader draws.
type shown struct {
	font   nameObj
	code   int
	x, y   float64
	size   float64
	mode   float64
	stroke float64
	owner  int    // MCID, -1 for an artifact
	kind   string // structure type, or the type of the artifact
}

// drawing is what a reader makes of a content stream.
type drawing struct {
	glyphs []shown
	texts  map[int]string // extracted text by MCID
	kinds  map[int]string // tags by MCID
	rects  [][4]float64
}

// text is the extracted text of all elements in the order of the page.
func (d *drawing) text() string {
	var b strings.Builder
	for mcid := range len(d.kinds) {
		b.WriteString(d.texts[mcid])
	}
	return b.String()
}

// interpreter executes a content stream (ISO 32000-1 8, 9, 14.6).
type interpreter struct {
	t       testing.TB
	fonts   map[nameObj]*resource
	out     *drawing
	font    nameObj
	size    float64
	spacing float64
	mode    float64
	width   float64
	lineX   float64
	lineY   float64
	pen     float64
	inText  bool
	owner   int
	kind    string
	marked  int  // depth of marked content
	spoken  bool // inside a Span with ActualText
}

func (f *pdfFile) draw(page dictObj, fonts map[nameObj]*resource) *drawing {
	f.t.Helper()
	in := &interpreter{t: f.t, fonts: fonts, owner: -1, width: 1, out: &drawing{texts: map[int]string{}, kinds: map[int]string{}}}
	s := &scanner{t: f.t, b: f.get(page["Contents"]).(*streamObj).data}
	var stack []any
	for o := s.next(); o != nil; o = s.next() {
		if op, ok := o.(opObj); ok {
			in.do(string(op), stack)
			stack = nil
		} else {
			stack = append(stack, o)
		}
	}
	if in.inText || in.marked != 0 {
		f.t.Error("text object or marked content is left open")
	}
	return in.out
}

func (in *interpreter) do(op string, args []any) {
	in.t.Helper()
	num := func(i int) float64 { return args[i].(float64) }
	if strings.Contains(" Td TJ ET ", " "+op+" ") && !in.inText {
		in.t.Errorf("%s outside BT and ET", op)
	}
	switch op {
	case "BT":
		if in.inText {
			in.t.Error("nested BT")
		}
		in.inText, in.lineX, in.lineY = true, 0, 0
	case "ET":
		in.inText = false
	case "Tf":
		in.font, in.size = args[0].(nameObj), num(1)
	case "Tc":
		in.spacing = num(0)
	case "Tr":
		in.mode = num(0)
	case "w":
		in.width = num(0)
	case "Td":
		in.lineX, in.lineY, in.pen = in.lineX+num(0), in.lineY+num(1), 0
	case "TJ":
		in.show(args[0].([]any))
	case "re":
		if in.inText || in.marked == 0 {
			in.t.Error("a rectangle inside text or without a tag")
		}
		in.out.rects = append(in.out.rects, [4]float64{num(0), num(1), num(2), num(3)})
	case "BDC":
		in.begin(string(args[0].(nameObj)), args[1].(dictObj))
	case "EMC":
		in.marked--
		in.spoken = false
		if in.marked == 0 && in.inText {
			in.t.Error("marked content ends inside a text object that began in it")
		}
	case "g", "rg", "G", "RG", "f", "j":
	default:
		in.t.Errorf("operator %s", op)
	}
}

func (in *interpreter) begin(tag string, d dictObj) {
	in.marked++
	if in.marked != 1 || in.inText {
		in.t.Errorf("%s begins inside other content", tag)
	}
	if tag == "Artifact" {
		in.owner, in.kind = -1, string(d["Type"].(nameObj))
		return
	}
	in.owner, in.kind = int(d["MCID"].(float64)), tag
	if _, twice := in.out.kinds[in.owner]; twice {
		in.t.Errorf("MCID %d stands twice on a page", in.owner)
	}
	in.out.kinds[in.owner] = tag
	if _, in.spoken = d["ActualText"]; in.spoken {
		in.out.texts[in.owner] = str(d["ActualText"])
	}
}

func (in *interpreter) show(array []any) {
	if in.marked == 0 {
		in.t.Error("text without a tag")
	}
	f := in.fonts[in.font]
	for _, o := range array {
		if n, ok := o.(float64); ok {
			in.pen -= n / 1000 * in.size
			continue
		}
		codes := o.(stringObj)
		for ; len(codes) > 1; codes = codes[2:] {
			code := int(codes[0])<<8 | int(codes[1])
			in.out.glyphs = append(in.out.glyphs, shown{
				font: in.font, code: code, x: in.lineX + in.pen, y: in.lineY, size: in.size,
				mode: in.mode, stroke: in.width, owner: in.owner, kind: in.kind,
			})
			if text, ok := f.text[code]; !ok {
				in.t.Errorf("code %04X has no ToUnicode entry", code)
			} else if !in.spoken {
				in.out.texts[in.owner] += text
			}
			in.pen += f.width(code)/1000*in.size + in.spacing
		}
	}
}

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }
