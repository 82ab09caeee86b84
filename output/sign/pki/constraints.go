package pki

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"fmt"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// ErrConstraint says that a certificate has a name that an issuer above it may
// not give (RFC 5280 4.2.1.10).
var ErrConstraint = diag.NewError("上级证书不许签发这个名称的证书", "a name that the issuer may not give")

const oidNameConstraints = "2.5.29.30"

// nameConstraints are the directory names under which an issuer may and may not
// give names. The library knows the other kinds.
type nameConstraints struct{ permitted, excluded []pkix.RDNSequence }

// generalSubtree is as RFC 5280 4.2.1.10 has it.
type generalSubtree struct {
	Base asn1.RawValue
	Min  int `asn1:"optional,tag:0,default:0"`
	Max  int `asn1:"optional,tag:1,default:-1"`
}

// Tags of GeneralName (RFC 5280 4.2.1.6).
const (
	tagEmail     = 1
	tagDNS       = 2
	tagDirectory = 4
	tagURI       = 6
	tagIP        = 7
)

// constraintsOf reads the name constraints of a certificate. ok is false for a
// kind of name that neither this package nor the library knows.
func constraintsOf(c *smx509.Certificate) (n nameConstraints, ok bool) {
	for _, e := range c.Extensions {
		if e.Id.String() != oidNameConstraints {
			continue
		}
		var trees struct {
			Permitted []generalSubtree `asn1:"optional,tag:0"`
			Excluded  []generalSubtree `asn1:"optional,tag:1"`
		}
		if unmarshal(e.Value, &trees) != nil {
			return nameConstraints{}, false
		}
		var also bool
		if n.permitted, ok = directoryNames(trees.Permitted); !ok {
			return nameConstraints{}, false
		}
		n.excluded, also = directoryNames(trees.Excluded)
		return n, also
	}
	return nameConstraints{}, true
}

func directoryNames(trees []generalSubtree) (out []pkix.RDNSequence, ok bool) {
	for _, t := range trees {
		if t.Base.Class != asn1.ClassContextSpecific || t.Min != 0 || t.Max != -1 {
			return nil, false
		}
		switch t.Base.Tag {
		case tagEmail, tagDNS, tagURI, tagIP:
		case tagDirectory:
			var name pkix.RDNSequence
			if unmarshal(t.Base.Bytes, &name) != nil {
				return nil, false
			}
			out = append(out, name)
		default:
			return nil, false
		}
	}
	return out, true
}

// handled is c as the library takes it: without the mark that it does not know
// the constraints that this package checks.
func handled(c *smx509.Certificate) *smx509.Certificate {
	is := func(id asn1.ObjectIdentifier) bool { return id.String() == oidNameConstraints }
	if !slices.ContainsFunc(c.UnhandledCriticalExtensions, is) {
		return c
	}
	if _, ok := constraintsOf(c); !ok {
		return c
	}
	copied := *c
	copied.UnhandledCriticalExtensions = slices.DeleteFunc(slices.Clone(c.UnhandledCriticalExtensions), is)
	return &copied
}

// keepsNames holds every certificate of a chain, the leaf first, to the directory
// names that the issuers above it may give.
func keepsNames(chain []*smx509.Certificate) error {
	for i, issuer := range chain {
		n, ok := constraintsOf(issuer)
		if !ok {
			return ErrConstraint
		}
		if len(n.permitted) == 0 && len(n.excluded) == 0 {
			continue
		}
		for j, c := range chain[:i] {
			if j > 0 && bytes.Equal(c.RawSubject, c.RawIssuer) {
				continue // a CA that renews its own certificate
			}
			var subject pkix.RDNSequence
			if unmarshal(c.RawSubject, &subject) != nil {
				return ErrConstraint
			}
			if !n.allow(subject) {
				return diag.Because(ErrConstraint, "上级证书不许签发这个名称的证书：%s", "a certificate above it may not issue certificates for this name: %s", c.Subject.String())
			}
		}
	}
	return nil
}

func (n nameConstraints) allow(name pkix.RDNSequence) bool {
	if len(name) == 0 {
		return true
	}
	below := func(base pkix.RDNSequence) bool { return isBelow(name, base) }
	return !slices.ContainsFunc(n.excluded, below) && (len(n.permitted) == 0 || slices.ContainsFunc(n.permitted, below))
}

// isBelow reports whether a name begins with the parts of another (RFC 5280 7.1).
func isBelow(name, base pkix.RDNSequence) bool {
	return len(name) >= len(base) && slices.EqualFunc(name[:len(base)], base, func(a, b pkix.RelativeDistinguishedNameSET) bool {
		return slices.EqualFunc(a, b, func(x, y pkix.AttributeTypeAndValue) bool {
			return x.Type.Equal(y.Type) && folded(x.Value) == folded(y.Value)
		})
	})
}

// folded is an attribute's value without what does not count in comparisons: case
// and runs of white space.
func folded(value any) string {
	return strings.ToLower(strings.Join(strings.Fields(fmt.Sprint(value)), " "))
}
