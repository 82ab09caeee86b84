package reports

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
)

// importOptions are those of import.
type importOptions struct {
	engine.ImportOrder
	force bool
}

// AddFlags adds the flags of the options.
func (o *importOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVarP(&o.Path, "output", "o", "", text("写成的报告文件", "the report file to write"))
	flags.StringVar(&o.Template, "template", "", text("格式（默认按标题、年度和表格）", "template (default: by the title, the year and the tables)"))
	flags.StringVar(&o.Agency, "agency", "", text("机关名称（默认取自标题）", "name of the agency (default: from the title)"))
	flags.IntVar(&o.Year, "year", 0, text("年度（默认取自标题）", "year (default: from the title)"))
	flags.BoolVar(&o.Partial, "partial", false, text("有错误也写出读懂的部分，读不懂的行不写", "write what was understood in spite of errors, without the rows that were not"))
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite an existing file"))
}

func (a app) importCommand() *cobra.Command {
	var o importOptions
	cmd := &cobra.Command{
		Use:   "import [flags] -o OUT FILE",
		Short: a.Text("把以往的报告、公文（DOCX、网页、PDF、OFD、粘贴的文字、CSV）读成报告文件", "Read an earlier report or official document (DOCX, web page, PDF, OFD, pasted text, CSV) into a report file"),
		Long: a.Text(`把以往的报告读成报告文件。按内容认出文件的种类：DOCX、HTML、OFD、PDF（gongwen 生成的，有标签或没有标签的）、纯文本和 CSV（UTF-8、UTF-16 或 GB18030）。
标题、表格的行和栏目按格式里的名称查找；数的个数不对的行是错误，不猜。没有放进报告的内容都会列出。
通知、请示、函等公文按各要素的文字、顺序和样子查找：版头、标题、主送、正文、附件说明、署名、成文日期、附注、附件、版记。
PDF 如果附有报告文件（PDF/A-3a、4f），取回的就是那个文件，一个字节也不变。`,
			`Read an earlier report into a report file. What a file is, is seen from its content: DOCX, HTML, OFD, PDF (made by gongwen, tagged or not), plain text and CSV (UTF-8, UTF-16 or GB18030).
Headings, rows and columns are found by the names that the template has; a row with a wrong number of figures is an error and never a guess. What did not go into the report is listed.
Official documents (notices, requests, letters and so on) are read by the words, the order and the looks of their elements: head, title, recipients, text, list of attachments, who signs, date, note, attachments, foot.
From a PDF that carries its report file (PDF/A-3a or 4f) that file is taken out, byte for byte.`),
		Example: a.Text("  gongwen import -o 2023.yaml 2023.docx\n  gongwen import -o 2023.xlsx --agency 某县教育局 网页.html\n  gongwen import -o 2024.yaml 2024.pdf",
			"  gongwen import -o 2023.yaml 2023.docx\n  gongwen import -o 2023.xlsx --agency 某县教育局 page.html\n  gongwen import -o 2024.yaml 2024.pdf"),
		Args:              command.Exactly(1, diag.Text{ZH: "import 后面要写一个文件", EN: "import needs one file"}),
		ValidArgsFunction: command.FilesOf("docx", "html", "htm", "pdf", "ofd", "txt", "csv", "md"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Path == "" {
				return command.Usagef("要用 -o 写明报告文件的名称", "name the report file to write with -o")
			}
			if err := a.NewReport(o.Path, o.force); err != nil {
				return err
			}
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.importFile(cmd.Context(), s, o, args[0])
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.FilesOf(command.ReportEndings...))
	return cmd
}

func (a app) importFile(ctx context.Context, s command.Setup, o importOptions, path string) error {
	if o.Template != "" {
		if _, said := s.Engine.Library().Template(o.Template); said.HasErrors() {
			return a.Refuse(said)
		}
	}
	file, said := s.Engine.Import(ctx, engine.FileInput(path), o.ImportOrder)
	incomplete := a.Report(said)
	if file == nil {
		return command.ErrReported
	}
	if err := a.Save(*file, o.force); err != nil {
		return err
	}
	return incomplete
}
