// Package open reads an earlier report of whatever form: it sees from the
// content what a file is, and says what to do with one that cannot be read.
package open

import (
	"archive/zip"
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"gongwen/data/intake/docx"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/html"
	"gongwen/data/intake/ofd"
	"gongwen/data/intake/pdf"
	"gongwen/data/intake/text"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Limits is what reading a document of each form may cost at most. What a text
// costs follows from its size.
type Limits struct {
	PDF  pdf.Limits
	DOCX opc.Limits
	HTML html.Limits
	OFD  ofd.Limits
}

// StandardLimits admits what offices publish.
func StandardLimits() Limits {
	return Limits{PDF: pdf.StandardLimits(), DOCX: docx.StandardLimits(), HTML: html.StandardLimits(), OFD: ofd.StandardLimits()}
}

// Document reads an earlier report by what its content is, whatever its name
// says. The document is nil when it cannot be read. wrapped reports whether a
// paragraph may be broken into several, as in pasted text.
func (l Limits) Document(ctx context.Context, path string, content []byte) (document *flow.Document, wrapped bool, said diag.List) {
	pos := diag.Pos{File: path}
	switch {
	case bytes.HasPrefix(content, []byte(pdfMagic)):
		document, said = l.PDF.Read(ctx, path, content)
		return document, false, said
	case bytes.HasPrefix(content, []byte(zipMagic)):
		document, said = l.readPackage(ctx, path, content)
		return document, false, said
	case bytes.HasPrefix(content, []byte(oleMagic)):
		return nil, false, diag.List{oldOffice(path)}
	case bytes.HasPrefix(content, []byte(rtfMagic)):
		return nil, false, diag.List{saveAs(pos, diag.T("这是 RTF 文档", "this is an RTF document"))}
	case isPicture(content):
		return nil, false, diag.List{diag.Errorf(pos, "这是图片，读不出文字和数", "this is a picture, from which text and figures cannot be read").
			WithHint("用有文字的原稿（.docx、网页、文字）；只有扫描件时对照着在 gongwen init 生成的文件里填写", "use the original with text (.docx, web page, text); with a scan alone, fill in what gongwen init writes")}
	case isReportFile(path):
		return nil, false, diag.List{diag.Errorf(pos, "这已经是报告文件", "this is a report file already").
			WithHint("用 gongwen convert 转换", "use gongwen convert")}
	case isMail(content):
		return nil, false, diag.List{diag.Errorf(pos, "这是单个文件的网页（.mht）", "this is a web page in one file (.mht)").
			WithHint("在浏览器中另存为“网页，仅 HTML”（.html）", "save it in the browser as “Web page, HTML only” (.html)")}
	case isMarkup(content):
		document, said = l.HTML.Read(ctx, path, content)
		return document, false, said
	}
	document, said = text.Read(ctx, path, content)
	return document, true, said
}

// Display judges how a web page shows the report in it (html.Limits.Display); it is nil
// for what is no web page.
func (l Limits) Display(ctx context.Context, path string, content []byte) (*html.Display, diag.List) {
	if !isMarkup(content) {
		return nil, nil
	}
	return l.HTML.Display(ctx, path, content)
}

// readPackage reads a file that is a ZIP archive.
func (l Limits) readPackage(ctx context.Context, path string, content []byte) (*flow.Document, diag.List) {
	pos := diag.Pos{File: path}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, diag.List{diag.Errorf(pos, "文件已损坏：%v", "the file is damaged: %v", err)}
	}
	for _, f := range archive.File {
		switch name := partName(f); {
		case strings.EqualFold(name, "OFD.xml"):
			return l.OFD.Read(ctx, path, content)
		case strings.HasPrefix(name, "xl/"):
			return nil, diag.List{diag.Errorf(pos, "这是 XLSX 工作簿", "this is an XLSX workbook").
				WithHint("gongwen 的工作簿用 gongwen convert 转换；其他工作簿另存为 CSV（逗号分隔），再导入 CSV 文件", "convert gongwen's own workbooks with gongwen convert; save others as CSV and import the CSV file")}
		case strings.HasPrefix(name, "ppt/"):
			return nil, diag.List{saveAs(pos, diag.T("这是演示文稿（.pptx）", "this is a presentation (.pptx)"))}
		case name == "content.xml":
			return nil, diag.List{saveAs(pos, diag.T("这是 OpenDocument 文档（.odt 等）", "this is an OpenDocument file (.odt and so on)"))}
		case strings.HasPrefix(name, "word/"):
			return docx.ReadWithin(ctx, path, content, l.DOCX)
		}
	}
	return nil, diag.List{saveAs(pos, diag.T("这个压缩文件不是 DOCX", "this archive is no DOCX"))}
}

// saveAs says that a file should be saved as DOCX.
func saveAs(pos diag.Pos, is diag.Text) diag.Diagnostic {
	return diag.Diagnostic{Level: diag.Error, Pos: pos, Message: diag.T("%s，不能读", "%s, which cannot be read", is)}.
		WithHint("用 WPS 或 Word 打开，另存为“Word 文档（*.docx）”再导入", "open it in WPS or Word, save it as a Word document (*.docx) and import that")
}

// oldOffice says what an OLE file should be saved as.
func oldOffice(path string) diag.Diagnostic {
	pos := diag.Pos{File: path}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".wps", ".wpt":
		return saveAs(pos, diag.T("这是 WPS 文字的旧格式（.wps）", "this is WPS's old format (.wps)"))
	case ".xls", ".et":
		return diag.Errorf(pos, "这是旧版表格（.xls、.et），不能读", "this is an old workbook (.xls, .et), which cannot be read").
			WithHint("用 WPS 或 Excel 另存为 .xlsx，再用 gongwen convert 转换", "save it as .xlsx in WPS or Excel, then use gongwen convert")
	}
	return saveAs(pos, diag.T("这是旧版 Office 文档（.doc、.wps 等）或加密的文档", "this is an old Office document (.doc, .wps and so on) or an encrypted one"))
}

// isPicture reports whether a file is a picture by its first bytes.
func isPicture(content []byte) bool {
	for _, magic := range []string{"\x89PNG", "\xFF\xD8\xFF", "GIF8", "BM", "II*\x00", "MM\x00*"} {
		if bytes.HasPrefix(content, []byte(magic)) {
			return true
		}
	}
	return len(content) > 12 && bytes.HasPrefix(content, []byte("RIFF")) && string(content[8:12]) == "WEBP"
}

// isReportFile reports whether a file is of a form that report files have.
func isReportFile(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

// isMail reports whether a file has the head of a mail, as .mht files have.
func isMail(content []byte) bool {
	return bytes.Contains(content[:min(len(content), 2048)], []byte("MIME-Version:"))
}

const (
	mostBlank   = 4096 // bytes that may stand before the first element
	longestMark = 16   // bytes of the longest that an element begins with
)

// isMarkup reports whether a file is HTML: it begins with an element, or with what
// may stand before one.
func isMarkup(content []byte) bool {
	head := content[:min(len(content), mostBlank)]
	if bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF}) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	head = bytes.ToLower(head[:min(len(head), longestMark)])
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<meta", "<title", "<!--", "<?xml", "<h1", "<h2", "<span", "<article", "<section"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return false
}
