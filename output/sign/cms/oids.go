package cms

import (
	"encoding/asn1"
	"strconv"
	"strings"
)

// Object identifiers as they are written in the standards: RFC 5652 11, RFC
// 3161, RFC 5035, RFC 8017, RFC 5758, GB/T 33560, GB/T 35275.
const (
	oidData                 = "1.2.840.113549.1.7.1"
	oidSignedData           = "1.2.840.113549.1.7.2"
	oidTSTInfo              = "1.2.840.113549.1.9.16.1.4"
	oidContentType          = "1.2.840.113549.1.9.3"
	oidMessageDigest        = "1.2.840.113549.1.9.4"
	oidSigningTime          = "1.2.840.113549.1.9.5"
	oidSigningCertificate   = "1.2.840.113549.1.9.16.2.12"
	oidSigningCertificateV2 = "1.2.840.113549.1.9.16.2.47"
	oidSignatureTimeStamp   = "1.2.840.113549.1.9.16.2.14"
	oidRSA                  = "1.2.840.113549.1.1.1"
	oidMGF1                 = "1.2.840.113549.1.1.8"
	oidRSAPSS               = "1.2.840.113549.1.1.10"
	oidSM2                  = "1.2.156.10197.1.301.1"
	oidSM2WithSM3           = "1.2.156.10197.1.501"
	oidSM3Unkeyed           = "1.2.156.10197.1.401.1" // SM3 used without a key
	oidDataSM2              = "1.2.156.10197.6.1.4.2.1"
	oidSignedDataSM2        = "1.2.156.10197.6.1.4.2.2"
)

// parseOID reads an identifier that this package holds.
func parseOID(text string) asn1.ObjectIdentifier {
	var id asn1.ObjectIdentifier
	for _, arc := range strings.Split(text, ".") {
		n, _ := strconv.Atoi(arc) // the constants hold digits
		id = append(id, n)
	}
	return id
}
