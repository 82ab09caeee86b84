package sfnt

import (
	"errors"
	"fmt"

	"gongwen/internal/diag"
)

// ErrFormat is wrapped by every error that reports a malformed font.
var ErrFormat = diag.NewError("字体不合格式", "malformed font")

// ErrUnsupported is wrapped by every error that reports a font which may be
// well formed but uses a feature this package does not read.
var ErrUnsupported = diag.NewError("字体用了不支持的写法", "unsupported font feature")

// malformed reports a defect in table at byte offset off of that table.
func malformed(table string, off int, format string, args ...any) error {
	return &fault{table, off, fmt.Sprintf(format, args...), ErrFormat}
}

// unsupported reports a feature of table that is outside the package's scope.
func unsupported(table, format string, args ...any) error {
	return &fault{table, 0, fmt.Sprintf(format, args...), ErrUnsupported}
}

// fault is what is wrong with a table. What exactly is for those who make
// fonts, in English; users are told where.
type fault struct {
	table  string // a tag, or file for what comes before the tables
	offset int    // in the table
	detail string
	kind   error // ErrFormat or ErrUnsupported
}

func (f *fault) Error() string {
	if errors.Is(f.kind, ErrUnsupported) {
		return fmt.Sprintf("sfnt: %s: %s: %v", f.table, f.detail, f.kind)
	}
	return fmt.Sprintf("sfnt: %s: offset %d: %s: %v", f.table, f.offset, f.detail, f.kind)
}

func (f *fault) Unwrap() error { return f.kind }

// Explain says in both languages what is wrong.
func (f *fault) Explain() diag.Text {
	en := f.Error()
	switch {
	case errors.Is(f.kind, ErrUnsupported):
		return diag.Text{ZH: fmt.Sprintf("字体的 %s 表用了本程序不支持的写法", f.table), EN: en}
	case f.table == "file":
		return diag.Text{ZH: "不是 OpenType（TTF、OTF、TTC）字体，或者文件不全", EN: en}
	}
	return diag.Text{ZH: fmt.Sprintf("字体的 %s 表第 %d 字节处不合 OpenType 格式，文件已损坏或不全", f.table, f.offset), EN: en}
}
