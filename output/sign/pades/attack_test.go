package pades

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/internal/tier"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

// The published attacks on signed PDF files, each built on a file of this
// program: universal signature forgery, incremental saving and signature
// wrapping (Mladenov et al., 2019), the shadow attacks hide, replace, and hide
// and replace (Mainka et al., 2021), and evil annotations and sneaky
// signatures (Rohlmann et al., 2021).

// open reads a file that must be sound.
func open(t testing.TB, data []byte) *pdfread.File {
	t.Helper()
	f, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// must gives a value that a test takes for granted.
func must[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// firstPage is the first page and its reference.
func firstPage(t testing.TB, u *pdfread.Update) (pdfread.Ref, pdfread.Dict) {
	t.Helper()
	pages := must(u.View().Pages())(t)
	return pages[0], must(u.Dict(pages[0]))(t)
}

func drawing(text string) *pdfread.Stream {
	return &pdfread.Stream{Dict: pdfread.Dict{}, Raw: []byte("BT /F0 20 Tf 100 600 Td (" + text + ") Tj ET")}
}

// numerals are numbers in the form that the reader gives.
func numerals(list ...int64) pdfread.Array {
	var out pdfread.Array
	for _, n := range list {
		out = append(out, n)
	}
	return out
}

type editor = func(t testing.TB, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict)

// TestNothingIsAddedAfterTheLastSignature appends a revision of each kind that
// changes what a reader sees, hears or runs.
func TestNothingIsAddedAfterTheLastSignature(t *testing.T) {
	tier.Long(t, "changes signed files in many ways")
	for name, edit := range map[string]editor{
		"replace/page content": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			page["Contents"] = u.Add(drawing("Paid: 999 yuan"))
			u.Set(at, page)
		},
		"replace/content stream in place": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			_, page := firstPage(t, u)
			u.Set(page["Contents"].(pdfread.Ref), drawing("Paid: 999 yuan"))
		},
		"replace/font": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			_, page := firstPage(t, u)
			fonts := must(u.Dict(must(u.Dict(page["Resources"]))(t)["Font"]))(t)
			font := fonts[fonts.Keys()[0]].(pdfread.Ref)
			d := must(u.Dict(font))(t)
			d["BaseFont"] = pdfread.Name("Other")
			u.Set(font, d)
		},
		"hide/page taken out of the page tree": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			tree := must(u.Dict(catalog["Pages"]))(t)
			tree["Kids"] = must(u.Array(tree["Kids"]))(t)[:1]
			tree["Count"] = int64(1)
			u.Set(catalog["Pages"].(pdfread.Ref), tree)
		},
		"hide/resources emptied": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			_, page := firstPage(t, u)
			u.Set(page["Resources"].(pdfread.Ref), pdfread.Dict{})
		},
		"replace/object stream": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			e, ok := u.View().Entry(must(u.View().Pages())(t)[1].Num)
			if !ok || e.Stream == 0 {
				t.Fatal("the second page does not stand in an object stream")
			}
			old := must(u.View().Object(e.Stream))(t).(*pdfread.Stream)
			raw := bytes.Clone(old.Raw)
			raw[len(raw)-1] ^= 1
			u.Set(pdfread.Ref{Num: e.Stream}, &pdfread.Stream{Dict: old.Dict.Clone(), Raw: raw})
		},
		"annotation/free text over the page": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			note := u.Add(pdfread.Dict{
				"Type": pdfread.Name("Annot"), "Subtype": pdfread.Name("FreeText"),
				"Rect": numerals(100, 600, 300, 700), "Contents": textString("Paid: 999 yuan"),
			})
			page["Annots"] = append(must(u.Array(page["Annots"]))(t), note)
			u.Set(at, page)
		},
		"annotation/flag of a signature's widget": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			_, page := firstPage(t, u)
			widget := must(u.Array(page["Annots"]))(t)[0].(pdfread.Ref)
			d := must(u.Dict(widget))(t)
			d["Rect"] = numerals(0, 0, 500, 500)
			u.Set(widget, d)
		},
		"field/text": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			form := must(u.Dict(catalog["AcroForm"]))(t)
			form["Fields"] = append(must(u.Array(form["Fields"]))(t), u.Add(pdfread.Dict{
				"FT": pdfread.Name("Tx"), "T": textString("x"), "V": textString("999"),
			}))
			u.Set(catalog["AcroForm"].(pdfread.Ref), form)
		},
		"field/signature removed": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			form := must(u.Dict(catalog["AcroForm"]))(t)
			fields := must(u.Array(form["Fields"]))(t)
			form["Fields"] = fields[1:]
			u.Set(catalog["AcroForm"].(pdfread.Ref), form)
		},
		"catalog/action": func(_ testing.TB, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			catalog["OpenAction"] = pdfread.Dict{"S": pdfread.Name("URI"), "URI": textString("http://example.org/")}
			u.Set(root, catalog)
		},
		"catalog/layers": func(_ testing.TB, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			catalog["OCProperties"] = pdfread.Dict{"D": pdfread.Dict{}}
			u.Set(root, catalog)
		},
		"metadata": func(_ testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			u.Set(catalog["Metadata"].(pdfread.Ref), &pdfread.Stream{Dict: pdfread.Dict{}, Raw: []byte("<x/>")})
		},
		"structure/spoken text": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			root := must(u.Dict(catalog["StructTreeRoot"]))(t)
			top := root["K"].(pdfread.Ref)
			d := must(u.Dict(top))(t)
			paragraph := must(u.Array(d["K"]))(t)[0].(pdfread.Ref)
			p := must(u.Dict(paragraph))(t)
			p["ActualText"] = textString("Paid: 999 yuan")
			u.Set(paragraph, p)
		},
		"structure/element with words of its own": func(t testing.TB, u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
			root := must(u.Dict(catalog["StructTreeRoot"]))(t)
			top := root["K"].(pdfread.Ref)
			d := must(u.Dict(top))(t)
			d["K"] = append(must(u.Array(d["K"]))(t), u.Add(pdfread.Dict{"S": pdfread.Name("P"), "P": top, "ActualText": textString("x")}))
			u.Set(top, d)
		},
		"store/with something else in it": func(_ testing.TB, u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
			catalog["DSS"] = u.Add(pdfread.Dict{"Type": pdfread.Name("DSS"), "Contents": u.Add(drawing("x"))})
			u.Set(root, catalog)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, padestest.P256)
			signed := mustSign(t, unsigned(t), w.order())
			forged := padestest.Update(t, signed, func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) { edit(t, u, root, catalog) })
			wantFailure(t, forged, w.check())
		})
	}
}

