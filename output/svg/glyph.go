package svg

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"sync"

	"gongwen/fonts"
)

// Glyphs keeps the outlines of glyphs as path data, so that the pages of one
// process have each converted once. It is safe for concurrent use. The zero
// Glyphs is empty.
type Glyphs struct {
	mutex sync.Mutex
	paths map[glyph]string
	marks map[*fonts.Face][sha256.Size]byte // by which names tell faces
}

// glyph is a glyph of a face.
type glyph struct {
	face *fonts.Face
	id   uint16
}

// maxKept is how many outlines are kept, some fifty megabytes of them; the
// characters of GB 2312 in three faces are half as many.
const maxKept = 50000

// path is the outline of a glyph in font units, y downwards (SVG 1.1 8.3).
func (g *Glyphs) path(of glyph) (string, error) {
	g.mutex.Lock()
	path, known := g.paths[of]
	g.mutex.Unlock()
	if known {
		return path, nil
	}
	var pen pathPen
	if err := of.face.Font.Draw(of.id, &pen); err != nil {
		return "", fmt.Errorf("svg: face %s: %w", of.face.ID, err)
	}
	path = string(pen.data)
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.paths == nil || len(g.paths) >= maxKept {
		g.paths = map[glyph]string{}
	}
	g.paths[of] = path
	return path, nil
}

// pathPen writes path data.
type pathPen struct{ data []byte }

func (p *pathPen) MoveTo(x, y float64)         { p.step('M', x, y) }
func (p *pathPen) LineTo(x, y float64)         { p.step('L', x, y) }
func (p *pathPen) QuadTo(cx, cy, x, y float64) { p.step('Q', cx, cy, x, y) }
func (p *pathPen) Close()                      { p.data = append(p.data, 'Z') }

func (p *pathPen) CurveTo(c1x, c1y, c2x, c2y, x, y float64) { p.step('C', c1x, c1y, c2x, c2y, x, y) }

// step writes a command with its places, rounded to whole font units: at the
// size of a title that is a hundredth of a millimetre.
func (p *pathPen) step(command byte, places ...float64) {
	p.data = append(p.data, command)
	for i, v := range places {
		if i%2 == 1 {
			v = -v
		}
		n := int64(v)
		switch d := v - float64(n); {
		case d >= 0.5:
			n++
		case d <= -0.5:
			n--
		}
		if i > 0 && n >= 0 {
			p.data = append(p.data, ' ')
		}
		p.data = strconv.AppendInt(p.data, n, 10)
	}
}
