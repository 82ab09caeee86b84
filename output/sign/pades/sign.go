package pades

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/internal/verdict"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pki"
)

// Order says how a file is to be signed.
type Order struct {
	Identity *pki.Identity
	Level    Level
	Now      time.Time // the time of signing that the file names; the certificate must be valid then
	TSA      string    // address of the time stamp server; needed for every level above B
	Client   *pki.Client
	Random   io.Reader

	// Show is what the signature shows; nil for one that nobody sees.
	Show *Show

	// Certificates may help to complete chains. Evidence is revocation data at
	// hand; what is missing for the levels LT and LTA is fetched.
	Certificates []*smx509.Certificate
	Evidence     pki.Evidence
}

// Sign gives the file with a signature behind it. The list is what was
// noticed; with an error in it there is no file. It signs files of this
// program only, and none whose earlier signatures are broken.
func Sign(ctx context.Context, data []byte, o Order) ([]byte, diag.List) {
	file, problems := signable(ctx, data, o)
	if problems.HasErrors() {
		return nil, problems
	}
	s := &session{order: o}
	data, list := s.sign(ctx, file)
	if len(list) == 0 && o.Level >= LT {
		data, list = s.remember(ctx, data)
	}
	if len(list) == 0 && o.Level == LTA {
		data, list = s.archive(ctx, data)
	}
	if list = append(problems, list...); list.HasErrors() {
		return nil, list
	}
	return data, list
}

// session is one call of Sign.
type session struct {
	order    Order
	contents []byte // of the last signature, with its padding
	stamp    *cms.TimeStamp
}

// asWritten says what another program has changed in the form of a file since
// it was built.
func asWritten(file *pdfread.File) diag.List {
	again := func(d diag.Diagnostic) diag.List {
		return diag.List{d.WithHint("重新生成一次再签名", "build it again first")}
	}
	for i := range file.Revisions {
		if file.Revisions[i].Linearized() {
			return again(diag.Errorf(diag.Pos{}, "这个 PDF 被别的程序重新排过（线性化，供网上逐页显示），没有签名", "another program has linearized this PDF for the web; it was not signed"))
		}
		if err := file.Exact(i); err != nil {
			return again(diag.Errorf(diag.Pos{}, "这个 PDF 不是 gongwen 写的样子，没有签名：%s", "this PDF is not as gongwen writes files and was not signed: %s", departure(err)))
		}
	}
	return nil
}

// departure is how a file departs from the form that is signed: that does not
// make it a broken one.
func departure(err error) diag.Text {
	if f := (*pdfread.Fault)(nil); errors.As(err, &f) {
		return f.Message()
	}
	return diag.Cause(err)
}

// signable opens a file that may be signed.
func signable(ctx context.Context, data []byte, o Order) (*pdfread.File, diag.List) {
	file, err := pdfread.Open(data)
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	if file.Tail > 0 && !file.LineBehind() {
		return nil, failed("文件末尾后还有 %d 字节，不是完好的 PDF", "%d bytes stand behind the end of the file; it is no sound PDF", file.Tail)
	}
	ours, err := isOurs(file.Latest())
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	if !ours {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "这个 PDF 不是 gongwen 生成的，没有签名", "this PDF was not made by gongwen and was not signed").
			WithHint("只能给 gongwen build 生成的 PDF 签名", "only PDF files of gongwen build can be signed")}
	}
	draft, err := isDraft(file.Latest())
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	if draft {
		return nil, diag.List{diag.Errorf(diag.Pos{}, "这是草稿，没有签名", "this is a draft and was not signed").
			WithHint("改正报告里的错误，不用 --draft 再生成一次", "mend the errors of the report and build it again without --draft")}
	}
	if said := asWritten(file); said.HasErrors() {
		return nil, said
	}
	verified := Verify(ctx, data, Check{Now: o.Now})
	if ctx.Err() != nil {
		return nil, failed("已中断", "interrupted")
	}
	for _, s := range verified.Signatures {
		for _, f := range s.Findings {
			if f.Grade == verdict.Failed && (f.Check == CheckFormat || f.Check == CheckIntegrity || f.Check == CheckCoverage) {
				return nil, failed("文件上已有的签名 %s 无效：%s", "the signature %s that the file has is not valid: %s", s.Field, f.Text)
			}
		}
	}
	return file, usable(o)
}