// wantFailure verifies a file that must not pass, and be refused for more than
// its chain.
func wantFailure(t testing.TB, data []byte, c Check) {
	t.Helper()
	r := Verify(t.Context(), data, c)
	if r.OK() {
		t.Errorf("passed:\n%s", said(r))
	}
	for _, check := range []verdict.Check{CheckFormat, CheckIntegrity, CheckCoverage} {
		for _, f := range findings(r, check) {
			if f.Grade == verdict.Failed {
				return
			}
		}
	}
	t.Errorf("refused for the chain only:\n%s", said(r))
}

// TestForgedFiles changes the bytes of a signed file.
func TestForgedFiles(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	other := mustSign(t, made(t, "gongwen 2.0"), w.order())
	from, to := contentsOf(t, signed)
	set := func(old, new string) []byte {
		t.Helper()
		if bytes.Count(signed, []byte(old)) != 1 {
			t.Fatalf("%q stands %d times in the file", old, bytes.Count(signed, []byte(old)))
		}
		return bytes.Replace(signed, []byte(old), []byte(new), 1)
	}
	byteRange := string(signed[bytes.Index(signed, []byte("/ByteRange[")):from])
	byteRange = byteRange[:strings.IndexByte(byteRange, ']')+1]
	numbers := strings.Fields(byteRange[len("/ByteRange[") : len(byteRange)-1])
	pad := func(text string) string { return text + strings.Repeat(" ", len(byteRange)-len(text)-1) + "]" }
	for name, forged := range map[string][]byte{
		"a bit of the first part": flip(signed, 700),
		"a bit of the last part":  flip(signed, to+40),
		"signature of another file": func() []byte {
			a, b := contentsOf(t, other)
			if b-a != to-from {
				t.Fatal("the signatures differ in size")
			}
			return join(signed[:from], other[a:b], signed[to:])
		}(),
		"signature value":         flip(signed, bytes.LastIndex(signed[:to], bytes.TrimRight(signed[from:to-1], "0"))+len(bytes.TrimRight(signed[from:to-1], "0"))-3),
		"contents empty":          join(signed[:from], []byte("<"), bytes.Repeat([]byte("0"), to-from-2), []byte(">"), signed[to:]),
		"contents blank":          join(signed[:from], []byte("<"), bytes.Repeat([]byte(" "), to-from-2), []byte(">"), signed[to:]),
		"contents a literal":      join(signed[:from], []byte("("), signed[from+1:to-1], []byte(")"), signed[to:]),
		"contents null":           join(signed[:from], []byte("null"), bytes.Repeat([]byte(" "), to-from-4), signed[to:]),
		"no contents":             set("/Contents<3", "/Contemts<3"),
		"no byte range":           set("/ByteRange[", "/ByteRamge["),
		"byte range empty":        set(byteRange, pad("/ByteRange[")),
		"byte range null":         set(byteRange, "/ByteRange null"+strings.Repeat(" ", len(byteRange)-15)),
		"byte range negative":     set(byteRange, pad(fmt.Sprintf("/ByteRange[0 -%s %s %s", numbers[1], numbers[2], numbers[3]))),
		"byte range of one part":  set(byteRange, pad(fmt.Sprintf("/ByteRange[0 %s", numbers[1]))),
		"byte range of nothing":   set(byteRange, pad("/ByteRange[0 0 0 0")),
		"byte range too long":     set(byteRange, pad(fmt.Sprintf("/ByteRange[0 %s %s 99999999", numbers[1], numbers[2]))),
		"byte range cut short":    set(byteRange, pad(fmt.Sprintf("/ByteRange[0 %s %s 10", numbers[1], numbers[2]))),
		"byte range over the gap": set(byteRange, pad(fmt.Sprintf("/ByteRange[0 %d %s %s", from+10, numbers[2], numbers[3]))),
		"byte range from inside":  set(byteRange, pad(fmt.Sprintf("/ByteRange[9 %s %s %s", numbers[1], numbers[2], numbers[3]))),
		"form unknown":            set("/ETSI.CAdES.detached", "/ETSI.CAdES.nothing!"),
		"truncated in the middle": signed[:len(signed)/2],
		"truncated at the end":    signed[:len(signed)-8],
		"truncated to the header": signed[:9],
		"appended words":          append(bytes.Clone(signed), "more words\n"...),
		"appended blanks":         append(bytes.Clone(signed), "\n\n\n\n"...),
	} {
		t.Run(name, func(t *testing.T) { wantFailure(t, forged, w.check()) })
	}
}

