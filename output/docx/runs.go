package docx

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/internal/link"
	"gongwen/layout/doc"
)

// paragraph writes w:p (ECMA-376-1 17.3.1.22) with the given runs.
func (b *builder) paragraph(w *xmlWriter, props paraProps, runs []run) {
	w.open("w:p")
	props.write(w)
	b.runs(w, props.style, runs)
	w.close("w:p")
}

// runs writes w:r (17.3.2.25) elements. Runs that look the same become one: a
// word split over several is hard to find and to edit. style is the id of the
// paragraph's style.
func (b *builder) runs(w *xmlWriter, style string, runs []run) {
	runs = b.inFaces(style, runs)
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].Link == runs[0].Link {
			n++
		}
		b.linked(w, runs[:n])
		runs = runs[n:]
	}
}

// linked writes runs that have the same target, or none.
func (b *builder) linked(w *xmlWriter, runs []run) {
	if allEmpty(runs) {
		return
	}
	link := runs[0].Link
	if link != "" {
		w.open("w:hyperlink", "r:id", b.link(link, runs[0].Pos), "w:history", "1")
	}
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].joins(runs[0]) {
			n++
		}
		b.commented(w, runs[0].Remarks, func() {
			b.revised(w, runs[0].Change, func() { b.run(w, runs[:n]) })
		})
		runs = runs[n:]
	}
	if link != "" {
		w.close("w:hyperlink")
	}
}

func allEmpty(runs []run) bool {
	return !slices.ContainsFunc(runs, func(r run) bool { return r.Text != "" })
}

// run writes runs that share their look.
func (b *builder) run(w *xmlWriter, runs []run) {
	if allEmpty(runs) {
		return
	}
	props := runs[0].look()
	for _, r := range runs {
		props.hint = props.hint || strings.ContainsFunc(r.Text, ambiguous)
	}
	element := "w:t"
	if runs[0].Change == doc.Deleted {
		element = "w:delText" // 17.3.3.7
	}
	w.open("w:r")
	props.write(w)
	w.open(element, "xml:space", "preserve")
	for _, r := range runs {
		runText(w, r.Run, element)
	}
	w.close(element)
	w.close("w:r")
}

// runText writes characters inside w:t or w:delText, with line ends as w:br (17.3.3.1) and
// tabs as w:tab (17.3.3.32).
func runText(w *xmlWriter, r doc.Run, element string) {
	text, pos := r.Text, r.Pos
	for {
		end := strings.IndexAny(text, "\n\t")
		if end < 0 {
			w.text(text, pos)
			return
		}
		w.text(text[:end], pos)
		w.close(element)
		if text[end] == '\n' {
			w.leaf("w:br")
		} else {
			w.leaf("w:tab")
		}
		w.open(element, "xml:space", "preserve")
		pos = pos.Offset(utf8.RuneCountInString(text[:end+1]))
		text = text[end+1:]
	}
}

// link is the relationship id of a link's target.
func (b *builder) link(target string, pos diag.Pos) string {
	if id, ok := b.linkIDs[target]; ok {
		return id
	}
	if !link.Valid(target) {
		b.diags.Add(diag.Errorf(pos, "链接“%s”不是有效的网址", "the link %q is not a valid URL", target).
			WithHint("网址如 https://www.example.gov.cn/", "a URL looks like https://www.example.gov.cn/"))
	}
	id := fmt.Sprintf("link%d", len(b.links)+1)
	b.linkIDs[target] = id
	b.links = append(b.links, relationship{id: id, relation: typeHyperlink, target: escapeURL(target)})
	return id
}

// escapeURL escapes what xsd:anyURI has no place for; Word takes a file with
// such a target for damaged. Characters beyond ASCII may stay.
func escapeURL(target string) string {
	var out strings.Builder
	for i := range len(target) {
		if c := target[i]; c <= ' ' || strings.IndexByte("\"<>\\^`{|}\x7F", c) >= 0 {
			out.WriteString("%" + hex(c))
		} else {
			out.WriteByte(c)
		}
	}
	return out.String()
}

// ambiguous reports whether a character is set in the Latin face unless its run
// has the hint eastAsia (the table of ECMA-376-1 17.3.2.26): “ ” would be half
// as wide as a Chinese quote. Accented letters are ambiguous as well, but they
// belong to Latin words.
func ambiguous(r rune) bool {
	switch {
	case r < 0xA1:
		return false
	case r <= 0xFF:
		return strings.ContainsRune("¡¤§¨ª\u00AD¯°±²³´¶·¸¹º¼½¾¿×÷", r)
	case r < 0x2B0:
		return false
	case r <= 0x4FF: // modifiers, marks, Greek, Cyrillic
		return true
	}
	return r >= 0x2000 && r <= 0x27BF || r >= 0xE000 && r <= 0xF8FF
}
