package pdfread

import (
	"errors"
	"fmt"

	"gongwen/internal/diag"
)

// ErrEncrypted says that the file is encrypted; it is then not read at all.
var ErrEncrypted = errors.New("the file is encrypted")

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

func fault(at int, zh, en string, args ...any) error {
	return &Fault{At: at, Text: diag.T(zh, en, args...)}
}

func wrongType(o Object, zh, en string) error {
	return fault(0, "应当是%s的对象是 %T", "an object that should be %s is %T", diag.Text{ZH: zh, EN: en}, o)
}

func expected(at int, what string) error {
	return fault(at, "应有 %s", "%s is missing", fmt.Sprintf("%q", what))
}
