package ses

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// TestFilesThatOthersSigned: a page that the library ofdrw 2.4.0 has sealed and
// signed, with keys of a trial; its packages have folders and descriptors.
func TestFilesThatOthersSigned(t *testing.T) {
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	roots, err := pki.Certificates(read("ofdrw-root.pem"))
	if err != nil {
		t.Fatal(err)
	}
	c := pades.Check{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Roots: roots}
	for name, form := range map[string]pades.Form{"ofdrw-seal.ofd": pades.SES, "ofdrw-sign.ofd": pades.SM2} {
		v := Verify(context.Background(), read(name), c)
		if !v.OK() || len(v.Signatures) != 1 || v.Signatures[0].Form != form || v.Signatures[0].Signer != "zhang" {
			t.Errorf("%s: %s", name, said(v))
		}
		forged := unpack(t, read(name)).replace("Doc_0/Pages/Page_0/Content.xml", "12", "99").pack(t)
		if v := Verify(context.Background(), forged, c); v.OK() || !strings.Contains(said(v), "部件 Doc_0/Pages/Page_0/Content.xml 改动过") {
			t.Errorf("%s, forged: %s", name, said(v))
		}
	}
}
