package pades

import (
	"context"
	"crypto"
	"io"
	"testing"

	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

// freeKey gives a signature that was made before: what remains is the work
// beside the key operation.
type freeKey struct {
	crypto.Signer
	value []byte
}

func (k *freeKey) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if k.value != nil {
		return k.value, nil
	}
	value, err := k.Signer.Sign(random, digest, opts)
	k.value = value
	return value, err
}

// BenchmarkSign is what signing adds to the key operation.
func BenchmarkSign(b *testing.B) {
	w := newWorld(b, padestest.RSA)
	o := w.order()
	o.Identity.Key = &freeKey{Signer: o.Identity.Key}
	data := unsigned(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Sign(context.Background(), data, o); problems.HasErrors() {
			b.Fatal(problems)
		}
	}
}

// BenchmarkSignVisible is the same with a seal of 42 mm at 300 pixels per inch.
func BenchmarkSignVisible(b *testing.B) {
	w := newWorld(b, padestest.RSA)
	o := w.order()
	o.Identity.Key = &freeKey{Signer: o.Identity.Key}
	o.Show = &Show{Picture: readPicture(b, padestest.Seal(b, 496, 300))}
	data := withRoom(b, pdf.PDFA2A)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Sign(context.Background(), data, o); problems.HasErrors() {
			b.Fatal(problems)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	w := newWorld(b, padestest.P256)
	data := mustSign(b, mustSign(b, unsigned(b), w.order()), w.order())
	b.ReportAllocs()
	for b.Loop() {
		if r := Verify(b.Context(), data, w.check()); !r.OK() {
			b.Fatal(said(r))
		}
	}
}
