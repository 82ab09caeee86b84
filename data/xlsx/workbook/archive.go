package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"gongwen/internal/diag"
)

// archive is the parts of a package (ISO/IEC 29500-2) with what may still be
// unpacked of them.
type archive struct {
	parts map[string]*zip.File
	left  int64
}

var (
	errTooLarge = errors.New("too large")
	errMissing  = errors.New("missing")
)

// open checks that content is a workbook that can be read. It reports at the
// file, for nothing else is known of it yet.
func open(name string, content []byte) (*archive, diag.List) {
	at := diag.Pos{File: name}
	if d, foreign := foreign(at, content); foreign {
		return nil, diag.List{d}
	}
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, diag.List{damaged(at, err)}
	}
	a := &archive{parts: make(map[string]*zip.File, len(reader.File)), left: maxUnpacked}
	if len(reader.File) > maxParts {
		return nil, diag.List{tooLarge(at)}
	}
	for _, f := range reader.File {
		if f.Flags&1 != 0 {
			return nil, diag.List{encrypted(at)}
		}
		a.parts[strings.ToLower(strings.TrimPrefix(f.Name, "/"))] = f
	}
	if d, refused := a.refused(at); refused {
		return nil, diag.List{d}
	}
	return a, nil
}

// refused says why an archive is no workbook or one that is not read.
func (a *archive) refused(at diag.Pos) (diag.Diagnostic, bool) {
	for name := range a.parts {
		if path.Base(name) == "vbaproject.bin" {
			return diag.Errorf(at, "工作簿里有宏（VBA），不读取带宏的文件", "the workbook holds macros (VBA), such files are not read").
				WithHint("在 WPS 或 Excel 中另存为“Excel 工作簿（*.xlsx）”，宏就去掉了", "save it as an Excel workbook (*.xlsx), which drops the macros"), true
		}
	}
	switch {
	case a.parts["word/document.xml"] != nil:
		return diag.Errorf(at, "这是 Word 文档，不是工作簿", "this is a Word document, not a workbook"), true
	case a.parts["content.xml"] != nil && a.parts["mimetype"] != nil:
		return saveAs(at, "OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)"), true
	case a.parts["xl/workbook.bin"] != nil:
		return saveAs(at, "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"), true
	case a.parts["[content_types].xml"] == nil:
		return diag.Errorf(at, "这不是工作簿", "this is not a workbook").
			WithHint("应为 .xlsx 文件", "an .xlsx file is expected"), true
	}
	return diag.Diagnostic{}, false
}

// foreign says what kind of file content is, when it is no archive.
func foreign(at diag.Pos, content []byte) (diag.Diagnostic, bool) {
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return diag.Errorf(at, "文件里没有内容", "the file holds nothing").
			WithHint("用 gongwen init 生成一份可以填写的工作簿", "gongwen init writes a workbook to fill in"), true
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(content, utf16("EncryptedPackage")) {
			return encrypted(at), true
		}
		return saveAs(at, "旧版表格（.xls 或 .et）", "a spreadsheet of an old format (.xls or .et)"), true
	case !bytes.HasPrefix(content, []byte("PK")):
		return diag.Errorf(at, "这不是工作簿（.xlsx），多半是改了扩展名的其他文件", "this is not a workbook (.xlsx), probably another kind of file under its name").
			WithHint("用 WPS 或 Excel 打开看看；能打开就另存为“Excel 工作簿（*.xlsx）”", "open it in a spreadsheet program and save it as an Excel workbook (*.xlsx)"), true
	}
	return diag.Diagnostic{}, false
}

func saveAs(at diag.Pos, zh, en string) diag.Diagnostic {
	return diag.Errorf(at, "这是%s，不能读取", "this is %s, which is not read", diag.Text{ZH: zh, EN: en}).
		WithHint("在 WPS 或 Excel 中另存为“Excel 工作簿（*.xlsx）”", "save it as an Excel workbook (*.xlsx)")
}

func encrypted(at diag.Pos) diag.Diagnostic {
	return diag.Errorf(at, "工作簿加了打开密码，不能读取", "the workbook is encrypted and cannot be read").
		WithHint("在 WPS 或 Excel 中用密码打开，在“文件”的“加密文档”里去掉密码再保存", "open it with its password, take the password off and save it")
}

func damaged(at diag.Pos, err error) diag.Diagnostic {
	if errors.Is(err, errTooLarge) {
		return tooLarge(at)
	}
	return diag.Errorf(at, "工作簿已损坏，不能读取：%s", "the workbook is damaged and cannot be read: %s", err).
		WithHint("在 WPS 或 Excel 中打开，提示修复时选“是”，再另存一份", "open it in a spreadsheet program, let it be repaired, and save it")
}

func tooLarge(at diag.Pos) diag.Diagnostic {
	return diag.Errorf(at, "工作簿太大：解压后超过 %d MB 或 %d 个部件", "the workbook is too large: more than %d MB unpacked, or more than %d parts", maxUnpacked>>20, maxParts).
		WithHint("检查是否选错了文件；报告的工作簿一般不到 1 MB", "check that it is the right file; the workbook of a report has less than 1 MB")
}

// read unpacks a part. What all parts together unpack to is limited, whatever
// the archive says of their sizes.
func (a *archive) read(name string) ([]byte, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, errMissing)
	}
	if f.UncompressedSize64 > uint64(a.left) {
		return nil, errTooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, a.left+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if a.left -= int64(len(content)); a.left < 0 {
		return nil, errTooLarge
	}
	return content, nil
}

// linksOutside says whether the workbook refers to other files.
func (a *archive) linksOutside() bool {
	for name := range a.parts {
		if strings.Contains(name, "/externallinks/") {
			return true
		}
	}
	return false
}

// utf16 is s in UTF-16LE, as compound files name their streams.
func utf16(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
