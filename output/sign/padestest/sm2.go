package padestest

import (
	"bytes"
	"crypto/rand"
	"crypto/x509/pkix"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"slices"
	"time"

	"github.com/emmansun/gmsm/sm2"

	"gongwen/output/sign/cms"
)

// The libraries that answer as time stamp servers and OCSP responders for RSA
// and ECDSA know no SM2. What answers here is put together from the standards
// alone, without the types that read it.

func oid(arcs ...int) asn1.ObjectIdentifier { return arcs }

// sm2WithSM3 is the algorithm of GB/T 33560.
func sm2WithSM3() pkix.AlgorithmIdentifier {
	return pkix.AlgorithmIdentifier{Algorithm: oid(1, 2, 156, 10197, 1, 501)}
}

// signSM2 signs a message with the key of h.
func (h *Holder) signSM2(message []byte) ([]byte, error) {
	return h.Key.Sign(rand.Reader, message, sm2.NewSM2SignerOption(true, nil))
}

func explicit(tag int, content []byte) asn1.RawValue {
	return asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: content}
}

type sm2StampRequest struct {
	Version int
	Imprint sm2Imprint
	Nonce   *big.Int
	Cert    bool
}

type sm2Imprint struct {
	Hash   pkix.AlgorithmIdentifier
	Digest []byte
}

// SM2Stamper starts a time stamp server that signs with SM2 and SM3, stamps
// the digest algorithms that it knows, and gives its address. With national,
// it names its message as GB/T 35275 does and not RFC 5652.
func (h *Holder) SM2Stamper(t T, now func() time.Time, national bool, knows ...cms.Hash) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var request sm2StampRequest
		body, err := io.ReadAll(r.Body)
		if err == nil {
			_, err = asn1.Unmarshal(body, &request)
		}
		var answer []byte
		if hash, known := cms.HashOf(request.Imprint.Hash.Algorithm); err == nil && known && slices.Contains(knows, hash) {
			answer, err = h.sm2Stamp(request, now(), national)
		} else if err == nil {
			answer, err = asn1.Marshal(struct{ Status struct{ Status int } }{struct{ Status int }{2}}) // rejection
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		_, _ = w.Write(answer)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// sm2Stamp is a TimeStampResp (RFC 3161 2.4.2).
func (h *Holder) sm2Stamp(request sm2StampRequest, now time.Time, national bool) ([]byte, error) {
	content, err := asn1.Marshal(struct {
		Version int
		Policy  asn1.ObjectIdentifier
		Imprint sm2Imprint
		Serial  int
		Time    time.Time `asn1:"generalized"`
		Nonce   *big.Int
	}{1, oid(1, 2, 3, 4), request.Imprint, 1, now.UTC(), request.Nonce})
	if err != nil {
		return nil, err
	}
	stampInfo, sm3 := oid(1, 2, 840, 113549, 1, 9, 16, 1, 4), pkix.AlgorithmIdentifier{Algorithm: cms.SM3.ID()}
	attributes, err := sm2Attributes(stampInfo, content, h.Certificate.Raw)
	if err != nil {
		return nil, err
	}
	set, err := asn1.Marshal(asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: attributes})
	if err != nil {
		return nil, err
	}
	value, err := h.signSM2(set)
	if err != nil {
		return nil, err
	}
	octets, err := asn1.Marshal(content)
	if err != nil {
		return nil, err
	}
	type encapsulated struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue
	}
	type signer struct {
		Version int
		ID      struct {
			Issuer asn1.RawValue
			Serial *big.Int
		}
		Digest     pkix.AlgorithmIdentifier
		Attributes asn1.RawValue
		Algorithm  pkix.AlgorithmIdentifier
		Value      []byte
	}
	who := signer{Version: 1, Digest: sm3, Attributes: explicit(0, attributes), Algorithm: sm2WithSM3(), Value: value}
	who.ID.Issuer, who.ID.Serial = asn1.RawValue{FullBytes: h.Certificate.RawIssuer}, h.Certificate.SerialNumber
	certificates := h.Certificate.Raw
	for _, c := range h.Chain() {
		certificates = append(bytes.Clone(certificates), c.Raw...)
	}
	message, err := asn1.Marshal(struct {
		Version      int
		Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
		Content      encapsulated
		Certificates asn1.RawValue
		Signers      []signer `asn1:"set"`
	}{3, []pkix.AlgorithmIdentifier{sm3}, encapsulated{stampInfo, explicit(0, octets)}, explicit(0, certificates), []signer{who}})
	if err != nil {
		return nil, err
	}
	kind := oid(1, 2, 840, 113549, 1, 7, 2)
	if national {
		kind = oid(1, 2, 156, 10197, 6, 1, 4, 2, 2)
	}
	return asn1.Marshal(struct {
		Status struct{ Status int }
		Token  encapsulated
	}{Token: encapsulated{kind, explicit(0, message)}})
}

