package engine

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/data/intake/open"
	"gongwen/data/xlsx/findings"
	"gongwen/internal/diag"
	"gongwen/output"
)

// markedSuffix ends the names of workbooks with findings, before the extension.
const markedSuffix = "-" + findings.Sheet

// Marked is a copy of a workbook with what was said of it in its cells, beside the
// workbook. Nothing is written: nil, with the reason, where the input is no
// workbook or cannot be read as one.
func (e *Engine) Marked(ctx context.Context, in Input, said diag.List, o Order, lang diag.Lang) (*output.File, diag.List) {
	content, problems := in.read(ctx, o.limits().File)
	if len(problems) > 0 {
		return nil, nil // said when it was checked
	}
	if !open.IsWorkbook(content) {
		return nil, diag.List{diag.Warnf(diag.Pos{File: in.Path}, "不是工作簿，提示没有写进它的副本", "this is no workbook: no copy with findings was written").
			WithHint("--mark 用于 XLSX；别的文件用 --html 把问题列成网页", "--mark is for XLSX; --html makes a page of the findings of any file")}
	}
	if unread(in.Path, said) {
		return nil, nil
	}
	own := slices.DeleteFunc(slices.Clone(said), func(d diag.Diagnostic) bool { return d.Pos.File != in.Path })
	marked, err := findings.Write(content, own, lang)
	if err != nil {
		return nil, diag.List{diag.Warnf(diag.Pos{File: in.Path}, "写不成带提示的副本：%v", "the copy with findings cannot be written: %v", err)}
	}
	return &output.File{Path: MarkedPath(in.Path), Data: marked}, nil
}

// unread reports whether a workbook could not be opened at all, and is left alone.
func unread(path string, said diag.List) bool {
	return len(said) == 1 && said[0].Level == diag.Error && said[0].Pos == diag.Pos{File: path} && said[0].Rule == ""
}

// MarkedPath is the path of the copy of a workbook that has its findings.
func MarkedPath(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(strings.TrimSuffix(path, ext), markedSuffix) + markedSuffix + ".xlsx"
}
