package pki

import (
	"bytes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"testing"
	"unicode/utf16"

	"github.com/emmansun/gmsm/pkcs"
)

// secret is a passphrase as RFC 7292 B.1 has it; nil for no bytes.
func secret(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return append(out, 0, 0)
}

// derive is RFC 7292 B.2 with SHA-1 and one iteration, for at most 40 bytes.
func derive(pass, salt []byte, id byte, size int) []byte {
	const v = 64
	fill := func(b []byte) []byte {
		if len(b) == 0 {
			return nil
		}
		return bytes.Repeat(b, v)[:(len(b)+v-1)/v*v]
	}
	d, i := bytes.Repeat([]byte{id}, v), append(fill(salt), fill(pass)...)
	var out []byte
	for len(out) < size {
		a := sha1.Sum(append(bytes.Clone(d), i...))
		out = append(out, a[:]...)
		b := new(big.Int).SetBytes(fill(a[:])[:v])
		b.Add(b, big.NewInt(1))
		for j := 0; j < len(i); j += v {
			sum := new(big.Int).Add(new(big.Int).SetBytes(i[j:j+v]), b)
			sum.Mod(sum, new(big.Int).Lsh(big.NewInt(1), 8*v))
			sum.FillBytes(i[j : j+v])
		}
	}
	return out[:size]
}

// old encrypts as old programs do: pbeWithSHAAnd3-KeyTripleDES-CBC.
func old(t *testing.T, pass, plain []byte) (pkix.AlgorithmIdentifier, []byte) {
	t.Helper()
	salt := []byte("saltsalt")
	parameters, err := asn1.Marshal(struct {
		Salt  []byte
		Count int
	}{salt, 1})
	if err != nil {
		t.Fatal(err)
	}
	block, err := des.NewTripleDESCipher(derive(pass, salt, 1, 24))
	if err != nil {
		t.Fatal(err)
	}
	pad := 8 - len(plain)%8
	out := append(bytes.Clone(plain), bytes.Repeat([]byte{byte(pad)}, pad)...)
	cipher.NewCBCEncrypter(block, derive(pass, salt, 2, 8)).CryptBlocks(out, out)
	return pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 3}, Parameters: asn1.RawValue{FullBytes: parameters}}, out
}

// modern encrypts by PBES2.
func modern(t *testing.T, pass string, plain []byte) (pkix.AlgorithmIdentifier, []byte) {
	t.Helper()
	how := pkcs.PBES2Opts{Cipher: pkcs.AES256CBC, KDFOpts: pkcs.PBKDF2Opts{SaltSize: 8, IterationCount: 1, HMACHash: pkcs.SHA256}}
	algorithm, out, err := how.Encrypt(rand.Reader, []byte(pass), plain)
	if err != nil {
		t.Fatal(err)
	}
	return *algorithm, out
}

func marshal(t *testing.T, v any) []byte {
	t.Helper()
	der, err := asn1.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// shrouded is a bag with a key that asks for so many iterations, in one of the
// forms that libraries know.
func shrouded(t *testing.T, plain []byte, iterations int) []byte {
	t.Helper()
	parameters := marshal(t, struct {
		Salt  []byte
		Count int
	}{[]byte("saltsalt"), iterations})
	key := marshal(t, struct {
		Algorithm pkix.AlgorithmIdentifier
		Sealed    []byte
	}{pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 1, 3}, Parameters: asn1.RawValue{FullBytes: parameters}}, append(plain, make([]byte, 8-len(plain)%8)...)})
	return marshal(t, []struct {
		ID    asn1.ObjectIdentifier
		Value asn1.RawValue
	}{{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 2}, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: key}}})
}

// file is a PKCS#12 file with one encrypted part and the MAC of its kind.
func file(t *testing.T, algorithm pkix.AlgorithmIdentifier, sealed []byte, pass string, empty bool) []byte {
	t.Helper()
	part := marshal(t, struct {
		Version int
		Info    struct {
			Type      asn1.ObjectIdentifier
			Algorithm pkix.AlgorithmIdentifier
			Content   []byte `asn1:"tag:0"`
		}
	}{0, struct {
		Type      asn1.ObjectIdentifier
		Algorithm pkix.AlgorithmIdentifier
		Content   []byte `asn1:"tag:0"`
	}{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}, algorithm, sealed}})
	safe := marshal(t, []pfxContent{{asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 6}, asn1.RawValue{Class: asn1.ClassContextSpecific, IsCompound: true, Bytes: part}}})
	mac, err := modernMAC(safe, pass)
	if empty {
		mac, err = emptyMAC(safe, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return marshal(t, struct {
		Version int
		Safe    pfxContent
		MAC     macData
	}{3, dataContent(safe), mac})
}

// TestKeysInEncryptedPartsAreNotDecrypted: such a key asks for work that is seen
// only when its part has been decrypted.
func TestKeysInEncryptedPartsAreNotDecrypted(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	const endless = 1<<31 - 1
	bags := shrouded(t, plain, endless)
	algorithm, sealed := old(t, secret("口令"), bags)
	if _, err := Open(file(t, algorithm, sealed, "口令", false), nil, "口令"); !errors.Is(err, ErrHidden) {
		t.Errorf("old form: %v", err)
	}
	algorithm, sealed = old(t, secret(""), bags)
	if _, err := Open(file(t, algorithm, sealed, "", false), nil, ""); !errors.Is(err, ErrHidden) {
		t.Errorf("old form, no passphrase: %v", err)
	}
	algorithm, sealed = old(t, nil, bags)
	if _, err := Open(file(t, algorithm, sealed, "", true), nil, ""); !errors.Is(err, ErrHidden) {
		t.Errorf("old form, passphrase without bytes: %v", err)
	}
	algorithm, sealed = modern(t, "口令", bags)
	if _, err := Open(file(t, algorithm, sealed, "口令", false), nil, "口令"); !errors.Is(err, ErrWork) {
		t.Errorf("PBES2: %v", err)
	}
	if _, err := Open(file(t, algorithm, sealed, "口令", false), nil, "另一个"); !errors.Is(err, ErrPassphrase) {
		t.Errorf("wrong passphrase: %v", err)
	}
}

// TestWorkIsThatOfTheWholeFile: many parts that each ask for what one may.
func TestWorkIsThatOfTheWholeFile(t *testing.T) {
	part := func(oid asn1.ObjectIdentifier, n int) []byte {
		return marshal(t, struct {
			ID asn1.ObjectIdentifier
			P  struct {
				Salt  []byte
				Count int
			}
		}{oid, struct {
			Salt  []byte
			Count int
		}{[]byte("saltsalt"), n}})
	}
	pbkdf2, ofSM := asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}, asn1.ObjectIdentifier{1, 2, 156, 10197, 6, 4, 1, 5, 1}
	one := part(pbkdf2, maxIterations/2-1)
	for _, c := range []struct {
		parts [][]byte
		want  error
	}{
		{[][]byte{one, one}, nil},
		{[][]byte{one, one, one}, ErrWork},
		{[][]byte{part(ofSM, maxIterations+1)}, ErrWork},
	} {
		var parts []asn1.RawValue
		for _, p := range c.parts {
			parts = append(parts, asn1.RawValue{FullBytes: p})
		}
		if err := bounded(marshal(t, parts)); !errors.Is(err, c.want) {
			t.Errorf("%d parts: %v", len(c.parts), err)
		}
	}
}
