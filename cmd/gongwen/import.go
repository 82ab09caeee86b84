package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/data/intake"
	"gongwen/data/intake/pdf"
	"gongwen/internal/diag"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import [flags] -o OUT FILE",
		Short: a.text("把以往的报告（DOCX、网页、PDF、粘贴的文字）读成报告文件", "Read an earlier report (DOCX, web page, PDF, pasted text) into a report file"),
		Long: a.text(`把以往的报告读成报告文件。按内容认出文件的种类：DOCX、HTML、gongwen 生成的 PDF、纯文本（UTF-8 或 GB18030）。
标题、表格的行和栏目按格式里的名称查找；数的个数不对的行是错误，不猜。没有放进报告的内容都会列出。
PDF 如果附有报告文件（PDF/A-3a、4f），取回的就是那个文件，一个字节也不变。`,
			`Read an earlier report into a report file. What a file is, is seen from its content: DOCX, HTML, a PDF that gongwen made, plain text (UTF-8 or GB18030).
Headings, rows and columns are found by the names that the template has; a row with a wrong number of figures is an error and never a guess. What did not go into the report is listed.
From a PDF that carries its report file (PDF/A-3a or 4f) that file is taken out, byte for byte.`),
		Example: "  gongwen import -o 2023.yaml 2023.docx\n  gongwen import -o 2023.xlsx --agency 某县教育局 网页.html\n  gongwen import -o 2024.yaml 2024.pdf",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("import 后面要写一个文件", "import needs one file")
			}
			return nil
		},
		RunE: a.importFile,
	}
	flags := cmd.Flags()
	flags.StringP("output", "o", "", a.text("写成的报告文件", "the report file to write"))
	flags.String("template", "", a.text("格式（默认按标题、年度和表格）", "template (default: by the title, the year and the tables)"))
	flags.String("agency", "", a.text("机关名称（默认取自标题）", "name of the agency (default: from the title)"))
	flags.Int("year", 0, a.text("年度（默认取自标题）", "year (default: from the title)"))
	flags.Bool("partial", false, a.text("有错误也写出读懂的部分，读不懂的行不写", "write what was understood in spite of errors, without the rows that were not"))
	flags.Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
	return cmd
}

func (a *app) importFile(cmd *cobra.Command, args []string) error {
	path := args[0]
	out, _ := cmd.Flags().GetString("output")
	if out == "" {
		return usagef("要用 -o 写明报告文件的名称", "name the report file to write with -o")
	}
	form, err := formOf(out)
	if err != nil {
		return err
	}
	content, problems := readAll(path)
	if problems.HasErrors() {
		a.say(problems)
		return errReported
	}
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		if attached, fault := pdf.Source(content); fault == nil {
			return a.takeOut(cmd, path, out, form, attached.Name, attached.Data)
		}
	}
	return a.recognise(cmd, path, out, form, content)
}

// takeOut writes the report file that a PDF carries, as it is.
func (a *app) takeOut(cmd *cobra.Command, path, out, form, name string, content []byte) error {
	if had := strings.ToLower(filepath.Ext(name)); !sameForm(had, form) {
		return a.fail(diag.Errorf(diag.Pos{File: path}, "所附的报告文件是 %s，不能写成 %s", "the attached report file is %s and cannot be written as %s", fmt.Sprintf("%q", had), form).
			WithHint("先取回原来的文件，再用 gongwen convert 转换", "take it out as it is, then use gongwen convert"))
	}
	if err := a.free(cmd, out); err != nil {
		return err
	}
	return a.save(out, content, nil)
}

// recognise reads a document into a report file.
func (a *app) recognise(cmd *cobra.Command, path, out, form string, file []byte) error {
	options := intake.Options{}
	options.Template, _ = cmd.Flags().GetString("template")
	options.Agency, _ = cmd.Flags().GetString("agency")
	options.Year, _ = cmd.Flags().GetInt("year")
	partial, _ := cmd.Flags().GetBool("partial")
	if err := a.free(cmd, out); err != nil {
		return err
	}
	e, _, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	if options.Template != "" {
		if _, said := e.Library().Template(options.Template); said.HasErrors() {
			return a.refuse(said)
		}
	}
	document, wrapped, said := readDocument(path, file)
	a.say(said)
	if document == nil || said.HasErrors() {
		return errReported
	}
	options.Wrapped = wrapped
	report, said := intake.Report(path, document, e.Library(), options)
	a.say(said)
	switch {
	case report == nil:
		return errReported
	case said.HasErrors() && !partial:
		return a.fail(diag.Errorf(diag.Pos{File: path}, "没有写报告文件：有读不懂的地方", "no report file was written: not everything was understood").
			WithHint("改正上面的错误，或用 --partial 写出读懂的部分", "mend the errors above, or write what was understood with --partial"))
	}
	converted, err := content(e, report, form, false)
	if err := a.save(out, converted, err); err != nil {
		return err
	}
	if said.HasErrors() {
		return errReported
	}
	return nil
}

// sameForm says whether two endings are of one form of report files.
func sameForm(a, b string) bool {
	yaml := func(s string) bool { return s == ".yaml" || s == ".yml" }
	return a == b || yaml(a) && yaml(b)
}
