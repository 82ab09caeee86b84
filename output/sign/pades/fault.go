package pades

import "gongwen/internal/diag"

// fault is what this package finds wrong with a file.
type fault struct{ text diag.Text }

func (f *fault) Error() string { return f.text.EN }

// Explain is the fault in both languages.
func (f *fault) Explain() diag.Text { return f.text }

// Faults that have several places.
var (
	errNoCatalog = &fault{diag.Text{ZH: "文件的目录不是独立的对象", EN: "the catalog is no object of its own"}}
	errUnbound   = &fault{diag.Text{
		ZH: "不是 PAdES、CAdES 签名：没有写明签名用的是哪张证书（signing-certificate）",
		EN: "no PAdES or CAdES signature: it does not say which certificate it was made with (signing-certificate)",
	}}
)

// failed is an error of one diagnostic.
func failed(zh, en string, args ...any) diag.List {
	return diag.List{diag.Errorf(diag.Pos{}, zh, en, args...)}
}
