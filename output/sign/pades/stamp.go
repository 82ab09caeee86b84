package pades

import (
	"context"
	"errors"
	"net"
	"net/url"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pki"
)

// Stamp gets a time stamp of content from the order's server.
func (o *Order) Stamp(ctx context.Context, content ...[]byte) (*cms.TimeStamp, []byte, diag.List) {
	stamp, token, err := o.Client.Stamp(ctx, o.TSA, content...)
	if err == nil {
		err = pki.CheckStamper(stamp.Message.Signer, stamp.Time)
	}
	if err != nil {
		d := diag.Diagnostic{Message: stampFault(err)}
		return nil, nil, diag.List{d.WithHint("文件没有改动；检查 --tsa 的地址 %s", "the file is unchanged; see whether the address of --tsa is right: %s", withoutPassword(o.TSA))}
	}
	return stamp, token, nil
}

// withoutPassword is an address fit to be printed.
func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "…"
	}
	return plain(u.Redacted())
}

// stampFault says why there is no time stamp.
func stampFault(err error) diag.Text {
	var refused *cms.Refused
	var network net.Error
	switch {
	case errors.As(err, &refused):
		return diag.T("时间戳服务器拒绝了请求（状态 %d）：%s", "the time stamp server refused the request (status %d): %s", refused.Status, plain(refused.Text))
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return diag.T("时间戳服务器没有按时回答", "the time stamp server did not answer in time")
	case errors.Is(err, context.Canceled):
		return diag.T("已取消", "cancelled")
	case errors.Is(err, pki.ErrStamp):
		return diag.T("时间戳服务器答的是另一内容的时间戳", "the time stamp server answered with a stamp of something else")
	case errors.Is(err, pki.ErrNonce):
		return diag.T("时间戳服务器的回答不是对这次请求的", "the time stamp server's answer is not to this request")
	case errors.Is(err, cms.ErrSignature), errors.Is(err, cms.ErrDigest):
		return diag.T("时间戳的签名是错的", "the signature of the time stamp is wrong")
	case errors.Is(err, pki.ErrUsage), errors.Is(err, pki.ErrExpired), errors.Is(err, pki.ErrNotYetValid):
		return diag.T("时间戳服务器的证书不能签发时间戳", "the time stamp server's certificate may not issue time stamps")
	case errors.Is(err, pki.ErrURL):
		return diag.T("时间戳服务器的地址不对", "the address of the time stamp server is wrong")
	}
	return diag.T("得不到时间戳：%s", "no time stamp could be had: %s", diag.Cause(err))
}

// archive appends a document time stamp (ETSI EN 319 142-1 5.4.3).
func (s *session) archive(ctx context.Context, data []byte) ([]byte, diag.List) {
	file, err := pdfread.Open(data)
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	return s.append(ctx, file, stampValue(), tokenRoom, func(ctx context.Context, content ...[]byte) ([]byte, diag.List) {
		_, token, problems := s.order.Stamp(ctx, content...)
		return token, problems
	})
}
