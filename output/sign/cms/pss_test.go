package cms_test

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/digitorus/pkcs7"

	"gongwen/internal/judge"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// TestJudgeOpenSSLSignsWithPSS reads RSA-PSS messages of OpenSSL.
func TestJudgeOpenSSLSignsWithPSS(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.RSA).Issue(t, "张三", now(), padestest.Options{Kind: padestest.RSA})
	dir := t.TempDir()
	for name, content := range map[string][]byte{"key.pem": h.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate), "content": []byte("content")} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	pss := []string{"-keyopt", "rsa_padding_mode:pss"}
	for _, c := range []struct {
		name      string
		args      []string
		algorithm string // empty for none that is accepted
	}{
		{"SHA-256", []string{"-md", "sha256", "-keyopt", "rsa_pss_saltlen:digest"}, "SHA256-RSAPSS"},
		{"SHA-384", []string{"-md", "sha384", "-keyopt", "rsa_pss_saltlen:digest"}, "SHA384-RSAPSS"},
		{"SHA-512", []string{"-md", "sha512", "-keyopt", "rsa_pss_saltlen:digest"}, "SHA512-RSAPSS"},
		{"SHA-1", []string{"-md", "sha1", "-keyopt", "rsa_pss_saltlen:digest"}, ""},
		{"masked with SHA-1", []string{"-md", "sha256", "-keyopt", "rsa_pss_saltlen:digest", "-keyopt", "rsa_mgf1_md:sha1"}, ""},
		{"short salt", []string{"-md", "sha256", "-keyopt", "rsa_pss_saltlen:4"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			args := append([]string{"cms", "-sign", "-binary", "-cades", "-in", "content", "-signer", "cert.pem", "-inkey", "key.pem", "-outform", "DER", "-out", "message"}, pss...)
			judge.Run(t, "openssl", append(args, c.args...)...)
			der, err := os.ReadFile("message")
			if err != nil {
				t.Fatal(err)
			}
			m, err := cms.Parse(der)
			if c.algorithm == "" {
				var unsupported *cms.Unsupported
				if !errors.As(err, &unsupported) {
					t.Errorf("accepted: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := m.Verify([]byte("content")); err != nil || m.Algorithm() != c.algorithm {
				t.Errorf("%s: %v", m.Algorithm(), err)
			}
			if err := m.Verify([]byte("Content")); !errors.Is(err, cms.ErrDigest) {
				t.Errorf("another content: %v", err)
			}
			der[len(der)-1] ^= 1
			if m, err := cms.Parse(der); err != nil || !errors.Is(m.Verify([]byte("content")), cms.ErrSignature) {
				t.Errorf("another signature value: %v", err)
			}
		})
	}
}

// TestJudgeOpenSSLStampsWithPSS signs what an honest server stamped once more,
// with RSA-PSS.
func TestJudgeOpenSSLStampsWithPSS(t *testing.T) {
	h := padestest.Root(t, "根", now(), padestest.RSA).Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	client := &pki.Client{HTTP: http.DefaultClient}
	_, token, err := client.Stamp(t.Context(), h.Stamper(t, now, padestest.Honest), []byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	honest, err := pkcs7.Parse(token)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string][]byte{"key.pem": h.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate), "info": honest.Content} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	judge.Run(t, "openssl", "cms", "-sign", "-binary", "-cades", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-in", "info", "-signer", "cert.pem", "-inkey", "key.pem",
		"-md", "sha256", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest", "-outform", "DER", "-out", "token")
	der, err := os.ReadFile("token")
	if err != nil {
		t.Fatal(err)
	}
	stamp, err := cms.ParseTimeStamp(der)
	if err != nil || !stamp.Of([]byte("content")) || stamp.Message.Algorithm() != "SHA256-RSAPSS" || !stamp.Message.Bound {
		t.Errorf("%+v, %v", stamp, err)
	}
}
