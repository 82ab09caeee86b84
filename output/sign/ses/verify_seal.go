package ses

import (
	"bytes"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// judgeSeal checks a signature with a seal (GB/T 38540-2020 7.3).
func (v *verifier) judgeSeal(i int, r *pades.Result) {
	e, f := &v.all[i], &r.Findings
	var s signature
	if err := parse(v.archive.parts[e.value], &s, diag.Text{ZH: "签章", EN: "the signature"}); err != nil {
		f.Fail(pades.CheckFormat, "%s", "%s", diag.Cause(err))
		return
	}
	signer, err := smx509.ParseCertificate(s.Signer)
	if err != nil {
		f.Fail(pades.CheckFormat, "签名人的证书读不懂", "the signer's certificate cannot be read")
		return
	}
	at := s.ToSign.Time
	r.Signer, r.Claimed, r.Value = pades.Subject(signer), at.UTC().Format(time.DateTime+" UTC"), s.Value.Bytes
	v.format(e, &s, f)
	v.sealedIntegrity(e, &s, signer, f)
	v.coverage(i, f)
	v.appearance(e, &s.ToSign.Seal, f)
	switch {
	case at.After(v.check.Now.Add(clockSkew)):
		f.Fail(pades.CheckCertificate, "签章时间在将来", "it was signed in the future")
	case s.Stamp.BitLength > 0:
		stamped, ok := v.check.StampOf(f, s.Stamp.Bytes, s.Value.Bytes)
		if ok && at.After(stamped.Add(clockSkew)) {
			f.Fail(pades.CheckTimeStamp, "签章自称的时间比时间戳晚", "the time that the signature claims is later than its time stamp")
		} else if ok {
			at, r.Time, r.Stamped = stamped, stamped, true
		}
	}
	v.seal(e, &s, moment{at, r.Stamped}, f)
	v.certificate(signer, nil, moment{at, r.Stamped}, f)
}

// format checks that the signature says one thing only.
func (v *verifier) format(e *listed, s *signature, f *verdict.Findings) {
	wrong := e.description.methods()
	switch {
	case wrong != "":
	case s.ToSign.Version != version:
		wrong = "version"
	case !s.Algorithm.Equal(oidSM2WithSM3):
		wrong = "signatureAlgID"
	case place("", s.ToSign.Property) != e.at:
		wrong = "propertyInfo"
	case !s.whole():
		wrong = "signature"
	case len(s.ToSign.More.FullBytes) > 0:
		wrong = "extDatas"
	case s.Stamp.BitLength%8 != 0:
		wrong = "timeStamp"
	}
	if wrong != "" {
		f.Fail(pades.CheckFormat, "签章的 %s 不是这里认识的", "the %s of the signature is none that is known here", wrong)
		return
	}
	f.Add(pades.CheckFormat, verdict.Passed, "签章符合 GB/T 38540-2020", "the signature is one of GB/T 38540-2020")
}

// whole reports whether nothing stands beside what the standard has: it would not
// be signed.
func (s *signature) whole() bool {
	again, err := asn1.Marshal(signature{ToSign: s.ToSign, Signer: s.Signer, Algorithm: s.Algorithm, Value: s.Value, Stamp: s.Stamp})
	return err == nil && bytes.Equal(again, s.Raw)
}

// sealedIntegrity checks that what was signed is what is there.
func (v *verifier) sealedIntegrity(e *listed, s *signature, signer *smx509.Certificate, f *verdict.Findings) {
	digest := sm3.Sum(v.archive.parts[e.at])
	switch {
	case !isSM2(signer.PublicKey):
		f.Fail(pades.CheckIntegrity, "签名人的密钥不是 SM2", "the signer's key is not SM2")
	case cms.CheckSignature(signer, pkix.AlgorithmIdentifier{Algorithm: oidSM2WithSM3}, s.ToSign.Raw, s.Value.Bytes) != nil:
		f.Fail(pades.CheckIntegrity, "签名值不对", "the signature value is wrong")
	case !bytes.Equal(s.ToSign.Hash.Bytes, digest[:]):
		f.Fail(pades.CheckIntegrity, "%s 改动过", "%s was changed", e.at)
	default:
		v.references(e, f)
	}
}

// appearance checks that the seal is shown where the document leaves room.
func (v *verifier) appearance(e *listed, seal *Seal, f *verdict.Findings) {
	page, room, ok := v.room(seal)
	if len(e.description.Stamps) == 0 {
		f.Fail(pades.CheckAppearance, "盖章没有盖在页上", "the seal is shown on no page")
		return
	}
	for _, s := range e.description.Stamps {
		at, sound := boxOf(s.Boundary)
		known := slices.ContainsFunc(v.document.Pages, func(p pageEntry) bool { return p.ID == s.Page })
		switch {
		case !sound || !known:
			f.Fail(pades.CheckAppearance, "盖章的页或位置不对", "the page or the place of the seal is wrong")
			return
		case !ok || s.Page != page || s.Clip != "" || !near(at, room):
			f.Add(pades.CheckAppearance, verdict.Unchecked, "章不在文件留的位置或落款上，请看它有没有遮住文字", "the seal is neither in the room that the document leaves nor over its sign-off: look whether it covers text")
			return
		}
	}
	f.Add(pades.CheckAppearance, verdict.Passed, "“%s”盖在文件留的位置或落款上", "%q is in the room that the document leaves, or over its sign-off", seal.Name())
}

func near(a, b box) bool {
	const slack = 0.01
	for _, d := range []float64{a.x - b.x, a.y - b.y, a.width - b.width, a.height - b.height} {
		if d > slack || d < -slack {
			return false
		}
	}
	return true
}

// CheckSeal is the check of a seal and its maker.
const CheckSeal verdict.Check = "seal"

// seal checks the seal itself (GB/T 38540-2020 7.3): its maker, who is not the
// signer, when it is valid, and that the signer is in its list.
func (v *verifier) seal(e *listed, s *signature, at moment, f *verdict.Findings) {
	seal := &s.ToSign.Seal
	info := &seal.Info
	maker, err := smx509.ParseCertificate(seal.Maker)
	switch {
	case err != nil:
		f.Fail(CheckSeal, "制章人的证书读不懂", "the certificate of the seal's maker cannot be read")
		return
	case info.Header.ID != "ES" || info.Header.Version != version || !seal.Algorithm.Equal(oidSM2WithSM3):
		f.Fail(CheckSeal, "印章不是 GB/T 38540-2020 第 4 版", "the seal is not of GB/T 38540-2020, version 4")
		return
	case !isSM2(maker.PublicKey) || cms.CheckSignature(maker, pkix.AlgorithmIdentifier{Algorithm: oidSM2WithSM3}, info.Raw, seal.SignedValue.Bytes) != nil:
		f.Fail(CheckSeal, "印章的制章签名不对：印章改动过", "the signature of the seal's maker is wrong: the seal was changed")
		return
	case bytes.Equal(seal.Maker, s.Signer):
		f.Fail(CheckSeal, "印章是签名人自己做的", "the signer has made the seal")
		return
	case !bytes.Equal(v.archive.parts[e.seal], seal.Raw):
		f.Fail(CheckSeal, "部件 %s 不是签章所用的印章", "the part %s is not the seal that was used", e.seal)
		return
	case !seal.lists(s.Signer):
		f.Fail(CheckSeal, "签名人不在印章的名单里", "the signer is not in the seal's list")
		return
	case !seal.validAt(s.ToSign.Time) || !seal.validAt(at.Time):
		f.Fail(CheckSeal, "签章时印章不在有效期内", "the seal was not valid when it was used")
		return
	}
	switch {
	case seal.Trial():
		f.Add(CheckSeal, verdict.Unchecked, "“%s”是 gongwen seal make 做的试用章，不是经认证的电子印章", "%q is a seal for trials by gongwen seal make, no certified one", seal.Name())
	default:
		f.Add(CheckSeal, verdict.Passed, "印章“%s”完好，签章人在名单里", "the seal %q is sound, and the signer is in its list", seal.Name())
	}
	if _, err := pki.CheckPurpose(maker); err != nil {
		f.Fail(CheckSeal, "制章人的证书：%s", "the certificate of the seal's maker: %s", diag.Cause(err))
		return
	}
	if err := pki.CheckUse(maker, at.Time); err != nil {
		f.Fail(CheckSeal, "制章人的证书：%s", "the certificate of the seal's maker: %s", diag.Cause(err))
		return
	}
	v.chain(maker, nil, at, diag.Text{ZH: "制章人", EN: "the seal's maker"}, f)
}

// validAt reports whether a seal may be used at a time.
func (s *Seal) validAt(at time.Time) bool {
	p := &s.Info.Property
	return !at.Before(p.Start) && !at.After(p.End)
}