func flip(data []byte, at int) []byte {
	out := bytes.Clone(data)
	switch c := out[at]; {
	case c >= '0' && c < '9':
		out[at]++
	default:
		out[at] ^= 1
	}
	return out
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// TestIncrementalSaving appends changes in the ways that viewers read and
// validators have overlooked.
func TestIncrementalSaving(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	whole := padestest.Update(t, signed, func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
		at, page := firstPage(t, u)
		page["Contents"] = u.Add(drawing("Paid: 999 yuan"))
		u.Set(at, page)
	})
	added := whole[len(signed):]
	xref := bytes.LastIndex(added, []byte("startxref"))
	pointer := string(signed[bytes.LastIndex(signed, []byte("startxref")):])
	signature := must(open(t, signed).Latest().Object(signatureNumber(t, signed)))(t).(pdfread.Dict)
	for name, forged := range map[string][]byte{
		"with cross-references":       whole,
		"without startxref":           join(signed, added[:xref]),
		"without cross-references":    join(signed, added[:bytes.Index(added, []byte("/XRef"))]),
		"with the old startxref":      join(signed, added[:xref], []byte(pointer)),
		"without its end":             join(signed, added[:xref], []byte(pointer[:strings.Index(pointer, "%%")])),
		"with a comment as its start": join(signed, []byte("% "), added),
		"with the signature copied": padestest.Update(t, signed, func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			page["Contents"] = u.Add(drawing("Paid: 999 yuan"))
			u.Set(at, page)
			copied := signature.Clone()
			u.Set(pdfread.Ref{Num: signatureNumber(t, signed)}, copied)
		}),
	} {
		t.Run(name, func(t *testing.T) { wantFailure(t, forged, w.check()) })
	}
}

