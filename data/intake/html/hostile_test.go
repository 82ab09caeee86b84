package html

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"gongwen/data/intake/flow/flowtest"
	"gongwen/internal/diag"
	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

func TestFilesThatAreRefused(t *testing.T) {
	tier.Long(t, "reads pages of many megabytes")
	for _, test := range []struct{ name, page, want string }{
		{"an empty file", " \n", "文件里没有内容"},
		{"a file of 50 MB", strings.Repeat("<p>字</p>", 50<<20/10), "超过 32 MB"},
		{"a web archive", "MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>", "单个文件网页"},
		{"more tags than a page has", strings.Repeat("<p>", StandardLimits().Tags+1), "标签超过 400000 个"},
		{"tables in tables", strings.Repeat("<table><tr><td>", 100_000), "套得太深，超过 512 层"},
		{"elements in elements", strings.Repeat("<div>", 100_000) + "字", "套得太深，超过 512 层"},
		{"more lines than a page has", strings.Repeat("a<br>", maxBlocks+1), "超过 200000 个"},
		{"more cells than a page has", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>", 500), maxCells/500+1), "超过 200000 个"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, list := Read(t.Context(), "r.html", []byte(test.page))
			if d != nil || !list.HasErrors() || !strings.Contains(flowtest.Said(list), test.want) {
				t.Errorf("read as %v, said %.300s", d != nil, flowtest.Said(list))
			}
		})
	}
}

// These are within the limits, and must be read without more work than they have text.
func TestLargePagesAreRead(t *testing.T) {
	tier.Long(t, "reads pages of many megabytes")
	for _, test := range []struct{ name, page string }{
		{"text of 30 MB", strings.Repeat("<p>"+long+"</p>", 80_000)},
		{"one long line", strings.Repeat("字 ", 6_000_000)},
		{"a picture inside the page", `<p>甲<img alt=图 src="data:image/png;base64,` + strings.Repeat("A", 20<<20) + `"></p>`},
		{"elements that never end", strings.Repeat("<p><b><font size=1><i>字", 100) + strings.Repeat("<p>字", 100_000)},
		{"tables in tables with text", strings.Repeat("<table><tr><td>"+long, 120) + strings.Repeat(long, 20_000)},
		{"a row of many cells", "<table><tr>" + strings.Repeat("<td>1", 100_000) + "</table>"},
		{"rows below wide cells", "<table><tr>" + strings.Repeat("<td rowspan=60000 colspan=100>甲", 10) + strings.Repeat("<tr><td>1", 60_000) + "</table>"},
		{"looks that change", strings.Repeat("字<b>字</b>", 100_000)},
		{"lines far inside", strings.Repeat("<div>", 500) + "<pre>" + strings.Repeat("字\n", 150_000)},
		{"attributes", strings.Repeat(`<p a="b" c d=e style="`+strings.Repeat("x:y;", 50)+`">`, 10_000)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d, list := Read(t.Context(), "r.html", []byte(test.page)); d == nil {
				t.Errorf("not read: %.300s", flowtest.Said(list))
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	const page = "<p>某局𬒈2023年报告</p>"
	const plain = "<p>某局2023年報告</p>"
	encoded := func(e interface{ Bytes([]byte) ([]byte, error) }, s string) string {
		t.Helper()
		b, err := e.Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	gb := encoded(simplifiedchinese.GB18030.NewEncoder(), page)
	for _, test := range []struct{ name, page, want, said string }{
		{"UTF-8", page, page, ""},
		{"UTF-8 that says it is GB 2312", "<meta charset=gb2312>" + page, page, ""},
		{"GB 18030 that says nothing", gb, page, ""},
		{"GB 18030 that says GB 2312", "<meta charset=gb2312>" + gb, page, ""},
		{"GB 18030 that says UTF-8", "<meta charset=utf-8>" + gb, page, ""},
		{"Big5 that says so", "<meta charset=big5>" + encoded(traditionalchinese.Big5.NewEncoder(), plain), plain, ""},
		{"UTF-16 with a mark", encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), page), page, ""},
		{"UTF-8 with a broken character", long + "<p>某\xE5局</p>", "<p>某\uFFFD局</p>",
			"r.html: 警告: 按 UTF-8 编码读取，有 1 处认不出的字，读成了“\uFFFD”\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, list := text(diag.Pos{File: "r.html"}, []byte(test.page))
			if got[strings.LastIndex(got, "<p>"):] != test.want || flowtest.Said(list) != test.said {
				t.Errorf("got %q, said %q", got, flowtest.Said(list))
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<title>2023年报告</title><p>一、甲<p>二、乙" + smallTable))
	f.Add([]byte("<table><tr><td rowspan=0><table><tr><td>1<td colspan=9>2</table><td>甲<tfoot><tr><td><img alt=x></table><pre>\n字\n</pre>"))
	f.Add([]byte("<frameset><frame src=a></frameset><svg><p>x</p></svg><math><mi>甲</mi></math>\xC4\xEA"))
	for _, made := range judge.Seeds(f, "html") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, page []byte) {
		d, list := Read(t.Context(), "r.html", page)
		if (d == nil) != list.HasErrors() {
			t.Fatalf("document %v, said %v", d != nil, list)
		}
		if d == nil {
			return
		}
		for _, b := range d.Blocks {
			if b.Pos.Line < 1 || bytes.ContainsAny([]byte(b.Text()), "\n\r") {
				t.Errorf("block %q at %v", b.Text(), b.Pos)
			}
			if b.Table == nil {
				continue
			}
			for i, row := range b.Table.Rows {
				for _, c := range row.Cells {
					if c.RowSpan < 1 || c.ColSpan < 1 || i+c.RowSpan > len(b.Table.Rows) || c.Col < 0 {
						t.Errorf("cell %+v in row %d of %d", c, i, len(b.Table.Rows))
					}
				}
			}
		}
	}))
}
