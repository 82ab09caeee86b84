package ses

import (
	"encoding/asn1"
	"os"
	"path/filepath"
	"testing"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/judge"
	"gongwen/output/sign/padestest"
)

// TestJudgeOpenSSL: openssl finds the signatures of the signer and of the seal's
// maker right.
func TestJudgeOpenSSL(t *testing.T) {
	judge.Path(t, "openssl")
	o := newOffice(t)
	var s signature
	if _, err := asn1.Unmarshal(unpack(t, sign(t, o, plain().pack(t), now)).get(value), &s); err != nil {
		t.Fatal(err)
	}
	seal := s.ToSign.Seal
	for _, c := range map[string]struct{ certificate, signed, value []byte }{
		"signer": {s.Signer, s.ToSign.Raw, s.Value.Bytes}, "maker": {seal.Maker, seal.Info.Raw, seal.SignedValue.Bytes},
	} {
		dir := t.TempDir()
		at := func(file string) string { return filepath.Join(dir, file) }
		certificate, err := smx509.ParseCertificate(c.certificate)
		if err != nil {
			t.Fatal(err)
		}
		for file, content := range map[string][]byte{"cert.pem": padestest.PEM(certificate), "signed": c.signed, "value": c.value} {
			if err := os.WriteFile(at(file), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		judge.Run(t, "openssl", "x509", "-in", at("cert.pem"), "-noout", "-pubkey", "-out", at("key.pem"))
		judge.Run(t, "openssl", "dgst", "-sm3", "-verify", at("key.pem"), "-sigopt", "distid:1234567812345678", "-signature", at("value"), at("signed"))
	}
}
