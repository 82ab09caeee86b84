package ses

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/verdict"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Verify checks every signature of an OFD file, with the same checks as those of
// PDF files. Nothing is fetched.
func Verify(ctx context.Context, data []byte, c pades.Check) pades.Verification {
	p, err := openPack(data)
	if err != nil {
		var r pades.Verification
		r.Findings.Fail(pades.CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	return p.verify(ctx, c)
}

// verify checks every signature of a file.
func (p *pack) verify(ctx context.Context, c pades.Check) pades.Verification {
	var r pades.Verification
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
	all   []listed
	parts map[string]int // the own parts of signatures: which one's
}

// listed is a signature of the list.
type listed struct {
	id, kind        string
	at, value, seal string // places of its parts; seal empty for none
	description     signed
}

// collect reads the list of signatures, in the order in which they were made.
func (v *verifier) collect() error {
	ids := map[string]bool{}
	for i, s := range v.list.Signatures {
		e := listed{id: s.ID, kind: cmp.Or(s.Type, kindSeal), at: place(path.Dir(v.signatures), s.BaseLoc)}
		if ids[s.ID] || s.ID == "" {
			return diag.NewError("签名列表里有两个签名的编号都是“%s”", "two signatures of the list have the id %q", s.ID)
		}
		ids[s.ID] = true
		if e.kind != kindSeal && e.kind != kindSign {
			return diag.NewError("签名 %s 的类型“%s”不是 Seal，也不是 Sign", "the type %[2]q of the signature %[1]s is neither Seal nor Sign", s.ID, s.Type)
		}
		if err := v.decode(e.at, &e.description); err != nil {
			return err
		}
		e.value = place(path.Dir(e.at), e.description.Value)
		if e.description.Seal != "" {
			e.seal = place(path.Dir(e.at), e.description.Seal)
		}
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
	if e.kind == kindSign {
		r.Form = pades.SM2
		v.judgeSign(i, &r)
		return r
	}
	v.judgeSeal(i, &r)
	return r
}

// methods names what of a description is not known here; empty when all is.
func (d *signed) methods() string {
	switch {
	case d.Method != oidSM2WithSM3.String():
		return "SignatureMethod"
	case d.References.Method != oidSM3.String() && d.References.Method != "SM3":
		return "CheckMethod"
	}
	return ""
}

// references checks that the parts that were signed are those that are there.
func (v *verifier) references(e *listed, f *verdict.Findings) {
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
	return slices.IndexFunc(v.all, func(e listed) bool { return e.seal == name })
}

// clockSkew is how far what was signed may lie in the future of this clock.
const clockSkew = 5 * time.Minute

// moment is when a signature was made: proven by a time stamp or not.
type moment struct {
	time.Time
	proven bool
}

// certificate checks the signer's certificate at a time; pool may help to lead it to
// a root.
func (v *verifier) certificate(c *smx509.Certificate, pool []*smx509.Certificate, at moment, f *verdict.Findings) {
	if err := pki.CheckUse(c, at.Time); err != nil {
		f.Fail(pades.CheckCertificate, "签名人的证书：%s", "the signer's certificate: %s", diag.Cause(err))
		return
	}
	if _, err := pki.CheckPurpose(c); err != nil {
		f.Fail(pades.CheckCertificate, "签名人的证书：%s", "the signer's certificate: %s", diag.Cause(err))
		return
	}
	f.Add(pades.CheckCertificate, verdict.Passed, "签名时证书有效", "the certificate was valid when it was used")
	v.chain(c, pool, at, diag.Text{ZH: "签名人", EN: "the signer"}, f)
}

// chain checks that a certificate leads to a root of the user's and was not
// revoked. Whoever took a key that was revoked can claim any time: without a proven
// one a certificate that is revoked now is none.
func (v *verifier) chain(c *smx509.Certificate, pool []*smx509.Certificate, at moment, who diag.Text, f *verdict.Findings) {
	if v.check.Roots == nil {
		f.Add(pades.CheckChain, verdict.Unchecked, "没有给出信任的根证书，没有查%s的证书链", "no trusted roots were given: the chain of %s was not checked", who)
		return
	}
	chain, err := pki.Trust{Roots: v.check.Roots}.Chain(c, append(slices.Clip(pool), v.check.Roots...), at.Time, false)
	if err != nil {
		f.Fail(pades.CheckChain, "%s的证书：%s", "the certificate of %s: %s", who, diag.Cause(err))
		return
	}
	f.Add(pades.CheckChain, verdict.Passed, "%s的证书由信任的机构签发", "the certificate of %s was issued by a trusted authority", who)
	for i, c := range chain[:len(chain)-1] {
		switch rev := v.check.Evidence.Check(c, chain[i+1], at.Time); {
		case rev.Status == pki.Revoked && !rev.Since.After(at.Time):
			f.Fail(pades.CheckRevocation, "%s的证书已吊销", "the certificate of %s was revoked", who)
			return
		case rev.Status == pki.Revoked && !at.proven && !rev.Since.After(v.check.Now):
			f.Fail(pades.CheckRevocation, "%s的证书已吊销，又没有时间戳证明签名在吊销之前", "the certificate of %s was revoked, and no time stamp proves that it was used before", who)
			return
		case rev.Status == pki.Unknown:
			f.Add(pades.CheckRevocation, verdict.Unchecked, "没有%s证书的吊销信息", "there is no revocation data for the certificate of %s", who)
			return
		}
	}
	f.Add(pades.CheckRevocation, verdict.Passed, "%s的证书没有吊销", "the certificate of %s was not revoked", who)
}
