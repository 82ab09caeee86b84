package load

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/link"
)

// emphasis is how text looks.
type emphasis struct {
	bold bool
	link string
}

// atom is a stretch of the source that is printed as it stands, or a line
// break of the source, which has no length.
type atom struct {
	start, stop int
	emphasis
}

func (a atom) isBreak() bool { return a.start == a.stop }

// inline collects the atoms of a node's children.
func (p *proseBuilder) inline(parent ast.Node, l emphasis) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			p.text(n, l)
		case *ast.Emphasis:
			p.inline(n, emphasis{bold: true, link: l.link})
		case *ast.Link:
			p.link(n, l)
		case *ast.AutoLink:
			p.autoLink(n, l)
		case *ast.Image:
			p.errorf(n.Pos(), diag.T("图片不能放在文字中间", "a picture cannot stand inside text"),
				diag.T("图片单独成段：前后各空一行", "it is a paragraph of its own, with an empty line before and behind"))
		}
	}
}

func (p *proseBuilder) add(start, stop int, l emphasis) {
	if start == stop {
		return
	}
	if last := len(p.atoms) - 1; last >= 0 && p.atoms[last].stop == start && p.atoms[last].emphasis == l && !p.atoms[last].isBreak() {
		p.atoms[last].stop = stop
		return
	}
	p.atoms = append(p.atoms, atom{start, stop, l})
}

// fullWidth is the first byte of characters of full width, such as ＊.
const fullWidth = 0xef

// text adds a stretch of text without the backslashes of its escapes, and
// reports marks in it that were not understood.
func (p *proseBuilder) text(n *ast.Text, l emphasis) {
	start, stop := n.Segment.Start, n.Segment.Stop
	from := start
	for i := start; i < stop; i++ {
		switch c := p.source[i]; c {
		case '\\':
			if i+1 < stop && util.IsPunct(p.source[i+1]) {
				p.add(from, i, l)
				i++
				from = i
			}
		case '*':
			length := asterisks(p.source[i:stop])
			switch length {
			case 1:
				p.unsetMark(i)
			case strong:
				p.unpaired(i)
			default:
				p.unsetMark(i)
			}
			i += length - 1
		case fullWidth:
			if bytes.HasPrefix(p.source[i:stop], []byte("＊＊")) {
				p.unsetMark(i)
			}
		case '`', '~', '_', '&', '=', '^':
			p.unsetMark(i)
		case '[':
			p.unsetMark(i)
			p.bracket = i
		case ']':
			if p.bracket >= 0 && i+1 < len(p.source) && p.source[i+1] == '(' {
				p.incomplete()
			}
		case '<':
			p.unsetMark(i)
			if startsURL(p.source[i+1:]) {
				p.errorf(i, diag.T("网址后面缺少“>”", "“>” is missing behind the address"),
					diag.T("写成 <网址>，网址里不能有空格", "<address>, without blanks in it"))
			}
		}
	}
	if n.HardLineBreak() && stop < len(p.source) && p.source[stop] == '\\' {
		stop++ // at the end of a line it escapes nothing
	}
	p.add(from, stop, l)
	if n.SoftLineBreak() || n.HardLineBreak() {
		p.atoms = append(p.atoms, atom{start: stop, stop: stop})
	}
}

// incomplete reports a link or a picture that was begun and not finished.
func (p *proseBuilder) incomplete() {
	if p.bracket > 0 && p.source[p.bracket-1] == '!' {
		p.errorf(p.bracket-1, diag.T("图片没有写完整", "the picture is not complete"),
			diag.T("写成 ![题注](文件名)；文件名里有空格时写成 ![题注](<文件名>)", "![caption](file), or ![caption](<file>) when there are blanks in the file's name"))
		return
	}
	p.errorf(p.bracket, diag.T("链接没有写完整", "the link is not complete"),
		diag.T("写成 [文字](网址)，网址里不能有空格；方括号本身写作 \\[", "[text](address), without blanks in the address; a bracket itself is \\["))
}

func (p *proseBuilder) unpaired(offset int) {
	p.errorf(offset, diag.T("“**”没有配对", "“**” has no partner"),
		diag.T("加粗写成 **文字**，“**”与文字之间不空格；星号本身写作 \\*\\*", "bold is **text** without blanks inside; asterisks themselves are \\*\\*"))
}

