package engine

import (
	"bytes"
	"context"
	"path/filepath"

	"gongwen/internal/diag"
	"gongwen/internal/jsontext"
	"gongwen/output"
	"gongwen/output/sign/pades"
)

// signaturesPath is where a bag holds what was found out about the signatures
// of its PDF.
const signaturesPath = "validation/signatures.json"

// SignedFiles are PDF files that were signed before their reports are packed.
type SignedFiles struct {
	Dir   string // where they are; empty for none
	Check pades.Check
}

// take puts the signed PDF in place of the one that was made now, of which it
// must be a signed form: the same bytes with signatures behind them. It gives
// what was found out about the signatures.
func (s SignedFiles) take(ctx context.Context, m *Made) ([]output.File, diag.List) {
	if s.Dir == "" {
		return nil, nil
	}
	for i := range m.Documents {
		document := &m.Documents[i]
		if filepath.Ext(document.Path) != ".pdf" {
			continue
		}
		path := filepath.Join(s.Dir, document.Path)
		pos := diag.Pos{File: path}
		content, problems := ReadFile(ctx, path)
		if problems.HasErrors() {
			return nil, problems
		}
		if !bytes.HasPrefix(content, document.Data) {
			return nil, diag.List{diag.Errorf(pos, "这个 PDF 不是由这份报告现在生成的文件签名而来", "this PDF is not a signed form of what is made of the report now").
				WithHint("报告、样式、PDF 级别或程序版本变了的，重新生成、签名后再打包", "when the report, the style, the PDF level or the program has changed, build and sign it again first")}
		}
		report := pades.Verify(ctx, content, s.Check)
		if !report.OK() {
			return nil, diag.List{diag.Errorf(pos, "这个 PDF 没有有效的签名", "this PDF has no valid signature").
				WithHint("用 gongwen verify 看是哪一项不通过", "see with gongwen verify which check fails")}
		}
		document.Data = content
		found, err := jsontext.Indented(Verified{File: document.Path, PDF: &report}.In(diag.ZH))
		if err != nil {
			return nil, diag.List{diag.Errorf(pos, "写不了检查结果：%v", "the result cannot be written: %v", err)}
		}
		return []output.File{{Path: signaturesPath, Data: found}}, nil
	}
	return nil, nil
}
