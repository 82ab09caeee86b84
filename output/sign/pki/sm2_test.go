package pki_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/emmansun/gmsm/cfca"
	"github.com/emmansun/gmsm/sm2"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// sm2Signer is a person with an SM2 certificate below an SM2 root.
func sm2Signer(t *testing.T) *padestest.Holder {
	t.Helper()
	return padestest.Root(t, "国密根", now(), padestest.SM2).Issue(t, "王五", now(), padestest.Options{Kind: padestest.SM2})
}

// openssl runs it in a folder that holds files, and gives the folder.
func openssl(t *testing.T, files map[string][]byte, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	judge.Run(t, "openssl", args...)
	return dir
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestSM2KeysInPKCS12 reads what OpenSSL writes.
func TestSM2KeysInPKCS12(t *testing.T) {
	tier.Long(t, "derives keys")
	h := sm2Signer(t)
	files := map[string][]byte{"key.pem": h.KeyPEM(t), "cert.pem": padestest.PEM(h.Certificate), "root.pem": padestest.PEM(h.Issuer.Certificate)}
	export := []string{"pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-certfile", "root.pem", "-out", "out.p12", "-passout", "pass:口令"}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"encrypted", nil},
		{"certificates open", []string{"-certpbe", "NONE"}},
		{"key open", []string{"-keypbe", "NONE"}},
		{"AES-128", []string{"-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := read(t, openssl(t, files, append(export, c.args...)...), "out.p12")
			id, err := pki.Open(file, nil, "口令")
			if err != nil {
				t.Fatal(err)
			}
			if !id.Certificate.Equal(h.Certificate) || len(id.Chain) != 1 || !id.Chain[0].Equal(h.Issuer.Certificate) {
				t.Errorf("%+v", id)
			}
			for passphrase, want := range map[string]error{"": pki.ErrNoPassphrase, "falsch": pki.ErrPassphrase} {
				if _, err := pki.Open(file, nil, passphrase); !errors.Is(err, want) {
					t.Errorf("passphrase %q: %v", passphrase, err)
				}
			}
			for n := range len(file) - 1 {
				if _, err := pki.Open(file[:n], nil, "口令"); err == nil {
					t.Fatalf("cut to %d bytes it was read", n)
				}
			}
		})
	}
	t.Run("old encryption", func(t *testing.T) {
		file := read(t, openssl(t, files, append(export, "-legacy")...), "out.p12")
		if _, err := pki.Open(file, nil, "口令"); !errors.Is(err, pki.ErrUnreadable) {
			t.Error(err)
		}
	})
}

// TestKeysOfCFCA reads the form that CFCA gives SM2 keys.
func TestKeysOfCFCA(t *testing.T) {
	h := sm2Signer(t)
	der, err := cfca.MarshalSM2([]byte("123456"), h.Key.(*sm2.PrivateKey), h.Certificate)
	if err != nil {
		t.Fatal(err)
	}
	other := sm2Signer(t)
	strange, err := cfca.MarshalSM2([]byte("123456"), other.Key.(*sm2.PrivateKey), h.Certificate)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, passphrase string
		file             []byte
		want             error
	}{
		{"DER", "123456", der, nil},
		{"base64", "123456", []byte(base64.StdEncoding.EncodeToString(der) + "\r\n"), nil},
		{"wrong passphrase", "1234567", der, pki.ErrPassphrase},
		{"no passphrase", "", der, pki.ErrNoPassphrase},
		{"cut", "123456", der[:len(der)-1], pki.ErrUnreadable},
		{"half a block", "123456", halfBlock(t, der), pki.ErrUnreadable},
		{"certificate of another", "123456", strange, pki.ErrPassphrase},
	} {
		t.Run(c.name, func(t *testing.T) {
			id, err := pki.Open(c.file, h.Chain(), c.passphrase)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err == nil && (!id.Certificate.Equal(h.Certificate) || len(id.Chain) != 1) {
				t.Errorf("%+v", id)
			}
		})
	}
}

// halfBlock takes a byte from the sealed key, and from the lengths before it.
func halfBlock(t *testing.T, der []byte) []byte {
	t.Helper()
	const outer, inner, length = 3, 8, 31 // where the lengths of file, key and sealed key stand
	out := append([]byte(nil), der...)
	if out[1] != 0x82 || out[length-1] != 0x04 || out[inner-1] != 0x30 {
		t.Fatalf("% x", out[:40])
	}
	out[outer]--
	out[inner]--
	out[length]--
	return append(out[:length+1], out[length+2:]...)
}

