package configs

import (
	"strconv"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
	"gongwen/internal/unit"
)

// roomReader judges what the values of a style sheet, each of them possible alone, ask
// for together. What is wrong is said at a value of the file itself where it has one, as
// those of the style sheet that it extends fit.
type roomReader struct {
	*styleReader
	root *source.Node
}

// closest is how much wider than the text block, in parts of its width, the characters
// of a line may be: they stand that much closer than their size.
const closest = 10

func (r roomReader) judge() {
	if !r.characters() {
		return
	}
	for _, s := range r.Styles {
		r.oneCharacter(s)
	}
	r.number()
	if r.Head.Mark > 0 {
		r.firstPage()
	}
	if r.Foot.Inset*2 >= r.width() {
		r.problems.Add(diag.Errorf(r.at("foot.inset"),
			"左右各空 %s，版心宽 %s，版记没有地方", "with %s free on either side a text block of %s has no room for the 版记",
			Millimetres(r.Foot.Inset), Millimetres(r.width())))
	}
}

func (r roomReader) width() unit.Length { return r.Page.Width - r.Page.Left - r.Page.Right }

// characters judges whether those of a line of the text lie over each other.
func (r roomReader) characters() bool {
	body, _ := r.TextStyle("body")
	need := body.Size * unit.Length(r.Page.Characters)
	if need <= r.width()+r.width()/closest {
		return true
	}
	r.problems.Add(diag.Errorf(r.at("page.characters", "styles.body.size", "page.left", "page.right", "page.width"),
		"每行 %d 个 %s 的字要 %s，版心宽 %s，字会叠在一起", "%d characters of %s need %s on a line, and the text block is %s wide: they lie over each other",
		r.Page.Characters, body.Size, Millimetres(need), Millimetres(r.width())).
		WithHint("减少 characters 或者正文的 size，或者减小 left、right", "make characters, the size of body, or left and right smaller"))
	return false
}

// oneCharacter judges whether a line has room for what it begins with.
func (r roomReader) oneCharacter(s TextStyle) {
	if s.Size*unit.Length(s.IndentChars+1) <= r.width() {
		return
	}
	at := "styles." + s.Role
	if s.Size > r.width() {
		r.problems.Add(diag.Errorf(r.at(at+".size", "page.left", "page.right", "page.width"),
			"样式“%s”的一个字 %s，比版心（宽 %s）还宽", "a character of the style %q, of %s, is wider than the text block, of %s",
			s.Role, s.Size, Millimetres(r.width())))
		return
	}
	r.problems.Add(diag.Errorf(r.at(at+".indent", at+".size", "page.left", "page.right", "page.width"),
		"首行缩进 %d 字，而样式“%s”每行只有 %d 个字的地方", "the first line is indented by %d characters, and a line of the style %q has room for %d",
		s.IndentChars, s.Role, int(r.width()/max(s.Size, 1))).
		WithHint("正文左空二字写 indent: 2", "for 左空二字 write indent: 2"))
}

// number judges whether the page number stands on the paper.
func (r roomReader) number() {
	style, _ := r.TextStyle("page-number")
	if n := r.Page.Number; n.Drop+style.Size/2 > r.Page.Bottom {
		r.problems.Add(diag.Errorf(r.at("page.number.drop", "page.bottom"),
			"页码在版心下 %s，而版心到纸边只有 %s", "the page number stands %s below the text block, which is %s from the edge of the paper",
			Millimetres(n.Drop), Millimetres(r.Page.Bottom)))
	} else if n.Inset+style.Size > r.width() {
		r.problems.Add(diag.Errorf(r.at("page.number.inset"),
			"页码离版心的边 %s，版心宽 %s", "the page number stands %s from the side of a text block that is %s wide", Millimetres(n.Inset), Millimetres(r.width())))
	}
}

