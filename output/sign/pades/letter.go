package pades

import (
	"gongwen/internal/diag"
	"gongwen/internal/verdict"
)

// tail says what stands behind the end of the file. Gateways for mail add the end
// of a line, which no viewer minds.
func (v *verifier) tail(r *Verification) {
	switch {
	case v.file.Tail == 0:
	case v.file.LineBehind():
		r.Findings.Add(CheckCoverage, verdict.Passed, "文件末尾之后多了一个换行，邮件网关常这样加，不影响内容",
			"the end of a line has been added behind the end of the file, as mail gateways do; it changes nothing")
	default:
		r.Findings.Fail(CheckCoverage, "文件末尾之后被加了 %d 字节", "%d bytes have been added behind the end of the file", v.file.Tail)
	}
}

// letter holds the file to the letter of its format. What was added after a
// signature must be so, or viewers would repair the file and show what they find.
// What a signature covers may be lax, as that of some makers is, as long as a
// viewer that repairs it shows the same.
func (v *verifier) letter(r *Verification) {
	first := v.signed[0].rev
	for i := first + 1; i < len(v.file.Revisions); i++ {
		if err := v.file.ExactAndPlain(i); err != nil {
			r.Findings.Fail(CheckFormat, "签名后的第 %d 次保存写得不合规定，阅读器会去修复它：%s",
				"revision %d, made after a signature, is not written to the letter, and viewers would repair it: %s", i+1, diag.Cause(err))
			return
		}
	}
	for i := range first + 1 {
		lax := v.file.Exact(i)
		if lax == nil {
			continue
		}
		if err := v.file.Rebuilt(); err != nil {
			r.Findings.Fail(CheckFormat, "文件写得不合规定，修复它的阅读器会显示别的内容：%s",
				"the file is not written to the letter, and viewers that repair it would show something else: %s", diag.Cause(err))
			return
		}
		r.Findings.Add(CheckFormat, verdict.Unchecked, "签了名的内容写得不合规定，不同的阅读器都显示同样的内容：%s",
			"what was signed is not written to the letter; viewers that repair it show the same: %s", diag.Cause(lax))
		return
	}
}
