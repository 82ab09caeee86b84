package html

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/link"
	"gongwen/layout/doc"
)

// runs writes running text. Runs of one link become one element, so that a
// reader meets it once.
func (b *builder) runs(runs []doc.Run) {
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].Link == runs[0].Link && runs[n].ID == runs[0].ID {
			n++
		}
		target := address(runs[0].Link)
		if target != "" {
			b.w.open("a", "href", target)
		}
		b.weights(runs[:n])
		if target != "" {
			b.w.close("a")
		}
		runs = runs[n:]
	}
}

// weights writes runs with the bold ones in strong elements.
func (b *builder) weights(runs []doc.Run) {
	bold := false
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if r.Bold != bold {
			b.strong(r.Bold)
			bold = r.Bold
		}
		b.runText(r)
	}
	if bold {
		b.strong(false)
	}
}

func (b *builder) strong(begin bool) {
	if begin {
		b.w.open("strong")
	} else {
		b.w.close("strong")
	}
}

// runText writes characters, with line ends as br.
func (b *builder) runText(r doc.Run) {
	text, pos := r.Text, r.Pos
	for {
		line, rest, more := strings.Cut(text, "\n")
		if r.Link != "" && strings.Contains(line, "://") {
			b.addressText(line, pos)
		} else {
			b.w.text(line, pos)
		}
		if !more {
			return
		}
		b.w.open("br")
		pos = pos.Offset(utf8.RuneCountInString(line) + 1)
		text = rest
	}
}

// addressText writes a URL that may be broken after a delimiter that a letter or
// digit follows: browsers see such places in some URLs only.
func (b *builder) addressText(text string, pos diag.Pos) {
	begin := 0
	for i := 0; i+1 < len(text); i++ {
		if next := text[i+1] | 0x20; !strings.ContainsRune("/?&=#", rune(text[i])) || (next < 'a' || next > 'z') && (text[i+1] < '0' || text[i+1] > '9') {
			continue
		}
		b.w.text(text[begin:i+1], pos)
		b.w.open("wbr")
		pos = pos.Offset(utf8.RuneCountInString(text[begin : i+1]))
		begin = i + 1
	}
	b.w.text(text[begin:], pos)
}

// address is a link's target, escaped, if a page may lead there.
func address(target string) string {
	target = strings.TrimSpace(target)
	u, err := url.Parse(target)
	if err != nil || !link.Valid(target) {
		return ""
	}
	return u.String()
}
