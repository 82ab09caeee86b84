package pki_test

import (
	"crypto/rsa"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"testing"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

func TestPurposes(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	documents, adobe, logon := asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 3, 36}, asn1.ObjectIdentifier{1, 2, 840, 113583, 1, 1, 5}, asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 311, 20, 2, 2}
	uses := func(list ...smx509.ExtKeyUsage) []smx509.ExtKeyUsage { return list }
	for _, c := range []struct {
		name     string
		uses     []smx509.ExtKeyUsage
		unnamed  []asn1.ObjectIdentifier
		ok, warn bool
	}{
		{"none", nil, nil, true, false},
		{"any", uses(smx509.ExtKeyUsageAny), nil, true, false},
		{"e-mail", uses(smx509.ExtKeyUsageEmailProtection), nil, true, false},
		{"e-mail and clients", uses(smx509.ExtKeyUsageClientAuth, smx509.ExtKeyUsageEmailProtection), nil, true, false},
		{"documents", nil, []asn1.ObjectIdentifier{documents}, true, false},
		{"documents by Adobe, and servers", uses(smx509.ExtKeyUsageServerAuth), []asn1.ObjectIdentifier{adobe}, true, false},
		{"clients", uses(smx509.ExtKeyUsageClientAuth), nil, true, true},
		{"clients and logon", uses(smx509.ExtKeyUsageClientAuth), []asn1.ObjectIdentifier{logon}, true, true},
		{"servers", uses(smx509.ExtKeyUsageServerAuth), nil, false, false},
		{"servers and clients", uses(smx509.ExtKeyUsageServerAuth, smx509.ExtKeyUsageClientAuth), nil, false, false},
		{"OCSP", uses(smx509.ExtKeyUsageOCSPSigning), nil, false, false},
		{"time stamps", uses(smx509.ExtKeyUsageTimeStamping), nil, false, false},
		{"programs", uses(smx509.ExtKeyUsageCodeSigning), nil, false, false},
		{"logon", nil, []asn1.ObjectIdentifier{logon}, false, false},
	} {
		h := root.Issue(t, "张三", now(), padestest.Options{Extended: c.uses, Unnamed: c.unnamed})
		warn, err := pki.CheckPurpose(h.Certificate)
		if (err == nil) != c.ok || warn != c.warn || err != nil && !errors.Is(err, pki.ErrPurpose) {
			t.Errorf("%s: %v, %v", c.name, warn, err)
		}
	}
}

// TestNamesakes: of many certificates of one name few are tried as issuers.
func TestNamesakes(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	h := root.Issue(t, "张三", now(), padestest.Options{})
	var flood []*smx509.Certificate
	for range 8 {
		flood = append(flood, padestest.Root(t, "根", now(), padestest.P256).Certificate)
	}
	if pki.Issuer(h.Certificate, append([]*smx509.Certificate{root.Certificate}, flood...)) == nil {
		t.Error("the first is not found")
	}
	if pki.Issuer(h.Certificate, append(flood, root.Certificate)) != nil {
		t.Error("more than eight are tried")
	}
}

