package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

// Sample documents: pages set by a few lines of code in the real faces, so that
// the writer is tested without the layout.

const (
	songTitle = "NotoSerifSC-Bold"
	hei       = "NotoSansSC-Medium"
	kai       = "LXGWWenKai-Light"
	fang      = "FandolFang-Regular"
	latin     = "LiberationSerif-Regular"
)

// setter sets text on pages, one line after the other.
type setter struct {
	t     testing.TB
	faces map[string]*fonts.Face
	doc   *doc.Document
	pages []frame.Page
	y     unit.Length // baseline of the next line
	ids   doc.NodeID
}

const (
	pt       = unit.Point
	sampleX  = 28 * unit.Millimetre
	samplePt = 28950 * pt / 1000
)

func newSetter(t testing.TB) *setter {
	s := &setter{t: t, faces: map[string]*fonts.Face{}}
	for _, id := range []string{songTitle, hei, kai, fang, latin} {
		s.faces[id] = loadFace(t, id)
	}
	s.doc = &doc.Document{
		Meta: doc.Meta{
			Title: "洪泽区2021年度政府信息公开工作年度报告", Author: "淮安市洪泽区人民政府", Subject: "年度报告 <2021> & 附表",
			Keywords: []string{"政府信息公开", "annual report"}, Lang: "zh-CN",
			Created: time.Date(2022, 1, 21, 9, 30, 0, 0, time.FixedZone("CST", 8*3600)),
		},
		Page: doc.PageStyle{
			Width: 210 * unit.Millimetre, Height: 297 * unit.Millimetre,
			Top: 37 * unit.Millimetre, Left: sampleX, Right: 26 * unit.Millimetre, Bottom: 35 * unit.Millimetre,
		},
	}
	s.newPage()
	return s
}