// signatureNumber is the object number of the only signature of a file.
func signatureNumber(t testing.TB, data []byte) int {
	t.Helper()
	fields := must(signatureFields(open(t, data).Latest()))(t)
	return fields[0].value.(pdfread.Ref).Num
}

// TestSignatureWrapping puts other content between the two signed parts, the
// second of which moves, and a byte range that follows it into a copy of the
// signature dictionary. The digest of the signed parts stays right.
func TestSignatureWrapping(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	f := open(t, signed)
	v := &verifier{file: f, data: signed}
	if err := v.collect(); err != nil {
		t.Fatal(err)
	}
	s := v.signed[0]
	number := signatureNumber(t, signed)
	xrefAt := bytes.LastIndex(signed[:bytes.LastIndex(signed, []byte("startxref"))], []byte(" 0 obj"))
	for signed[xrefAt-1] >= '0' && signed[xrefAt-1] <= '9' {
		xrefAt--
	}
	for _, middleEnd := range []string{"startxref\n%d\n%%%%EOF\n", "%%%d"} {
		middle := func(second int) []byte {
			d := s.dict.Clone()
			d["ByteRange"] = numerals(0, int64(len(s.parts[0])), int64(second), int64(len(s.parts[1])))
			out := []byte("<00>>>\nendobj\n")
			at := len(s.parts[0]) + len(out)
			out = append(out, fmt.Sprintf("%d 0 obj\n", number)...)
			out = pdfread.Append(out, d)
			out = append(out, "\nendobj\n"...)
			out = append(out, bytes.Repeat([]byte(" "), xrefAt-len(s.parts[0])-len(out))...)
			start := len(s.parts[0]) + len(out)
			out = append(out, fmt.Sprintf("xref\n%d 1\n%010d 00000 n \ntrailer\n", number, at)...)
			old := f.Latest().Trailer()
			out = pdfread.Append(out, pdfread.Dict{"Size": old["Size"], "Root": old["Root"], "Info": old["Info"], "ID": old["ID"], "Prev": old["Prev"]})
			return append(out, fmt.Sprintf("\n"+middleEnd, start)...)
		}
		second := len(s.parts[0])
		for range 3 { // until the length of its own number is settled
			second = len(s.parts[0]) + len(middle(second))
		}
		forged := join(s.parts[0], middle(second), s.parts[1])
		if err := messageOf(t, s).Verify(forged[:len(s.parts[0])], forged[second:]); err != nil {
			t.Fatalf("the attack is not built well: %v", err)
		}
		wantFailure(t, forged, w.check())
	}
}

func messageOf(t testing.TB, s *signed) *cms.Message {
	t.Helper()
	return must(cms.Parse([]byte(s.contents.Value)))(t)
}

