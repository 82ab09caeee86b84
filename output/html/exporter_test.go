package html

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/layout/doc"
	"gongwen/output"
)

func TestGoldenPage(t *testing.T) {
	golden.Check(t, "testdata/small.html", export(t, small(), Options{}))
}

func TestGoldenFragmentOfADraft(t *testing.T) {
	d := small()
	d.Meta.Draft = true
	golden.Check(t, "testdata/small-fragment.html", export(t, d, Options{Fragment: true}))
}

func TestSameDocumentSameBytes(t *testing.T) {
	for _, name := range examples() {
		e := New(Options{})
		var first, second bytes.Buffer
		for _, w := range []io.Writer{&first, &second} {
			if err := e.Export(w, output.Input{Doc: report(t, name, false)}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two exports differ", name)
		}
	}
}

func TestNothingIsAskedOfTheNetworkOrRun(t *testing.T) {
	for _, name := range examples() {
		page := string(export(t, report(t, name, true), Options{}))
		for _, foreign := range []string{"<script", "<link", "<img", "url(", "@import", " src=", " on"} {
			if strings.Contains(tagsAndStyle(page), foreign) {
				t.Errorf("%s: the page has %q", name, foreign)
			}
		}
	}
}

// tagsAndStyle is a page without its text.
func tagsAndStyle(page string) string {
	style, body, _ := strings.Cut(page, "</style>")
	var b strings.Builder
	b.WriteString(style)
	for piece := range strings.SplitSeq(body, ">") {
		if i := strings.IndexByte(piece, '<'); i >= 0 {
			b.WriteString(piece[i:])
		}
	}
	return b.String()
}

func TestDraftIsMarkedOnEveryPage(t *testing.T) {
	d := small()
	const mark, margin = `<p class="gw-draft" role="note">草稿</p>`, `content:"草稿"`
	if page := string(export(t, d, Options{})); strings.Contains(page, mark) || strings.Contains(page, margin) {
		t.Error("a final report is marked")
	}
	d.Meta.Draft = true
	page := string(export(t, d, Options{}))
	if !strings.Contains(page, mark) || !strings.Contains(page, margin) {
		t.Error("a draft is not marked on screen and in the margin of its pages")
	}
}

func TestWhatCannotBeWrittenIsReported(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*doc.Document)
		want  string
	}{
		"no title": {func(d *doc.Document) { d.Meta.Title, d.Body = "", d.Body[1:] }, "没有题目"},
		"a control character": {func(d *doc.Document) {
			d.Body = append(d.Body, &doc.Paragraph{Style: "body", Runs: text("一\n二\x01")})
		}, "report.yaml:7:6: 错误: 字符 U+0001"},
		"a byte that is no UTF-8": {func(d *doc.Document) {
			d.Body = append(d.Body, &doc.Paragraph{Style: "body", Runs: text("\xff")})
		}, "report.yaml:7:3: 错误: 字符 0xFF"},
		"a non-character in a URL": {func(d *doc.Document) {
			d.Body = append(d.Body, &doc.Paragraph{Style: "body", Runs: []doc.Run{{Text: "http://a/b\uFFFF", Link: "http://a/b", Pos: diag.Pos{File: "f", Line: 1, Col: 1}}}})
		}, "f:1:11: 错误: 字符 U+FFFF"},
		"an id given twice": {func(d *doc.Document) {
			d.Body = append(d.Body, &doc.Heading{ID: 4, Level: 1, Runs: text("总体情况")})
		}, "编号都是 4"},
		"a block of another kind": {func(d *doc.Document) { d.Body = append(d.Body, figure{}) }, "html.figure"},
	} {
		t.Run(name, func(t *testing.T) {
			d := small()
			test.spoil(d)
			var out bytes.Buffer
			err := New(Options{}).Export(&out, output.Input{Doc: d})
			var list diag.List
			if !errors.As(err, &list) || !strings.Contains(list.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			if out.Len() > 0 {
				t.Error("something was written")
			}
		})
	}
	if err := New(Options{}).Export(io.Discard, output.Input{}); err == nil {
		t.Error("no document and no error")
	}
}

// figure is a block that this package does not know.
type figure struct{}

func (figure) Node() doc.NodeID { return 0 }

func TestWriteErrorIsPassedOn(t *testing.T) {
	full := errors.New("disk full")
	if err := New(Options{}).Export(failing{full}, output.Input{Doc: small()}); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestTitleComesFromTheTextWhereThereIsNoOther(t *testing.T) {
	d := small()
	d.Meta.Title = ""
	if page := string(export(t, d, Options{})); !strings.Contains(page, "<title>沙县区信访局2023年政府信息公开工作年度报告</title>") {
		t.Error("the page has another title")
	}
}
