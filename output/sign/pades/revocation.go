package pades

import (
	"errors"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pki"
)

// revocation looks every certificate below the root up in what the file holds.
func (v *verifier) revocation(s *signed, chain []*smx509.Certificate, at time.Time) {
	r := &s.result
	var missing *smx509.Certificate
	for i, c := range chain[:len(chain)-1] {
		found := v.known.Check(c, chain[i+1], at)
		if found.Status == pki.Revoked && !found.Since.After(at) {
			r.Findings.Fail(CheckRevocation, "证书“%s”已于 %s 吊销", "the certificate %q was revoked on %s", Subject(c), day(found.Since))
			return
		}
		if found.Status == pki.Unknown && missing == nil {
			missing = c
		}
	}
	switch {
	case len(chain) == 1 && !pki.SelfSigned(chain[0]):
		r.Findings.Add(CheckRevocation, verdict.Unchecked, "没有上级证书，未查吊销", "without the certificate above it, revocation is not checked")
	case missing != nil:
		r.Findings.Add(CheckRevocation, verdict.Unchecked, "没有“%s”的吊销信息", "there are no revocation data for %q", Subject(missing))
	case len(chain) == 1:
		r.Findings.Add(CheckRevocation, verdict.Passed, "自签名证书，无须查吊销", "a self-signed certificate cannot be revoked")
	default:
		r.Findings.Add(CheckRevocation, verdict.Passed, "签名时证书没有吊销", "the certificates were not revoked when they signed")
	}
}

// level says which baseline level a signature has reached.
func (v *verifier) level(s *signed) {
	r := &s.result
	if s.message.TimeStamp == nil || !r.Stamped {
		return
	}
	r.Level = T
	if !v.stored(s) {
		return
	}
	r.Level = LT
	for _, other := range v.signed {
		if other.result.Stamp && other.rev > s.rev && other.result.Findings.OK() {
			r.Level = LTA
		}
	}
}

// stored reports whether the store holds the revocation data of the signer.
func (v *verifier) stored(s *signed) bool {
	if len(v.store.certificates) == 0 || len(v.store.evidence.OCSP)+len(v.store.evidence.CRL) == 0 {
		return false
	}
	for _, f := range s.result.Findings {
		if f.Check == CheckRevocation {
			return f.Grade == verdict.Passed
		}
	}
	return false
}

// chainFault says why a certificate leads to none of the roots.
func chainFault(err error) diag.Text {
	var invalid smx509.CertificateInvalidError
	var unknown smx509.UnknownAuthorityError
	var unhandled smx509.UnhandledCriticalExtension
	switch {
	case errors.Is(err, cms.ErrKey):
		return diag.Text{ZH: "链上有证书的 RSA 密钥不在 2048 至 16384 位之间", EN: "a certificate of the chain has an RSA key of less than 2048 or more than 16384 bits"}
	case errors.As(err, &unknown):
		return diag.Text{ZH: "通不到给出的根证书", EN: "it leads to none of the given roots"}
	case errors.Is(err, pki.ErrConstraint):
		return diag.Text{ZH: "上级证书不许签发这个名称的证书", EN: "a certificate above it may not issue certificates for this name"}
	case errors.As(err, &unhandled):
		return diag.Text{ZH: "证书有不支持的关键扩展", EN: "a certificate has a critical extension that is not supported"}
	case errors.Is(err, pki.ErrPurpose):
		return diag.Text{ZH: "上级证书是作其他用途的，不能签发给文件签名的证书", EN: "a certificate above it is for another purpose and may not issue those of signers"}
	case errors.Is(err, pki.ErrUsage):
		return diag.Text{ZH: "证书不是作这个用途的", EN: "a certificate is not meant for this use"}
	case errors.As(err, &invalid):
		return reason(invalid.Reason)
	}
	return diag.Text{ZH: "证书链不合规定", EN: "the chain is not as it should be: " + plain(err.Error())}
}

// reason says what is wrong with a certificate of a chain (RFC 5280 6.1).
func reason(r smx509.InvalidReason) diag.Text {
	switch r {
	case smx509.Expired:
		return diag.Text{ZH: "链上有证书当时不在有效期内", EN: "a certificate of the chain was outside of its validity"}
	case smx509.IncompatibleUsage:
		return diag.Text{ZH: "证书不是作这个用途的", EN: "a certificate is not meant for this use"}
	case smx509.NotAuthorizedToSign:
		return diag.Text{ZH: "上级证书不是签发证书的", EN: "a certificate above it may not issue certificates"}
	case smx509.TooManyIntermediates:
		return diag.Text{ZH: "证书链比上级证书允许的长", EN: "the chain is longer than a certificate above allows"}
	case smx509.CANotAuthorizedForThisName, smx509.NameConstraintsWithoutSANs, smx509.UnconstrainedName:
		return diag.Text{ZH: "上级证书不许签发这个名称的证书", EN: "a certificate above it may not issue certificates for this name"}
	}
	return diag.Text{ZH: "证书链不合规定", EN: "the chain is not as it should be"}
}
