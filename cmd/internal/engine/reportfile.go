package engine

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/data"
	"gongwen/data/write"
	"gongwen/data/xlsx"
	"gongwen/internal/diag"
	"gongwen/output"
)

// Form is how a report file is written: the ending of its name, in lower case.
type Form string

// forms are those that can be written.
var forms = []Form{".yaml", ".yml", ".json", ".xlsx"}

// FormOf is the form that a report file gets by its name; it is false when
// there is none of that ending.
func FormOf(path string) (Form, bool) {
	form := Form(strings.ToLower(filepath.Ext(path)))
	return form, slices.Contains(forms, form)
}

// is reports whether two endings are of one form.
func (f Form) is(other Form) bool {
	yaml := func(f Form) bool { return f == ".yaml" || f == ".yml" }
	return f == other || yaml(f) && yaml(other)
}

// ReportFile is the content of a report file to be written to a path, in the
// form of its ending. One to fill in has a guide where the form has comments.
func (e *Engine) ReportFile(path string, report *data.Report, guide bool) (output.File, diag.List) {
	form, _ := FormOf(path)
	content, err := e.encode(report, form, guide)
	if err != nil {
		return output.File{}, diag.List{diag.Errorf(diag.Pos{File: path}, "写不了报告文件：%v", "the report file cannot be written: %v", err)}
	}
	return output.File{Path: path, Data: content}, nil
}

func (e *Engine) encode(report *data.Report, form Form, guide bool) ([]byte, error) {
	switch form {
	case ".json":
		return write.JSON(report), nil
	case ".xlsx":
		style, said := e.library.Style(report.Template.Style)
		if said.HasErrors() {
			return nil, said
		}
		return xlsx.Write(report, style)
	}
	return write.YAML(report, guide)
}

// Convert writes a report file in another form to a path. There is no file when
// something in the report could not be read and would be lost.
func (e *Engine) Convert(ctx context.Context, in Input, path string) (*output.File, diag.List) {
	report, said := e.Read(ctx, in)
	if ctx.Err() != nil && said.HasErrors() {
		return nil, said // that it was interrupted
	}
	if report == nil || said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "没有转换：有错误的地方转换后会丢失", "not converted: what is wrong would be lost").
			WithHint("先改正上面的错误", "mend the errors above first"))
		return nil, said
	}
	said = append(said, moved(report, in.Path, path)...)
	file, problems := e.ReportFile(path, report, false)
	if problems.HasErrors() {
		return nil, append(said, problems...)
	}
	return &file, said
}

// moved warns of pictures that are not found from the folder of the new file.
func moved(report *data.Report, in, out string) diag.List {
	pictures := report.Pictures()
	if len(pictures) == 0 || filepath.Dir(in) == filepath.Dir(out) {
		return nil
	}
	return diag.List{diag.Warnf(pictures[0].Pos, "图片的文件名从报告文件所在的文件夹算起，换了文件夹，图片要一起复制", "the names of pictures are relative to the report file's folder: copy the pictures too")}
}
