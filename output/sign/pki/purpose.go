package pki

import (
	"slices"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
)

// ErrPurpose says that the extended key usage of a certificate is for something
// else than signing documents.
var ErrPurpose = diag.NewError("证书是作其他用途的，不能给文件签名", "the certificate is for another purpose than signing documents")

// documentPurposes are the extended key usages for documents that have no name in
// X.509: RFC 9336, and those of Microsoft and Adobe, which are older.
var documentPurposes = []string{"1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.311.10.3.12", "1.2.840.113583.1.1.5"}

// CheckPurpose holds a signer's certificate to its extended key usage (RFC 5280
// 4.2.1.12): none, any, e-mail or documents. One for clients of TLS alone, as
// many agencies have, may sign too; doubtful is then true. All else is
// ErrPurpose.
func CheckPurpose(c *smx509.Certificate) (doubtful bool, err error) {
	if len(c.ExtKeyUsage) == 0 && len(c.UnknownExtKeyUsage) == 0 {
		return false, nil
	}
	for _, id := range c.UnknownExtKeyUsage {
		if slices.Contains(documentPurposes, id.String()) {
			return false, nil
		}
	}
	has := func(use smx509.ExtKeyUsage) bool { return slices.Contains(c.ExtKeyUsage, use) }
	switch {
	case has(smx509.ExtKeyUsageAny), has(smx509.ExtKeyUsageEmailProtection):
		return false, nil
	case has(smx509.ExtKeyUsageServerAuth), has(smx509.ExtKeyUsageOCSPSigning), has(smx509.ExtKeyUsageTimeStamping), has(smx509.ExtKeyUsageCodeSigning):
		return false, ErrPurpose
	case has(smx509.ExtKeyUsageClientAuth):
		return true, nil
	}
	return false, ErrPurpose
}
