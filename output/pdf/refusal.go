package pdf

import (
	"fmt"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// The greatest things that a file may hold (ISO 19005-2 6.1.13).
const (
	maxString  = 32767 // bytes
	maxName    = 127   // bytes
	maxInteger = 1<<31 - 1
	maxObjects = 8388607
)

// refusals gathers what keeps a document from the level that its file would
// claim, each with the place in the report.
type refusals struct {
	*conformance
	diag.Distinct
}

// err is all refusals as one error, nil for none.
func (r *refusals) err() error {
	if !r.List().HasErrors() {
		return nil
	}
	return fmt.Errorf("pdf: %v: %w", r.level, r.List())
}

// words checks a text string that is read by people (ISO 32000-1 7.9.2.2) and
// whose place in the report is pos: how long it is, and whether it has
// private-use characters (ISO 14289-2 8.6).
func (r *refusals) words(pos diag.Pos, what diag.Text, text string) {
	r.length(pos, what, stringLength(text))
	if !r.tagged {
		return
	}
	for _, c := range text {
		if private(c) {
			r.Add(diag.Errorf(pos, "%v里有自造字（私用区字符 U+%04X），别的系统读不出来", "%v has the private-use character U+%04X, which other systems cannot read", what, c))
		}
	}
}

// length checks how many bytes a string has.
func (r *refusals) length(pos diag.Pos, what diag.Text, bytes int) {
	if r.limits && bytes > maxString {
		r.Add(diag.Errorf(pos, "%v有 %d 字节，%v 的字符串最多 %d 字节", "%v has %d bytes, strings of %v have %d at most", what, bytes, r.level, maxString))
	}
}

// stringLength is how many bytes syntax.text makes of t.
func stringLength(t string) int {
	units, ascii := 0, true
	for _, c := range t {
		ascii = ascii && c >= ' ' && c <= '~'
		units++
		if c > 0xFFFF {
			units++
		}
	}
	if ascii {
		return units
	}
	return 2 + 2*units
}

// private reports whether c is of a private-use area, whose characters mean
// something else on every system.
func private(c rune) bool {
	return c >= 0xE000 && (c <= 0xF8FF || c >= 0xF0000 && c <= 0xFFFFD || c >= 0x100000 && c <= 0x10FFFD)
}

// shown checks text of the leaf id that pages show. U+0000, U+FEFF and U+FFFE stand for no
// character, so that ToUnicode may not name them (ISO 19005-2 6.2.11.7.2). An
// ActualText for a private-use character (6.2.11.7.3) would have to say what
// only the author knows.
func (r *refusals) shown(t *tree, id doc.NodeID, text string) {
	for _, c := range text {
		switch {
		case c == 0 || c == 0xFEFF || c == 0xFFFE:
			r.Add(diag.Errorf(t.position(id, string(c)), "文字里有 U+%04X，它不是字符", "the text has U+%04X, which is no character", c))
		case r.tagged && private(c):
			char := string(c)
			r.Add(diag.Errorf(t.position(id, char), "“%s”（U+%04X）是自造字，%v 要求每个字别的系统也读得出", "%q (U+%04X) is a private-use character, and %v wants every character to be known to all systems", char, c, r.level).
				WithHint("换成 Unicode 已有的字，或用不作这项要求的 PDF/A-2u", "use the character that Unicode has, or PDF/A-2u, which does not ask for that"))
		}
	}
}

// links checks that every link says where it leads (ISO 14289-1 7.18.5).
func (r *refusals) links(pages []frame.Page, t *tree) {
	for i := range pages {
		for _, item := range pages[i].Items {
			l, ok := item.(*frame.Link)
			if !ok {
				continue
			}
			pos := t.position(l.Node, "")
			r.words(pos, diag.Text{ZH: "链接的说明", EN: "the description of a link"}, link{area: l}.contents())
			if l.Target == "" {
				r.Add(diag.Errorf(pos, "链接没有地址", "the link has no address"))
			}
			r.length(pos, diag.Text{ZH: "链接地址", EN: "the address of a link"}, len(asciiURI(l.Target)))
		}
	}
}

// figures checks that every figure is told in words (ISO 14289-1 7.3).
func (r *refusals) figures(d *doc.Document) {
	for _, b := range d.Body {
		f, ok := b.(*doc.Figure)
		if !ok {
			continue
		}
		r.words(f.Pos, diag.Text{ZH: "图的替代文字", EN: "the alternative text of a figure"}, f.Alt)
		if r.tagged && clean(f.Alt) == "" {
			r.Add(diag.Errorf(f.Pos, "图没有替代文字，看不见的人读不到它", "the figure has no alternative text for those who cannot see it"))
		}
	}
}

// languageTag is the form of a language identifier (RFC 3066, which ISO 19005-2
// 6.7.4 and ISO 14289-1 7.2 refer to through ISO 32000-1 14.9.2).
var languageTag = pattern.New(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`)

// metadata checks what the document says of itself (ISO 14289-1 7.1, 7.2).
func (r *refusals) metadata(m *metadata) {
	for _, f := range []struct{ zh, en, value string }{
		{"文档的标题", "the document's title", m.title}, {"文档的作者", "the document's author", m.author},
		{"文档的主题", "the document's subject", m.subject}, {"文档的关键词", "the document's keywords", m.keywords},
	} {
		r.words(diag.Pos{}, diag.Text{ZH: f.zh, EN: f.en}, f.value)
	}
	if !r.tagged {
		return
	}
	if m.title == "" {
		r.Add(diag.Errorf(diag.Pos{}, "文档没有标题，无法写成无障碍 PDF", "the document has no title, which an accessible PDF needs"))
	}
	switch {
	case m.lang == "":
		r.Add(diag.Errorf(diag.Pos{}, "文档没有标明语言，无法写成无障碍 PDF", "the document names no language, which an accessible PDF needs"))
	case !languageTag.MatchString(m.lang):
		r.Add(diag.Errorf(diag.Pos{}, "“%s”不是语言标识，应如 zh-CN", "%q is no language tag, one is zh-CN", m.lang))
	}
}
