// Package cms makes and reads the signatures that PDF files hold: CMS
// SignedData (RFC 5652) in the profile of CAdES (ETSI EN 319 122-1), and time
// stamp tokens (RFC 3161). The DER comes from encoding/asn1; certificates are
// those of smx509, which knows SM2 beside what the standard library knows.
package cms
