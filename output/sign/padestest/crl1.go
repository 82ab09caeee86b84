package padestest

import (
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// FirstCRL is the list of h in version 1, which has no version and no extensions
// (RFC 5280 5.1). h has an RSA key.
func (h *Holder) FirstCRL(t T, made, revoked time.Time, list ...*Holder) []byte {
	t.Helper()
	type entry struct {
		Serial *big.Int
		At     time.Time
	}
	algorithm := pkix.AlgorithmIdentifier{Algorithm: asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}, Parameters: asn1.NullRawValue}
	tbs := struct {
		Signature  pkix.AlgorithmIdentifier
		Issuer     asn1.RawValue
		This, Next time.Time
		Entries    []entry
	}{Signature: algorithm, Issuer: asn1.RawValue{FullBytes: h.Certificate.RawSubject}, This: made.UTC(), Next: made.Add(24 * time.Hour).UTC()}
	for _, r := range list {
		tbs.Entries = append(tbs.Entries, entry{r.Certificate.SerialNumber, revoked.UTC()})
	}
	der, err := asn1.Marshal(tbs)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(der)
	value, err := h.Key.Sign(rand.Reader, sum[:], crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	out, err := asn1.Marshal(struct {
		List      asn1.RawValue
		Algorithm pkix.AlgorithmIdentifier
		Value     asn1.BitString
	}{asn1.RawValue{FullBytes: der}, algorithm, asn1.BitString{Bytes: value, BitLength: 8 * len(value)}})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