// usable reports whether the certificate may sign now.
func usable(o Order) diag.List {
	c := o.Identity.Certificate
	switch err := pki.CheckUse(c, o.Now); {
	case errors.Is(err, pki.ErrExpired):
		return failed("证书已于 %s 过期", "the certificate expired on %s", day(c.NotAfter))
	case errors.Is(err, pki.ErrNotYetValid):
		return failed("证书从 %s 起才有效", "the certificate is not valid before %s", day(c.NotBefore))
	case errors.Is(err, pki.ErrUsage):
		return failed("证书的密钥用途不包括数字签名", "the certificate's key usage does not include digital signatures")
	}
	if _, err := cms.HashFor(o.Identity.Key.Public()); err != nil {
		return failed("不支持这种密钥：要 RSA（2048 至 16384 位）、ECDSA 或 SM2", "this key is not supported: use RSA (2048 to 16384 bits), ECDSA or SM2")
	}
	doubtful, err := pki.CheckPurpose(c)
	switch {
	case err != nil:
		return failed("证书的扩展用途不包括签署文件（%s）", "the certificate's extended key usage does not include signing documents (%s)", purposes(c))
	case doubtful:
		return diag.List{diag.Warnf(diag.Pos{}, "证书的扩展用途只有客户端认证，有的程序不认它签的文件", "the certificate's extended key usage is the authentication of clients only; some programs will not accept what it signs")}
	}
	if c.KeyUsage == 0 {
		return diag.List{diag.Warnf(diag.Pos{}, "证书没有写明密钥用途", "the certificate does not say what its key is for")}
	}
	return nil
}

func day(t time.Time) string { return t.Format("2006-01-02") }

// Room for a time stamp token and for what surrounds the certificates.
const (
	tokenRoom   = 12 << 10
	messageRoom = 2 << 10
)

// sign appends the signature of the order.
func (s *session) sign(ctx context.Context, file *pdfread.File) ([]byte, diag.List) {
	o := s.order
	var shows *stand
	if o.Show != nil {
		view := file.Latest()
		fields, err := signatureFields(view)
		if err != nil {
			return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
		}
		var problems diag.List
		if shows, problems = o.Show.stand(view, len(fields) > 0); problems != nil {
			return nil, problems
		}
	}
	room := messageRoom + len(o.Identity.Certificate.Raw)
	for _, c := range o.Identity.Chain {
		room += len(c.Raw)
	}
	if o.Level >= T {
		room += tokenRoom
	}
	value := signatureValue(o.Identity.Certificate, o.Now)
	value.shows = shows
	return s.append(ctx, file, value, room, s.message)
}

// message is the signature of content, given in parts, with the time stamp that
// the order asks for.
func (s *session) message(ctx context.Context, content ...[]byte) ([]byte, diag.List) {
	o := s.order
	h, err := cms.HashFor(o.Identity.Key.Public())
	if err != nil {
		return nil, diag.From(err)
	}
	who := cms.Signer{Key: o.Identity.Key, Certificate: o.Identity.Certificate, Chain: o.Identity.Chain, Random: o.Random}
	signature, err := cms.Sign(who, h.Sum(content...))
	if err != nil {
		return nil, failed("签名失败：%v", "signing failed: %v", err)
	}
	if o.Level >= T {
		stamp, token, problems := s.order.Stamp(ctx, signature.Value())
		if problems != nil {
			return nil, problems
		}
		s.stamp = stamp
		if err := signature.Stamp(token); err != nil {
			return nil, diag.From(err)
		}
	}
	der, err := signature.Marshal()
	return der, diag.From(err)
}

// message makes the bytes of a signature or time stamp of content, given in parts.
type message func(ctx context.Context, content ...[]byte) ([]byte, diag.List)

// append writes a revision with a signature field and fills in what produce gives
// for the bytes around it. When that is longer than the room it begins anew.
func (s *session) append(ctx context.Context, file *pdfread.File, value signatureDict, room int, produce message) ([]byte, diag.List) {
	for range 2 {
		out, gap, err := reserve(file, value, room)
		if err != nil {
			return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
		}
		der, problems := produce(ctx, out[:gap.from], out[gap.to:])
		if problems != nil {
			return nil, problems
		}
		if len(der) <= room {
			s.contents = make([]byte, room)
			copy(s.contents, der)
			fill(out, gap, der)
			return out, nil
		}
		room = len(der) + messageRoom
	}
	return nil, failed("签名太大，放不进文件", "the signature is too large for its place in the file")
}

// fill puts a message into its gap.
func fill(file []byte, g gap, der []byte) { hex.Encode(file[g.from+1:], der) }