func startsURL(s []byte) bool {
	return hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://")
}

func hasPrefixFold(s []byte, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(string(s[:len(prefix)]), prefix)
}

// link adds the text of [text](address).
func (p *proseBuilder) link(n *ast.Link, l emphasis) {
	target := string(util.UnescapePunctuations(n.Destination))
	if !link.Valid(target) {
		p.notAddress(n.Pos(), target)
		target = ""
	}
	before := len(p.atoms)
	p.inline(n, emphasis{bold: l.bold, link: target})
	if len(p.atoms) == before {
		p.errorf(n.Pos(), diag.T("链接没有文字", "a link without text"), diag.T("写成 [文字](网址)", "[text](address)"))
	}
}

// autoLink adds the address of <address>.
func (p *proseBuilder) autoLink(n *ast.AutoLink, l emphasis) {
	start := n.Pos() + 1
	label := n.Label(p.source)
	target := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail {
		target = "mailto:" + target
	}
	if !link.Valid(target) {
		p.notAddress(n.Pos(), target)
		return
	}
	p.add(start, start+len(label), emphasis{bold: l.bold, link: target})
}

func (p *proseBuilder) notAddress(offset int, target string) {
	p.errorf(offset, diag.T("“%s”不是网址", "“%s” is not an address", clip(target)),
		diag.T("网址写成 https://www.example.gov.cn/ 的样子；方括号、尖括号本身写作 \\[ 和 \\<", "an address looks like https://www.example.gov.cn/; brackets themselves are \\[ and \\<"))
}

// runs makes the runs of the block's atoms. Lines of the text stay apart, for
// each has its own place in the file.
func (p *proseBuilder) runs() []data.Run {
	var runs []data.Run
	for i, a := range p.atoms {
		if !a.isBreak() {
			runs = p.appendRuns(runs, a)
			continue
		}
		if i+1 < len(p.atoms) && len(runs) > 0 && p.blankBetween(runs, p.atoms[i+1]) {
			last := &runs[len(runs)-1]
			last.Text += " "
			if last.Cols != nil {
				last.Cols = append(last.Cols, last.Cols[len(last.Cols)-1]+1)
			}
		}
	}
	return runs
}

// blankBetween reports whether lines are joined by a blank: not beside a blank or
// a Chinese mark and not between two Chinese characters.
func (p *proseBuilder) blankBetween(runs []data.Run, next atom) bool {
	before, _ := utf8.DecodeLastRuneInString(runs[len(runs)-1].Text)
	after, _ := utf8.DecodeRune(p.source[next.start:next.stop])
	switch {
	case unicode.IsSpace(before), unicode.IsSpace(after), isChineseMark(before), isChineseMark(after):
		return false
	}
	return !unicode.Is(unicode.Han, before) || !unicode.Is(unicode.Han, after)
}

func isChineseMark(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return r >= 0x3001 && r <= 0x303F && !unicode.Is(unicode.Han, r) || r >= 0xFF01 && r <= 0xFF65 && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// appendRuns adds the runs of an atom: one, or more where folding has joined
// lines of the file.
func (p *proseBuilder) appendRuns(runs []data.Run, a atom) []data.Run {
	text := p.source[a.start:a.stop]
	pos := p.node.At(a.start)
	if p.node.At(a.stop) == pos.Offset(utf8.RuneCount(text)) {
		return append(runs, data.Run{Text: string(text), Bold: a.bold, Link: a.link, Pos: pos})
	}
	for a.start < a.stop {
		run := data.Run{Bold: a.bold, Link: a.link, Pos: p.node.At(a.start)}
		i, straight := a.start, true
		for i < a.stop {
			at := p.node.At(i)
			if at.Line != run.Pos.Line {
				break
			}
			straight = straight && at == run.Pos.Offset(len(run.Cols))
			run.Cols = append(run.Cols, at.Col)
			_, size := utf8.DecodeRune(p.source[i:])
			i += size
		}
		if straight {
			run.Cols = nil
		}
		run.Text = string(p.source[a.start:i])
		runs, a.start = append(runs, run), i
	}
	return runs
}
