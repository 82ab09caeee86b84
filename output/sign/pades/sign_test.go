package pades

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/layout/doc"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

func TestSignedFilesVerify(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256, padestest.P384, padestest.SM2} {
		t.Run(string(kind), func(t *testing.T) {
			w := newWorld(t, kind)
			out := mustSign(t, unsigned(t), w.order())
			r := Verify(t.Context(), out, w.check())
			if !r.OK() || len(r.Signatures) != 1 || r.Signatures[0].Level != B || r.Signatures[0].Signer != "张三" {
				t.Error(said(r))
			}
		})
	}
}

// TestVerifyingEndsWithItsContext: what was not checked to the end is never
// called valid, and never signed again.
func TestVerifyingEndsWithItsContext(t *testing.T) {
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if r := Verify(ended, signed, w.check()); r.OK() || len(r.Signatures) > 0 || !strings.Contains(said(r), "interrupted") {
		t.Error(said(r))
	}
	if again, problems := Sign(ended, signed, w.order()); again != nil || !problems.HasErrors() {
		t.Errorf("signed again: %v", problems)
	}
}

func TestLevels(t *testing.T) {
	w := newWorld(t, padestest.RSA)
	for _, level := range []Level{T, LT, LTA} {
		t.Run(level.String(), func(t *testing.T) {
			o := w.stamped(t, level)
			o.Evidence = w.evidence(t, now())
			r := Verify(t.Context(), mustSign(t, unsigned(t), o), w.check())
			if !r.OK() || r.Signatures[0].Level != level {
				t.Error(said(r))
			}
		})
	}
}

// TestSignaturesInTurn signs a file again and again, with stores and stamps in
// between; all that came before stays valid.
func TestSignaturesInTurn(t *testing.T) {
	w := newWorld(t, padestest.P256)
	data := unsigned(t)
	for i, level := range []Level{B, LTA, T, LTA, LT, B} {
		o := w.order()
		if level > B {
			o = w.stamped(t, level)
			o.Evidence = w.evidence(t, now())
		}
		before := data
		data = mustSign(t, data, o)
		if !bytes.HasPrefix(data, before) {
			t.Fatal("the file was changed, not appended to")
		}
		r := Verify(t.Context(), data, w.check())
		if !r.OK() {
			t.Fatalf("after %d signatures:\n%s", i+1, said(r))
		}
		names := map[string]bool{}
		for _, s := range r.Signatures {
			names[s.Field] = true
		}
		if len(names) != len(r.Signatures) {
			t.Errorf("field names are not unique:\n%s", said(r))
		}
	}
}

// TestTheFieldIsConformant holds the new objects against ISO 19005-2 6.3, 6.4
// and ISO 14289-1 7.18.
func TestTheFieldIsConformant(t *testing.T) {
	w := newWorld(t, padestest.P256)
	v := open(t, mustSign(t, mustSign(t, unsigned(t), w.order()), w.order())).Latest()
	catalog := must(v.Catalog())(t)
	form := must(v.Dict(catalog["AcroForm"]))(t)
	if form["SigFlags"] != int64(3) || form["NeedAppearances"] != nil || form["XFA"] != nil {
		t.Errorf("form %v", form)
	}
	fields := must(v.Array(form["Fields"]))(t)
	page := must(v.Dict(must(v.Pages())(t)[0]))(t)
	if !pdfread.Equal(page["Annots"], fields) || page["Tabs"] != pdfread.Name("S") {
		t.Errorf("page %v, fields %v", page, fields)
	}
	root := must(v.Dict(catalog["StructTreeRoot"]))(t)
	parents := must(v.Array(must(v.Dict(root["ParentTree"]))(t)["Nums"]))(t)
	document := must(v.Dict(root["K"]))(t)
	kids := must(v.Array(document["K"]))(t)
	for i, f := range fields {
		d := must(v.Dict(f))(t)
		if d["F"].(int64)&(1|2|4|32|256) != 4 || !empty(d["Rect"]) || d["TU"] == nil || d["A"] != nil || d["AA"] != nil {
			t.Errorf("widget %v", d)
		}
		key := d["StructParent"].(int64)
		element := pdfread.Object(nil)
		for j := 0; j < len(parents); j += 2 {
			if parents[j] == key {
				element = parents[j+1]
			}
		}
		e := must(v.Dict(element))(t)
		if e["S"] != pdfread.Name("Form") || !pdfread.Equal(e["K"].(pdfread.Dict)["Obj"], f) || !pdfread.Equal(kids[len(kids)-2+i], element) {
			t.Errorf("element %v of field %v", e, f)
		}
		if root["ParentTreeNextKey"].(int64) <= key {
			t.Errorf("the next key is %v", root["ParentTreeNextKey"])
		}
	}
}

func TestOnlyFilesOfThisProgramAreSigned(t *testing.T) {
	w := newWorld(t, padestest.P256)
	_, problems := Sign(context.Background(), made(t, "another program"), w.order())
	if !problems.HasErrors() || !strings.Contains(problems[0].Message.EN, "not made by gongwen") {
		t.Error(problems)
	}
}

// TestSignatureThatNeedsMoreRoom begins with too little room and finds it.
func TestSignatureThatNeedsMoreRoom(t *testing.T) {
	w := newWorld(t, padestest.P256)
	s := &session{order: w.stamped(t, T)}
	tries := 0
	out, problems := s.append(t.Context(), open(t, unsigned(t)), stampValue(), 10, func(ctx context.Context, content ...[]byte) ([]byte, diag.List) {
		tries++
		_, token, problems := s.order.Stamp(ctx, content...)
		return token, problems
	})
	if problems != nil || tries != 2 {
		t.Fatal(tries, problems)
	}
	if r := Verify(t.Context(), out, w.check()); !r.OK() || !r.Signatures[0].Stamp {
		t.Error(said(r))
	}
}

// TestDraftsAreNotSigned: a signature would make them look finished.
func TestDraftsAreNotSigned(t *testing.T) {
	w := newWorld(t, padestest.P256)
	for _, level := range []pdf.Level{pdf.PDFA2A, pdf.PDFA4} {
		in := padestest.Pages(t)
		in.Doc.Meta.Draft, in.Doc.Meta.Title = true, doc.DraftPrefix+"Report"
		_, problems := Sign(t.Context(), padestest.Export(t, pdf.Options{Level: level}, in), w.order())
		if !problems.HasErrors() || !strings.Contains(problems.Error(), "草稿") {
			t.Errorf("%v: %v", level, problems)
		}
	}
}
