package pades

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/pdfread"
	"gongwen/internal/unit"
	"gongwen/internal/verdict"
	"gongwen/output/pdf"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/ink"
	"gongwen/output/sign/padestest"
)

// standAt is a place for a seal that nobody has judged.
func standAt(t testing.TB, data []byte, page int, x, y, width unit.Length) *stand {
	t.Helper()
	show := Show{Picture: readPicture(t, padestest.Seal(t, 60, 0)), Width: width, At: &Place{Page: page, X: x, Y: y}}
	s, problems := show.stand(open(t, data).Latest(), false)
	if problems != nil {
		t.Fatal(problems)
	}
	return s
}

// sneak signs a file with what Sign would refuse: texts of the new revision,
// before it is signed, become others of the same length.
func sneak(t testing.TB, w *world, data []byte, s *stand, texts ...string) []byte {
	t.Helper()
	value := signatureValue(w.signer.Certificate, now())
	value.shows = s
	out, g, err := reserve(open(t, data), value, 4000)
	if err != nil {
		t.Fatal(err)
	}
	for ; len(texts) > 0; texts = texts[2:] {
		at := bytes.LastIndex(out, []byte(texts[0]))
		if at < len(data) || len(texts[0]) != len(texts[1]) {
			t.Fatalf("the attack is not built well: %q", texts[0])
		}
		copy(out[at:], texts[1])
	}
	who := cms.Signer{Key: w.signer.Key, Certificate: w.signer.Certificate, Chain: w.signer.Chain(), Random: rand.Reader}
	signature := must(cms.Sign(who, cms.SHA256.Sum(out[:g.from], out[g.to:])))(t)
	fill(out, g, must(signature.Marshal())(t))
	return out
}

// TestSneakyPictures adds a second signature, valid by itself, whose picture
// takes something away from the first, or could (Rohlmann et al., 2021; the hide
// class of Mainka et al., 2021).
func TestSneakyPictures(t *testing.T) {
	w := newWorld(t, padestest.P256)
	sealed := mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))
	v := open(t, sealed).Latest()
	pages := must(v.Pages())(t)
	first, second := fmt.Sprintf("/P %-3d0 R", pages[0].Num), fmt.Sprintf("/P %d 0 R", pages[1].Num)
	blank := standAt(t, sealed, 2, 120*mm, 100*mm, 42*mm)
	mustHold := func(data []byte, want verdict.Grade) {
		t.Helper()
		r := Verify(t.Context(), data, w.check())
		if list := findings(r, CheckCoverage); list[0].Grade != want || list[1].Grade != verdict.Passed || r.OK() != (want == verdict.Passed) {
			t.Error(said(r))
		}
	}
	mustHold(sneak(t, w, sealed, blank), verdict.Passed)
	for _, c := range []struct {
		name  string
		stand *stand
		texts []string
	}{
		{"over text", standAt(t, sealed, 1, 20*mm, 30*mm, 42*mm), nil},
		{"over the end of a line", standAt(t, sealed, 1, 50*mm, 48*mm, 20*mm), nil},
		{"over the first seal", standAt(t, sealed, 2, 25*mm, 30*mm, 42*mm), nil},
		{"over the edge of the first seal", standAt(t, sealed, 2, 66*mm, 60*mm, 42*mm), nil},
		{"not laid over as ink", blank, []string{"/Multiply", "/Normal  "}},
		{"larger than its box", blank, []string{"gs 119.055", "gs 719.055"}},
		{"with content of its own", blank, []string{"/I Do", "0 0 m"}},
		{"with another state", blank, []string{"/AP <</N ", "/AP <</D "}},
		{"an area without an appearance", blank, []string{"/AP <<", "/AQ <<"}},
		{"with an action", blank, []string{"/TU ", "/AA "}},
		{"with a mask that is none", blank, []string{"/SMask ", "/Decod "}},
		{"as another kind of object", blank, []string{"/Subtype /Form", "/Subtype /Farm"}},
		{"on another page than it says", blank, []string{second, first}},
		{"as a field of another kind", blank, []string{"/FT /Sig", "/FT /Btn"}},
		{"without a signature", blank, []string{"/V ", "/W "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Verify(t.Context(), sneak(t, w, sealed, c.stand, c.texts...), w.check())
			if list := findings(r, CheckCoverage); r.OK() || list[0].Grade != verdict.Failed {
				t.Error(said(r))
			}
		})
	}
}

