package engine

import (
	"context"

	"gongwen/data/mend"
	"gongwen/internal/diag"
	"gongwen/output"
)

// Fixed is a report file before and after what has one right form was mended.
type Fixed struct {
	Before []byte
	After  output.File
	Places int // that were changed
}

// Done says what has been mended, or could be.
func (f *Fixed) Done(written bool) diag.Diagnostic {
	done := diag.T("没有要改的地方", "nothing to mend")
	switch {
	case f.Places > 0 && written:
		done = diag.T("改了 %d 处", "%d places mended", f.Places)
	case f.Places > 0:
		done = diag.T("可以改 %d 处，加上 --write 写入文件", "%d places to mend; --write changes the file", f.Places)
	}
	return diag.Diagnostic{Level: diag.Note, Pos: diag.Pos{File: f.After.Path}, Message: done}
}

// Fix mends in a report file in YAML or JSON what has one right form. It is nil,
// with the reasons, when the file cannot be read or is of another form.
func (e *Engine) Fix(ctx context.Context, in Input) (*Fixed, diag.List) {
	content, problems := in.read(ctx, maxReportBytes)
	if len(problems) > 0 {
		return nil, problems
	}
	switch {
	case isBook(in.Path, content):
		return nil, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "fix 不改工作簿（.xlsx）", "fix does not change workbooks (.xlsx)").
			WithHint("先用 gongwen convert 转成 .yaml 再改，或者照 gongwen check 的提示在表里改", "convert it to .yaml with gongwen convert first, or mend the cells that gongwen check names")}
	case !e.holdsReportFile(in.Path, content):
		return nil, diag.List{notReportFile(in.Path)}
	}
	edits, problems := mend.Edits(in.Path, content)
	if problems.HasErrors() {
		return nil, problems
	}
	return &Fixed{content, output.File{Path: in.Path, Data: mend.Apply(content, edits)}, len(edits)}, nil
}
