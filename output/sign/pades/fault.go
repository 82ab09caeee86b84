package pades

import (
	"errors"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/output/sign/cms"
)

// fault is what this package finds wrong with a file.
type fault struct{ text diag.Text }

func (f *fault) Error() string { return f.text.ZH }

// Faults that have several places.
var (
	errNoCatalog = &fault{diag.Text{ZH: "文件的目录不是独立的对象", EN: "the catalog is no object of its own"}}
	errUnbound   = &fault{diag.Text{
		ZH: "不是 PAdES、CAdES 签名：没有写明签名用的是哪张证书（signing-certificate）",
		EN: "no PAdES or CAdES signature: it does not say which certificate it was made with (signing-certificate)",
	}}
)

// explain says why a file or a signature cannot be read.
func explain(err error) diag.Text {
	var f *pdfread.Fault
	var malformed *cms.Malformed
	var unsupported *cms.Unsupported
	var own *fault
	switch {
	case errors.As(err, &own):
		return own.text
	case errors.As(err, &malformed):
		return diag.T("结构不合规定（%s）", "malformed (%s)", malformed.What)
	case errors.As(err, &unsupported):
		return diag.T("不支持算法 %s", "unsupported algorithm %s", unsupported.Algorithm)
	case errors.Is(err, cms.ErrKey):
		return diag.Text{ZH: "RSA 密钥不在 2048 至 16384 位之间", EN: "an RSA key of less than 2048 or more than 16384 bits"}
	case errors.Is(err, cms.ErrSigners):
		return diag.Text{ZH: "不支持一个签名里有几个签名者", EN: "a signature of several signers is not supported"}
	case errors.Is(err, cms.ErrSignature), errors.Is(err, cms.ErrDigest):
		return diag.Text{ZH: "签名是错的", EN: "the signature is wrong"}
	case errors.Is(err, pdfread.ErrEncrypted):
		return diag.Text{ZH: "文件已加密", EN: "the file is encrypted"}
	case errors.As(err, &f):
		return diag.T("文件已损坏：%s", "the file is broken: %s", f.Message())
	}
	return diag.Text{ZH: err.Error(), EN: err.Error()}
}

// failed is an error of one diagnostic.
func failed(zh, en string, args ...any) diag.List {
	return diag.List{diag.Errorf(diag.Pos{}, zh, en, args...)}
}