// TestSealsThatAreChanged changes what the first signature shows, after it.
func TestSealsThatAreChanged(t *testing.T) {
	for name, edit := range map[string]func(t *testing.T, u *pdfread.Update, page, widget pdfread.Ref){
		"another picture": func(t *testing.T, u *pdfread.Update, _, widget pdfread.Ref) {
			form := must(u.Get(must(u.Dict(must(u.Dict(widget))(t)["AP"]))(t)["N"]))(t).(*pdfread.Stream)
			at := must(u.Dict(must(u.Dict(form.Dict["Resources"]))(t)["XObject"]))(t)["I"].(pdfread.Ref)
			old := must(u.Get(at))(t).(*pdfread.Stream)
			u.Set(at, &pdfread.Stream{Dict: old.Dict.Clone(), Raw: bytes.Repeat([]byte{0}, len(old.Raw))})
		},
		"another place": func(t *testing.T, u *pdfread.Update, _, widget pdfread.Ref) {
			d := must(u.Dict(widget))(t)
			d["Rect"] = numerals(0, 0, 119, 119)
			u.Set(widget, d)
		},
		"hidden": func(t *testing.T, u *pdfread.Update, _, widget pdfread.Ref) {
			d := must(u.Dict(widget))(t)
			d["F"] = int64(2)
			u.Set(widget, d)
		},
		"taken from the page": func(t *testing.T, u *pdfread.Update, page, _ pdfread.Ref) {
			d := must(u.Dict(page))(t)
			delete(d, "Annots")
			u.Set(page, d)
		},
		"shown on another page too": func(t *testing.T, u *pdfread.Update, _, widget pdfread.Ref) {
			at, d := firstPage(t, u)
			d["Annots"] = pdfread.Array{widget}
			u.Set(at, d)
		},
		"the room moved": func(t *testing.T, u *pdfread.Update, _, _ pdfread.Ref) {
			root := u.View().Trailer()["Root"].(pdfread.Ref)
			catalog := must(u.Dict(root))(t)
			delete(catalog, "Names")
			u.Set(root, catalog)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, padestest.P256)
			sealed := mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))
			forged := padestest.Update(t, sealed, func(u *pdfread.Update, _ pdfread.Ref, _ pdfread.Dict) {
				page := must(u.View().Pages())(t)[1]
				edit(t, u, page, must(u.Array(must(u.Dict(page))(t)["Annots"]))(t)[0].(pdfread.Ref))
			})
			wantFailure(t, forged, w.check())
		})
	}
}

// TestTwoPicturesOfOneRevision puts one new field over another.
func TestTwoPicturesOfOneRevision(t *testing.T) {
	w := newWorld(t, padestest.P256)
	sealed := mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))
	for name, c := range map[string]struct {
		x    unit.Length
		want string
	}{"over each other": {121 * mm, "两个签名的图片重叠"}, "beside each other": {160 * mm, ""}} {
		t.Run(name, func(t *testing.T) {
			forged := padestest.Update(t, sealed, func(u *pdfread.Update, _ pdfread.Ref, catalog pdfread.Dict) {
				for _, x := range []unit.Length{120 * mm, c.x} {
					value := signatureValue(w.signer.Certificate, now())
					value.shows = standAt(t, sealed, 2, x, 100*mm, 20*mm)
					if err := addField(u, u.Add(value.dict), value); err != nil {
						t.Fatal(err)
					}
					fields := must(u.Array(must(u.Dict(catalog["AcroForm"]))(t)["Fields"]))(t)
					widget := fields[len(fields)-1].(pdfread.Ref)
					field := must(u.Dict(widget))(t)
					field["T"] = textString(fmt.Sprintf("At%d", x))
					u.Set(widget, field)
				}
			})
			got := findings(Verify(t.Context(), forged, w.check()), CheckCoverage)[0]
			if (got.Grade == verdict.Failed) != (c.want != "") || !strings.Contains(got.Text.ZH, c.want) {
				t.Errorf("%v %s", got.Grade, got.Text.ZH)
			}
		})
	}
}

