package ses

import (
	"bytes"
	"context"
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Verify checks every signature of an OFD file, with the same checks as those of
// PDF files. Nothing is fetched.
func Verify(ctx context.Context, data []byte, c pades.Check) pades.Verification {
	var r pades.Verification
	p, err := openPack(data)
	if err != nil {
		r.Findings.Fail(pades.CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	if len(p.list.Signatures) == 0 {
		r.Findings.Fail(pades.CheckFormat, "文件没有签名", "the file is not signed")
		return r
	}
	v := &verifier{pack: p, check: c, parts: map[string]int{}}
	if err := v.collect(); err != nil {
		r.Findings.Fail(pades.CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	for i := range v.all {
		if ctx.Err() != nil {
			r.Findings.Fail(pades.CheckFormat, "已中断，没有检查完", "interrupted, not all was checked")
			return r
		}
		r.Signatures = append(r.Signatures, v.judge(i))
	}
	return r
}

type verifier struct {
	*pack
	check pades.Check
	all   []entry
	parts map[string]int // the own parts of signatures: which one's
}

// entry is a signature of the list.
type entry struct {
	id, at, value, seal string // places of its parts
	description         signed
}

// collect reads the list of signatures, in the order in which they were made.
func (v *verifier) collect() error {
	ids := map[string]bool{}
	for i, s := range v.list.Signatures {
		e := entry{id: s.ID, at: place(path.Dir(v.signatures), s.BaseLoc)}
		if ids[s.ID] || s.ID == "" {
			return diag.NewError("签名列表里有两个签名的编号都是“%s”", "two signatures of the list have the id %q", s.ID)
		}
		ids[s.ID] = true
		if s.Type != "Seal" {
			return diag.NewError("签名 %s 的类型是“%s”，这里只查盖章（Seal）", "the signature %s is of the type %q; only Seal is checked here", s.ID, s.Type)
		}
		if err := v.decode(e.at, &e.description); err != nil {
			return err
		}
		e.value, e.seal = place(path.Dir(e.at), e.description.Value), place(path.Dir(e.at), e.description.Seal)
		for _, own := range []string{e.at, e.value} {
			if _, taken := v.parts[own]; taken || own == v.signatures || own == rootPart {
				return diag.NewError("两个签名都用部件 %s", "two signatures use the part %s", own)
			}
			if _, there := v.archive.parts[own]; !there {
				return diag.NewError("缺了部件 %s", "the part %s is missing", own)
			}
			v.parts[own] = i
		}
		v.all = append(v.all, e)
	}
	return v.unlisted()
}

// unlisted fails when a signature stands in the package and not in the list, from
// which it may have been taken to hide it.
func (v *verifier) unlisted() error {
	folder := path.Dir(v.signatures) + "/"
	for _, name := range v.names {
		_, own := v.parts[name]
		if strings.HasPrefix(name, folder) && !own && name != v.signatures && v.sealOf(name) < 0 {
			return diag.NewError("部件 %s 不属于签名列表里的签名", "the part %s belongs to no signature of the list", name)
		}
	}
	return nil
}

// judge checks one signature.
func (v *verifier) judge(i int) pades.Result {
	e := &v.all[i]
	r := pades.Result{Field: path.Base(path.Dir(e.at)), Form: pades.SES, Time: v.check.Now}
	var s signature
	if err := parse(v.archive.parts[e.value], &s, diag.Text{ZH: "签章", EN: "the signature"}); err != nil {
		r.Findings.Fail(pades.CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	signer, err := smx509.ParseCertificate(s.Signer)
	if err != nil {
		r.Findings.Fail(pades.CheckFormat, "签章人的证书读不懂", "the signer's certificate cannot be read")
		return r
	}
	r.Signer = signer.Subject.CommonName
	r.Claimed = s.ToSign.Time.UTC().Format(time.DateTime + " UTC")
	v.format(e, &s, &r.Findings)
	v.integrity(e, &s, signer, &r.Findings)
	v.coverage(i, &r.Findings)
	v.appearance(e, &s.ToSign.Seal, &r.Findings)
	v.seal(e, &s, &r.Findings)
	v.certificate(signer, s.ToSign.Time, &r.Findings)
	return r
}

// format checks that the signature says one thing only.
func (v *verifier) format(e *entry, s *signature, f *verdict.Findings) {
	d := &e.description
	wrong := ""
	switch {
	case s.ToSign.Version != version:
		wrong = "version"
	case !s.Algorithm.Equal(oidSM2WithSM3) || d.Method != oidSM2WithSM3.String():
		wrong = "SignatureMethod"
	case d.References.Method != oidSM3.String() && d.References.Method != "SM3":
		wrong = "CheckMethod"
	case place("", s.ToSign.Property) != e.at:
		wrong = "propertyInfo"
	case !s.whole():
		wrong = "signature"
	case len(s.Stamp.FullBytes) > 0 || len(s.ToSign.More.FullBytes) > 0:
		wrong = "timeStamp, extDatas"
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

// integrity checks that what was signed is what is there.
func (v *verifier) integrity(e *entry, s *signature, signer *smx509.Certificate, f *verdict.Findings) {
	digest := sm3.Sum(v.archive.parts[e.at])
	id := pkix.AlgorithmIdentifier{Algorithm: oidSM2WithSM3}
	switch {
	case !isSM2(signer.PublicKey):
		f.Fail(pades.CheckIntegrity, "签章人的密钥不是 SM2", "the signer's key is not SM2")
		return
	case cms.CheckSignature(signer, id, s.ToSign.Raw, s.Value.Bytes) != nil:
		f.Fail(pades.CheckIntegrity, "签名值不对", "the signature value is wrong")
		return
	case !bytes.Equal(s.ToSign.Hash.Bytes, digest[:]):
		f.Fail(pades.CheckIntegrity, "%s 改动过", "%s was changed", e.at)
		return
	}
	changed := 0
	for _, ref := range e.description.References.List {
		name := place("", ref.File)
		content, there := v.archive.parts[name]
		want, err := base64.StdEncoding.DecodeString(strings.TrimSpace(ref.Value))
		got := sm3.Sum(content)
		switch {
		case !there:
			f.Fail(pades.CheckIntegrity, "缺了部件 %s", "the part %s is missing", name)
		case err != nil || !bytes.Equal(want, got[:]):
			f.Fail(pades.CheckIntegrity, "部件 %s 改动过", "the part %s was changed", name)
		default:
			continue
		}
		if changed++; changed > 20 {
			return
		}
	}
	if changed == 0 {
		f.Add(pades.CheckIntegrity, verdict.Passed, "签过的 %d 个部件没有改动", "the %d parts that were signed are unchanged", len(e.description.References.List))
	}
}

// coverage checks that every part was signed but the list of signatures, the
// signature's own, and those of later ones.
func (v *verifier) coverage(i int, f *verdict.Findings) {
	e := &v.all[i]
	listed := map[string]bool{}
	for _, ref := range e.description.References.List {
		name := place("", ref.File)
		if listed[name] {
			f.Fail(pades.CheckCoverage, "部件 %s 列了两次", "the part %s is listed twice", name)
			return
		}
		listed[name] = true
	}
	if listed[v.signatures] {
		f.Fail(pades.CheckCoverage, "签名列表也被签了，别人不能再签", "the list of signatures was signed too: nobody can sign after it")
		return
	}
	later := 0
	for _, name := range v.names {
		if listed[name] || name == v.signatures {
			continue
		}
		owner, own := v.parts[name]
		if k := v.sealOf(name); !own && k >= 0 {
			owner, own = k, true
		}
		switch {
		case !own || owner < i:
			f.Fail(pades.CheckCoverage, "部件 %s 没有签，是签名后加的", "the part %s was not signed: it was added afterwards", name)
			return
		case owner > i:
			later++
		}
	}
	if later > 0 {
		f.Add(pades.CheckCoverage, verdict.Passed, "签名后只加了别的签章", "only other signatures were added after it")
		return
	}
	f.Add(pades.CheckCoverage, verdict.Passed, "签了整个文件", "the whole file was signed")
}

// sealOf is the signature whose seal a part is, -1 for none.
func (v *verifier) sealOf(name string) int {
	return slices.IndexFunc(v.all, func(e entry) bool { return e.seal == name })
}

// appearance checks that the seal is shown where the document leaves room.
func (v *verifier) appearance(e *entry, seal *Seal, f *verdict.Findings) {
	page, room, ok := v.room(seal)
	if len(e.description.Stamps) == 0 {
		f.Fail(pades.CheckAppearance, "盖章没有盖在页上", "the seal is shown on no page")
		return
	}
	for _, s := range e.description.Stamps {
		var at box
		n, err := fmt.Sscanf(s.Boundary, "%g %g %g %g", &at.x, &at.y, &at.width, &at.height)
		known := slices.ContainsFunc(v.document.Pages, func(p struct {
			ID string `xml:"ID,attr"`
		}) bool {
			return p.ID == s.Page
		})
		switch {
		case err != nil || n != 4 || !known:
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

// seal checks the seal itself (GB/T 38540-2020 7.3): its maker, when it is valid,
// and that the signer is in its list.
func (v *verifier) seal(e *entry, s *signature, f *verdict.Findings) {
	seal := &s.ToSign.Seal
	info := &seal.Info
	maker, err := smx509.ParseCertificate(seal.Maker)
	at := s.ToSign.Time
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
	case !bytes.Equal(v.archive.parts[e.seal], seal.Raw):
		f.Fail(CheckSeal, "部件 %s 不是签章所用的印章", "the part %s is not the seal that was used", e.seal)
		return
	case !seal.lists(s.Signer):
		f.Fail(CheckSeal, "签章人不在印章的名单里", "the signer is not in the seal's list")
		return
	case at.Before(info.Property.Start) || at.After(info.Property.End):
		f.Fail(CheckSeal, "签章时印章不在有效期内", "the seal was not valid when it was used")
		return
	}
	switch {
	case seal.Trial():
		f.Add(CheckSeal, verdict.Unchecked, "“%s”是 gongwen seal make 做的试用章，不是经认证的电子印章", "%q is a seal for trials by gongwen seal make, no certified one", seal.Name())
	default:
		f.Add(CheckSeal, verdict.Passed, "印章“%s”完好，签章人在名单里", "the seal %q is sound, and the signer is in its list", seal.Name())
	}
	v.chain(maker, at, diag.Text{ZH: "制章人", EN: "the seal's maker"}, f)
}

// certificate checks the signer's certificate.
func (v *verifier) certificate(c *smx509.Certificate, at time.Time, f *verdict.Findings) {
	if at.After(v.check.Now.Add(5 * time.Minute)) {
		f.Fail(pades.CheckCertificate, "签章时间在将来", "it was signed in the future")
		return
	}
	if err := pki.CheckUse(c, at); err != nil {
		f.Fail(pades.CheckCertificate, "签章人的证书：%s", "the signer's certificate: %s", diag.Cause(err))
		return
	}
	if _, err := pki.CheckPurpose(c); err != nil {
		f.Fail(pades.CheckCertificate, "签章人的证书：%s", "the signer's certificate: %s", diag.Cause(err))
		return
	}
	f.Add(pades.CheckCertificate, verdict.Passed, "签章时证书有效", "the certificate was valid when it was used")
	v.chain(c, at, diag.Text{ZH: "签章人", EN: "the signer"}, f)
}

// chain checks that a certificate leads to a root of the user's and was not
// revoked. OFD files carry no other certificates and no evidence.
func (v *verifier) chain(c *smx509.Certificate, at time.Time, who diag.Text, f *verdict.Findings) {
	if v.check.Roots == nil {
		f.Add(pades.CheckChain, verdict.Unchecked, "没有给出信任的根证书，没有查%s的证书链", "no trusted roots were given: the chain of %s was not checked", who)
		return
	}
	chain, err := pki.Trust{Roots: v.check.Roots}.Chain(c, v.check.Roots, at, false)
	if err != nil {
		f.Fail(pades.CheckChain, "%s的证书：%s", "the certificate of %s: %s", who, diag.Cause(err))
		return
	}
	f.Add(pades.CheckChain, verdict.Passed, "%s的证书由信任的机构签发", "the certificate of %s was issued by a trusted authority", who)
	issuer := c
	if len(chain) > 1 {
		issuer = chain[1]
	}
	switch rev := v.check.Evidence.Check(c, issuer, at); rev.Status {
	case pki.Good:
		f.Add(pades.CheckRevocation, verdict.Passed, "%s的证书没有吊销", "the certificate of %s was not revoked", who)
	case pki.Revoked:
		f.Fail(pades.CheckRevocation, "%s的证书已吊销", "the certificate of %s was revoked", who)
	default:
		f.Add(pades.CheckRevocation, verdict.Unchecked, "没有%s证书的吊销信息", "there is no revocation data for the certificate of %s", who)
	}
}