func loadFace(t testing.TB, id string) *fonts.Face {
	t.Helper()
	paths, err := filepath.Glob("../../fonts/files/" + id + ".*")
	if err != nil || len(paths) != 1 {
		t.Fatalf("font file %s: %v, %v", id, paths, err)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return &fonts.Face{ID: id, Font: f, Data: data}
}

func (s *setter) node() doc.NodeID {
	s.ids++
	return s.ids
}

func (s *setter) page() *frame.Page { return &s.pages[len(s.pages)-1] }

func (s *setter) add(items ...frame.Item) {
	s.page().Items = append(s.page().Items, items...)
}

func (s *setter) newPage() {
	p := s.doc.Page
	s.pages = append(s.pages, frame.Page{Width: p.Width, Height: p.Height, Number: len(s.pages) + 1})
	s.y = p.Top + samplePt
}

// look is how text is set.
type look struct {
	face     string
	size     unit.Length
	tracking unit.Length
	bold     bool
	color    doc.Color
	artifact frame.Artifact
}

var body = look{face: fang, size: 16 * pt, tracking: -2629}

// put sets text at x on the current line, in pieces of one face, and gives where it ends.
func (s *setter) put(l look, x unit.Length, node doc.NodeID, text string) unit.Length {
	s.t.Helper()
	var item *frame.Text
	for i, r := range text {
		face := s.faceFor(l, r)
		if item == nil || item.Face != face {
			item = &frame.Text{X: x, Y: s.y, Face: face, Size: l.size, Color: l.color, Node: node, Artifact: l.artifact}
			if l.bold {
				item.Embolden = l.size.MulDiv(28, 1000)
			}
			s.add(item)
		}
		gid := face.Font.GlyphIndex(r)
		advance := l.size.MulDiv(int64(face.Font.Advance(gid)), int64(face.Font.UnitsPerEm()))
		g := frame.Glyph{ID: gid, Advance: advance, Start: len(item.String)}
		if advance == l.size {
			g.Advance += l.tracking
		}
		if strings.ContainsRune("（《“", r) {
			g.Shift = -l.size / 2
			g.Advance -= l.size / 2
		} else if strings.ContainsRune("）》”", r) {
			g.Advance -= l.size / 2
		}
		item.String += text[i : i+utf8.RuneLen(r)]
		g.End = len(item.String)
		item.Glyphs = append(item.Glyphs, g)
		x += g.Advance
	}
	return x
}

func (s *setter) faceFor(l look, r rune) *fonts.Face {
	if r < 0x250 && s.faces[latin].Font.GlyphIndex(r) != 0 {
		return s.faces[latin]
	}
	for _, id := range []string{l.face, kai, hei, songTitle} {
		if s.faces[id].Font.GlyphIndex(r) != 0 {
			return s.faces[id]
		}
	}
	s.t.Fatalf("no sample face has %q", r)
	return nil
}

// lines sets text in lines of n characters and goes on to the next page at the end of one.
func (s *setter) lines(l look, node doc.NodeID, text string, n int) {
	for runes := []rune(text); len(runes) > 0; {
		k := min(n, len(runes))
		s.put(l, sampleX, node, string(runes[:k]))
		runes = runes[k:]
		s.advance()
	}
}

func (s *setter) advance() {
	s.y += samplePt
	if s.y > s.doc.Page.Height-s.doc.Page.Bottom {
		s.newPage()
	}
}

func (s *setter) block(b doc.Block) { s.doc.Body = append(s.doc.Body, b) }

func (s *setter) title(lines ...string) {
	b := &doc.Title{ID: s.node()}
	for _, line := range lines {
		b.Lines = append(b.Lines, []doc.Run{{Text: line}})
		s.put(look{face: songTitle, size: 22 * pt}, sampleX+30*pt, b.ID, line)
		s.advance()
	}
	s.block(b)
}

func (s *setter) heading(level int, number, text string) *doc.Heading {
	b := &doc.Heading{ID: s.node(), Level: level, Number: number, Runs: []doc.Run{{Text: text}}}
	face := hei
	if level == 2 {
		face = kai
	}
	s.put(look{face: face, size: 16 * pt, tracking: body.tracking}, sampleX+32*pt, b.ID, number+text)
	s.advance()
	s.block(b)
	return b
}

func (s *setter) paragraph(text string) *doc.Paragraph {
	b := &doc.Paragraph{ID: s.node(), Style: "body", Runs: []doc.Run{{Text: text}}}
	s.lines(body, b.ID, text, 28)
	s.block(b)
	return b
}

// linked sets a paragraph on one line with a link between two pieces of text.
func (s *setter) linked(before, text, target, after string) *doc.Paragraph {
	b := &doc.Paragraph{ID: s.node(), Style: "body"}
	link := s.node()
	b.Runs = []doc.Run{{Text: before}, {ID: link, Text: text, Link: target}, {Text: after}}
	x := s.put(body, sampleX, b.ID, before)
	end := s.put(look{face: fang, size: 16 * pt, color: doc.Color{B: 180}}, x, link, text)
	s.add(&frame.Link{X: x, Y: s.y - 14*pt, Width: end - x, Height: 18 * pt, Target: target, Node: link, Text: "打开" + text})
	s.put(body, end, b.ID, after)
	s.advance()
	s.block(b)
	return b
}

// table sets a table of two head rows and n rows of figures below a band, drawn
// over a page end if need be, with the head said again there.
func (s *setter) table(n int) *doc.Table {
	t := &doc.Table{ID: s.node(), Title: "收到和处理政府信息公开申请情况", Widths: []unit.Length{140 * pt, 150 * pt, 150 * pt}, HeadRows: 2}
	cell := func(row, col, rows, cols int, role doc.CellRole, text string, headers ...doc.NodeID) doc.Cell {
		c := doc.Cell{ID: s.node(), Row: row, Col: col, RowSpan: rows, ColSpan: cols, Role: role, Headers: headers}
		if text != "" {
			c.Runs = []doc.Run{{Text: text}}
		}
		return c
	}
	corner := cell(0, 0, 2, 1, doc.Head, "项目")
	who := cell(0, 1, 1, 2, doc.Head, "申请人情况")
	natural := cell(1, 1, 1, 1, doc.Head, "自然人", who.ID)
	legal := cell(1, 2, 1, 1, doc.Head, "法人", who.ID)
	band := cell(2, 0, 1, 3, doc.Band, "三、本年度办理结果")
	t.Rows = []doc.Row{
		{ID: s.node(), Cells: []doc.Cell{corner, who}}, {ID: s.node(), Cells: []doc.Cell{natural, legal}}, {ID: s.node(), Cells: []doc.Cell{band}},
	}
	for i := range n {
		stub := cell(3+i, 0, 1, 1, doc.Stub, "（"+string([]rune("一二三四五六七八九十")[i%10])+"）予以公开", band.ID)
		a := cell(3+i, 1, 1, 1, doc.Number, "1205", who.ID, natural.ID, band.ID, stub.ID)
		b := cell(3+i, 2, 1, 1, doc.Number, "", who.ID, legal.ID, band.ID, stub.ID)
		t.Rows = append(t.Rows, doc.Row{ID: s.node(), Cells: []doc.Cell{stub, a, b}})
	}
	page := len(s.pages)
	for i, row := range t.Rows {
		if i >= t.HeadRows && len(s.pages) > page {
			page = len(s.pages)
			for _, head := range t.Rows[:t.HeadRows] {
				s.row(t, head, frame.Pagination)
			}
		}
		s.row(t, row, frame.Content)
	}
	s.block(t)
	return t
}

func (s *setter) row(t *doc.Table, row doc.Row, artifact frame.Artifact) {
	top, bottom := s.y-20*pt, s.y-20*pt+samplePt
	for _, c := range row.Cells {
		x := sampleX
		for _, w := range t.Widths[:c.Col] {
			x += w
		}
		width := unit.Length(0)
		for _, w := range t.Widths[c.Col : c.Col+c.ColSpan] {
			width += w
		}
		if c.Role == doc.Band {
			s.add(&frame.Fill{X: x, Y: top, Width: width, Height: bottom - top, Color: doc.Color{R: 217, G: 226, B: 243}})
		}
		s.add(&frame.Rule{X1: x, Y1: top, X2: x + width, Y2: top, Width: pt / 2},
			&frame.Rule{X1: x, Y1: top, X2: x, Y2: bottom, Width: pt / 2})
		s.put(look{face: fang, size: 12 * pt, bold: c.Role == doc.Head, artifact: artifact}, x+4*pt, c.ID, doc.Text(c.Runs))
	}
	s.advance()
}

// input ends the document: page numbers on every page.
func (s *setter) input() output.Input {
	for i := range s.pages {
		p := &s.pages[i]
		keep, y := s.pages, s.y
		s.pages, s.y = s.pages[:i+1], p.Height-s.doc.Page.Bottom+7*unit.Millimetre+12*pt
		s.put(look{face: songTitle, size: 14 * pt, artifact: frame.Pagination}, sampleX+380*pt, 0, "— "+string(rune('0'+p.Number%10))+" —")
		s.pages, s.y = keep, y
	}
	return output.Input{Doc: s.doc, Pages: s.pages}
}

// sample is a document with everything the writer knows.
func sample(t testing.TB) output.Input {
	s := newSetter(t)
	s.title("洪泽区2021年度", "政府信息公开工作年度报告")
	s.heading(1, "一、", "总体情况")
	s.paragraph(prose)
	s.heading(2, "（一）", "主动公开")
	s.paragraph("“三全一稳定”工作（试行）见《公开条例》。𬒈𫚖两镇，Wave AV To 2,345.5％。" + prose)
	s.linked("本报告电子版可在", "政府门户网站（hongze.gov.cn）", "https://www.hongze.gov.cn/年报?a=(1)", "下载。")
	s.heading(1, "二、", "收到和处理政府信息公开申请情况")
	s.table(24)
	s.linked("", "附表", "https://www.hongze.gov.cn/2.xlsx", "")
	s.heading(2, "（一）", "说明")
	s.heading(3, "1.", "口径")
	last := s.paragraph(strings.Repeat(prose, 3))
	s.page().Seal = &frame.SealRoom{X: 100 * unit.Millimetre, Y: 200 * unit.Millimetre, Size: 42 * unit.Millimetre, Node: last.ID}
	return s.input()
}

const prose = "2021年，本区认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，" +
	"围绕群众关切，深化重点领域信息公开，全年主动公开政府信息3511条，其中规范性文件12件，办理依申请公开86件，" +
	"按时答复率100%，未发生因信息公开引起的行政复议、行政诉讼。"
