package pades

import (
	"errors"
	"strings"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pki"
)

// clockSkew is how far a time stamp may lie in the future of this clock.
const clockSkew = 5 * time.Minute

// signatureStamp checks the time stamp inside a signature, and takes its time.
func (v *verifier) signatureStamp(s *signed) {
	if at, ok := v.stampOf(&s.result.Findings, s.message.TimeStamp, s.message.Signature); ok {
		s.result.Time, s.result.Stamped = at, true
	}
}

// StampOf checks a time stamp token of a signature value and gives its time; ok is
// false when it proves none.
func (c Check) StampOf(f *verdict.Findings, token, value []byte) (at time.Time, ok bool) {
	v := &verifier{check: c, known: c.Evidence, proven: c.Now}
	return v.stampOf(f, token, value)
}

func (v *verifier) stampOf(f *verdict.Findings, token, value []byte) (at time.Time, ok bool) {
	stamp, err := cms.ParseTimeStamp(token)
	if err != nil {
		f.Fail(CheckTimeStamp, "读不了时间戳：%s", "the time stamp cannot be read: %s", diag.Cause(err))
		return time.Time{}, false
	}
	if !stamp.Of(value) {
		f.Fail(CheckTimeStamp, "时间戳不是这个签名的", "the time stamp is not of this signature")
		return time.Time{}, false
	}
	return stamp.Time, v.trustStamp(f, stamp)
}

// judgeStamp checks a document time stamp. What it covers was there at its time.
func (v *verifier) judgeStamp(s *signed) {
	s.result.Time, s.result.Stamped = s.stamp.Time, true
	if v.trustStamp(&s.result.Findings, s.stamp) && s.result.Findings.OK() {
		v.proven, v.stamped = s.stamp.Time, true
	}
}

// trustStamp checks who issued a time stamp.
func (v *verifier) trustStamp(f *verdict.Findings, stamp *cms.TimeStamp) bool {
	signer := stamp.Message.Signer
	pool := append(stamp.Message.Certificates, v.store.certificates...)
	if stamp.Time.After(v.check.Now.Add(clockSkew)) {
		f.Fail(CheckTimeStamp, "时间戳的时间 %s 在将来", "the time of the time stamp, %s, lies in the future", moment(stamp.Time))
		return false
	}
	if !stamp.Message.Bound || pki.CheckStamper(signer, stamp.Time) != nil {
		f.Fail(CheckTimeStamp, "“%s”的证书不能签发时间戳", "the certificate of %q may not issue time stamps", Subject(signer))
		return false
	}
	if v.check.Roots == nil {
		f.Add(CheckTimeStamp, verdict.Unchecked, "时间戳 %s，没有给出 --roots，未查签发者“%s”是否可信", "time stamp of %s; without --roots its issuer %q is not checked", moment(stamp.Time), Subject(signer))
		return true
	}
	chain, err := pki.Trust{Roots: v.check.Roots}.Chain(signer, pool, v.proven, true)
	if err != nil {
		f.Fail(CheckTimeStamp, "时间戳的签发者“%s”不可信：%s", "the issuer %q of the time stamp is not trusted: %s", Subject(signer), chainFault(err))
		return false
	}
	for i, c := range chain[:len(chain)-1] {
		if found := v.known.Check(c, chain[i+1], v.proven); found.Status == pki.Revoked && !found.Since.After(v.proven) {
			f.Fail(CheckTimeStamp, "时间戳签发者的证书“%s”已于 %s 吊销", "the certificate %q of the time stamp was revoked on %s", Subject(c), day(found.Since))
			return false
		}
	}
	f.Add(CheckTimeStamp, verdict.Passed, "时间戳 %s，“%s”签发", "time stamp of %s by %q", moment(stamp.Time), Subject(signer))
	return true
}

