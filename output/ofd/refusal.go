package ofd

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output/markup"
)

// refusals gathers what keeps a document from what its file would claim, each
// with the place in the report.
type refusals struct {
	*conformance
	tree *tree
	diag.Distinct
}

// err is all refusals as one error, nil for none.
func (r *refusals) err() error {
	if !r.List().HasErrors() {
		return nil
	}
	return fmt.Errorf("ofd: %s: %w", r.docType, r.List())
}

// shown checks text that pages show: it has characters that XML can hold, and in
// files that outlive their systems none that mean something else on each.
func (r *refusals) shown(t *frame.Text) {
	for i, c := range t.String {
		_, size := utf8.DecodeRuneInString(t.String[i:])
		_, legal := markup.XML(c, size)
		switch {
		case !legal || c == 0xFEFF:
			r.Add(diag.Errorf(r.tree.position(t.Node, string(c)), "文字里有 U+%04X，它不是字符", "the text has U+%04X, which is no character", c))
		case r.universal && unicode.Is(unicode.Co, c):
			char := string(c)
			r.Add(diag.Errorf(r.tree.position(t.Node, char), "“%s”（U+%04X）是自造字，归档用的 OFD 要求每个字别的系统也读得出", "%q (U+%04X) is a private-use character, and OFD for archives wants every character to be known to all systems", char, c).
				WithHint("换成 Unicode 已有的字，或用 --ofd-profile exchange", "use the character that Unicode has, or --ofd-profile exchange"))
		}
	}
}

// metadata checks what the document says of itself.
func (r *refusals) metadata(m *doc.Meta) {
	if r.titled && clean(m.Title) == "" {
		r.Add(diag.Errorf(r.tree.begins(), "文档没有标题，无法写成归档用的 OFD", "the document has no title, which OFD for archives needs"))
	}
}

// links checks that no address is lost where links may lead nowhere (GB/T
// 42133-2022 6.2.2): the text of such a link is the address, or the report file
// is attached, which has it.
func (r *refusals) links(attached bool) {
	if r.uris || attached {
		return
	}
	for _, node := range r.tree.linked {
		link := r.tree.links[node]
		if saysAddress(link.Text, link.Link) {
			continue
		}
		r.Add(diag.Errorf(link.Pos, "链接“%s”的网址 %s 不在文字里，而归档用的 OFD 不能有通向网页的链接（GB/T 42133-2022 6.2.2）",
			"the address %[2]s of the link %[1]q is not in its text, and OFD for archives has no links to the web (GB/T 42133-2022 6.2.2)", link.Text, link.Link).
			WithHint("在文字里写出网址，或用 --ofd-profile exchange", "say the address in the text, or use --ofd-profile exchange"))
	}
}

// saysAddress reports whether the text of a link tells where it leads.
func saysAddress(text, target string) bool {
	_, bare, found := strings.Cut(target, ":")
	if !found {
		bare = target
	}
	return strings.Contains(text, strings.Trim(bare, "/"))
}
