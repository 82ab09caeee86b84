package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
)

// at is a place in a report.
func at(line int) diag.Pos { return diag.Pos{File: "report.yaml", Line: line, Col: 3} }

// TestLevelsRefuse breaks what a level asks for and wants it refused with its
// place, by the levels that ask for it and by no others.
func TestLevelsRefuse(t *testing.T) {
	tier.Long(t, "writes hundreds of files")
	tagged := []Level{PDFA2A, PDFA3A, PDFA4, PDFA4F}
	limited := []Level{PDFA2B, PDFA2U, PDFA2A, PDFA3A}
	long := strings.Repeat("长", maxString/2)
	for _, c := range []struct {
		name   string
		levels []Level
		want   string
		make   func(s *setter)
	}{
		{"no title", tagged, "文档没有标题", func(s *setter) { s.doc.Meta.Title = "" }},
		{"no language", tagged, "文档没有标明语言", func(s *setter) { s.doc.Meta.Lang = "" }},
		{"a language that is none", tagged, "“zh_CN”不是语言标识", func(s *setter) { s.doc.Meta.Lang = "zh_CN" }},
		{"a private-use character", tagged, "report.yaml:7:5: 错误: “\uE123”（U+E123）是自造字", func(s *setter) {
			p := s.paragraph("见一")
			p.Runs = []doc.Run{{Text: "见一\uE123", Pos: at(7)}}
			last := s.page().Items[len(s.page().Items)-1].(*frame.Text)
			last.Glyphs = append(last.Glyphs, frame.Glyph{ID: last.Glyphs[0].ID, Advance: pt, Start: len(last.String), End: len(last.String) + 3})
			last.String += "\uE123"
		}},
		{"a private-use character in the title", tagged, "文档的标题里有自造字（私用区字符 U+F0000）", func(s *setter) { s.doc.Meta.Title = "\U000F0000" }},
		{"U+FEFF", Levels(), "report.yaml:7:3: 错误: 文字里有 U+FEFF", func(s *setter) {
			p := s.paragraph("一")
			p.Runs = []doc.Run{{Text: "\uFEFF一", Pos: at(7)}}
			last := s.page().Items[len(s.page().Items)-1].(*frame.Text)
			last.String, last.Glyphs[0].End = "\uFEFF一", 6
		}},
		{"a missing glyph", Levels(), "report.yaml:7:4: 错误: 字体 FandolFang-Regular 没有“二”的字形", func(s *setter) {
			p := s.paragraph("一二")
			p.Runs = []doc.Run{{Text: "一二", Pos: at(7)}}
			s.page().Items[len(s.page().Items)-1].(*frame.Text).Glyphs[1].ID = 0
		}},
		{"a heading level left out", tagged, "report.yaml:9:3: 错误: 标题“口径”是第 3 级，它前面缺第 1 级标题", func(s *setter) {
			s.heading(3, "", "口径").Runs[0].Pos = at(9)
		}},
		{"a heading of level 7", tagged, "report.yaml:9:3: 错误: 标题“口径”是第 7 级", func(s *setter) {
			s.heading(7, "", "口径").Runs[0].Pos = at(9)
		}},
		{"a heading that is too long", limited, "report.yaml:9:3: 错误: 标题有 32768 字节", func(s *setter) {
			s.heading(1, "", "口径").Runs[0] = doc.Run{Text: long, Pos: at(9)}
		}},
		{"an author that is too long", limited, "文档的作者有 32768 字节", func(s *setter) { s.doc.Meta.Author = long }},
		{"a link to nowhere", Levels(), "report.yaml:11:3: 错误: 链接没有地址", func(s *setter) {
			s.linked("见", "网站", "", "。").Runs[1].Pos = at(11)
		}},
		{"a link too far", limited, "report.yaml:11:3: 错误: 链接地址有 32778 字节", func(s *setter) {
			s.linked("见", "网站", "https://a.cn/"+strings.Repeat("a", 32765), "。").Runs[1].Pos = at(11)
		}},
		{"a figure without words", tagged, "report.yaml:13:3: 错误: 图没有替代文字", func(s *setter) {
			s.block(&doc.Figure{ID: s.node(), Pos: at(13)})
		}},
		{"a table with a short row", tagged, "report.yaml:15:3: 错误: 表格“收到和处理政府信息公开申请情况”第 4 行第 3 列没有单元格", func(s *setter) {
			b := s.table(2)
			b.Rows[3].Cells = b.Rows[3].Cells[:2]
			b.Rows[3].Cells[0].Runs[0].Pos = at(15)
		}},
		{"a head that reaches into the body", tagged, "从表头伸到表身", func(s *setter) {
			b := s.table(2)
			b.HeadRows = 1
		}},
		{"a table title with a private-use character", tagged, "report.yaml:15:3: 错误: 表的名称里有自造字", func(s *setter) {
			b := s.table(1)
			b.Title, b.Rows[0].Cells[0].Runs[0].Pos = "\uE000", at(15)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, level := range Levels() {
				s := onePage(t)
				c.make(s)
				in := s.input()
				in.Source = &output.SourceFile{Name: "a.yaml"}
				var out bytes.Buffer
				e := New(Options{Level: level})
				err := e.Export(&out, in)
				if judged := e.Refuses(in); fmt.Sprint(judged) != fmt.Sprint(err) {
					t.Errorf("%v: Refuses says %v, Export %v", level, judged, err)
				}
				if !slices.Contains(c.levels, level) {
					if err != nil {
						t.Errorf("%v: %v", level, err)
					} else if found := inspect(openPDF(t, out.Bytes()), level); len(found) > 0 {
						t.Errorf("%v: %q", level, found)
					}
					continue
				}
				var list diag.List
				if !errors.As(err, &list) || !strings.Contains(err.Error(), c.want) || out.Len() > 0 {
					t.Errorf("%v: %v, want %q", level, err, c.want)
				}
			}
		})
	}
}

