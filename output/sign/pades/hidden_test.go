package pades

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/pdfread"
)

// variant is a file that was changed after it was signed.
type variant struct {
	name string
	data []byte
}

// forger appends revisions byte by byte, as pdfread would never write them.
type forger struct {
	t       testing.TB
	signed  []byte
	out     []byte
	listed  map[int]int // offsets of the objects that the table names
	forged  string      // the objects that no table names: page 1 shows what page 2 says
	content int         // its number
	size    int         // the next free number
	trailer pdfread.Dict
	prev    int
}

func newForger(t testing.TB, signed []byte) *forger {
	t.Helper()
	v := open(t, signed).Latest()
	pages := must(v.Pages())(t)
	first, second := must(v.Dict(pages[0]))(t), must(v.Dict(pages[1]))(t)
	content := must(v.Stream(second["Contents"]))(t)
	f := &forger{t: t, signed: signed, content: first["Contents"].(pdfread.Ref).Num, trailer: v.Trailer(), listed: map[int]int{}}
	for _, n := range v.Numbers() { // not every viewer looks for the objects of object streams
		if e, _ := v.Entry(n); e.Stream > 0 {
			f.forged += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", n, pdfread.Append(nil, must(v.Object(n))(t)))
		}
	}
	f.forged += fmt.Sprintf("%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n", f.content, len(content), content)
	f.size = int(f.trailer["Size"].(int64))
	if _, err := fmt.Sscanf(string(signed[bytes.LastIndex(signed, []byte("startxref\n")):]), "startxref\n%d", &f.prev); err != nil {
		t.Fatal(err)
	}
	return f
}

// begin starts anew behind the signed file.
func (f *forger) begin() *forger {
	g := *f
	g.out, g.listed = bytes.Clone(f.signed), map[int]int{}
	return &g
}

func (f *forger) write(text string) { f.out = append(f.out, text...) }

// object writes an object that the table names.
func (f *forger) object(n int, body string) {
	f.listed[n] = len(f.out)
	f.write(fmt.Sprintf("%d 0 obj\n%s\nendobj\n", n, body))
}

// added writes an object of a new number.
func (f *forger) added(body string) int {
	n := f.size
	f.size++
	f.object(n, body)
	return n
}