// firstPage judges whether the first page has room for its 版头 and, below it, a title
// and a line of text (GB/T 9704-2012 7.3.3).
func (r roomReader) firstPage() {
	for _, rule := range []struct {
		at    string
		width unit.Length
	}{{"head.rule.width", r.Head.Rule.Width}, {"first_page.rule.width", r.FirstPage.Rule.Width}} {
		if rule.width > r.Page.Width {
			r.problems.Add(diag.Errorf(r.at(rule.at),
				"红线长 %s，纸宽只有 %s", "the rule is %s long, on paper of %s", Millimetres(rule.width), Millimetres(r.Page.Width)))
		}
	}
	title, _ := r.TextStyle("title")
	head := r.headFoot() + r.Page.Pitch*unit.Length(r.Head.Below)
	end := head + title.Size + r.Page.Pitch
	foot := r.Page.Height - r.Page.Bottom
	if end > foot {
		r.problems.Add(diag.Errorf(r.at("head.mark", "head.lines", "head.drop", "head.gap", "head.below", "styles.issuer.size", "page.bottom"),
			"版头和它下面的空行到上页边下 %s，版心到 %s 为止，首页排不下标题和正文", "the 版头 and the blank lines below it end %s from the page's top, and the text block %s: the first page has no room for title and text",
			Millimetres(head), Millimetres(foot)).
			WithHint("减小 head 的 mark、lines、drop 或 below", "make mark, lines, drop or below of head smaller"))
	}
	if len(r.FirstPage.Rule.Strokes) == 0 {
		return
	}
	switch bottom := r.FirstPage.Bottom + unit.Sum(r.FirstPage.Rule.Strokes); {
	case bottom > r.Page.Height-r.headFoot():
		r.problems.Add(diag.Errorf(r.at("first_page.bottom"),
			"首页下方的红线距下页边 %s，在版头里", "the rule at the foot of the first page is %s from the page's bottom edge, in the 版头", Millimetres(r.FirstPage.Bottom)).
			WithHint("信函格式是 20mm（GB/T 9704—2012 10.1）", "letters have 20mm (GB/T 9704-2012 10.1)"))
	case bottom > r.Page.Bottom:
		r.problems.Add(diag.Errorf(r.at("first_page.bottom", "page.bottom"),
			"首页下方的红线距下页边 %s，版心距下页边 %s，红线会穿过正文", "the rule at the foot of the first page is %s from the page's bottom edge, and the text block %s: it goes through the text",
			Millimetres(r.FirstPage.Bottom), Millimetres(r.Page.Bottom)).
			WithHint("信函格式是 20mm（GB/T 9704—2012 10.1）", "letters have 20mm (GB/T 9704-2012 10.1)"))
	}
}

// headFoot is where a 版头 of one agency ends, from the page's top edge.
func (r roomReader) headFoot() unit.Length {
	mark, _ := r.TextStyle("issuer")
	number, _ := r.TextStyle("document-number")
	h := r.Head
	rule := h.Drop + unit.Sum(h.Rule.Strokes)
	if h.UnderMark {
		return h.Mark + mark.Size + rule + h.Gap + number.Size
	}
	return h.Mark + mark.Size + r.Page.Pitch*unit.Length(h.Lines) + number.Size + rule
}

// at is the place of the first of some values that the file itself has, or that there is.
func (r roomReader) at(paths ...string) diag.Pos {
	pos, found := r.root.Pos, false
	for _, path := range paths {
		n := r.value(path)
		switch {
		case n == nil:
		case n.Pos.File == r.root.Pos.File:
			return n.Pos
		case !found:
			pos, found = n.Pos, true
		}
	}
	return pos
}

// value is the value at a path of keys; nil for none.
func (r roomReader) value(path string) *source.Node {
	n := r.root
	for _, key := range strings.Split(path, ".") {
		_, value, has := overlay.Entry(n, key)
		if !has {
			return nil
		}
		n = value
	}
	return n
}

// Millimetres writes a length as people measure it, to a tenth.
func Millimetres(l unit.Length) string {
	tenths := (l + unit.Millimetre/20) / (unit.Millimetre / 10)
	return strconv.FormatFloat(float64(tenths)/10, 'f', -1, 64) + "mm"
}
