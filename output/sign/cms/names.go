package cms

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"strings"

	"gongwen/internal/diag"
)

// names are how algorithms are called that signatures may have and this package
// does not take.
var names = map[string]string{
	"1.2.840.113549.2.5":      "MD5",
	"1.3.14.3.2.26":           "SHA-1",
	"2.16.840.1.101.3.4.2.4":  "SHA-224",
	"2.16.840.1.101.3.4.2.5":  "SHA-512/224",
	"2.16.840.1.101.3.4.2.6":  "SHA-512/256",
	"2.16.840.1.101.3.4.2.7":  "SHA3-224",
	"2.16.840.1.101.3.4.2.8":  "SHA3-256",
	"2.16.840.1.101.3.4.2.9":  "SHA3-384",
	"2.16.840.1.101.3.4.2.10": "SHA3-512",
	"2.16.840.1.101.3.4.2.12": "SHAKE256",
	"1.3.36.3.2.1":            "RIPEMD-160",
	"1.2.840.113549.1.1.1":    "RSA",
	"1.2.840.113549.1.1.4":    "MD5-RSA",
	"1.2.840.113549.1.1.5":    "SHA1-RSA",
	"1.2.840.113549.1.1.14":   "SHA224-RSA",
	"1.2.840.113549.1.1.10":   "RSASSA-PSS",
	"1.2.840.10040.4.1":       "DSA",
	"1.2.840.10040.4.3":       "SHA1-DSA",
	"2.16.840.1.101.3.4.3.2":  "SHA256-DSA",
	"1.2.840.10045.2.1":       "ECDSA",
	"1.2.840.10045.4.1":       "ECDSA-SHA1",
	"1.2.840.10045.4.3.1":     "ECDSA-SHA224",
	"1.2.840.10045.4.3.2":     "ECDSA-SHA256",
	"1.2.840.10045.4.3.3":     "ECDSA-SHA384",
	"1.2.840.10045.4.3.4":     "ECDSA-SHA512",
	"1.3.101.112":             "Ed25519",
	"1.3.101.113":             "Ed448",
	"1.2.643.7.1.1.3.2":       "GOST R 34.10-2012",
	"1.2.643.7.1.1.2.2":       "GOST R 34.11-2012",
	"1.2.156.10197.1.501":     "SM2-SM3",
	"1.2.156.10197.1.301.1":   "SM2",
	"1.2.156.10197.1.401":     "SM3",
	"2.16.840.1.101.3.4.3.17": "ML-DSA-44",
	"2.16.840.1.101.3.4.3.18": "ML-DSA-65",
	"2.16.840.1.101.3.4.3.19": "ML-DSA-87",
}

// nameOf is what an algorithm is called, its identifier where no name is known.
func nameOf(id asn1.ObjectIdentifier) string {
	if name, ok := names[id.String()]; ok {
		return name
	}
	if h, ok := HashOf(id); ok {
		return h.String()
	}
	return id.String()
}

// signingName names the algorithm of a signature with its digest.
func signingName(id pkix.AlgorithmIdentifier, h Hash) diag.Text {
	name := nameOf(id.Algorithm)
	switch {
	case id.Algorithm.String() == oidRSAPSS:
		return diag.T("%s（参数不是 %s 和同样长的盐）", "%s (other parameters than %s and a salt of its length)", name, h.String())
	case strings.ContainsAny(name, "-"):
		return diag.Text{ZH: name, EN: name}
	}
	return diag.T("%s，摘要算法 %s", "%s with %s", name, h.String())
}