// TestShadowHideAndReplace prepares a file before it is signed: a second
// object that stands in the file but in no cross-reference, or an object that
// is referred to and missing. The revision after the signature calls it up.
func TestShadowHideAndReplace(t *testing.T) {
	w := newWorld(t, padestest.P256)
	t.Run("object that was hidden", func(t *testing.T) {
		var target pdfread.Ref
		prepared := padestest.Update(t, unsigned(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			_, page := firstPage(t, u)
			target = page["Contents"].(pdfread.Ref)
			shadow := fmt.Sprintf("<<>>\nendobj\n%d 0 obj\n%s", target.Num, pdfread.Append(nil, drawing("Paid: 999 yuan")))
			u.Add(pdfread.Verbatim(shadow))
		})
		if _, problems := Sign(t.Context(), prepared, w.order()); !problems.HasErrors() {
			t.Error("signed")
		}
		signed := signAnyway(t, prepared, w.order())
		wantFailure(t, signed, w.check())
		hidden := bytes.LastIndex(prepared, []byte(fmt.Sprintf("\n%d 0 obj\n", target.Num))) + 1
		trailer := open(t, signed).Latest().Trailer()
		last := bytes.LastIndex(signed, []byte("startxref\n"))
		var previous int64
		if _, err := fmt.Sscanf(string(signed[last:]), "startxref\n%d", &previous); err != nil {
			t.Fatal(err)
		}
		at := len(signed)
		forged := append(bytes.Clone(signed), fmt.Sprintf("xref\n%d 1\n%010d 00000 n \ntrailer\n", target.Num, hidden)...)
		forged = pdfread.Append(forged, pdfread.Dict{"Size": trailer["Size"], "Root": trailer["Root"], "Info": trailer["Info"], "ID": trailer["ID"], "Prev": previous})
		forged = append(forged, fmt.Sprintf("\nstartxref\n%d\n%%%%EOF\n", at)...)
		wantFailure(t, forged, w.check())
	})
	t.Run("object that was missing", func(t *testing.T) {
		missing := 0
		prepared := padestest.Update(t, unsigned(t), func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			at, page := firstPage(t, u)
			last := u.Add(pdfread.Dict{})
			missing = last.Num + 10
			page["Contents"] = pdfread.Array{page["Contents"], pdfread.Ref{Num: missing}}
			u.Set(at, page)
		})
		signed := mustSign(t, prepared, w.order())
		if r := Verify(t.Context(), signed, w.check()); !r.OK() {
			t.Fatal(said(r))
		}
		forged := padestest.Update(t, signed, func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
			for {
				if r := u.Add(drawing("Paid: 999 yuan")); r.Num == missing {
					return
				}
			}
		})
		wantFailure(t, forged, w.check())
	})
	t.Run("object that is freed", func(t *testing.T) {
		signed := mustSign(t, unsigned(t), w.order())
		pages := must(open(t, signed).Latest().Pages())(t)
		trailer := open(t, signed).Latest().Trailer()
		var previous int64
		if _, err := fmt.Sscanf(string(signed[bytes.LastIndex(signed, []byte("startxref\n")):]), "startxref\n%d", &previous); err != nil {
			t.Fatal(err)
		}
		forged := append(bytes.Clone(signed), fmt.Sprintf("xref\n%d 1\n0000000000 00001 f \ntrailer\n", pages[1].Num)...)
		forged = pdfread.Append(forged, pdfread.Dict{"Size": trailer["Size"], "Root": trailer["Root"], "Info": trailer["Info"], "ID": trailer["ID"], "Prev": previous})
		forged = append(forged, fmt.Sprintf("\nstartxref\n%d\n%%%%EOF\n", len(signed))...)
		wantFailure(t, forged, w.check())
	})
}

// signAnyway signs what Sign refuses.
func signAnyway(t testing.TB, data []byte, o Order) []byte {
	t.Helper()
	out, problems := (&session{order: o}).sign(context.Background(), open(t, data))
	if problems != nil {
		t.Fatal(problems)
	}
	return out
}

// TestOtherCatalog lets the trailer of an update name another catalog.
func TestOtherCatalog(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	forged := padestest.Update(t, signed, func(u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) { u.Add(catalog) })
	root := open(t, signed).Latest().Trailer()["Root"].(pdfread.Ref)
	size := open(t, signed).Latest().Trailer()["Size"].(int64)
	old, other := fmt.Sprintf("/Root %d 0 R", root.Num), fmt.Sprintf("/Root %d 0 R", size)
	at := bytes.LastIndex(forged, []byte(old))
	forged = join(forged[:at], []byte(other), forged[at+len(old):])
	wantFailure(t, forged, w.check())
}

// TestSneakySignature adds a second signature, valid by itself, whose field
// covers the page.
func TestSneakySignature(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	again := mustSign(t, signed, w.order())
	if r := Verify(t.Context(), again, w.check()); !r.OK() {
		t.Fatal(said(r))
	}
	for old, new := range map[string]string{"/Rect [0 0 0 0]": "/Rect [0 0 9 9]", "/F 132": "/AA 13"} {
		out, g, err := reserve(open(t, signed), signatureValue(w.signer.Certificate, now()), 4000)
		if err != nil {
			t.Fatal(err)
		}
		at := bytes.LastIndex(out, []byte(old))
		if at < len(signed) || len(old) != len(new) {
			t.Fatal("the attack is not built well")
		}
		copy(out[at:], new)
		who := cms.Signer{Key: w.signer.Key, Certificate: w.signer.Certificate, Chain: w.signer.Chain(), Random: rand.Reader}
		signature := must(cms.Sign(who, cms.SHA256.Sum(out[:g.from], out[g.to:])))(t)
		fill(out, g, must(signature.Marshal())(t))
		r := Verify(t.Context(), out, w.check())
		if list := findings(r, CheckCoverage); r.OK() || list[0].Grade != verdict.Failed || list[1].Grade != verdict.Passed {
			t.Error(said(r))
		}
	}
}

