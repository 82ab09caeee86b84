package ses

import (
	"encoding/asn1"
	"slices"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/internal/diag"
)

// Object identifiers of GB/T 33560.
var (
	oidSM2WithSM3 = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 501}
	oidSM3        = asn1.ObjectIdentifier{1, 2, 156, 10197, 1, 401}
)

// version is that of GB/T 38540-2020.
const version = 4

// trialVendor is the maker that seals made by this program name: they are for
// trials, because who certifies seals has not seen them.
const trialVendor = "gongwen-trial"

// Seal is an electronic seal (GB/T 38540-2020 6.1).
type Seal struct {
	Raw         asn1.RawContent
	Info        sealInfo
	Maker       []byte // certificate
	Algorithm   asn1.ObjectIdentifier
	SignedValue asn1.BitString // over Info
}

type sealInfo struct {
	Raw      asn1.RawContent
	Header   sealHeader
	ID       string `asn1:"ia5"`
	Property property
	Picture  sealPicture
	More     asn1.RawValue `asn1:"optional,explicit,tag:0"`
}

type sealHeader struct {
	ID      string `asn1:"ia5"` // "ES"
	Version int
	Vendor  string `asn1:"ia5"`
}

// Kinds of the list of signers: certificates, or digests of them.
const (
	listOfCertificates = 1
	listOfDigests      = 2
)

type property struct {
	Type                int
	Name                string `asn1:"utf8"`
	ListType            int
	List                asn1.RawValue
	Created, Start, End time.Time `asn1:"generalized"`
}

type certDigest struct {
	Algorithm string `asn1:"printable"`
	Digest    []byte
}

// sealPicture is what a stamp shows, in millimetres.
type sealPicture struct {
	Type          string `asn1:"ia5"`
	Data          []byte
	Width, Height int
}

// signature is SES_Signature (7.1).
type signature struct {
	Raw       asn1.RawContent
	ToSign    toSign
	Signer    []byte // certificate
	Algorithm asn1.ObjectIdentifier
	Value     asn1.BitString
	Stamp     asn1.BitString `asn1:"optional,explicit,tag:0"` // a time stamp of Value
}

type toSign struct {
	Raw      asn1.RawContent
	Version  int
	Seal     Seal
	Time     time.Time `asn1:"generalized"`
	Hash     asn1.BitString
	Property string        `asn1:"ia5"`
	More     asn1.RawValue `asn1:"optional,explicit,tag:0"`
}

// parse reads a structure that fills all of der.
func parse(der []byte, to any, what diag.Text) error {
	rest, err := asn1.Unmarshal(der, to)
	if err != nil {
		return diag.Because(err, "%s读不懂", "%s cannot be read", what)
	}
	if len(rest) > 0 {
		return diag.NewError("%s后面多出 %d 字节", "%s is followed by %d bytes", what, len(rest))
	}
	return nil
}

// ParseSeal reads a seal.
func ParseSeal(der []byte) (*Seal, error) {
	var s Seal
	if err := parse(der, &s, diag.Text{ZH: "印章", EN: "the seal"}); err != nil {
		return nil, err
	}
	if s.Info.Header.ID != "ES" || s.Info.Header.Version != version {
		return nil, diag.NewError("印章是第 %d 版，这里只认 GB/T 38540-2020 的第 4 版", "the seal is of version %d; only 4 of GB/T 38540-2020 is known here", s.Info.Header.Version)
	}
	return &s, nil
}

// Trial reports whether the seal was made by this program, for trials.
func (s *Seal) Trial() bool { return s.Info.Header.Vendor == trialVendor }

// Name is the name of the seal.
func (s *Seal) Name() string { return s.Info.Property.Name }

// lists reports whether a certificate may sign with the seal.
func (s *Seal) lists(certificate []byte) bool {
	p := &s.Info.Property
	switch p.ListType {
	case listOfCertificates:
		var list [][]byte
		if _, err := asn1.Unmarshal(p.List.FullBytes, &list); err != nil {
			return false
		}
		return slices.ContainsFunc(list, func(c []byte) bool { return string(c) == string(certificate) })
	case listOfDigests:
		var list []certDigest
		if _, err := asn1.Unmarshal(p.List.FullBytes, &list); err != nil {
			return false
		}
		digest := sm3.Sum(certificate)
		return slices.ContainsFunc(list, func(c certDigest) bool { return string(c.Digest) == string(digest[:]) })
	}
	return false
}

func bits(b []byte) asn1.BitString { return asn1.BitString{Bytes: b, BitLength: 8 * len(b)} }
