package docx

import (
	"errors"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// open checks that content is a package that can be read.
func open(at diag.Pos, content []byte) (*opc.Package, diag.List) {
	p, err := opc.Open(content, opc.Limits{Parts: maxParts, Unpacked: maxUnpacked})
	if err != nil {
		return nil, diag.List{damaged(at, err)}
	}
	if d, refused := refused(at, p); refused {
		return nil, diag.List{d}
	}
	return p, nil
}

// refused says why an archive is no document.
func refused(at diag.Pos, p *opc.Package) (diag.Diagnostic, bool) {
	switch {
	case p.Has("xl/workbook.xml"):
		return diag.Errorf(at, "这是工作簿，不是 Word 文档", "this is a workbook, not a Word document"), true
	case p.Has("content.xml") && p.Has("mimetype"):
		return saveAs(at, "OpenDocument 文档（.odt）", "an OpenDocument text (.odt)"), true
	case p.Has("ofd.xml"):
		return saveAs(at, "版式文档（.ofd）", "a fixed-layout document (.ofd)"), true
	case !p.Has("[content_types].xml"):
		return diag.Errorf(at, "这不是 Word 文档", "this is not a Word document").
			WithHint("应为 .docx 文件", "a .docx file is expected"), true
	}
	return diag.Diagnostic{}, false
}

func saveAs(at diag.Pos, zh, en string) diag.Diagnostic {
	return diag.Errorf(at, "这是%s，不能读取", "this is %s, which is not read", diag.Text{ZH: zh, EN: en}).
		WithHint("在 WPS 或 Word 中另存为“Word 文档（*.docx）”", "save it as a Word document (*.docx)")
}

func encrypted(at diag.Pos) diag.Diagnostic {
	return diag.Errorf(at, "文档加了打开密码，不能读取", "the document is encrypted and cannot be read").
		WithHint("在 WPS 或 Word 中用密码打开，在“文件”的“加密文档”里去掉密码再保存", "open it with its password, take the password off and save it")
}

// damaged says why a package cannot be read.
func damaged(at diag.Pos, err error) diag.Diagnostic {
	switch {
	case errors.Is(err, opc.ErrEmpty):
		return diag.Errorf(at, "文件里没有内容", "the file holds nothing")
	case errors.Is(err, opc.ErrCompound):
		return saveAs(at, "旧版文字文档（.doc 或 .wps）", "a document of an old format (.doc or .wps)")
	case errors.Is(err, opc.ErrNoPackage):
		return diag.Errorf(at, "这不是 Word 文档（.docx），多半是改了扩展名的其他文件", "this is not a Word document (.docx), probably another kind of file under its name").
			WithHint("用 WPS 或 Word 打开看看；能打开就另存为“Word 文档（*.docx）”", "open it in Word and save it as a Word document (*.docx)")
	case errors.Is(err, opc.ErrEncrypted):
		return encrypted(at)
	case errors.Is(err, opc.ErrTooLarge):
		return diag.Errorf(at, "文档太大：解压后超过 %d MB、%d 个部件，或者段落、单元格超过 %d 个", "the document is too large: more than %d MB unpacked, more than %d parts, or more than %d paragraphs or cells",
			maxUnpacked>>20, maxParts, maxBlocks).
			WithHint("检查是否选错了文件；一份报告除图片外一般不到 1 MB", "check that it is the right file; a report has less than 1 MB without its pictures")
	case errors.Is(err, errTooDeep):
		return diag.Errorf(at, "文档里的内容套得太深，超过 %d 层", "the content of the document is nested too deep, in more than %d levels", maxNesting).
			WithHint("把正文复制到一个新文档里再保存", "copy its text into a new document")
	}
	return diag.Errorf(at, "文档已损坏，不能读取：%s", "the document is damaged and cannot be read: %s", err).
		WithHint("在 WPS 或 Word 中打开，提示修复时选“是”，再另存一份", "open it in Word, let it be repaired, and save it")
}
