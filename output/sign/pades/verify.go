package pades

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pki"
)

// Check says what a file is held against.
type Check struct {
	Now   time.Time
	Roots []*smx509.Certificate // whom the user trusts; nil leaves chains unchecked

	// Evidence is revocation data at hand, besides those in the file.
	Evidence pki.Evidence

	Limits pdfread.Limits // of the file; the zero Limits are those of pdfread
}

// Verify checks every signature of a file. Nothing is fetched. When ctx ends the
// report says so and has no signatures.
func Verify(ctx context.Context, data []byte, c Check) Verification {
	var r Verification
	file, err := cmp.Or(c.Limits, pdfread.StandardLimits()).Open(data)
	if err != nil {
		r.Findings.Fail(CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	v := &verifier{check: c, file: file, data: data}
	if err := v.collect(); err != nil {
		r.Findings.Fail(CheckFormat, "%s", "%s", diag.Cause(err))
		return r
	}
	v.tail(&r)
	if len(v.signed) == 0 {
		r.Findings.Fail(CheckFormat, "文件没有签名", "the file is not signed")
		return r
	}
	v.letter(&r)
	v.readStores()
	v.known.Add(v.store.evidence)
	v.known.Add(c.Evidence)
	if v.known.Size()*len(v.signed) > maxEvidence {
		r.Findings.Fail(CheckFormat, "签名和吊销信息太多，没有检查", "there are too many signatures and too much revocation data: nothing was checked")
		return r
	}
	// What came later proves when the earlier was there: the last one first.
	v.proven = c.Now
	for _, s := range slices.Backward(v.signed) {
		if ctx.Err() != nil {
			r.Findings.Fail(CheckFormat, "已中断，没有检查完", "interrupted, not all was checked")
			return r
		}
		v.judge(s)
	}
	for _, s := range v.signed {
		r.Signatures = append(r.Signatures, s.result)
	}
	return r
}

// signed is a signature on its way through the checks.
type signed struct {
	result   Result
	dict     pdfread.Dict
	rev      int // the revision that holds it
	field    pdfread.Object
	contents pdfread.String
	parts    [2][]byte // the bytes that it covers
	fault    *diag.Text
	message  *cms.Message
	stamp    *cms.TimeStamp // a document time stamp's own
}

type verifier struct {
	check   Check
	file    *pdfread.File
	data    []byte
	signed  []*signed
	store   proof        // what the file holds
	known   pki.Evidence // the same, and what the user has
	changes map[int]*change
	proven  time.Time // from when on everything that has been judged was there
	stamped bool      // whether that is by a time stamp
}

// collect finds the signatures and puts them in the order of their revisions.
func (v *verifier) collect() error {
	view := v.file.Latest()
	fields, err := signatureFields(view)
	if err != nil {
		return err
	}
	for _, f := range fields {
		s := &signed{result: Result{Field: f.name}, field: f.place}
		if s.dict, err = view.Dict(f.value); err != nil {
			return err
		}
		v.locate(s, f.value)
		s.result.Stamp = s.dict["SubFilter"] == pdfread.Name(subFilterStamp)
		if m, ok := s.dict["M"].(pdfread.String); ok {
			s.result.Claimed = pdfDay(textOf(m.Value))
		}
		v.signed = append(v.signed, s)
	}
	slices.SortStableFunc(v.signed, func(a, b *signed) int { return cmp.Compare(a.rev, b.rev) })
	v.bounded()
	return nil
}

const (
	// maxSignatures is how many signatures of a file are calculated with.
	maxSignatures = 64
	// maxEvidence is how many bytes of revocation data are read: all of them for each
	// signature, and each of its certificates.
	maxEvidence = 256 << 20
)

// maxHashed is how many bytes all signatures of a file may cover together: some
// seconds' work.
const maxHashed = 4 << 30

// bounded refuses signatures that can only be there to be calculated with: of
// several in one revision each would have to cover the others, and many in a large
// file cover it as often.
func (v *verifier) bounded() {
	count, left := map[int]int{}, maxHashed
	for _, s := range v.signed {
		if s.fault == nil {
			count[s.rev]++
		}
	}
	for i, s := range v.signed {
		if left -= len(s.parts[0]) + len(s.parts[1]); s.fault == nil && count[s.rev] > 1 {
			s.bad("一次保存里有几个签名，它们不可能都对", "several signatures were made in one revision, which cannot all be right")
		} else if s.fault == nil && (left < 0 || i >= maxSignatures) {
			s.bad("文件太大、签名太多，没有计算这个签名", "the file is too large and has too many signatures: this one was not calculated")
		}
	}
}

// pdfDay makes a date string (ISO 32000-1 7.9.4) readable as far as it is one.
func pdfDay(s string) string {
	end := min(len(s), len("D:20060102150405"))
	t, err := time.Parse("D:20060102150405", s[:end])
	if err != nil {
		return ""
	}
	return t.Format(time.DateTime) + pdfZone(s[end:])
}

// pdfZone is the difference from UTC behind a date, Z or +08'00', as it is read;
// empty for none, as then nobody knows it.
func pdfZone(s string) string {
	s = strings.ReplaceAll(s, "'", "")
	if strings.HasPrefix(s, "Z") || s == "+0000" || s == "+00" {
		return " UTC"
	}
	for _, layout := range []string{"-0700", "-07"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(" -07:00")
		}
	}
	return ""
}

// judge makes all checks of one signature.
func (v *verifier) judge(s *signed) {
	r := &s.result
	if !v.read(s) {
		return
	}
	r.Signer = Subject(s.message.Signer)
	if !v.integrity(s) {
		return
	}
	v.coverage(s)
	v.words(s)
	v.appearance(s)
	if s.result.Stamp {
		v.judgeStamp(s)
		return
	}
	r.Time, r.Stamped = v.proven, v.stamped
	if s.message.TimeStamp != nil {
		v.signatureStamp(s)
	}
	v.certificate(s, s.message.Signer, s.message.Certificates, r.Time)
	if r.Form == PKCS7 {
		v.bound(s)
		return
	}
	v.level(s)
}

// bound says when another certificate of the same key could take the place of the
// signer's: PAdES signs a reference to it, PKCS#7 need not.
func (v *verifier) bound(s *signed) {
	if !s.message.Bound {
		s.result.Findings.Add(CheckCertificate, verdict.Unchecked, "签名是 PKCS#7，没有写明用的是哪张证书：同一密钥的另一张证书可以换进来",
			"the signature is PKCS#7 and does not say which certificate it was made with: another of the same key could take its place")
	}
}

// read takes the CMS message out of the file.
func (v *verifier) read(s *signed) bool {
	r := &s.result
	if s.fault != nil {
		r.Findings.Fail(CheckFormat, "%s", "%s", *s.fault)
		return false
	}
	kind, _ := s.dict["SubFilter"].(pdfread.Name)
	if r.Form = PAdES; kind == subFilterPKCS7 {
		r.Form = PKCS7
	}
	var err error
	switch kind {
	case subFilterStamp:
		if s.stamp, err = cms.ParseTimeStamp([]byte(s.contents.Value)); err == nil {
			s.message = s.stamp.Message
		}
	case subFilterPAdES, subFilterPKCS7:
		if s.message, err = cms.Parse([]byte(s.contents.Value)); err == nil && kind == subFilterPAdES && !s.message.Bound {
			err = errUnbound
		}
	default:
		r.Findings.Fail(CheckFormat, "不支持的签名形式“%s”", "unsupported form of signature %q", plain(string(kind)))
		return false
	}
	if err != nil {
		r.Findings.Fail(CheckFormat, "读不了签名：%s", "the signature cannot be read: %s", diag.Cause(err))
		return false
	}
	r.Value = s.message.Signature
	return true
}

// integrity holds the signed bytes against the signature.
func (v *verifier) integrity(s *signed) bool {
	r := &s.result
	err := error(nil)
	if s.stamp == nil {
		err = s.message.Verify(s.parts[0], s.parts[1])
	} else if !s.stamp.Of(s.parts[0], s.parts[1]) {
		err = cms.ErrDigest
	}
	switch {
	case err == nil:
		r.Findings.Add(CheckIntegrity, verdict.Passed, "签名后内容未改动（%s）", "the content is as it was signed (%s)", s.message.Algorithm())
		return true
	case errors.Is(err, cms.ErrDigest):
		r.Findings.Fail(CheckIntegrity, "签名后内容被改动", "the content has been changed since it was signed")
	case errors.Is(err, cms.ErrKey):
		r.Findings.Fail(CheckIntegrity, "签名的 RSA 密钥不在 2048 至 16384 位之间，不可信", "the RSA key of the signature has less than 2048 or more than 16384 bits and is not to be relied on")
	default:
		r.Findings.Fail(CheckIntegrity, "签名值是错的", "the signature value is wrong")
	}
	return false
}

// coverage looks at what was added after the signature.
func (v *verifier) coverage(s *signed) {
	r := &s.result
	var later change
	for i := s.rev + 1; i < len(v.file.Revisions); i++ {
		c := v.change(i)
		if len(c.problems) > 0 {
			r.Findings.Fail(CheckCoverage, "签名后的第 %d 次保存改动了文件：%s", "revision %d, made after the signature, changes the file: %s", i+1, c.problems[0])
			return
		}
		later.signatures += c.signatures
		later.stamps += c.stamps
		later.stores += c.stores
	}
	if v.file.Tail > 0 && !v.file.LineBehind() {
		r.Findings.Fail(CheckCoverage, "文件末尾有签名没有覆盖的内容", "bytes at the end of the file are not covered by the signature")
		return
	}
	if later.signatures > 0 && v.closes(s) {
		r.Findings.Fail(CheckCoverage, "签名不许以后再加签名（DocMDP），后面却加了 %d 个", "the signature allows no signatures after it (DocMDP), but %d were added", later.signatures)
		return
	}
	if s.rev == len(v.file.Revisions)-1 {
		r.Findings.Add(CheckCoverage, verdict.Passed, "签名覆盖整个文件", "the signature covers the whole file")
		return
	}
	r.Findings.Add(CheckCoverage, verdict.Passed, "签名后只加了允许的内容：签名 %d 个、时间戳 %d 个、验证资料 %d 份",
		"only what is allowed was added after the signature: %d signatures, %d time stamps, %d sets of validation data",
		later.signatures, later.stamps, later.stores)
}

func (v *verifier) change(rev int) *change {
	if v.changes == nil {
		v.changes = map[int]*change{}
	}
	if v.changes[rev] == nil {
		v.changes[rev] = compare(v.file, rev)
	}
	return v.changes[rev]
}
