package pades

import (
	"context"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
)

// SignDetached gives a signature of content that stands beside it: CAdES baseline
// (ETSI EN 319 122-1 6), of the levels B and T. The list is what was noticed; with
// an error in it there is no signature.
func SignDetached(ctx context.Context, content []byte, o Order) ([]byte, diag.List) {
	problems := usable(o)
	if problems.HasErrors() {
		return nil, problems
	}
	message, said := (&session{order: o}).message(ctx, content)
	if problems = append(problems, said...); problems.HasErrors() {
		return nil, problems
	}
	return message, problems
}

// VerifyDetached checks a signature that stands beside its content.
func VerifyDetached(message, content []byte, c Check) Result {
	s := &signed{result: Result{Form: CAdES}, parts: [2][]byte{content}}
	v := &verifier{check: c, known: c.Evidence, proven: c.Now}
	r := &s.result
	var err error
	if s.message, err = cms.Parse(message); err == nil && !s.message.Bound {
		err = errUnbound
	}
	if err != nil {
		r.Findings.Fail(CheckFormat, "读不了签名：%s", "the signature cannot be read: %s", diag.Cause(err))
		return *r
	}
	r.Signer = Subject(s.message.Signer)
	if !v.integrity(s) {
		return *r
	}
	r.Time = v.proven
	if s.message.TimeStamp != nil {
		v.signatureStamp(s)
	}
	v.certificate(s, s.message.Signer, s.message.Certificates, r.Time)
	v.level(s)
	return *r
}