func TestRefusalsAreSaidTogetherAndOnce(t *testing.T) {
	s := onePage(t)
	s.doc.Meta = doc.Meta{}
	s.heading(2, "", "口径")
	for range 2 {
		p := s.paragraph("一")
		p.Runs[0].Pos = at(7)
		s.page().Items[len(s.page().Items)-1].(*frame.Text).Glyphs[0].ID = 0
	}
	var list diag.List
	if err := New(Options{}).Export(&bytes.Buffer{}, s.input()); !errors.As(err, &list) || len(list) != 4 {
		t.Errorf("%v, want four refusals", err)
	}
}

func TestLevels(t *testing.T) {
	if err := New(Options{Level: "1b"}).Export(&bytes.Buffer{}, sample(t)); err == nil || !strings.Contains(err.Error(), `no level "1b"`) {
		t.Errorf("an unknown level: %v", err)
	}
	if err := New(Options{Level: PDFA4F}).Export(&bytes.Buffer{}, sample(t)); err == nil || !strings.Contains(err.Error(), "PDF/A-4f is for documents with an embedded file") {
		t.Errorf("4f without a file: %v", err)
	}
	if found := inspect(openPDF(t, export(t, sample(t))), DefaultLevel); len(found) > 0 {
		t.Error(found)
	}
}

// TestLimitsOfWhatOnlyAProgramBreaks writes what no report can say.
func TestLimitsOfWhatOnlyAProgramBreaks(t *testing.T) {
	for name, write := range map[string]func(s *syntax){
		"a string in bytes of 32768": func(s *syntax) { s.literal(strings.Repeat("a", maxString+1)) },
		"a string in bytes of 32770": func(s *syntax) { s.text(strings.Repeat("一", maxString/2+1)) },
		"a name in bytes of 128":     func(s *syntax) { s.name(strings.Repeat("a", maxName+1)) },
		"an integer of 2147483648":   func(s *syntax) { s.int(-maxInteger - 1) },
		"a number of 2147483648":     func(s *syntax) { s.fixed((maxInteger+1)*1000, 3) },
	} {
		var s syntax
		write(&s)
		if err := (&builder{level: PDFA2A.row()}).sound(&s); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v, want %q", err, name)
		}
		if err := (&builder{level: PDFA4.row()}).sound(&s); err != nil {
			t.Errorf("PDF/A-4 has no such limit: %v", err)
		}
	}
	var s syntax
	s.literal(strings.Repeat("a", maxString)).name(strings.Repeat("a", maxName)).int(maxInteger).text(strings.Repeat("一", maxString/2-1))
	if s.fault != "" {
		t.Error(s.fault)
	}
}