func stream(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

// der is a certificate by its outline, with words inside.
func der(words string) string {
	element := func(tag byte, content string) string {
		n := len(content)
		return string([]byte{tag, 0x83, byte(n >> 16), byte(n >> 8), byte(n)}) + content
	}
	if len(words) < 256 {
		words += strings.Repeat(" ", 256-len(words))
	}
	inner := string([]byte{0x04, 0x82, byte(len(words) >> 8), byte(len(words))}) + words
	tbs := string([]byte{0x30, 0x82, byte(len(inner) >> 8), byte(len(inner))}) + inner
	body := tbs + "\x30\x00\x03\x01\x00"
	return strings.Replace(element(0x30, body), "\x83\x00", "\x82", 1)
}

// store puts a document security store with one certificate into the catalog.
func (f *forger) store(certificate string) {
	root := f.trailer["Root"].(pdfread.Ref)
	v := open(f.t, f.signed).Latest()
	catalog := must(v.Catalog())(f.t).Clone()
	store := pdfread.Dict{"Type": pdfread.Name("DSS")}
	if old := must(v.Dict(catalog["DSS"]))(f.t); old != nil {
		store = old.Clone()
	}
	list := append(pdfread.Array(nil), must(v.Array(store["Certs"]))(f.t)...)
	store["Certs"] = append(list, pdfread.Ref{Num: f.added(certificate)})
	if at, ok := catalog["DSS"].(pdfread.Ref); ok {
		f.object(at.Num, string(pdfread.Append(nil, store)))
		return
	}
	catalog["DSS"] = pdfread.Ref{Num: f.added(string(pdfread.Append(nil, store)))}
	f.object(root.Num, string(pdfread.Append(nil, catalog)))
}

// hidings are ways of putting an object into a file that no table names.
var hidings = []struct {
	name string
	put  func(f *forger)
}{
	{"between the objects", func(f *forger) { f.write(f.forged) }},
	{"behind a comment", func(f *forger) { f.write("%\n" + f.forged) }},
	{"in a comment", func(f *forger) { f.write("% " + strings.ReplaceAll(f.forged, "\n", " ") + "\n") }},
	{"in a stream that nothing refers to", func(f *forger) { f.added(stream("", "\nendstream\nendobj\n"+f.forged)) }},
	{"in a literal string", func(f *forger) { f.added("<</A(\n" + f.forged + ")>>") }},
	{"in the store", func(f *forger) { f.store(stream("", "\n"+f.forged)) }},
	{"in a certificate of the store", func(f *forger) { f.store(stream("", der("\n"+f.forged))) }},
	{"in a certificate, behind the end of its stream", func(f *forger) { f.store(stream("", der("\nendstream\nendobj\n"+f.forged))) }},
	{"in an object stream", func(f *forger) {
		f.added(stream(fmt.Sprintf("/Type/ObjStm/N 1/First %d", len(fmt.Sprint(f.content))+3), fmt.Sprintf("%d 0 <</A 1>>", f.content)))
		f.write(f.forged)
	}},
	{"with another generation", func(f *forger) {
		f.write(strings.ReplaceAll(f.forged, " 0 obj", " 1 obj"))
	}},
	{"with a comment between its numbers", func(f *forger) { f.write(strings.ReplaceAll(f.forged, " 0 obj", " %\n0 obj")) }},
	{"with a sign", func(f *forger) { f.write("+" + strings.ReplaceAll(f.forged, "endobj\n", "endobj\n+")) }},
	{"without blanks", func(f *forger) { f.write(strings.ReplaceAll(f.forged, " 0 obj\n", " 0obj")) }},
	{"without an end", func(f *forger) { f.write(strings.TrimSuffix(f.forged, "endobj\n")) }},
	{"twice", func(f *forger) { f.write(f.forged + f.forged) }},
	{"listed as free", func(f *forger) {
		f.write(f.forged)
		f.added("<<>>")
	}},
}

// damages are ways of writing the end of the revision, so that some viewer takes
// the file for damaged: texts of a sound end and what stands in their stead.
var damages = []struct{ name, old, new string }{
	{"none", "", ""},
	{"a comment behind startxref", "startxref\n", "startxref\n%x\n"},
	{"a comment in the line of startxref", "startxref\n", "startxref %x\n"},
	{"startxref in one line", "startxref\n", "startxref "},
	{"blanks before the offset", "startxref\n", "startxref\n   "},
	{"a tab before the offset", "startxref\n", "startxref\n\t"},
	{"a null before the offset", "startxref\n", "startxref\n\x00"},
	{"a form feed before the offset", "startxref\n", "startxref\n\f"},
	{"a sign before the offset", "startxref\n", "startxref\n+"},
	{"a zero before the offset", "startxref\n", "startxref\n0"},
	{"many zeros before the offset", "startxref\n", "startxref\n0000000000000000"},
	{"many lines before the offset", "startxref\n", "startxref" + strings.Repeat("\n", 2000)},
	{"many blanks before startxref", "startxref\n", strings.Repeat(" ", 2000) + "startxref\n"},
	{"words before %%EOF", "%%EOF", "x\n%%EOF"},
	{"a comment before %%EOF", "%%EOF", "%x\n%%EOF"},
	{"many lines before %%EOF", "%%EOF", strings.Repeat("\n", 2000) + "%%EOF"},
	{"words behind %%EOF", "%%EOF", "%%EOFx"},
	{"no %%EOF", "%%EOF\n", ""},
	{"a second startxref", "startxref\n", "startxref\n0\nstartxref\n"},
	{"a comment behind xref", "xref\n0 1", "xref %x\n0 1"},
	{"a comment below xref", "xref\n0 1", "xref\n%x\n0 1"},
	{"a blank behind xref", "xref\n0 1", "xref \n0 1"},
	{"a null behind xref", "xref\n0 1", "xref\x00\n0 1"},
	{"xref without a line end", "xref\n0 1", "xref 0 1"},
	{"a blank line below xref", "xref\n0 1", "xref\n\n0 1"},
	{"a comment behind a subsection", "0 1\n", "0 1%x\n"},
	{"a comment between the numbers", "0 1\n", "0 %x\n1\n"},
	{"the numbers on two lines", "0 1\n", "0\n1\n"},
	{"a tab between the numbers", "0 1\n", "0\t1\n"},
	{"a null between the numbers", "0 1\n", "0\x001\n"},
	{"a form feed between the numbers", "0 1\n", "0\f1\n"},
	{"two blanks between the numbers", "0 1\n", "0  1\n"},
	{"300 blanks between the numbers", "0 1\n", "0" + strings.Repeat(" ", 300) + "1\n"},
	{"a sign before a number", "0 1\n", "+0 1\n"},
	{"no line end behind the numbers", "0 1\n", "0 1 "},
	{"a subsection of nothing", "0 1\n", "0 0\n0 1\n"},
	{"a row of 19 bytes", "65535 f \n", "65535 f\n"},
	{"a row of 21 bytes", "65535 f \n", "65535 f  \n"},
	{"a row of 18 bytes", "65535 f \n", "65535 f"},
	{"a comment in a row", "65535 f \n", "65535 f%\n"},
	{"a row on two lines", "65535 f \n", "65535\nf \n"},
	{"a capital in a row", "65535 f \n", "65535 F \n"},
	{"a short row", "0000000000 65535 f", "0 65535 f"},
	{"a row with tabs", "0000000000 65535 f", "0000000000\t65535\tf"},
	{"a generation too large", "65535 f", "99999 f"},
	{"a comment before the trailer", "trailer\n", "%x\ntrailer\n"},
	{"a comment behind the trailer", "trailer\n", "trailer %x\n"},
	{"a comment in the trailer", "/Prev", "%x\n/Prev"},
	{"the previous section by a reference", "/Prev", "/XPrev"},
	{"a real number for the previous section", "/Prev ", "/Prev +"},
	{"a size too small", "/Size ", "/Size 1/OldSize "},
	{"a size too large", "/Size ", "/Size 9"},
	{"a key twice", "/Size ", "/Root 1 0 R/Size "},
	{"another version", "/Size ", "/Version/9.9/Size "},
	{"blanks before xref", "xref\n0 1", "   xref\n0 1"},
	{"a comment before xref", "xref\n0 1", "%x\nxref\n0 1"},
}

// end writes a table and a trailer, with the damage.
func (f *forger) end(old, new string) []byte {
	at := len(f.out)
	var b strings.Builder
	b.WriteString("xref\n0 1\n0000000000 65535 f \n")
	for n := range f.size {
		if offset, ok := f.listed[n]; ok {
			fmt.Fprintf(&b, "%d 1\n%010d 00000 n \n", n, offset)
		}
	}
	d := pdfread.Dict{"Size": int64(f.size), "Prev": int64(f.prev)}
	for _, key := range []pdfread.Name{"Root", "Info", "ID"} {
		if f.trailer[key] != nil {
			d[key] = f.trailer[key]
		}
	}
	b.WriteString("trailer\n" + string(pdfread.Append(nil, d)) + fmt.Sprintf("\nstartxref\n%d\n%%%%EOF\n", at))
	text := b.String()
	if !strings.Contains(text, old) {
		f.t.Fatalf("the end has no %q", old)
	}
	if i := strings.LastIndex(text, old); old == "startxref\n" || old == "%%EOF" {
		text = text[:i] + new + text[i+len(old):]
	} else {
		text = strings.Replace(text, old, new, 1)
	}
	return append(f.out, text...)
}

// streamDamages are the same for an end with a cross-reference stream: widths,
// and texts of its dictionary.
var streamDamages = []struct {
	name     string
	widths   [3]int
	old, new string
}{
	{"none", [3]int{1, 4, 1}, "", ""},
	{"a type without width", [3]int{0, 4, 1}, "", ""},
	{"a type of 2 bytes", [3]int{2, 4, 1}, "", ""},
	{"a type of 5 bytes", [3]int{5, 4, 1}, "", ""},
	{"a type of 6 bytes", [3]int{6, 4, 1}, "", ""},
	{"a type of 8 bytes", [3]int{8, 4, 1}, "", ""},
	{"an offset of 5 bytes", [3]int{1, 5, 1}, "", ""},
	{"an offset of 8 bytes", [3]int{1, 8, 1}, "", ""},
	{"a generation of 8 bytes", [3]int{1, 4, 8}, "", ""},
	{"a generation without width", [3]int{1, 4, 0}, "", ""},
	{"a comment in the dictionary", [3]int{1, 4, 1}, "/Type", "%x\n/Type"},
	{"a comment before its stream", [3]int{1, 4, 1}, "\nstream\n", "%x\nstream\n"},
	{"another type", [3]int{1, 4, 1}, "/Type /XRef", "/Type /XRex"},
	{"a wrong length", [3]int{1, 4, 1}, "/Length ", "/Length 1"},
	{"a length too short", [3]int{1, 4, 1}, "/Length ", "/Length 3 /OldLength "},
	{"a comment in its head", [3]int{1, 4, 1}, " 0 obj", " %x\n0 obj"},
	{"a tab in its head", [3]int{1, 4, 1}, " 0 obj", "\t0 obj"},
	{"a zero in its head", [3]int{1, 4, 1}, "HEAD", "0HEAD"},
	{"a sign in its head", [3]int{1, 4, 1}, "HEAD", "+HEAD"},
	{"a blank before it", [3]int{1, 4, 1}, "HEAD", " HEAD"},
	{"a line end of its own", [3]int{1, 4, 1}, "\nstream\n", "\nstream\r"},
	{"no end of the stream", [3]int{1, 4, 1}, "\nendstream", ""},
	{"no end of the object", [3]int{1, 4, 1}, "endobj", ""},
	{"words behind the object", [3]int{1, 4, 1}, "endobj", "endobj x"},
	{"a comment behind startxref", [3]int{1, 4, 1}, "startxref\n", "startxref\n%x\n"},
}

// endStream writes a cross-reference stream with the damage.
func (f *forger) endStream(widths [3]int, old, new string) []byte {
	own, at := f.size, len(f.out)
	f.listed[own] = at
	var rows []byte
	var index []string
	for n := range own + 1 {
		offset, ok := f.listed[n]
		if !ok {
			continue
		}
		index = append(index, fmt.Sprintf("%d 1", n))
		for i, value := range []int{1, offset, 0} {
			for shift := widths[i] - 1; shift >= 0; shift-- {
				rows = append(rows, byte(uint64(value)>>(8*shift)))
			}
		}
	}
	d := pdfread.Dict{
		"Type": pdfread.Name("XRef"), "Size": int64(own + 1), "Prev": int64(f.prev), "Root": f.trailer["Root"], "Info": f.trailer["Info"], "ID": f.trailer["ID"],
		"W": numerals(int64(widths[0]), int64(widths[1]), int64(widths[2])), "Index": pdfread.Verbatim("[" + strings.Join(index, " ") + "]"),
	}
	for _, key := range []pdfread.Name{"Info", "ID"} {
		if d[key] == nil {
			delete(d, key)
		}
	}
	body := string(pdfread.Append(nil, &pdfread.Stream{Dict: d, Raw: rows}))
	text := fmt.Sprintf("HEAD%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", own, body, at)
	if !strings.Contains(text, old) {
		f.t.Fatalf("the end has no %q", old)
	}
	text = strings.Replace(strings.Replace(text, old, new, 1), "HEAD", "", 1)
	return append(f.out, text...)
}

// variants are the ways of hiding and the ways of damage: each with the first of
// the others, or with all.
func (f *forger) variants(all bool) []variant {
	var out []variant
	for i, h := range hidings {
		for j, d := range damages {
			if !all && i > 0 && j > 1 {
				continue
			}
			g := f.begin()
			h.put(g)
			out = append(out, variant{h.name + ", " + d.name, g.end(d.old, d.new)})
		}
		for j, d := range streamDamages {
			if !all && i > 0 && j > 0 {
				continue
			}
			g := f.begin()
			h.put(g)
			out = append(out, variant{h.name + ", stream with " + d.name, g.endStream(d.widths, d.old, d.new)})
		}
	}
	for j, d := range damages {
		if !all && j%4 > 0 {
			continue
		}
		g := f.begin()
		out = append(out, variant{"nothing hidden, " + d.name, g.end(d.old, d.new)})
	}
	return out
}
