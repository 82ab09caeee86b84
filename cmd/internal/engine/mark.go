package engine

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	inword "gongwen/data/form/remarks"
	"gongwen/data/intake/docx"
	"gongwen/data/intake/open"
	"gongwen/data/xlsx/findings"
	"gongwen/internal/diag"
	"gongwen/output"
)

// markedSuffix ends the names of workbooks with findings, before the extension.
const markedSuffix = "-" + findings.Sheet

// Marked is a copy of a workbook with what was said of it in its cells, or of a Word
// file with it as comments, beside the file. Nothing is written: nil, with the reason, where the input is neither
// or cannot be read as one.
func (e *Engine) Marked(ctx context.Context, in Input, said diag.List, o Order, lang diag.Lang) (*output.File, diag.List) {
	content, problems := in.read(ctx, o.limits().File)
	if len(problems) > 0 {
		return nil, nil // said when it was checked
	}
	word := open.IsWord(content)
	if !word && !open.IsWorkbook(content) {
		return nil, diag.List{diag.Warnf(diag.Pos{File: in.Path}, "不是工作簿或者 Word 文件，提示没有写进它的副本", "this is no workbook and no Word file: no copy with findings was written").
			WithHint("--mark 用于 XLSX 和 DOCX；别的文件用 --html 把问题列成网页", "--mark is for XLSX and DOCX; --html makes a page of the findings of any file")}
	}
	if unread(in.Path, said) {
		return nil, nil
	}
	own := slices.DeleteFunc(slices.Clone(said), func(d diag.Diagnostic) bool { return d.Pos.File != in.Path })
	var copied []byte
	var err error
	if word {
		copied, err = e.markedWord(ctx, in, content, own, o, lang)
	} else {
		copied, err = findings.Write(content, own, lang)
	}
	if err != nil {
		return nil, diag.List{diag.Warnf(diag.Pos{File: in.Path}, "写不成带提示的副本：%v", "the copy with findings cannot be written: %v", err)}
	}
	return &output.File{Path: markedPath(in.Path, word), Data: copied}, nil
}

// markedWord is a Word file with what was said of it as comments.
func (e *Engine) markedWord(ctx context.Context, in Input, content []byte, said diag.List, o Order, lang diag.Lang) ([]byte, error) {
	looks, problems := docx.Look(ctx, in.Path, content, o.limits().Import.DOCX)
	if looks == nil {
		return nil, problems
	}
	return inword.Write(content, looks, said, lang)
}

// unread reports whether a workbook could not be opened at all, and is left alone.
func unread(path string, said diag.List) bool {
	return len(said) == 1 && said[0].Level == diag.Error && said[0].Pos == diag.Pos{File: path} && said[0].Rule == ""
}

// markedPath is the path of the copy of a workbook or a Word file that has its findings.
func markedPath(path string, word bool) string {
	ext, written := filepath.Ext(path), ".xlsx"
	if word {
		written = ".docx"
	}
	return strings.TrimSuffix(strings.TrimSuffix(path, ext), markedSuffix) + markedSuffix + written
}