func TestStringLengthIsThatOfTheString(t *testing.T) {
	for _, text := range []string{"", "a(b)", "一", "a\u00A0", "𬒈𫚖", "\x01", strings.Repeat("一", 100)} {
		var s syntax
		s.text(text)
		if o := (&scanner{t: t, b: s.b}).next().(stringObj); len(o) != stringLength(text) {
			t.Errorf("%q has %d bytes, not %d", text, len(o), stringLength(text))
		}
	}
}

func TestSourceNames(t *testing.T) {
	for name, want := range map[string][2]string{
		"report.yaml": {"report.yaml", "report.yaml"}, "沙县.yaml": {"沙县.yaml", "__.yaml"}, "../../etc/passwd": {"passwd", "passwd"},
		`C:\a\b.json`: {"b.json", "b.json"}, "": {"report", "report"}, "..": {"report", "report"}, "a\nb": {"a b", "a b"},
	} {
		got := sourceName(&output.SourceFile{Name: name})
		if got != want[0] || asciiName(got) != want[1] {
			t.Errorf("%q is %q and %q", name, got, asciiName(got))
		}
	}
}

func TestSourceIsThereByteForByte(t *testing.T) {
	in := sample(t)
	for mediaType, want := range map[string]nameObj{"application/yaml": "application/yaml", "text/yaml; charset=utf-8": "text/yaml", "": unknownMediaType, "yaml": unknownMediaType} {
		in.Source = &output.SourceFile{Name: "a.yaml", MediaType: mediaType, Data: []byte("\xEF\xBB\xBFa: 1\r\n\x00")}
		var out bytes.Buffer
		if err := New(Options{Level: PDFA3A}).Export(&out, in); err != nil {
			t.Fatal(err)
		}
		f := openPDF(t, out.Bytes())
		s := f.get(f.dict(f.with("Type", nameObj("Filespec"))["EF"])["F"]).(*streamObj)
		if !bytes.Equal(s.data, in.Source.Data) || s.dict["Subtype"] != want {
			t.Errorf("%q of the type %v, want %s", s.data, s.dict["Subtype"], want)
		}
		if found := inspect(f, PDFA3A); len(found) > 0 {
			t.Error(found)
		}
	}
}

// TestWidthsAreTheProgramsOwn sets a face whose hmtx table says other advances
// than its charstrings, of which only these are embedded.
func TestWidthsAreTheProgramsOwn(t *testing.T) {
	s := onePage(t)
	face := s.faces[fang]
	data := bytes.Clone(face.Data)
	gid := face.Font.GlyphIndex('一')
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if e := data[12+16*i:]; string(e[:4]) == "hmtx" {
			binary.BigEndian.PutUint16(data[int(binary.BigEndian.Uint32(e[8:]))+4*int(gid):], 900)
		}
	}
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	own, err := font.CharstringWidth(gid)
	if err != nil || font.Advance(gid) != 900 || own != 1000 {
		t.Fatalf("advance %d, own width %d, %v", font.Advance(gid), own, err)
	}
	text := &frame.Text{X: 90 * pt, Y: 200 * pt, Face: &fonts.Face{ID: fang, Font: font, Data: data}, Size: 10 * pt, Node: 1, String: "一一"}
	for i := range 2 {
		text.Glyphs = append(text.Glyphs, frame.Glyph{ID: gid, Advance: 9 * pt, Start: 3 * i, End: 3*i + 3})
	}
	s.add(text)
	f := openPDF(t, export(t, s.input()))
	resources := f.resources()
	drawn := f.draw(f.pages()[0], resources).glyphs
	if w := resources[drawn[0].font].width(drawn[0].code); w != 1000 {
		t.Errorf("W says %g", w)
	}
	if !near(drawn[1].x, 99, 0.001) {
		t.Errorf("the second glyph stands at %g, want 99", drawn[1].x)
	}
}
