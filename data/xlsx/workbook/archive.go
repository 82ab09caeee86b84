package workbook

import (
	"errors"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// words are what is said of workbooks.
var words = opc.Words{
	Noun:    diag.Text{ZH: "工作簿", EN: "workbook"},
	Format:  diag.Text{ZH: "工作簿（.xlsx）", EN: "a workbook (.xlsx)"},
	Old:     diag.Text{ZH: "旧版表格（.xls 或 .et）", EN: "a spreadsheet of an old format (.xls or .et)"},
	Saved:   diag.Text{ZH: "Excel 工作簿（*.xlsx）", EN: "an Excel workbook (*.xlsx)"},
	Program: diag.Text{ZH: "WPS 或 Excel", EN: "a spreadsheet program"},
}

// open checks that content is a workbook that can be read. It reports at the
// file, for nothing else is known of it yet.
func open(name string, content []byte, limits opc.Limits) (*opc.Package, diag.List) {
	at := diag.Pos{File: name}
	p, err := opc.Open(content, limits)
	if err != nil {
		return nil, diag.List{damaged(at, err, limits)}
	}
	if d, refused := refused(at, p); refused {
		return nil, diag.List{d}
	}
	return p, nil
}

// refused says why an archive is no workbook or one that is not read.
func refused(at diag.Pos, p *opc.Package) (diag.Diagnostic, bool) {
	switch {
	case p.HasMacros():
		return diag.Errorf(at, "工作簿里有宏（VBA），不读取带宏的文件", "the workbook holds macros (VBA), such files are not read").
			WithHint("在 WPS 或 Excel 中另存为“Excel 工作簿（*.xlsx）”，宏就去掉了", "save it as an Excel workbook (*.xlsx), which drops the macros"), true
	case p.Has("word/document.xml"):
		return diag.Errorf(at, "这是 Word 文档，不是工作簿", "this is a Word document, not a workbook"), true
	case p.Has("content.xml") && p.Has("mimetype"):
		return words.SaveAs(at, diag.Text{ZH: " OpenDocument 表格（.ods）", EN: "an OpenDocument spreadsheet (.ods)"}), true
	case p.Has("xl/workbook.bin"):
		return words.SaveAs(at, diag.Text{ZH: "二进制工作簿（.xlsb）", EN: "a binary workbook (.xlsb)"}), true
	case !p.Has("[content_types].xml"):
		return diag.Errorf(at, "这不是工作簿", "this is not a workbook").
			WithHint("应为 .xlsx 文件", "an .xlsx file is expected"), true
	}
	return diag.Diagnostic{}, false
}

func damaged(at diag.Pos, err error, limits opc.Limits) diag.Diagnostic {
	switch {
	case errors.Is(err, opc.ErrEmpty):
		return words.Cannot(at, err).
			WithHint("用 gongwen init 生成一份可以填写的工作簿", "gongwen init writes a workbook to fill in")
	case errors.Is(err, opc.ErrTooLarge):
		return diag.Errorf(at, "工作簿太大：解压后超过 %d MB 或 %d 个部件", "the workbook is too large: more than %d MB unpacked, or more than %d parts", limits.Unpacked>>20, limits.Parts).
			WithHint("检查是否选错了文件；报告的工作簿一般不到 1 MB", "check that it is the right file; the workbook of a report has less than 1 MB")
	}
	return words.Cannot(at, err)
}
