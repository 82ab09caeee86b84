package pdfread

import (
	"fmt"

	"gongwen/internal/diag"
)

// ErrEncrypted says that the file is encrypted; it is then not read at all.
var ErrEncrypted = diag.NewError("文件已加密", "the file is encrypted")

// Fault is where and why a file is broken.
type Fault struct {
	At   int // offset in the file or in the object stream
	Text diag.Text
}

// Error is the fault in Chinese.
func (f *Fault) Error() string { return f.Message().ZH }

// Message is the fault in both languages with its place.
func (f *Fault) Message() diag.Text {
	return diag.T("%s（位置 %d）", "%s (at byte %d)", f.Text, f.At)
}

// Explain is the fault as the cause of something else.
func (f *Fault) Explain() diag.Text {
	return diag.T("文件已损坏：%s", "the file is broken: %s", f.Message())
}

func fault(at int, zh, en string, args ...any) error {
	return &Fault{At: at, Text: diag.T(zh, en, args...)}
}

func wrongType(o Object, zh, en string) error {
	return fault(0, "应当是%s的对象是%s", "an object that should be %s is %s", diag.Text{ZH: zh, EN: en}, kind(o))
}

// kind names what an object is (ISO 32000-1 7.3).
func kind(o Object) diag.Text {
	switch o.(type) {
	case nil:
		return diag.Text{ZH: "空对象", EN: "null"}
	case bool:
		return diag.Text{ZH: "布尔值", EN: "a boolean"}
	case int64, Real:
		return diag.Text{ZH: "数字", EN: "a number"}
	case Name:
		return diag.Text{ZH: "名称", EN: "a name"}
	case String:
		return diag.Text{ZH: "字符串", EN: "a string"}
	case Array:
		return diag.Text{ZH: "数组", EN: "an array"}
	case Dict:
		return diag.Text{ZH: "字典", EN: "a dictionary"}
	case *Stream:
		return diag.Text{ZH: "流", EN: "a stream"}
	}
	return diag.Text{ZH: "引用", EN: "a reference"}
}

func expected(at int, what string) error {
	return fault(at, "应有 %s", "%s is missing", fmt.Sprintf("%q", what))
}
