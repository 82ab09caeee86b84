package pades

import (
	"bytes"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/output/sign/padestest"
)

// FuzzVerify: a file with one changed place is never taken for valid, unless
// the change is outside of what the signature covers and says nothing.
func FuzzVerify(f *testing.F) {
	w := newWorld(f, padestest.P256)
	signed := mustSign(f, unsigned(f), w.order())
	check := w.check()
	from, to := contentsOf(f, signed)
	f.Add(10, byte(1))
	f.Add(len(signed)-3, byte('x'))
	f.Add(from+5, byte('0'))
	f.Fuzz(growth.Bounded(func(t *testing.T, at int, b byte) {
		if at < 0 || at >= len(signed) || signed[at] == b {
			return
		}
		changed := append([]byte(nil), signed...)
		changed[at] = b
		r := Verify(t.Context(), changed, check)
		if r.OK() && (at <= from || at >= to-1) {
			t.Errorf("a change at %d of %d was not noticed:\n%s", at, len(signed), said(r))
		}
	}))
}

// contentsOf is where the contents of the first signature stand.
func contentsOf(t testing.TB, data []byte) (from, to int) {
	t.Helper()
	v := &verifier{file: open(t, data), data: data}
	if err := v.collect(); err != nil {
		t.Fatal(err)
	}
	return v.signed[0].contents.At, v.signed[0].contents.End
}

// FuzzSigned: of whole files that may be hostile, with roots that are trusted, none
// passes but one that begins with what was signed and shows it still.
func FuzzSigned(f *testing.F) {
	w := newWorld(f, padestest.P256)
	signed := mustSign(f, unsigned(f), w.order())
	from, to := contentsOf(f, signed)
	shown := firstContent(f, signed)
	f.Add(signed)
	f.Add(mustSign(f, signed, w.order()))
	forger := newForger(f, signed)
	for _, v := range forger.variants(false) {
		f.Add(v.data)
	}
	check := w.check()
	for _, made := range judge.Seeds(f, "pdf") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		r := Verify(t.Context(), data, check)
		if !r.OK() {
			return
		}
		if len(data) < len(signed)-1 || !bytes.Equal(data[:from], signed[:from]) || !bytes.Equal(data[to:len(signed)-1], signed[to:len(signed)-1]) {
			t.Fatalf("something else was signed:\n%s", said(r))
		}
		if !bytes.Equal(firstContent(t, data), shown) {
			t.Errorf("another page:\n%s", said(r))
		}
	}))
}

// firstContent is the content of the first page.
func firstContent(t testing.TB, data []byte) []byte {
	t.Helper()
	v := open(t, data).Latest()
	page := must(v.Dict(must(v.Pages())(t)[0]))(t)
	return must(v.Stream(page["Contents"]))(t)
}
