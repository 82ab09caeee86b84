package ses

import (
	"bytes"
	"errors"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
)

// judgeSign checks a signature without a seal: a SignedData of GB/T 35275 over the
// digest of Signature.xml (GM/T 0099-2020 7.2.2), or as other makers have it over
// Signature.xml itself.
func (v *verifier) judgeSign(i int, r *pades.Result) {
	e, f := &v.all[i], &r.Findings
	if len(e.description.Stamps) > 0 || e.seal != "" {
		f.Fail(pades.CheckFormat, "签名的类型是 Sign，却有印章", "the signature is of the type Sign and has a seal")
		return
	}
	m, err := cms.ParseNational(v.archive.parts[e.value])
	if err != nil {
		f.Fail(pades.CheckFormat, "读不了签名：%s", "the signature cannot be read: %s", diag.Cause(err))
		return
	}
	r.Signer, r.Value = pades.Subject(m.Signer), m.Signature
	r.Claimed = claimed(e.description.Time)
	if wrong := e.description.methods(); wrong != "" {
		f.Fail(pades.CheckFormat, "签名的 %s 不是这里认识的", "the %s of the signature is none that is known here", wrong)
	} else {
		f.Add(pades.CheckFormat, verdict.Passed, "签名符合 GB/T 35275-2017", "the signature is one of GB/T 35275-2017")
	}
	v.plainIntegrity(e, m, f)
	v.coverage(i, f)
	if m.TimeStamp != nil {
		if stamped, ok := v.check.StampOf(f, m.TimeStamp, m.Signature); ok {
			r.Time, r.Stamped = stamped, true
		}
	}
	if !m.Bound {
		f.Add(pades.CheckCertificate, verdict.Unchecked, "签名没有写明用的是哪张证书：同一密钥的另一张证书可以换进来",
			"the signature does not say which certificate it was made with: another of the same key could take its place")
	}
	v.certificate(m.Signer, m.Certificates, moment{r.Time, r.Stamped}, f)
}

// plainIntegrity checks that what was signed is what is there.
func (v *verifier) plainIntegrity(e *listed, m *cms.Message, f *verdict.Findings) {
	content := v.archive.parts[e.at]
	digest := sm3.Sum(content)
	carried := m.Content()
	if carried != nil && !bytes.Equal(carried, digest[:]) && !bytes.Equal(carried, content) {
		f.Fail(pades.CheckIntegrity, "%s 改动过", "%s was changed", e.at)
		return
	}
	err := m.Verify(digest[:])
	if err != nil && m.Verify(content) == nil {
		err = nil
	}
	switch {
	case err == nil && isSM2(m.Signer.PublicKey):
		v.references(e, f)
	case err == nil:
		f.Fail(pades.CheckIntegrity, "签名人的密钥不是 SM2", "the signer's key is not SM2")
	case errors.Is(err, cms.ErrDigest):
		f.Fail(pades.CheckIntegrity, "%s 改动过", "%s was changed", e.at)
	default:
		f.Fail(pades.CheckIntegrity, "签名值不对", "the signature value is wrong")
	}
}

// claimed is a time that Signature.xml says, fit to be printed: that of this
// program's form as all are printed, any other as it stands.
func claimed(said string) string {
	if t, err := time.Parse(timeForm, said); err == nil {
		return t.Format(time.DateTime + " UTC")
	}
	return diag.Printable(said)
}
