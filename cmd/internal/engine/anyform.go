package engine

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/data"
	"gongwen/data/beside"
	"gongwen/data/intake"
	"gongwen/data/intake/open"
	"gongwen/data/load"
	"gongwen/data/xlsx"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// readAny reads a file that holds a report in any form: a report file, or an
// earlier report as Import takes it. A report file, and what comes through a
// pipe, may have fewer bytes than a document.
func (in Input) readAny(ctx context.Context, limits Limits) ([]byte, diag.List) {
	if isReportFile(in.Path) || infile.IsStream(in.Path) {
		return in.read(ctx, limits.File)
	}
	return in.read(ctx, max(limits.File, limits.Document))
}

// parseAny reads a report in any form by what its content is. The places of one
// that a PDF carries are in that file.
func (e *Engine) parseAny(ctx context.Context, in Input, content []byte, limits Limits) (*data.Report, diag.List) {
	path := in.Path
	if e.holdsReportFile(path, content) {
		return e.parse(in, content, limits)
	}
	if name, attached, ok := limits.carried(content); ok && int64(len(attached)) <= limits.File {
		return e.parse(Input{Path: filepath.Join(path, filepath.Base(name))}, attached, limits)
	}
	document, wrapped, said := limits.Import.Document(ctx, path, content)
	if document == nil || said.HasErrors() {
		return nil, said
	}
	if problems := ended(ctx, path); problems != nil {
		return nil, problems
	}
	report, problems := intake.Report(path, document, e.library, intake.Options{Wrapped: wrapped, Checked: true})
	return report, append(said, problems...)
}

// parse reads a report file: a workbook, or text in YAML or JSON.
func (e *Engine) parse(in Input, content []byte, limits Limits) (*data.Report, diag.List) {
	path := in.Path
	switch {
	case isBook(path, content):
		return xlsx.ReportWithin(path, content, e.library, limits.Workbook)
	case open.IsDocument(content), isPage(path):
		return nil, diag.List{notReportFile(path)}
	}
	if in.Folder == nil {
		return load.Report(path, content, e.library)
	}
	return load.ReportBeside(path, content, e.library, beside.In(in.Folder, limits.Tables))
}

// isBook reports whether a file is a workbook by its content, or by its name
// where that is of a form that cannot be read.
func isBook(path string, content []byte) bool {
	return open.IsWorkbook(content) || xlsx.IsWorkbook(path) && !open.IsReadable(content)
}

// notReportFile says what to do with an earlier report where a report file is
// needed.
func notReportFile(path string) diag.Diagnostic {
	name := filepath.Base(path)
	out := strings.TrimSuffix(name, filepath.Ext(name)) + ".yaml"
	if out == name {
		out = "new-" + out
	}
	wrong := diag.Errorf(diag.Pos{File: path}, "这不是报告文件（YAML、JSON、XLSX）", "this is no report file (YAML, JSON, XLSX)")
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return wrong.WithHint("填在 gongwen init 新建的工作簿里，存成“Excel 工作簿（*.xlsx）”；一个机关一行的汇总表用 gongwen split", "fill in the workbook that gongwen init writes, and save it as an Excel workbook (*.xlsx); for a table with a row for each agency there is gongwen split")
	case ".zip", ".rar", ".7z":
		return wrong.WithHint("先解压，再交给程序", "unpack it first")
	}
	return wrong.WithHint("先把它读成报告文件：gongwen import -o %s %s", "read it into a report file first: gongwen import -o %s %s", out, name)
}

// holdsReportFile reports whether a file is a report file and no earlier report
// in another form.
func (e *Engine) holdsReportFile(path string, content []byte) bool {
	switch {
	case isBook(path, content):
		return true
	case open.IsDocument(content), isPage(path):
		return false
	}
	return isReportFile(path) || filepath.Ext(path) == "" || e.beginsReportFile(content)
}

// isReportFile reports whether the name of a file is that of a report file.
func isReportFile(path string) bool {
	return slices.Contains(extensions, strings.ToLower(filepath.Ext(path)))
}

// isPage reports whether a file is a table of plain text or a web page by its
// name, whatever it begins with.
func isPage(path string) bool {
	return slices.Contains([]string{".csv", ".htm", ".html", ".mht", ".mhtml"}, strings.ToLower(filepath.Ext(path)))
}

// beginsReportFile reports whether text of any name begins as report files do:
// with a bracket of JSON, or with a key that a template has.
func (e *Engine) beginsReportFile(content []byte) bool {
	for line := range bytes.Lines(bytes.TrimPrefix(content, []byte("\ufeff"))) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, _, found := strings.Cut(string(line), ":")
		return line[0] == '{' || found && e.isKey(strings.Trim(key, `"' `))
	}
	return false
}

// isKey reports whether a header field of a template, or what chooses one, has
// the name.
func (e *Engine) isKey(name string) bool {
	if name == "template" || name == "格式" {
		return true
	}
	for _, id := range e.library.Templates() {
		template, _ := e.library.Template(id)
		if template == nil {
			continue
		}
		for _, f := range template.Header {
			if name == f.ID || name == f.Label {
				return true
			}
		}
	}
	return false
}
