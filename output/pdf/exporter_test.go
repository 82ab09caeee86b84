package pdf

import (
	"bytes"
	"errors"
	"strings"
	"sync"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

func export(t testing.TB, in output.Input) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := New(Options{}).Export(&out, in); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestSameInputSameBytes(t *testing.T) {
	in := sample(t)
	want := export(t, in)
	e := New(Options{})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var out bytes.Buffer
			if err := e.Export(&out, in); err != nil {
				t.Error(err)
			} else if !bytes.Equal(out.Bytes(), want) {
				t.Error("another export differs")
			}
		})
	}
	wait.Wait()
	if !bytes.Equal(export(t, sample(t)), want) {
		t.Error("the same document made again differs")
	}
}

func TestIDFollowsTheContent(t *testing.T) {
	id := func(in output.Input) string {
		list := openPDF(t, export(t, in)).trailer["ID"].([]any)
		if len(list) != 2 || list[0] != list[1] || len(list[0].(stringObj)) != 16 {
			t.Errorf("ID %v", list)
		}
		return string(list[0].(stringObj))
	}
	in := sample(t)
	first := id(in)
	in.Doc.Meta.Title += "（修订）"
	if id(in) == first {
		t.Error("another title, the same ID")
	}
}

func TestErrors(t *testing.T) {
	text := func(s *setter, change func(*frame.Text)) {
		item := &frame.Text{X: 90 * pt, Y: 200 * pt, Face: s.faces[fang], Size: 16 * pt, Node: 1, String: "一", Glyphs: []frame.Glyph{{ID: 900, Advance: 16 * pt, End: 3}}}
		change(item)
		s.add(item)
	}
	for _, c := range []struct {
		name string
		make func(s *setter)
		want string
		diag bool // whether the user can mend it
	}{
		{"no title", func(s *setter) { s.doc.Meta.Title = " \n" }, "文档没有标题", true},
		{"no language", func(s *setter) { s.doc.Meta.Lang = "" }, "文档没有标明语言", true},
		{"a heading level is left out", func(s *setter) { s.heading(1, "一、", "总体情况"); s.heading(3, "1.", "口径") }, "缺第 2 级标题", true},
		{"the first heading is of level 2", func(s *setter) { s.heading(2, "", "口径") }, "缺第 1 级标题", true},
		{"a heading of level 7", func(s *setter) { s.heading(7, "", "口径") }, "第 1 至 6 级", true},
		{"a missing glyph", func(s *setter) {
			s.doc.Body[0].(*doc.Paragraph).Runs = []doc.Run{{Text: "一", Pos: diag.Pos{File: "report.yaml", Line: 31, Col: 14}}}
			text(s, func(t *frame.Text) { t.Glyphs[0].ID = 0 })
		}, "report.yaml:31:14: 错误: 字体 FandolFang-Regular 没有“一”的字形", true},
		{"an image without a picture", func(s *setter) { s.add(&frame.Image{}) }, "page 1: an image without a picture", false},
		{"a picture of a paragraph", func(s *setter) {
			s.add(&frame.Image{Node: 1, Picture: &picture.Picture{MediaType: picture.PNG, Width: 1, Height: 1}})
		}, "which is no figure", false},
		{"a drawing of a paragraph", func(s *setter) { s.add(&frame.Drawing{Node: 1, Drawing: &picture.Drawing{}}) }, "which is no figure", false},
		{"a picture of no known type", func(s *setter) {
			p := &picture.Picture{MediaType: "image/gif", Width: 1, Height: 1}
			f := &doc.Figure{ID: s.node(), Alt: "图", Picture: p}
			s.block(f)
			s.add(&frame.Image{Node: f.ID, Picture: p})
		}, "image/gif", false},
		{"a slanted rule", func(s *setter) { s.add(&frame.Rule{X2: pt, Y2: pt}) }, "neither horizontal nor vertical", false},
		{"text of an unknown node", func(s *setter) { text(s, func(t *frame.Text) { t.Node = 99 }) }, "node 99", false},
		{"a link of a paragraph", func(s *setter) { s.add(&frame.Link{Node: 1, Target: "https://a.cn"}) }, "no link of the document", false},
		{"text without a face", func(s *setter) { text(s, func(t *frame.Text) { t.Face = nil }) }, "has no face", false},
		{"text without a size", func(s *setter) { text(s, func(t *frame.Text) { t.Size = 0 }) }, "has size 0pt", false},
		{"a glyph beyond the face", func(s *setter) { text(s, func(t *frame.Text) { t.Glyphs[0].ID = 65000 }) }, "has no glyph 65000", false},
		{"a glyph for no text", func(s *setter) { text(s, func(t *frame.Text) { t.Glyphs[0].End = 0 }) }, "stands for bytes 0 to 0", false},
		{"a glyph for text past the end", func(s *setter) { text(s, func(t *frame.Text) { t.Glyphs[0].End = 4 }) }, "stands for bytes 0 to 4", false},
		{"a node twice", func(s *setter) { s.block(&doc.Paragraph{ID: 1}) }, "node id 1", false},
		{"a header that is no cell", func(s *setter) {
			s.block(&doc.Table{ID: s.node(), Rows: []doc.Row{{Cells: []doc.Cell{{ID: s.node(), Role: doc.Number, Headers: []doc.NodeID{1}}}}}})
		}, "names 1 as its header", false},
		{"more head rows than rows", func(s *setter) { s.block(&doc.Table{ID: s.node(), HeadRows: 1}) }, "1 head rows among 0", false},
		{"a page without a size", func(s *setter) { s.pages[0].Width = 0 }, "page 1: size 0pt by", false},
		{"a page too high", func(s *setter) { s.pages[0].Height = 15000 * pt }, "by 15000pt is outside", false},
		{"no pages", func(s *setter) { s.pages = nil }, "no pages", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := onePage(t)
			c.make(s)
			var out bytes.Buffer
			err := New(Options{}).Export(&out, s.input())
			if err == nil || !strings.HasPrefix(err.Error(), "pdf: ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
			var list diag.List
			if errors.As(err, &list) != c.diag {
				t.Errorf("%v: is a diag.List %v, want %v", err, !c.diag, c.diag)
			}
			if out.Len() != 0 {
				t.Error("something was written")
			}
		})
	}
}

type brokenWriter struct{}

var errBroken = errors.New("no space left")

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestWriteErrorIsKept(t *testing.T) {
	if err := New(Options{}).Export(brokenWriter{}, sample(t)); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
}
