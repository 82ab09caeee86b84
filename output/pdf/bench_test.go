package pdf

import (
	"io"
	"testing"

	"gongwen/output"
)

// tenPages is a report of ten pages with about 700 different glyphs in five faces.
func tenPages(tb testing.TB) output.Input {
	s := newSetter(tb)
	s.title("洪泽区2021年度", "政府信息公开工作年度报告")
	f := s.faces[fang].Font
	var text []rune
	for r := rune(0x4E00); len(text) < 600; r += 11 {
		if f.GlyphIndex(r) != 0 {
			text = append(text, r)
		}
	}
	for part := 0; len(s.pages) < 8; part++ {
		s.heading(1, "一、", string(text[(part*40)%560:][:20]))
		s.heading(2, "（一）", string(text[(part*40+20)%560:][:20]))
		for i := range 4 {
			s.paragraph(prose + string(text[(part*150+i*37)%450:][:150]))
		}
	}
	s.table(38)
	return s.input()
}

// BenchmarkExportFirst is one document and nothing to reuse, as in a program
// that writes a report and ends.
func BenchmarkExportFirst(b *testing.B) {
	in := tenPages(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := New(Options{}).Export(io.Discard, in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	in := tenPages(b)
	e := New(Options{})
	var size counter
	if err := e.Export(&size, in); err != nil {
		b.Fatal(err)
	}
	glyphs := 0
	set, err := planned(in)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range set {
		glyphs += len(f.glyphs)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := e.Export(io.Discard, in); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(in.Pages)), "pages")
	b.ReportMetric(float64(glyphs), "glyphs")
	b.ReportMetric(float64(size), "bytes/file")
}

// counter counts the bytes written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
