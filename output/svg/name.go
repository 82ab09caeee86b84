package svg

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"

	"gongwen/fonts"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Name stands for what Page makes of a page, and costs a small part of it: pages of one
// name are one picture, in every process that has the same face files. It is hexadecimal.
func (g *Glyphs) Name(page *frame.Page) (string, error) {
	n := namer{glyphs: g, out: make([]byte, 0, 32<<10)}
	n.lengths(page.Width, page.Height)
	for _, item := range page.Items {
		if err := n.item(item); err != nil {
			return "", err
		}
	}
	sum := sha256.Sum256(n.out)
	const enough = 12 // bytes
	return hex.EncodeToString(sum[:enough]), nil
}

// namer writes down all that a picture of a page depends on.
type namer struct {
	glyphs *Glyphs
	out    []byte
	face   *fonts.Face // the latest one, and its mark
	mark   [sha256.Size]byte
}

// The kinds of items, each of which says how long it is, so that no two pages read alike.
const (
	nameText byte = iota + 1
	nameRule
	nameFill
	nameImage
	nameDrawing
	nameShape
)

func (n *namer) item(item frame.Item) error {
	switch it := item.(type) {
	case *frame.Text:
		return n.text(it)
	case *frame.Rule:
		n.begin(nameRule)
		n.lengths(it.X1, it.Y1, it.X2, it.Y2, it.Width)
		n.color(it.Color)
	case *frame.Fill:
		n.begin(nameFill)
		n.lengths(it.X, it.Y, it.Width, it.Height)
		n.color(it.Color)
	case *frame.Image:
		n.begin(nameImage)
		n.lengths(it.X, it.Y, it.Width, it.Height)
		n.bytes([]byte(it.Picture.MediaType))
		sum := sha256.Sum256(it.Picture.Data)
		n.out = append(n.out, sum[:]...)
	case *frame.Drawing:
		n.begin(nameDrawing)
		n.lengths(it.X, it.Y)
		n.count(len(it.Drawing.Shapes))
		for i := range it.Drawing.Shapes {
			n.shape(&it.Drawing.Shapes[i])
		}
	case *frame.Link: // a picture leads nowhere
	default:
		return fmt.Errorf("svg: cannot draw %T", item)
	}
	return nil
}

func (n *namer) text(t *frame.Text) error {
	if t.Face == nil || t.Face.Font == nil {
		return fmt.Errorf("svg: text %q has no face", t.String)
	}
	if n.face != t.Face {
		n.face, n.mark = t.Face, n.glyphs.markOf(t.Face)
	}
	n.begin(nameText)
	n.out = append(n.out, n.mark[:]...)
	n.lengths(t.X, t.Y, t.Size, t.Embolden)
	n.color(t.Color)
	n.flag(t.Down)
	n.count(len(t.Glyphs))
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		n.out = binary.LittleEndian.AppendUint16(n.out, g.ID)
		n.lengths(g.Advance, g.Shift)
	}
	return nil
}

func (n *namer) shape(s *picture.Shape) {
	n.begin(nameShape)
	n.flag(s.EvenOdd)
	n.lengths(s.Width)
	for _, paint := range []*picture.Color{s.Fill, s.Stroke} {
		n.flag(paint != nil)
		if paint != nil {
			n.color(doc.Color(*paint))
		}
	}
	n.count(len(s.Path))
	for _, step := range s.Path {
		n.out = append(n.out, byte(step.Op))
		n.lengths(step.C1.X, step.C1.Y, step.C2.X, step.C2.Y, step.To.X, step.To.Y)
	}
}

func (n *namer) begin(kind byte) { n.out = append(n.out, kind) }

func (n *namer) lengths(all ...unit.Length) {
	for _, l := range all {
		n.out = binary.LittleEndian.AppendUint64(n.out, uint64(l)) //nolint:gosec // all bits of it
	}
}

func (n *namer) count(c int) { n.out = binary.AppendUvarint(n.out, uint64(max(0, c))) }

func (n *namer) bytes(b []byte) {
	n.count(len(b))
	n.out = append(n.out, b...)
}

func (n *namer) color(c doc.Color) { n.out = append(n.out, c.R, c.G, c.B) }

func (n *namer) flag(is bool) {
	b := byte(0)
	if is {
		b = 1
	}
	n.out = append(n.out, b)
}

// markOf tells a face from every other one: by its id, and by the beginning of its file,
// where the sums of its tables stand (OpenType, table directory). Of a collection the
// beginning names all faces.
func (g *Glyphs) markOf(face *fonts.Face) [sha256.Size]byte {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if mark, known := g.marks[face]; known {
		return mark
	}
	const beginning = 64 << 10 // of a collection that shares its glyphs too, with all its directories
	n := namer{}
	n.bytes([]byte(face.ID))
	n.count(len(face.Data))
	n.bytes(face.Data[:min(len(face.Data), beginning)])
	if g.marks == nil {
		g.marks = map[*fonts.Face][sha256.Size]byte{}
	}
	mark := sha256.Sum256(n.out)
	g.marks[face] = mark
	return mark
}
