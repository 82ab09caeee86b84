package padestest

import (
	"crypto"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/digitorus/timestamp"
	"github.com/emmansun/gmsm/smx509"
	"golang.org/x/crypto/ocsp"
)

// Behaviour is how a time stamp server answers.
type Behaviour string

// The behaviours of time stamp servers.
const (
	Honest     Behaviour = "honest"
	OtherHash  Behaviour = "other-hash"  // stamps something else
	OtherNonce Behaviour = "other-nonce" // gives an answer to another request
	Forged     Behaviour = "forged"      // the signature is of another key
	Refusing   Behaviour = "refusing"
	Garbage    Behaviour = "garbage"
	Failing    Behaviour = "failing" // HTTP 500
	Hanging    Behaviour = "hanging" // never answers
	Huge       Behaviour = "huge"    // never ends
)

// StamperUse is what a certificate for time stamps is for.
func StamperUse() []smx509.ExtKeyUsage {
	return []smx509.ExtKeyUsage{smx509.ExtKeyUsageTimeStamping}
}

// Stamper starts a time stamp server and gives its address.
func (h *Holder) Stamper(t T, now func() time.Time, how Behaviour) string {
	t.Helper()
	closing := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		switch how {
		case Garbage:
			_, _ = w.Write([]byte("<html>not a time stamp</html>"))
		case Failing:
			http.Error(w, "broken", http.StatusInternalServerError)
		case Hanging:
			select {
			case <-r.Context().Done():
			case <-closing:
			}
		case Huge:
			for block := make([]byte, 1<<20); ; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		case Refusing:
			answer, _ := timestamp.CreateErrorResponse(timestamp.Rejection, timestamp.BadAlgorithm)
			_, _ = w.Write(answer)
		default:
			answer, err := h.stamp(body, now(), how)
			if err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			_, _ = w.Write(answer)
		}
	}))
	t.Cleanup(func() { close(closing); server.Close() })
	return server.URL
}

func (h *Holder) stamp(body []byte, now time.Time, how Behaviour) ([]byte, error) {
	request, err := timestamp.ParseRequest(body)
	if err != nil {
		return nil, err
	}
	stamp := timestamp.Timestamp{
		HashAlgorithm: request.HashAlgorithm, HashedMessage: request.HashedMessage, Nonce: request.Nonce,
		Time: now.UTC(), Policy: asn1.ObjectIdentifier{1, 2, 3, 4}, AddTSACertificate: true,
	}
	switch how {
	case OtherHash:
		stamp.HashedMessage[0] ^= 1
	case OtherNonce:
		stamp.Nonce = new(big.Int).Add(request.Nonce, big.NewInt(1))
	}
	certificate, err := x509.ParseCertificate(h.Certificate.Raw)
	if err != nil {
		return nil, err
	}
	for _, c := range h.Chain() {
		above, err := x509.ParseCertificate(c.Raw)
		if err != nil {
			return nil, err
		}
		stamp.Certificates = append(stamp.Certificates, above)
	}
	answer, err := stamp.CreateResponseWithOpts(certificate, h.Key, crypto.SHA256)
	if err == nil && how == Forged {
		answer[len(answer)-1] ^= 1
	}
	return answer, err
}

// OCSP is a response about h, signed by its issuer. A revocation time makes it
// one of a revoked certificate.
func (h *Holder) OCSP(t T, made, revoked time.Time) []byte {
	t.Helper()
	issuer, err := x509.ParseCertificate(h.Issuer.Certificate.Raw)
	if err != nil {
		t.Fatal(err)
	}
	answer := ocsp.Response{
		Status: ocsp.Good, SerialNumber: h.Certificate.SerialNumber,
		ThisUpdate: made, NextUpdate: made.Add(24 * time.Hour), ProducedAt: made,
	}
	if !revoked.IsZero() {
		answer.Status, answer.RevokedAt = ocsp.Revoked, revoked
	}
	der, err := ocsp.CreateResponse(issuer, issuer, answer, h.Issuer.Key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// CRL is the list of h, with the given certificates on it.
func (h *Holder) CRL(t T, made, revoked time.Time, list ...*Holder) []byte {
	t.Helper()
	template := &smx509.RevocationList{Number: big.NewInt(1), ThisUpdate: made, NextUpdate: made.Add(24 * time.Hour)}
	for _, r := range list {
		template.RevokedCertificateEntries = append(template.RevokedCertificateEntries,
			smx509.RevocationListEntry{SerialNumber: r.Certificate.SerialNumber, RevocationTime: revoked})
	}
	der, err := smx509.CreateRevocationList(rand.Reader, template, h.Certificate, h.Key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

// Serve starts a server that gives what each path holds.
func Serve(t T, answer func(path string) []byte) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := answer(r.URL.Path)
		if body == nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server.URL
}
