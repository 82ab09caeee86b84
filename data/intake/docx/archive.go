package docx

import (
	"errors"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// words are what is said of documents.
var words = opc.Words{
	Noun:    diag.Text{ZH: "文档", EN: "document"},
	Format:  diag.Text{ZH: " Word 文档（.docx）", EN: "a Word document (.docx)"},
	Old:     diag.Text{ZH: "旧版文字文档（.doc 或 .wps）", EN: "a document of an old format (.doc or .wps)"},
	Saved:   diag.Text{ZH: "Word 文档（*.docx）", EN: "a Word document (*.docx)"},
	Program: diag.Text{ZH: "WPS 或 Word", EN: "Word"},
}

// open checks that content is a package that can be read.
func open(at diag.Pos, content []byte, limits opc.Limits) (*opc.Package, diag.List) {
	p, err := opc.Open(content, limits)
	if err != nil {
		return nil, diag.List{damaged(at, err, limits)}
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
		return words.SaveAs(at, diag.Text{ZH: "OpenDocument 文档（.odt）", EN: "an OpenDocument text (.odt)"}), true
	case p.Has("ofd.xml"):
		return words.SaveAs(at, diag.Text{ZH: "版式文档（.ofd）", EN: "a fixed-layout document (.ofd)"}), true
	case !p.Has("[content_types].xml"):
		return diag.Errorf(at, "这不是 Word 文档", "this is not a Word document").
			WithHint("应为 .docx 文件", "a .docx file is expected"), true
	}
	return diag.Diagnostic{}, false
}

// damaged says why a package cannot be read.
func damaged(at diag.Pos, err error, limits opc.Limits) diag.Diagnostic {
	switch {
	case errors.Is(err, opc.ErrTooLarge):
		return diag.Errorf(at, "文档太大：解压后超过 %d MB、%d 个部件，或者段落、单元格超过 %d 个", "the document is too large: more than %d MB unpacked, more than %d parts, or more than %d paragraphs or cells",
			limits.Unpacked>>20, limits.Parts, maxBlocks).
			WithHint("检查是否选错了文件；一份报告除图片外一般不到 1 MB", "check that it is the right file; a report has less than 1 MB without its pictures")
	case errors.Is(err, errTooDeep):
		return diag.Errorf(at, "文档里的内容套得太深，超过 %d 层", "the content of the document is nested too deep, in more than %d levels", maxNesting).
			WithHint("把正文复制到一个新文档里再保存", "copy its text into a new document")
	}
	return words.Cannot(at, err)
}
