//go:build pkcs11 && cgo

package pki_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/emmansun/gmsm/smx509"
	"github.com/miekg/pkcs11"

	"gongwen/internal/judge"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// softToken is an empty token of SoftHSM with the label "test" and the PIN
// 1234, and a way to put objects on it.
func softToken(t *testing.T) (uri *pki.URI, put func(...*pkcs11.Attribute)) {
	t.Helper()
	module := os.Getenv("SOFTHSM2_MODULE")
	if module == "" {
		judge.Absent(t, "the library that SOFTHSM2_MODULE names")
	}
	dir := t.TempDir()
	conf := filepath.Join(dir, "softhsm.conf")
	if err := os.WriteFile(conf, fmt.Appendf(nil, "directories.tokendir = %s\nobjectstore.backend = file\n", dir), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOFTHSM2_CONF", conf)
	library := pkcs11.New(module)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(library.Initialize())
	slots, err := library.GetSlotList(true)
	must(err)
	must(library.InitToken(slots[0], "so-pin", "test"))
	slots, err = library.GetSlotList(true)
	must(err)
	session, err := library.OpenSession(slots[0], pkcs11.CKF_SERIAL_SESSION|pkcs11.CKF_RW_SESSION)
	must(err)
	must(library.Login(session, pkcs11.CKU_SO, "so-pin"))
	must(library.InitPIN(session, "1234"))
	must(library.Finalize())
	library.Destroy()
	uri, err = pki.ParseURI("pkcs11:token=test?module-path=" + module)
	must(err)
	return uri, func(template ...*pkcs11.Attribute) {
		t.Helper()
		library := pkcs11.New(module)
		defer library.Destroy()
		must(library.Initialize())
		slots, err := library.GetSlotList(true)
		must(err)
		session, err := library.OpenSession(slots[0], pkcs11.CKF_SERIAL_SESSION|pkcs11.CKF_RW_SESSION)
		must(err)
		must(library.Login(session, pkcs11.CKU_USER, "1234"))
		_, err = library.CreateObject(session, append(template, pkcs11.NewAttribute(pkcs11.CKA_TOKEN, true)))
		must(err)
		must(library.Finalize())
	}
}

// ecKey is a template for a P-256 key that may or may not sign.
func ecKey(t *testing.T, key *ecdsa.PrivateKey, id byte, signs bool) []*pkcs11.Attribute {
	t.Helper()
	scalar, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	p256 := []byte{6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7} // the curve's identifier in DER
	return []*pkcs11.Attribute{
		pkcs11.NewAttribute(pkcs11.CKA_CLASS, pkcs11.CKO_PRIVATE_KEY), pkcs11.NewAttribute(pkcs11.CKA_KEY_TYPE, pkcs11.CKK_EC),
		pkcs11.NewAttribute(pkcs11.CKA_EC_PARAMS, p256), pkcs11.NewAttribute(pkcs11.CKA_VALUE, scalar),
		pkcs11.NewAttribute(pkcs11.CKA_ID, []byte{id}), pkcs11.NewAttribute(pkcs11.CKA_SIGN, signs), pkcs11.NewAttribute(pkcs11.CKA_LABEL, "key"),
	}
}

// TestTokenWithAKeyForEncryptionBesideIt is what Chinese authorities hand out.
func TestTokenWithAKeyForEncryptionBesideIt(t *testing.T) {
	uri, put := softToken(t)
	cipher, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	put(ecKey(t, cipher, 1, false)...)
	if _, err := pki.OpenToken(uri, nil, "1234"); !errors.Is(err, pki.ErrKeyUse) {
		t.Errorf("the key for encryption: %v", err)
	}
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	put(ecKey(t, h.Key.(*ecdsa.PrivateKey), 2, true)...)
	id, err := pki.OpenToken(uri, append(h.Chain(), h.Certificate), "1234")
	if err != nil {
		t.Fatal(err)
	}
	defer id.Close()
	if !id.Certificate.Equal(h.Certificate) || len(id.Chain) != 1 {
		t.Errorf("%+v", id)
	}
	digest := cms.SHA256.Sum([]byte("content"))
	signature, err := cms.Sign(cms.Signer{Key: id.Key, Certificate: id.Certificate}, digest)
	if err != nil {
		t.Fatal(err)
	}
	der, err := signature.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if m, err := cms.Parse(der); err != nil || m.Verify([]byte("content")) != nil {
		t.Errorf("%v", err)
	}
}

func TestTokenWithTheCertificateOfAnotherKey(t *testing.T) {
	uri, put := softToken(t)
	root := padestest.Root(t, "根", now(), padestest.P256)
	h, other := root.Issue(t, "张三", now(), padestest.Options{}), root.Issue(t, "李四", now(), padestest.Options{})
	put(ecKey(t, h.Key.(*ecdsa.PrivateKey), 2, true)...)
	id, err := pki.OpenToken(uri, []*smx509.Certificate{other.Certificate}, "1234")
	if err != nil {
		t.Fatal(err)
	}
	defer id.Close()
	if _, err := cms.Sign(cms.Signer{Key: id.Key, Certificate: id.Certificate}, cms.SHA256.Sum(nil)); !errors.Is(err, pki.ErrNotItsKey) {
		t.Errorf("%v", err)
	}
}

func TestTokenIsFreeAgainAfterAFault(t *testing.T) {
	uri, put := softToken(t)
	h := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "张三", now(), padestest.Options{})
	put(ecKey(t, h.Key.(*ecdsa.PrivateKey), 2, true)...)
	for _, c := range []struct {
		pin  string
		want error
	}{{"", pki.ErrNoPassphrase}, {"4321", pki.ErrPassphrase}, {"1234", nil}} {
		id, err := pki.OpenToken(uri, []*smx509.Certificate{h.Certificate}, c.pin)
		if !errors.Is(err, c.want) {
			t.Errorf("PIN %q: %v, want %v", c.pin, err, c.want)
		}
		id.Close()
	}
}