func moment(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05 UTC") }

// certificate checks the signer's certificate, its chain and their revocation
// at a time.
func (v *verifier) certificate(s *signed, c *smx509.Certificate, pool []*smx509.Certificate, at time.Time) {
	r := &s.result
	switch err := pki.CheckUse(c, at); {
	case errors.Is(err, pki.ErrExpired) && !r.Stamped:
		r.Findings.Fail(CheckCertificate, "证书已于 %s 过期，又没有时间戳证明签名更早", "the certificate expired on %s, and no time stamp proves that the signature is older", day(c.NotAfter))
	case errors.Is(err, pki.ErrExpired):
		r.Findings.Fail(CheckCertificate, "签名时证书已过期（%s）", "the certificate had expired (%s) when it signed", day(c.NotAfter))
	case errors.Is(err, pki.ErrNotYetValid):
		r.Findings.Fail(CheckCertificate, "签名时证书尚未生效（%s 起有效）", "the certificate was not yet valid (before %s) when it signed", day(c.NotBefore))
	case err != nil:
		r.Findings.Fail(CheckCertificate, "证书的密钥用途不包括数字签名", "the certificate's key usage does not include digital signatures")
	case v.purpose(s, c):
		r.Findings.Add(CheckCertificate, verdict.Passed, "“%s”的证书，“%s”签发，%s 至 %s 有效", "certificate of %q by %q, valid %s to %s",
			Subject(c), issuerName(c), day(c.NotBefore), day(c.NotAfter))
	}
	pool = append(append([]*smx509.Certificate(nil), pool...), v.store.certificates...)
	if v.check.Roots == nil {
		r.Findings.Add(CheckChain, verdict.Unchecked, "没有给出 --roots，未查证书是否可信", "without --roots it is not checked whether the certificate is trusted")
		v.revocation(s, append([]*smx509.Certificate{c}, pki.Path(c, pool)...), at)
		return
	}
	chain, err := pki.Trust{Roots: v.check.Roots}.Chain(c, pool, at, false)
	if err != nil {
		r.Findings.Fail(CheckChain, "证书不可信：%s", "the certificate is not trusted: %s", chainFault(err))
		return
	}
	r.Findings.Add(CheckChain, verdict.Passed, "证书链通到根证书“%s”", "the chain leads to the root %q", Subject(chain[len(chain)-1]))
	v.revocation(s, chain, at)
}

// purpose reports whether the signer's certificate is for signing documents.
func (v *verifier) purpose(s *signed, c *smx509.Certificate) bool {
	doubtful, err := pki.CheckPurpose(c)
	switch {
	case err != nil:
		s.result.Findings.Fail(CheckCertificate, "证书的扩展用途不包括签署文件（%s）",
			"the certificate's extended key usage does not include signing documents (%s)", purposes(c))
	case doubtful:
		s.result.Findings.Add(CheckCertificate, verdict.Unchecked, "证书的扩展用途只有客户端认证，不是专门用来签署文件的",
			"the certificate's extended key usage is the authentication of clients only, not the signing of documents")
	}
	return err == nil
}

// purposes names the extended key usages of a certificate.
func purposes(c *smx509.Certificate) diag.Text {
	names := map[smx509.ExtKeyUsage]diag.Text{
		smx509.ExtKeyUsageServerAuth:   {ZH: "TLS 服务器", EN: "TLS servers"},
		smx509.ExtKeyUsageClientAuth:   {ZH: "TLS 客户端", EN: "TLS clients"},
		smx509.ExtKeyUsageCodeSigning:  {ZH: "程序签名", EN: "signing programs"},
		smx509.ExtKeyUsageOCSPSigning:  {ZH: "OCSP 响应", EN: "OCSP responses"},
		smx509.ExtKeyUsageTimeStamping: {ZH: "时间戳", EN: "time stamps"},
	}
	var zh, en []string
	for _, use := range c.ExtKeyUsage {
		if name, ok := names[use]; ok {
			zh, en = append(zh, name.ZH), append(en, name.EN)
		}
	}
	if len(zh) == 0 {
		return diag.Text{ZH: "另有专门用途", EN: "for something else"}
	}
	return diag.Text{ZH: strings.Join(zh, "、"), EN: strings.Join(en, ", ")}
}

func issuerName(c *smx509.Certificate) string {
	if c.Issuer.CommonName != "" {
		return plain(c.Issuer.CommonName)
	}
	return plain(c.Issuer.String())
}
