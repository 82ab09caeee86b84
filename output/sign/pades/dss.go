package pades

import (
	"context"
	"crypto/sha1"
	"encoding/hex"
	"strings"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output/sign/pki"
)

// proof is what is needed to check a signature later.
type proof struct {
	certificates []*smx509.Certificate
	evidence     pki.Evidence
}

// remember appends the document security store (ETSI EN 319 142-1 5.4.2) with
// the chains of signer and time stamp server and their revocation data.
func (s *session) remember(ctx context.Context, data []byte) ([]byte, diag.List) {
	var p proof
	o := s.order
	if list := s.prove(ctx, &p, o.Identity.Certificate, append(o.Identity.Chain, o.Certificates...), s.stamp.Time); list != nil {
		return nil, list
	}
	stamper := s.stamp.Message
	if list := s.prove(ctx, &p, stamper.Signer, append(stamper.Certificates, o.Certificates...), s.stamp.Time); list != nil {
		return nil, list
	}
	file, err := pdfread.Open(data)
	if err == nil {
		data, err = writeStore(file, p, s.contents)
	}
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	return data, nil
}

// prove gathers the chain above a certificate and the revocation data of every
// certificate below its root.
func (s *session) prove(ctx context.Context, p *proof, leaf *smx509.Certificate, pool []*smx509.Certificate, at time.Time) diag.List {
	path := s.order.Client.Complete(ctx, leaf, pool)
	line := append([]*smx509.Certificate{leaf}, path...)
	if top := line[len(line)-1]; !pki.SelfSigned(top) {
		return diag.List{diag.Errorf(diag.Pos{}, "证书链不完整：缺“%s”的签发者的证书", "the chain is not complete: the certificate of the issuer of %q is missing", Subject(top)).
			WithHint("用 --cert 给出上级证书", "give the certificates above it with --cert")}
	}
	for i, c := range line[:len(line)-1] {
		found := s.order.Evidence.Check(c, line[i+1], at)
		if found.Status == pki.Unknown {
			fetched, err := s.order.Client.Evidence(ctx, c, line[i+1], at)
			if err != nil {
				return diag.List{noEvidence(c, err)}
			}
			p.evidence.Add(fetched)
			found = fetched.Check(c, line[i+1], at)
		}
		if found.Status == pki.Revoked {
			return failed("证书“%s”已于 %s 吊销", "the certificate %q was revoked on %s", Subject(c), day(found.Since))
		}
	}
	p.evidence.Add(s.order.Evidence)
	for _, c := range line {
		p.add(c)
	}
	return nil
}

func noEvidence(c *smx509.Certificate, err error) diag.Diagnostic {
	d := diag.Errorf(diag.Pos{}, "得不到证书“%s”的吊销信息", "no revocation data can be had for the certificate %q", Subject(c)).
		WithHint("用 --ocsp 或 --crl 给出，或用 --level t", "give it with --ocsp or --crl, or use --level t")
	if err != pki.ErrNoEvidence { //nolint:errorlint // what comes with it is more than that
		d.Message = diag.T("%s：%s", "%s: %s", d.Message, err)
	}
	return d
}

func (p *proof) add(c *smx509.Certificate) {
	for _, x := range p.certificates {
		if x.Equal(c) {
			return
		}
	}
	p.certificates = append(p.certificates, c)
}

// writeStore appends a revision in which the store holds the proof besides
// what it held. VRI names what belongs to the signature of the given contents.
func writeStore(file *pdfread.File, p proof, contents []byte) ([]byte, error) {
	u, err := file.Update()
	if err != nil {
		return nil, err
	}
	root, ok := u.View().Trailer()["Root"].(pdfread.Ref)
	if !ok {
		return nil, errNoCatalog
	}
	catalog, err := u.Dict(root)
	if err != nil {
		return nil, err
	}
	store, err := u.Dict(catalog["DSS"])
	if err != nil {
		return nil, err
	}
	store["Type"] = pdfread.Name("DSS")
	related := pdfread.Dict{"Type": pdfread.Name("VRI")}
	var certificates [][]byte
	for _, c := range p.certificates {
		certificates = append(certificates, c.Raw)
	}
	for _, group := range []struct {
		key, related pdfread.Name
		list         [][]byte
	}{{"Certs", "Cert", certificates}, {"OCSPs", "OCSP", p.evidence.OCSP}, {"CRLs", "CRL", p.evidence.CRL}} {
		for _, der := range group.list {
			r := u.Add(&pdfread.Stream{Dict: pdfread.Dict{}, Raw: der})
			if _, err := appendTo(u, store, group.key, r); err != nil {
				return nil, err
			}
			if _, err := appendTo(u, related, group.related, r); err != nil {
				return nil, err
			}
		}
	}
	vri, err := u.Dict(store["VRI"])
	if err != nil {
		return nil, err
	}
	vri[vriKey(contents)] = u.Add(related)
	if at, ok := store["VRI"].(pdfread.Ref); ok {
		u.Set(at, vri)
	} else {
		store["VRI"] = vri
	}
	if at, ok := catalog["DSS"].(pdfread.Ref); ok {
		u.Set(at, store)
	} else {
		catalog["DSS"] = u.Add(store)
		u.Set(root, catalog)
	}
	out, _ := u.Bytes()
	return out, nil
}

// vriKey names a signature in the store: the SHA-1 of its contents, which is an
// index and protects nothing. The contents are those of the file, with their
// padding.
func vriKey(contents []byte) pdfread.Name {
	sum := sha1.Sum(contents)
	return pdfread.Name(strings.ToUpper(hex.EncodeToString(sum[:])))
}
