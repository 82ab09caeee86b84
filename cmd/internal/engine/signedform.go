package engine

import (
	"context"
	"path/filepath"

	"gongwen/internal/diag"
	"gongwen/output/sign/pades"
)

// SignedFormOf checks a file that came back with a signature: it must be a signed form of
// what was made, so that the signed revision has its content, and its signatures
// must be valid.
func SignedFormOf(ctx context.Context, name string, signed, made []byte, check pades.Check) (Verified, diag.List) {
	pos := diag.Pos{File: name}
	form, known := signedForms[filepath.Ext(name)]
	if !known {
		return Verified{}, diag.List{diag.Errorf(pos, "签名的文件要用 PDF 或 OFD", "signed files are PDF or OFD")}
	}
	if !form.of(signed, made) {
		return Verified{}, diag.List{diag.Errorf(pos, "这个 %s 不是由签发的定稿签名而来，内容可能不同", "this %s is not a signed form of the version that was signed off", form.name).
			WithHint("下载定稿，签名后原样上传，不要另存或转换", "download the final version, sign it and upload it as it is, without saving it in another way")}
	}
	v := VerifyContent(ctx, name, signed, check)
	switch {
	case len(v.Signed.Signatures) == 0:
		return v, diag.List{diag.Errorf(pos, "文件里没有签名", "the file has no signature")}
	case !v.OK():
		return v, diag.List{diag.Errorf(pos, "签名无效", "the signatures are not valid").WithHint("用 gongwen verify 看是哪一项不通过", "see with gongwen verify which check fails")}
	}
	return v, nil
}
