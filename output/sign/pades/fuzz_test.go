package pades

import (
	"testing"

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
	f.Fuzz(func(t *testing.T, at int, b byte) {
		if at < 0 || at >= len(signed) || signed[at] == b {
			return
		}
		changed := append([]byte(nil), signed...)
		changed[at] = b
		r := Verify(changed, check)
		if r.OK() && (at <= from || at >= to-1) {
			t.Errorf("a change at %d of %d was not noticed:\n%s", at, len(signed), said(r))
		}
	})
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
