package docx

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

// open checks that content is a package that can be read.
func open(at diag.Pos, content []byte) (*archive, diag.List) {
	if d, foreign := foreign(at, content); foreign {
		return nil, diag.List{d}
	}
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, diag.List{damaged(at, err)}
	}
	if len(reader.File) > maxParts {
		return nil, diag.List{damaged(at, errTooLarge)}
	}
	a := &archive{parts: make(map[string]*zip.File, len(reader.File)), left: maxUnpacked}
	for _, f := range reader.File {
		if f.Flags&1 != 0 {
			return nil, diag.List{encrypted(at)}
		}
		key := partName(f.Name)
		if a.parts[key] != nil {
			return nil, diag.List{damaged(at, fmt.Errorf("two parts %s", key))}
		}
		a.parts[key] = f
	}
	if d, refused := a.refused(at); refused {
		return nil, diag.List{d}
	}
	return a, nil
}

// partName is the name of a part as it is looked up: without regard to case
// (ISO/IEC 29500-2 6.2.2.3), and with the slashes that some producers turn.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// read unpacks a part. What all parts together unpack to is limited, whatever
// the archive says of their sizes.
func (a *archive) read(name string) ([]byte, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, fmt.Errorf("%s: %w", name, errMissing)
	}
	if size := f.UncompressedSize64; size > uint64(a.left) || size > ratioFrom && size/maxRatio > f.CompressedSize64 {
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

// macros says whether the package holds macros.
func (a *archive) macros() bool {
	for name := range a.parts {
		if path.Base(name) == "vbaproject.bin" {
			return true
		}
	}
	return false
}

// foreign says what kind of file content is, when it is no archive.
func foreign(at diag.Pos, content []byte) (diag.Diagnostic, bool) {
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return diag.Errorf(at, "文件里没有内容", "the file holds nothing"), true
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(content, utf16("EncryptedPackage")) {
			return encrypted(at), true
		}
		return saveAs(at, "旧版文字文档（.doc 或 .wps）", "a document of an old format (.doc or .wps)"), true
	case !bytes.HasPrefix(content, []byte("PK")):
		return diag.Errorf(at, "这不是 Word 文档（.docx），多半是改了扩展名的其他文件", "this is not a Word document (.docx), probably another kind of file under its name").
			WithHint("用 WPS 或 Word 打开看看；能打开就另存为“Word 文档（*.docx）”", "open it in Word and save it as a Word document (*.docx)"), true
	}
	return diag.Diagnostic{}, false
}

// refused says why an archive is no document.
func (a *archive) refused(at diag.Pos) (diag.Diagnostic, bool) {
	switch {
	case a.parts["xl/workbook.xml"] != nil:
		return diag.Errorf(at, "这是工作簿，不是 Word 文档", "this is a workbook, not a Word document"), true
	case a.parts["content.xml"] != nil && a.parts["mimetype"] != nil:
		return saveAs(at, "OpenDocument 文档（.odt）", "an OpenDocument text (.odt)"), true
	case a.parts["ofd.xml"] != nil:
		return saveAs(at, "版式文档（.ofd）", "a fixed-layout document (.ofd)"), true
	case a.parts["[content_types].xml"] == nil:
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
	case errors.Is(err, errTooLarge):
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

// utf16 is s in UTF-16LE, as compound files name their streams.
func utf16(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
