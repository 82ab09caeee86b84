package pki

import (
	"context"
	"errors"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// ErrNoEvidence says that nothing could be had about the revocation of a
// certificate.
var ErrNoEvidence = diag.NewError("没有吊销信息", "no revocation data")

// Evidence fetches what the certificate's own addresses have about its
// revocation: OCSP first, else a CRL.
func (c *Client) Evidence(ctx context.Context, certificate, issuer *smx509.Certificate, at time.Time) (Evidence, error) {
	failed := ErrNoEvidence
	for _, address := range first(certificate.OCSPServer) {
		for _, h := range asked(issuer) {
			request, err := h.request(certificate, issuer)
			if err != nil {
				return Evidence{}, err
			}
			der, err := c.ask(ctx, address, "application/ocsp-request", request)
			if err != nil {
				failed = errors.Join(err, failed)
				continue
			}
			if e := (Evidence{OCSP: [][]byte{der}}); e.Check(certificate, issuer, at).Status != Unknown {
				return e, nil
			}
		}
	}
	for _, address := range first(certificate.CRLDistributionPoints) {
		der, err := c.ask(ctx, address, "", nil)
		if err != nil {
			failed = errors.Join(err, failed)
			continue
		}
		if e := (Evidence{CRL: [][]byte{der}}); e.Check(certificate, issuer, at).Status != Unknown {
			return e, nil
		}
	}
	return Evidence{}, failed
}

func first(addresses []string) []string { return addresses[:min(len(addresses), maxURLs)] }

// Complete is the path above a certificate, the missing issuers fetched from
// the addresses that the certificates name (RFC 5280 4.2.2.1).
func (c *Client) Complete(ctx context.Context, leaf *smx509.Certificate, pool []*smx509.Certificate) []*smx509.Certificate {
	pool = append([]*smx509.Certificate(nil), pool...)
	for {
		path := Path(leaf, pool)
		top := leaf
		if len(path) > 0 {
			top = path[len(path)-1]
		}
		if SelfSigned(top) || len(path) >= maxChain {
			return path
		}
		before := len(pool)
		for _, address := range first(top.IssuingCertificateURL) {
			der, err := c.ask(ctx, address, "", nil)
			if err != nil {
				continue // the caller sees that the path ends too early
			}
			if more, err := Certificates(der); err == nil {
				pool = append(pool, more...)
			}
		}
		if Issuer(top, pool[before:]) == nil {
			return path
		}
	}
}