// TestRoomsThatAreNone prepares a document, before it is signed, so that a
// picture might lie over any of it (the hide class of Mainka et al., 2021).
func TestRoomsThatAreNone(t *testing.T) {
	w := newWorld(t, padestest.P256)
	for name, rect := range map[string]pdfread.Array{
		"the whole page": numerals(0, 0, 595, 842), "a strip": numerals(50, 650, 500, 750), "a speck": numerals(90, 690, 90, 690), "no numbers": {nil, nil, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			data := padestest.Update(t, unsigned(t), func(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict) {
				page, _ := firstPage(t, u)
				catalog["Names"] = pdfread.Dict{"Dests": pdfread.Dict{"Names": pdfread.Array{
					pdfread.String{Value: pdf.SealDestination}, append(pdfread.Array{page, pdfread.Name("FitR")}, rect...),
				}}}
				u.Set(root, catalog)
			})
			if r, ok := ink.SealRoom(open(t, data).Latest()); ok {
				t.Errorf("room %v", r)
			}
			signed := mustSign(t, data, w.order())
			forged := sneak(t, w, signed, standAt(t, signed, 1, 20*mm, 30*mm, 42*mm))
			wantFailure(t, forged, w.check())
		})
	}
}

// TestWhatLaterSignersSay changes the name, the words and the place in the
// structure of a second signature that shows nothing.
func TestWhatLaterSignersSay(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	hexed := func(text string) string { return "<" + hex.EncodeToString([]byte(text)) + ">" }
	label := func(text string) string { return "/TU " + hexed(textString(text).Value) }
	if r := Verify(t.Context(), sneak(t, w, signed, nil), w.check()); !r.OK() {
		t.Fatal(said(r))
	}
	for name, texts := range map[string][]string{
		"the name of the first":         {"/T " + hexed("Signature2"), "/T " + hexed("Signature1")},
		"a name with a dot":             {"/T " + hexed("Signature2"), "/T " + hexed("Signature.")},
		"a name of blanks":              {"/T " + hexed("Signature2"), "/T " + hexed("          ")},
		"no name":                       {"/T " + hexed("Signature2"), "/DA" + hexed("Signature2")},
		"the name as UTF-16 with marks": {"/T " + hexed("Signature2"), "/T " + hexed("\xFE\xFF\x00A\x00.\x00B\x00C")},
		"other words":                   {label("电子签名：张三"), label("合计999元正")},
		"words that are no text":        {label("电子签名：张三"), "/TU [" + strings.Repeat(" ", len(label("电子签名：张三"))-6) + "]"},
		"the key of a page":             {"/StructParent 3", "/StructParent 0"},
	} {
		t.Run(name, func(t *testing.T) {
			r := Verify(t.Context(), sneak(t, w, signed, nil, texts...), w.check())
			if list := findings(r, CheckCoverage); r.OK() || list[0].Grade != verdict.Failed {
				t.Error(said(r))
			}
		})
	}
}

// TestAPictureElsewhere is a warning with its place: nobody who signed before has
// seen it.
func TestAPictureElsewhere(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, mustSign(t, withRoom(t, pdf.PDFA2A), w.order()), w.sealing(t, &Place{Page: 2, X: 120 * mm, Y: 100 * mm}))
	r := Verify(t.Context(), signed, w.check())
	got := findings(r, CheckAppearance)
	if !r.OK() || len(got) != 1 || got[0].Grade != verdict.Unchecked || !strings.Contains(got[0].Text.ZH, "第 2 页，左起 120 mm、上起 100 mm，不在留给印章的位置") {
		t.Error(said(r))
	}
}
