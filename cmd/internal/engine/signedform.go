package engine

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"

	"gongwen/data/intake/open"
	"gongwen/internal/diag"
	"gongwen/internal/verdict"
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
	if !open.IsOFD(signed) && !open.IsPDF(signed) {
		return Verified{}, diag.List{diag.Errorf(pos, "这个文件不是 PDF，也不是 OFD", "this file is no PDF and no OFD file")}
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
		return v, append(diag.List{diag.Errorf(pos, "签名无效", "the signatures are not valid")}, failures(pos, v.Signed)...)
	}
	return v, nil
}

// failures are the checks of a file and of each of its signatures that failed.
func failures(pos diag.Pos, v *pades.Verification) diag.List {
	var all diag.List
	add := func(of diag.Text, found verdict.Findings) {
		for _, f := range found {
			if d, not := f.Diagnostic(pos); not && d.Level == diag.Error {
				d.Message = diag.T("%s：%s", "%s: %s", of, f.Text)
				all = append(all, d)
			}
		}
	}
	add(diag.T("文件", "the file"), v.Findings)
	for i := range v.Signatures {
		s := &v.Signatures[i]
		add(diag.T("第 %d 个签名 %s", "signature %d %s", i+1, s.Signer), s.Findings)
	}
	return all
}

// Lost are the signatures of a file that another one, which was signed of the same, has not.
func Lost(ctx context.Context, name string, file, other []byte, check pades.Check) []pades.Result {
	kept := VerifyContent(ctx, name, other, check)
	return slices.DeleteFunc(VerifyContent(ctx, name, file, check).Signed.Signatures, func(s pades.Result) bool {
		return slices.ContainsFunc(kept.Signed.Signatures, func(k pades.Result) bool { return len(k.Value) > 0 && bytes.Equal(k.Value, s.Value) })
	})
}