// TestPurposesOfIssuers: who issues certificates of servers issues none of signers.
func TestPurposesOfIssuers(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	for _, c := range []struct {
		name string
		uses []smx509.ExtKeyUsage
		want error
	}{
		{"none", nil, nil},
		{"e-mail", []smx509.ExtKeyUsage{smx509.ExtKeyUsageClientAuth, smx509.ExtKeyUsageEmailProtection}, nil},
		{"clients", []smx509.ExtKeyUsage{smx509.ExtKeyUsageClientAuth}, nil},
		{"servers", []smx509.ExtKeyUsage{smx509.ExtKeyUsageServerAuth}, pki.ErrPurpose},
		{"time stamps", []smx509.ExtKeyUsage{smx509.ExtKeyUsageTimeStamping}, pki.ErrPurpose},
	} {
		middle := root.Issue(t, "中间", now(), padestest.Options{CA: true, Use: smx509.KeyUsageCertSign, Extended: c.uses})
		h := middle.Issue(t, "张三", now(), padestest.Options{})
		if err := chainError(pki.Trust{Roots: []*smx509.Certificate{root.Certificate}}, h, h.Chain(), now(), false); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestKeysOfOtherSizes: nobody calculates with them, wherever they stand.
func TestKeysOfOtherSizes(t *testing.T) {
	root := padestest.Root(t, "根", now(), padestest.P256)
	for _, bits := range []uint{1024, 16392, 200_000} {
		n := new(big.Int).Lsh(big.NewInt(1), bits-1)
		public := &rsa.PublicKey{N: n.Add(n, big.NewInt(12345)), E: 65537}
		issuing := padestest.Options{CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign}
		real := root.Issue(t, "中间", now(), issuing)
		signer := real.Issue(t, "张三", now(), padestest.Options{})
		issuing.Key = public
		middle := root.Issue(t, "中间", now(), issuing)
		pool := []*smx509.Certificate{middle.Certificate, root.Certificate}
		if pki.Issuer(signer.Certificate, pool) != nil {
			t.Errorf("%d bits: found as an issuer", bits)
		}
		if err := chainError(pki.Trust{Roots: []*smx509.Certificate{root.Certificate}}, signer, pool, now(), false); !errors.Is(err, cms.ErrKey) {
			t.Errorf("%d bits: %v", bits, err)
		}
		evidence := pki.Evidence{OCSP: [][]byte{signer.OCSP(t, now(), now())}, CRL: [][]byte{real.CRL(t, now(), now(), signer)}}
		if found := evidence.Check(signer.Certificate, middle.Certificate, now()); found.Status != pki.Unknown {
			t.Errorf("%d bits: %v", bits, found)
		}
	}
}

// constrained is an extension with directory names under which names may be
// given, and may not.
func constrained(t *testing.T, permitted, excluded []pkix.Name) pkix.Extension {
	t.Helper()
	marshal := func(value any, options string) []byte {
		der, err := asn1.MarshalWithParams(value, options)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	trees := func(tag int, names []pkix.Name) []byte {
		if names == nil {
			return nil
		}
		var list []byte
		for _, n := range names {
			base := marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 4, IsCompound: true, Bytes: marshal(n.ToRDNSequence(), "")}, "")
			list = append(list, marshal(asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: base}, "")...)
		}
		return marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: list}, "")
	}
	value := marshal(asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: append(trees(0, permitted), trees(1, excluded)...)}, "")
	return pkix.Extension{Id: asn1.ObjectIdentifier{2, 5, 29, 30}, Critical: true, Value: value}
}

func TestDirectoryNamesThatMayBeGiven(t *testing.T) {
	china, test := pkix.Name{Country: []string{"cn"}}, pkix.Name{Country: []string{"CN"}, Organization: []string{" 测试 "}}
	elsewhere := pkix.Name{Country: []string{"FR"}}
	for _, c := range []struct {
		name                string
		permitted, excluded []pkix.Name
		want                error
	}{
		{"the country", []pkix.Name{china}, nil, nil},
		{"country and organization", []pkix.Name{elsewhere, test}, nil, nil},
		{"another country", []pkix.Name{elsewhere}, nil, pki.ErrConstraint},
		{"all but another", nil, []pkix.Name{elsewhere}, nil},
		{"all but this", nil, []pkix.Name{test}, pki.ErrConstraint},
		{"the country but this", []pkix.Name{china}, []pkix.Name{test}, pki.ErrConstraint},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := padestest.Root(t, "根", now(), padestest.P256)
			middle := root.Issue(t, "中间", now(), padestest.Options{CA: true, Use: smx509.KeyUsageCertSign, Extra: []pkix.Extension{constrained(t, c.permitted, c.excluded)}})
			h := middle.Issue(t, "张三", now(), padestest.Options{})
			err := chainError(pki.Trust{Roots: []*smx509.Certificate{root.Certificate}}, h, h.Chain(), now(), false)
			if !errors.Is(err, c.want) {
				t.Error(err)
			}
		})
	}
	t.Run("a kind of name that nobody knows", func(t *testing.T) {
		root := padestest.Root(t, "根", now(), padestest.P256)
		other := asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 8, Bytes: []byte{0x2A}} // registeredID
		base, _ := asn1.Marshal(other)
		tree, _ := asn1.Marshal(asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: base})
		list, _ := asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0, IsCompound: true, Bytes: tree})
		value, _ := asn1.Marshal(asn1.RawValue{Tag: asn1.TagSequence, IsCompound: true, Bytes: list})
		middle := root.Issue(t, "中间", now(), padestest.Options{CA: true, Use: smx509.KeyUsageCertSign, Extra: []pkix.Extension{{Id: asn1.ObjectIdentifier{2, 5, 29, 30}, Critical: true, Value: value}}})
		h := middle.Issue(t, "张三", now(), padestest.Options{})
		var unhandled smx509.UnhandledCriticalExtension
		if err := chainError(pki.Trust{Roots: []*smx509.Certificate{root.Certificate}}, h, h.Chain(), now(), false); !errors.As(err, &unhandled) {
			t.Error(err)
		}
	})
}
