package cms_test

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"strings"
	"testing"

	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

// TestAStampIsCarriedAlong puts a token into a signature.
func TestAStampIsCarriedAlong(t *testing.T) {
	h := holder(t, padestest.P256)
	s := sign(t, h, []byte("content"))
	token, err := asn1.Marshal("a token")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Stamp(token); err != nil {
		t.Fatal(err)
	}
	der, err := s.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	m, err := cms.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	if _, value := m.Signed(); !bytes.Equal(m.TimeStamp, token) || !bytes.Equal(value, s.Value()) || m.Algorithm() != "ECDSA-SHA256" {
		t.Errorf("%+v", m)
	}
}

// TestCheckSignature holds a value against a key by the algorithm that is named.
func TestCheckSignature(t *testing.T) {
	h := holder(t, padestest.RSA)
	key, ok := h.Key.(*rsa.PrivateKey)
	if !ok {
		t.Fatal("no RSA key")
	}
	info, err := cms.SHA256.DigestInfo(cms.SHA256.Sum([]byte("content")))
	if err != nil {
		t.Fatal(err)
	}
	value, err := rsa.SignPKCS1v15(rand.Reader, key, crypto.Hash(0), info) // which signs a DigestInfo as it is
	if err != nil {
		t.Fatal(err)
	}
	named := func(arcs ...int) pkix.AlgorithmIdentifier { return pkix.AlgorithmIdentifier{Algorithm: arcs} }
	sha256, sha1 := named(1, 2, 840, 113549, 1, 1, 11), named(1, 2, 840, 113549, 1, 1, 5)
	if err := cms.CheckSignature(h.Certificate, sha256, []byte("content"), value); err != nil {
		t.Error(err)
	}
	if err := cms.CheckSignature(h.Certificate, sha256, []byte("contend"), value); !errors.Is(err, cms.ErrSignature) {
		t.Error(err)
	}
	err = cms.CheckSignature(h.Certificate, sha1, []byte("content"), value)
	var unsupported *cms.Unsupported
	if !errors.As(err, &unsupported) || unsupported.Algorithm.EN != "SHA1-RSA" || !strings.Contains(err.Error(), "SHA1-RSA") {
		t.Error(err)
	}
}

// TestAnswersOfServers are what a time stamp server may say.
func TestAnswersOfServers(t *testing.T) {
	marshal := func(value any) []byte {
		der, err := asn1.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	type status struct {
		Status int
		Text   []string `asn1:"optional"`
	}
	refused := marshal(struct{ Status status }{status{2, []string{"bad request"}}})
	var no *cms.Refused
	if _, err := cms.ResponseToken(refused); !errors.As(err, &no) || no.Status != 2 || !strings.Contains(err.Error(), "bad request") {
		t.Errorf("%v", err)
	}
	granted := marshal(struct {
		Status status
		Token  []int
	}{status{Status: 0}, []int{1}})
	if token, err := cms.ResponseToken(granted); err != nil || !bytes.Equal(token, []byte{0x30, 3, 2, 1, 1}) {
		t.Errorf("%x, %v", token, err)
	}
	var malformed *cms.Malformed
	for name, answer := range map[string][]byte{
		"no token": marshal(struct{ Status status }{}), "no answer": []byte("<html>"), "too large": make([]byte, 5<<20),
	} {
		if _, err := cms.ResponseToken(answer); !errors.As(err, &malformed) || !strings.Contains(err.Error(), "malformed") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSeveralSigners: PDF has one signer in a signature (ISO 32000-1 12.8.3.3.1).
func TestSeveralSigners(t *testing.T) {
	der := message(t, holder(t, padestest.P256), []byte("x"))
	var outer struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"explicit,tag:0"`
	}
	var inner struct {
		Version int
		Digests asn1.RawValue
		Content asn1.RawValue
		Certs   asn1.RawValue `asn1:"tag:0"`
		Signers asn1.RawValue
	}
	if _, err := asn1.Unmarshal(der, &outer); err != nil {
		t.Fatal(err)
	}
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &inner); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]error{0: nil, 2: cms.ErrSigners} {
		changed := inner
		changed.Signers = asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: bytes.Repeat(inner.Signers.Bytes, n)}
		body, err := asn1.Marshal(changed)
		if err != nil {
			t.Fatal(err)
		}
		again, err := asn1.Marshal(struct {
			Type    asn1.ObjectIdentifier
			Content asn1.RawValue
		}{outer.Type, asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: body}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := cms.Parse(again); err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%d signers: %v", n, err)
		}
	}
}