// TestResignedFiles are signed by somebody whom the user does not trust.
func TestResignedFiles(t *testing.T) {
	w, stranger := newWorld(t, padestest.P256), newWorld(t, padestest.P256)
	for name, forged := range map[string][]byte{
		"signed by another":           mustSign(t, made(t, "gongwen forged"), stranger.order()),
		"signed once more by another": mustSign(t, mustSign(t, unsigned(t), w.order()), stranger.order()),
	} {
		t.Run(name, func(t *testing.T) {
			r := Verify(t.Context(), forged, w.check())
			chains := findings(r, CheckChain)
			if r.OK() || chains[len(chains)-1].Grade != verdict.Failed {
				t.Error(said(r))
			}
		})
	}
}

// TestKeysOfAnAddedTrailer: a trailer that is added says what trailers say.
func TestKeysOfAnAddedTrailer(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	for _, c := range []struct {
		more pdfread.Dict
		ok   bool
	}{
		{nil, true},
		{pdfread.Dict{"Note": pdfread.Name("x")}, false},
		{pdfread.Dict{"Encrypt": pdfread.Dict{"Filter": pdfread.Name("Standard")}}, false},
	} {
		if r := Verify(t.Context(), withTrailer(t, signed, c.more), w.check()); r.OK() != c.ok {
			t.Errorf("%v:\n%s", c.more, said(r))
		}
	}
}

// withTrailer appends a revision without objects whose trailer has more keys.
func withTrailer(t *testing.T, file []byte, more pdfread.Dict) []byte {
	t.Helper()
	trailer := open(t, file).Latest().Trailer().Clone()
	for key := range trailer {
		if !slices.Contains([]pdfread.Name{"Size", "Root", "Info", "ID"}, key) {
			delete(trailer, key)
		}
	}
	var previous int64
	if _, err := fmt.Sscanf(string(file[bytes.LastIndex(file, []byte("startxref\n")):]), "startxref\n%d", &previous); err != nil {
		t.Fatal(err)
	}
	trailer["Prev"] = previous
	maps.Copy(trailer, more)
	out := append(bytes.Clone(file), "xref\n0 1\n0000000000 65535 f \ntrailer\n"...)
	out = pdfread.Append(out, trailer)
	return append(out, fmt.Sprintf("\nstartxref\n%d\n%%%%EOF\n", len(file))...)
}

// TestSeveralSignaturesInOneRevision: none of them is calculated with.
func TestSeveralSignaturesInOneRevision(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	v := &verifier{file: open(t, signed), data: signed}
	if err := v.collect(); err != nil || v.signed[0].fault != nil {
		t.Fatal(err)
	}
	other := *v.signed[0]
	v.signed = append(v.signed, &other)
	v.bounded()
	for _, s := range v.signed {
		if s.fault == nil || !strings.Contains(s.fault.EN, "several signatures") {
			t.Errorf("%v", s.fault)
		}
	}
}

// TestMoreSignaturesAndEvidenceThanAnyFileHas: what would take minutes is refused.
func TestMoreSignaturesAndEvidenceThanAnyFileHas(t *testing.T) {
	w := newWorld(t, padestest.P256)
	check := w.check()
	check.Evidence.CRL = [][]byte{make([]byte, maxEvidence+1)}
	if r := Verify(t.Context(), mustSign(t, unsigned(t), w.order()), check); r.OK() || !strings.Contains(said(r), "too much revocation data") {
		t.Error(said(r))
	}
	v := &verifier{}
	for rev := range maxSignatures + 1 {
		v.signed = append(v.signed, &signed{rev: rev})
	}
	v.bounded()
	if v.signed[maxSignatures-1].fault != nil || v.signed[maxSignatures].fault == nil {
		t.Error("another number of signatures is calculated with")
	}
}