// sm2Attributes are the signed attributes of a time stamp in the order of DER.
func sm2Attributes(kind asn1.ObjectIdentifier, content, certificate []byte) ([]byte, error) {
	type certID struct {
		Hash pkix.AlgorithmIdentifier
		Sum  []byte
	}
	var list [][]byte
	for _, a := range []struct {
		id    asn1.ObjectIdentifier
		value any
	}{
		{oid(1, 2, 840, 113549, 1, 9, 3), kind},
		{oid(1, 2, 840, 113549, 1, 9, 4), cms.SM3.Sum(content)},
		{oid(1, 2, 840, 113549, 1, 9, 16, 2, 47), struct{ List []certID }{[]certID{{pkix.AlgorithmIdentifier{Algorithm: cms.SM3.ID()}, cms.SM3.Sum(certificate)}}}},
	} {
		value, err := asn1.Marshal(a.value)
		if err != nil {
			return nil, err
		}
		der, err := asn1.Marshal(struct {
			ID     asn1.ObjectIdentifier
			Values asn1.RawValue
		}{a.id, asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: value}})
		if err != nil {
			return nil, err
		}
		list = append(list, der)
	}
	slices.SortFunc(list, bytes.Compare)
	return bytes.Join(list, nil), nil
}

// SM2OCSP is a response about h (RFC 6960 4.2.1), signed with SM2 by its issuer
// or, when by is not nil, by that responder, whose certificate goes along.
// Certificates are named by SM3. A revocation time makes it one of a revoked
// certificate.
func (h *Holder) SM2OCSP(t T, made, revoked time.Time, by *Holder) []byte {
	t.Helper()
	marshal := func(v any) []byte {
		der, err := asn1.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	var key struct {
		Algorithm pkix.AlgorithmIdentifier
		Bits      asn1.BitString
	}
	if _, err := asn1.Unmarshal(h.Issuer.Certificate.RawSubjectPublicKeyInfo, &key); err != nil {
		t.Fatal(err)
	}
	type name struct {
		Hash      pkix.AlgorithmIdentifier
		Name, Key []byte
		Serial    *big.Int
	}
	type single struct {
		ID         name
		Status     asn1.RawValue
		ThisUpdate time.Time `asn1:"generalized"`
		NextUpdate time.Time `asn1:"generalized,explicit,tag:0"`
	}
	status := asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0}
	if !revoked.IsZero() {
		at, err := asn1.MarshalWithParams(revoked.UTC(), "generalized")
		if err != nil {
			t.Fatal(err)
		}
		status = explicit(1, at)
	}
	signer := h.Issuer
	var certificates []asn1.RawValue
	if by != nil {
		signer = by
		certificates = []asn1.RawValue{{FullBytes: by.Certificate.Raw}}
	}
	data := marshal(struct {
		Responder asn1.RawValue
		Produced  time.Time `asn1:"generalized"`
		Responses []single
	}{explicit(1, signer.Certificate.RawSubject), made.UTC(), []single{{
		ID: name{
			Hash: pkix.AlgorithmIdentifier{Algorithm: cms.SM3.ID()}, Serial: h.Certificate.SerialNumber,
			Name: cms.SM3.Sum(h.Issuer.Certificate.RawSubject), Key: cms.SM3.Sum(key.Bits.Bytes),
		},
		Status: status, ThisUpdate: made.UTC(), NextUpdate: made.Add(24 * time.Hour).UTC(),
	}}})
	value, err := signer.signSM2(data)
	if err != nil {
		t.Fatal(err)
	}
	type bytesOf struct {
		Type     asn1.ObjectIdentifier
		Response []byte
	}
	return marshal(struct {
		Status asn1.Enumerated
		Bytes  bytesOf `asn1:"explicit,tag:0"`
	}{0, bytesOf{oid(1, 3, 6, 1, 5, 5, 7, 48, 1, 1), marshal(struct {
		Data         asn1.RawValue
		Algorithm    pkix.AlgorithmIdentifier
		Signature    asn1.BitString
		Certificates []asn1.RawValue `asn1:"explicit,tag:0,optional,omitempty"`
	}{asn1.RawValue{FullBytes: data}, sm2WithSM3(), asn1.BitString{Bytes: value, BitLength: 8 * len(value)}, certificates})}})
}