func TestStampsWithSM2(t *testing.T) {
	root := padestest.Root(t, "国密根", now(), padestest.SM2)
	stamper := root.Issue(t, "时间戳", now(), padestest.Options{Kind: padestest.SM2, Extended: padestest.StamperUse()})
	rsa := padestest.Root(t, "根", now(), padestest.P256).Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	for _, c := range []struct {
		name    string
		address string
		first   cms.Hash
		want    cms.Hash
	}{
		{"SM3 where the server knows it", stamper.SM2Stamper(t, now, false, cms.SM3, cms.SHA256), cms.SM3, cms.SM3},
		{"SM3 only", stamper.SM2Stamper(t, now, false, cms.SM3), cms.SM3, cms.SM3},
		{"SHA-256 where the server refuses SM3", stamper.SM2Stamper(t, now, false, cms.SHA256), cms.SM3, cms.SHA256},
		{"SHA-256 where the server breaks at SM3", rsa.Stamper(t, now, padestest.Honest), cms.SM3, cms.SHA256},
		{"SHA-256 for others", stamper.SM2Stamper(t, now, false, cms.SM3, cms.SHA256), 0, cms.SHA256},
		{"message of GB/T 35275", stamper.SM2Stamper(t, now, true, cms.SM3), cms.SM3, cms.SM3},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute, Imprint: c.first}
			stamp, token, err := client.Stamp(t.Context(), c.address, []byte("a"), []byte("b"))
			if err != nil {
				t.Fatal(err)
			}
			if stamp.Hash() != c.want || !stamp.Of([]byte("ab")) || !stamp.Message.Bound {
				t.Errorf("%v, %v", stamp.Hash(), stamp.Message.Bound)
			}
			token[len(token)-1] ^= 1
			if _, err := cms.ParseTimeStamp(token); !errors.Is(err, cms.ErrSignature) {
				t.Errorf("with another signature value: %v", err)
			}
		})
	}
	client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute, Imprint: cms.SHA256}
	var refused *cms.Refused
	if _, _, err := client.Stamp(t.Context(), stamper.SM2Stamper(t, now, false, cms.SM3), []byte("x")); !errors.As(err, &refused) {
		t.Errorf("a server without SHA-256: %v", err)
	}
}

// TestJudgeOpenSSLReadsSM2 holds the signatures of a time stamp and of a list
// against OpenSSL, which needs to be told the user identifier of GB/T 35276.
func TestJudgeOpenSSLReadsSM2(t *testing.T) {
	root := padestest.Root(t, "国密根", now(), padestest.SM2)
	stamper := root.Issue(t, "时间戳", now(), padestest.Options{Kind: padestest.SM2, Extended: padestest.StamperUse()})
	client := &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute, Imprint: cms.SM3}
	stamp, _, err := client.Stamp(t.Context(), stamper.SM2Stamper(t, now, false, cms.SM3), []byte("content"))
	if err != nil {
		t.Fatal(err)
	}
	signed, value := stamp.Message.Signed()
	key := judge.Run(t, "openssl", "x509", "-in", filepath.Join(openssl(t, map[string][]byte{"cert.pem": padestest.PEM(stamper.Certificate)}, "version"), "cert.pem"), "-noout", "-pubkey")
	openssl(t, map[string][]byte{"key.pem": []byte(key), "signed": signed, "value": value},
		"dgst", "-sm3", "-verify", "key.pem", "-sigopt", "distid:1234567812345678", "-signature", "value", "signed")
}

// TestJudgeOpenSSLListsWithSM2 reads the revocation list of OpenSSL.
func TestJudgeOpenSSLListsWithSM2(t *testing.T) {
	h := sm2Signer(t)
	bad := h.Issuer.Issue(t, "李四", now(), padestest.Options{Kind: padestest.SM2})
	at := now().UTC().Format("060102150405Z")
	dir := openssl(t, map[string][]byte{
		"index.txt": []byte("R\t" + at + "\t" + at + "\t" + serialHex(bad) + "\tunknown\t/CN=x\n"), "crlnumber": []byte("01\n"),
		"root.pem": padestest.PEM(h.Issuer.Certificate), "root.key": h.Issuer.KeyPEM(t),
		"ca.cnf": []byte("[ca]\ndefault_ca = a\n[a]\ndatabase = index.txt\ncrlnumber = crlnumber\ndefault_crl_days = 1\n"),
	}, "ca", "-config", "ca.cnf", "-gencrl", "-md", "sm3", "-sigopt", "distid:1234567812345678", "-cert", "root.pem", "-keyfile", "root.key",
		"-crl_lastupdate", at, "-crl_nextupdate", now().AddDate(0, 0, 1).UTC().Format("060102150405Z"), "-out", "out.pem")
	list, err := pki.CRL(read(t, dir, "out.pem"))
	if err != nil {
		t.Fatal(err)
	}
	e := pki.Evidence{CRL: [][]byte{list}}
	if got := e.Check(h.Certificate, h.Issuer.Certificate, now()); got.Status != pki.Good {
		t.Errorf("%+v", got)
	}
	if got := e.Check(bad.Certificate, h.Issuer.Certificate, now()); got.Status != pki.Revoked {
		t.Errorf("%+v", got)
	}
}
