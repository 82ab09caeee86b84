package cms_test

import (
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/digitorus/timestamp"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

func now() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

func holder(t testing.TB, kind padestest.Kind) *padestest.Holder {
	return padestest.Root(t, "Root", now(), kind).Issue(t, "Signer", now(), padestest.Options{Kind: kind})
}

func sign(t testing.TB, h *padestest.Holder, content []byte) *cms.Signature {
	t.Helper()
	hash, err := cms.HashFor(h.Key.Public())
	if err != nil {
		t.Fatal(err)
	}
	s, err := cms.Sign(cms.Signer{Key: h.Key, Certificate: h.Certificate, Chain: h.Chain(), Random: rand.Reader}, hash.Sum(content))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func message(t testing.TB, h *padestest.Holder, content []byte) []byte {
	t.Helper()
	der, err := sign(t, h, content).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func TestSignAndVerify(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256, padestest.P384, padestest.SM2} {
		t.Run(string(kind), func(t *testing.T) {
			h := holder(t, kind)
			m, err := cms.Parse(append(message(t, h, []byte("ab")), 0, 0, 0))
			if err != nil {
				t.Fatal(err)
			}
			if !m.Signer.Equal(h.Certificate) || len(m.Certificates) != 2 || !m.Bound || !m.SigningTime.IsZero() {
				t.Errorf("%+v", m)
			}
			if err := m.Verify([]byte("a"), []byte("b")); err != nil {
				t.Error(err)
			}
			if err := m.Verify([]byte("ac")); !errors.Is(err, cms.ErrDigest) {
				t.Error(err)
			}
		})
	}
}

// TestAnotherLibraryReadsIt hands what is written here to a library that was
// written apart.
func TestAnotherLibraryReadsIt(t *testing.T) {
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256, padestest.P384} {
		m, err := pkcs7.Parse(message(t, holder(t, kind), []byte("content")))
		if err != nil {
			t.Fatal(err)
		}
		m.Content = []byte("content")
		if err := m.Verify(); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestEveryBitCounts flips each bit of a message. What still passes must be
// outside of what a signer can protect: certificates that are not the signer's.
func TestEveryBitCounts(t *testing.T) {
	tier.Long(t, "changes a message at every bit")
	h := holder(t, padestest.P256)
	h.Issuer = nil
	der := message(t, h, []byte("content"))
	passed := 0
	for i := range der {
		for bit := range 8 {
			der[i] ^= 1 << bit
			if m, err := cms.Parse(der); err == nil && m.Verify([]byte("content")) == nil {
				passed++
			}
			der[i] ^= 1 << bit
		}
	}
	// The versions and the list of digest algorithms say nothing that is not
	// said elsewhere.
	if passed > 100 {
		t.Errorf("%d changes of one bit pass", passed)
	}
}

func TestMalformedMessages(t *testing.T) {
	h := holder(t, padestest.P256)
	good := message(t, h, []byte("x"))
	for name, der := range map[string][]byte{
		"nothing":         nil,
		"zeros":           make([]byte, 100),
		"cut":             good[:len(good)/2],
		"more behind":     append(good[:len(good):len(good)], 0, 1),
		"indefinite form": {0x30, 0x80, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02, 0, 0},
		"high tag":        {0x3f, 0xff, 0xff},
		"length missing":  {0x30, 0x82},
		"other content":   {0x30, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01},
	} {
		var malformed *cms.Malformed
		if _, err := cms.Parse(der); !errors.As(err, &malformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCertificateMayNotBeExchanged puts another certificate of the same key,
// issuer and number in place of the signer's.
func TestCertificateMayNotBeExchanged(t *testing.T) {
	h := holder(t, padestest.P256)
	other := *h.Certificate
	who := cms.Signer{Key: h.Key, Certificate: &other, Random: rand.Reader}
	s, err := cms.Sign(who, cms.SHA256.Sum([]byte("x")))
	if err != nil {
		t.Fatal(err)
	}
	der, err := s.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	at := indexOf(t, der, h.Certificate.Raw)
	der[at+len(h.Certificate.Raw)-1] ^= 1 // the certificate's own signature
	if _, err := cms.Parse(der); err == nil {
		t.Error("accepted")
	}
}

func indexOf(t *testing.T, b, part []byte) int {
	t.Helper()
	for i := range b {
		if len(b)-i >= len(part) && string(b[i:i+len(part)]) == string(part) {
			return i
		}
	}
	t.Fatal("not found")
	return 0
}

func TestTimeStampsOfAnotherLibrary(t *testing.T) {
	h := padestest.Root(t, "Root", now(), padestest.P256).Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	certificate, err := x509.ParseCertificate(h.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, accuracy := range []time.Duration{0, time.Second, 1500 * time.Millisecond} {
		stamp := timestamp.Timestamp{
			HashAlgorithm: cms.SHA384.Standard(), HashedMessage: cms.SHA384.Sum([]byte("x")), Time: now(),
			Accuracy: accuracy, Policy: asn1.ObjectIdentifier{1, 2, 3}, AddTSACertificate: true, Ordering: accuracy > 0,
		}
		response, err := stamp.CreateResponseWithOpts(certificate, h.Key, cms.SHA256.Standard())
		if err != nil {
			t.Fatal(err)
		}
		token, err := cms.ResponseToken(response)
		if err != nil {
			t.Fatal(err)
		}
		got, err := cms.ParseTimeStamp(token)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Time.Equal(now()) || !got.Of([]byte("x")) || got.Of([]byte("y")) || got.Hash() != cms.SHA384 || got.Nonce != nil {
			t.Errorf("%+v", got)
		}
		token[len(token)-1] ^= 1
		if _, err := cms.ParseTimeStamp(token); !errors.Is(err, cms.ErrSignature) {
			t.Error(err)
		}
	}
}

func TestASignatureIsNoTimeStamp(t *testing.T) {
	if _, err := cms.ParseTimeStamp(message(t, holder(t, padestest.P256), nil)); err == nil {
		t.Error("accepted")
	}
}

func FuzzParse(f *testing.F) {
	f.Add(message(f, holder(f, padestest.P256), []byte("x")))
	f.Add(message(f, holder(f, padestest.SM2), []byte("x")))
	f.Add([]byte{0x30, 0x82})
	f.Fuzz(growth.Bounded(func(_ *testing.T, der []byte) {
		if m, err := cms.Parse(der); err == nil {
			_ = m.Verify([]byte("x"))
			_ = m.Algorithm()
		}
		_, _ = cms.ParseTimeStamp(der)
		_, _ = cms.ResponseToken(der)
	}))
}
