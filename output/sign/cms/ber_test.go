package cms_test

import (
	"bytes"
	"crypto/rand"
	"encoding/asn1"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

func TestToDER(t *testing.T) {
	for _, c := range []struct{ name, ber, der, rest string }{
		{"as it is", "3003020105", "3003020105", ""},
		{"words behind", "0201050000", "020105", "0000"},
		{"without end", "30800201050000", "3003020105", ""},
		{"without end, more behind", "3080020105000002", "3003020105", "02"},
		{"in one another", "308030800201050000020106 0000", "30083003020105020106", ""},
		{"a long length", "30840000000302 0105", "3003020105", ""},
		{"a string in parts", "2407040141 04024243", "0403414243", ""},
		{"parts without end", "24800401410402424300 00", "0403414243", ""},
		{"parts of parts", "24802480040141000004014200 00", "04024142", ""},
		{"a tag of two bytes", "BF810A03020105", "BF810A03020105", ""},
		{"an empty sequence", "30800000", "3000", ""},
	} {
		b, err := hex.DecodeString(string(bytes.ReplaceAll([]byte(c.ber), []byte(" "), nil)))
		if err != nil {
			t.Fatal(err)
		}
		der, rest, err := cms.ToDER(b)
		if err != nil || hex.EncodeToString(der) != string(bytes.ToLower([]byte(c.der))) || hex.EncodeToString(rest) != c.rest {
			t.Errorf("%s: %x %x %v", c.name, der, rest, err)
		}
	}
	for name, text := range map[string]string{
		"nothing": "", "a tag": "30", "too short": "30050201", "no end": "3080020105", "a string that has no end": "0480", "another part": "2403020105",
		"too many bytes of length": "3089010101010101010101", "a tag without end": "3F8080808080", "too deep": string(bytes.Repeat([]byte("3080"), 200)),
	} {
		b, _ := hex.DecodeString(text)
		if der, _, err := cms.ToDER(b); err == nil {
			t.Errorf("%s: %x", name, der)
		}
	}
}

func TestIsDER(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	for _, c := range []struct {
		name    string
		b       []byte
		outline cms.Outline
		want    bool
	}{
		{"a certificate", h.Certificate.Raw, cms.SignedOutline, true},
		{"a list", h.Issuer.CRL(t, now(), now(), h), cms.SignedOutline, true},
		{"an answer", h.OCSP(t, now(), now()), cms.ResponseOutline, true},
		{"a message", message(t, h, []byte("x")), cms.MessageOutline, true},
		{"another outline", h.Certificate.Raw, cms.ResponseOutline, false},
		{"words behind", append(bytes.Clone(h.Certificate.Raw), 0), cms.SignedOutline, false},
		{"cut", h.Certificate.Raw[:100], cms.SignedOutline, false},
		{"nothing", nil, cms.SignedOutline, false},
		{"more parts", []byte{0x30, 0x08, 0x30, 0, 0x30, 0, 0x03, 0, 0x05, 0}, cms.SignedOutline, false},
		{"without end", []byte{0x30, 0x80, 0x30, 0, 0x30, 0, 0x03, 0, 0, 0}, cms.SignedOutline, false},
		{"words inside", []byte{0x30, 0x08, 0x30, 0x02, 'o', 'b', 0x30, 0, 0x03, 0}, cms.SignedOutline, false},
	} {
		if cms.IsDER(c.b, c.outline) != c.want {
			t.Errorf("%s: %v", c.name, !c.want)
		}
	}
}

// TestJudgeOpenSSLStreams reads what OpenSSL writes in BER.
func TestJudgeOpenSSLStreams(t *testing.T) {
	h := holder(t, padestest.RSA)
	dir := t.TempDir()
	for name, b := range map[string][]byte{"key.pem": h.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate), "content": []byte("content")} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(name string) string { return filepath.Join(dir, name) }
	judge.Run(t, "openssl", "cms", "-sign", "-binary", "-stream", "-indef", "-cades", "-in", in("content"), "-signer", in("cert.pem"), "-inkey", in("key.pem"), "-outform", "DER", "-out", in("message"))
	file, err := os.ReadFile(in("message"))
	if err != nil {
		t.Fatal(err)
	}
	if file[1] != 0x80 {
		t.Fatal("not in BER")
	}
	m, err := cms.Parse(append(file, 0, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Verify([]byte("content")); err != nil || !m.Bound {
		t.Errorf("%v, bound %v", err, m.Bound)
	}
	if err := m.Verify([]byte("contend")); !errors.Is(err, cms.ErrDigest) {
		t.Error(err)
	}
}

// TestAlgorithmsAreNamed: what is not supported is not called malformed.
func TestAlgorithmsAreNamed(t *testing.T) {
	h := holder(t, padestest.RSA)
	s, err := cms.Sign(cms.Signer{Key: h.Key, Certificate: h.Certificate, Random: rand.Reader}, cms.SHA256.Sum(nil))
	if err != nil {
		t.Fatal(err)
	}
	der, err := s.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	sha256, _ := asn1.Marshal(cms.SHA256.ID())
	sha224 := bytes.Clone(sha256)
	sha224[len(sha224)-1] = 4
	_, err = cms.Parse(bytes.ReplaceAll(der, sha256, sha224))
	var unsupported *cms.Unsupported
	if !errors.As(err, &unsupported) || unsupported.Algorithm.EN != "SHA-224" {
		t.Error(err)
	}
}

func FuzzToDER(f *testing.F) {
	f.Add([]byte{0x30, 0x80, 0x24, 0x80, 0x04, 1, 'A', 0, 0, 0, 0})
	f.Add([]byte{0x30, 0x84, 0, 0, 0, 3, 2, 1, 5})
	f.Fuzz(growth.Bounded(func(t *testing.T, b []byte) {
		der, _, err := cms.ToDER(b)
		if err != nil {
			return
		}
		again, rest, err := cms.ToDER(der)
		if err != nil || len(rest) > 0 || !bytes.Equal(der, again) {
			t.Errorf("%x becomes %x, %v", der, again, err)
		}
	}))
}
