package opc

import (
	"errors"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

func TestCannotSaysWhatToDo(t *testing.T) {
	words := Words{
		Noun:    diag.Text{ZH: "文档", EN: "document"},
		Format:  diag.Text{ZH: "文字文档（.docx）", EN: "a text document (.docx)"},
		Old:     diag.Text{ZH: "旧版文档（.doc）", EN: "an old document (.doc)"},
		Saved:   diag.Text{ZH: "Word 文档（*.docx）", EN: "“Word document (*.docx)”"},
		Program: diag.Text{ZH: "WPS", EN: "WPS"},
	}
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{ErrEmpty, "a.docx: 错误: 文件里没有内容", "a.docx: error: the file holds nothing"},
		{ErrCompound, "这是旧版文档（.doc），不能读取\n  提示：在 WPS 中另存为“Word 文档（*.docx）”", "this is an old document (.doc), which is not read"},
		{ErrNoPackage, "这不是文字文档（.docx）", "this is not a text document (.docx)"},
		{ErrEncrypted, "文档加了打开密码", "the document is encrypted"},
		{errors.New("zip: torn"), "文档已损坏，不能读取：", "the document is damaged and cannot be read: zip: torn"},
	} {
		d := words.Cannot(diag.Pos{File: "a.docx"}, c.err)
		if zh := d.Format(diag.ZH); !strings.Contains(zh, c.zh) {
			t.Errorf("%v: %s", c.err, zh)
		}
		if en := d.Format(diag.EN); !strings.Contains(en, c.en) {
			t.Errorf("%v: %s", c.err, en)
		}
	}
}
