package opc

import (
	"errors"

	"gongwen/internal/diag"
)

// Words are what a kind of office document is called in messages.
type Words struct {
	Noun    diag.Text // 工作簿, workbook
	Format  diag.Text // with its article in English: 工作簿（.xlsx）, a workbook (.xlsx)
	Old     diag.Text // the formats before it
	Saved   diag.Text // as which it is saved: Excel 工作簿（*.xlsx）
	Program diag.Text // what opens it
}

// Cannot says why Open or Read failed: err is what they returned. ErrTooLarge,
// whose limits are the reader's own, is left to the reader.
func (w Words) Cannot(at diag.Pos, err error) diag.Diagnostic {
	switch {
	case errors.Is(err, ErrEmpty):
		return diag.Errorf(at, "文件里没有内容", "the file holds nothing")
	case errors.Is(err, ErrCompound):
		return w.SaveAs(at, w.Old)
	case errors.Is(err, ErrNoPackage):
		return diag.Errorf(at, "这不是%s，多半是改了扩展名的其他文件", "this is not %s, probably another kind of file under its name", w.Format).
			WithHint("用 %[1]s 打开看看；能打开就另存为“%[2]s”", "open it in %[1]s and save it as %[2]s", w.Program, w.Saved)
	case errors.Is(err, ErrEncrypted):
		return w.Encrypted(at)
	}
	return diag.Errorf(at, "%[1]s已损坏，不能读取：%[2]s", "the %[1]s is damaged and cannot be read: %[2]s", w.Noun, err).
		WithHint("在 %s 中打开，提示修复时选“是”，再另存一份", "open it in %s, let it be repaired, and save it", w.Program)
}

// SaveAs refuses a document of another format, which what names.
func (w Words) SaveAs(at diag.Pos, what diag.Text) diag.Diagnostic {
	return diag.Errorf(at, "这是%s，不能读取", "this is %s, which is not read", what).
		WithHint("在 %[1]s 中另存为“%[2]s”", "save it in %[1]s as %[2]s", w.Program, w.Saved)
}

// Encrypted refuses a document that a password opens.
func (w Words) Encrypted(at diag.Pos) diag.Diagnostic {
	return diag.Errorf(at, "%s加了打开密码，不能读取", "the %s is encrypted and cannot be read", w.Noun).
		WithHint("在 %s 中用密码打开，在“文件”的“加密文档”里去掉密码再保存", "open it in %s with its password, take the password off and save it", w.Program)
}
