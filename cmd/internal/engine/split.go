package engine

import (
	"context"
	"path/filepath"

	"gongwen/configs"
	"gongwen/data/xlsx"
	"gongwen/internal/diag"
	"gongwen/internal/portable"
	"gongwen/output"
)

// SplitOrder is how a workbook with a row for each agency becomes reports.
type SplitOrder struct {
	Dir      string // that the report files go to
	Form     Form   // of the report files
	Template *configs.Template
	Year     string // of reports whose rows have none; empty for none
}

// Split makes a report file of each row, by the agency's name. There are none when
// one of them has errors: what could not be read would be lost.
func (e *Engine) Split(ctx context.Context, in Input, o SplitOrder) ([]output.File, diag.List) {
	if said := namesAgency(o.Template); said != nil {
		return nil, said
	}
	content, problems := in.read(ctx, StandardLimits().File)
	if len(problems) > 0 {
		return nil, problems
	}
	reports, said := xlsx.Rows(in.Path, content, o.Template, o.Year, e.library, StandardLimits().Workbook)
	var files []output.File
	for _, report := range reports {
		if report == nil {
			continue
		}
		name := report.Agency()
		if fault := portable.Name(name.Text); name.Text != "" && fault != nil {
			said.Add(diag.Errorf(name.Pos, "“%s”不能作文件名：%s", "%q cannot be the name of a file: %s", name.Text, *fault))
			continue
		}
		file, list := e.ReportFile(filepath.Join(o.Dir, name.Text+string(o.Form)), report, false)
		said = append(said, list...)
		files = append(files, file)
	}
	if said.HasErrors() {
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "没有写报告文件：有错误的地方会丢失", "no report file was written: what is wrong would be lost").
			WithHint("先改正上面的错误", "mend the errors above first"))
		return nil, said
	}
	return files, said
}

// namesAgency says that reports of a template cannot be told apart by their agencies;
// nil when they can.
func namesAgency(t *configs.Template) diag.List {
	if t.Agency() != nil {
		return nil
	}
	return diag.List{diag.Errorf(diag.Pos{}, "格式 %s 没有机关名称，不能一个机关一行", "the template %s names no agency: there cannot be a row for each", t.ID)}
}

// RowsToFill is a workbook for Split, without agencies.
func (e *Engine) RowsToFill(path string, template *configs.Template) (output.File, diag.List) {
	if said := namesAgency(template); said != nil {
		return output.File{}, said
	}
	style, said := e.library.Style(template.Style)
	if said.HasErrors() {
		return output.File{}, said
	}
	content, err := xlsx.WriteRows(template, style)
	if err != nil {
		return output.File{}, diag.List{diag.Errorf(diag.Pos{File: path}, "写不了工作簿：%v", "the workbook cannot be written: %v", err)}
	}
	return output.File{Path: path, Data: content}, nil
}
