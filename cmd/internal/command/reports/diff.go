package reports

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/internal/diag"
	"gongwen/output"
)

// diffOptions are those of diff.
type diffOptions struct {
	format string
	paths  []string // of files that show the differences, by their endings
	force  bool
}

// The forms of differences for the terminal and for programs, and the endings of
// documents in which they are marked.
var (
	diffFormats   = []string{"text", "json", "html"}
	diffDocuments = []string{"docx", "pdf"}
)

// AddFlags adds the flags of the options.
func (o *diffOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVar(&o.format, "format", "text", text("差别的格式：text、json 或 html", "format of the differences: text, json or html"))
	flags.StringArrayVarP(&o.paths, "save", "o", nil, text("写成文件，按扩展名：.docx 花脸稿（修订）、.pdf 花脸稿、.html、.json、.txt；可以写几个", "write a file, by its ending: .docx with tracked changes, .pdf with marked text, .html, .json, .txt; may be given several times"))
	flags.BoolVar(&o.force, "force", false, text("文件已有时覆盖", "overwrite an existing file"))
}

func (a app) diffCommand() *cobra.Command {
	var o diffOptions
	cmd := &cobra.Command{
		Use:   "diff [flags] OLD NEW",
		Short: a.Text("比较两份报告：数逐个比，文字逐句比", "Compare two reports figure by figure and sentence by sentence"),
		Long: a.Text("比较两份报告（import 能读的都可以）。删去的写成 [-…-]，加上的写成 {+…+}；用 -o 写成花脸稿：DOCX 里是可以接受、拒绝的修订，PDF 里删去的划线、加上的有下划线。",
			"Compare two reports in any form that import takes. What was taken away is shown as [-…-], what was put in as {+…+}; -o writes a document in which the differences are marked: a DOCX has tracked changes, in a PDF what was taken away is struck out and what was put in is underlined."),
		Example: a.Text("  gongwen diff 2023.yaml 2024.yaml\n  gongwen diff -o 花脸稿.docx -o 花脸稿.pdf 送审.yaml 2024.yaml",
			"  gongwen diff 2023.yaml 2024.yaml\n  gongwen diff -o marked.docx -o marked.pdf draft.yaml 2024.yaml"),
		Args:              command.Exactly(2, diag.Text{ZH: "diff 后面要写两个报告", EN: "diff needs two reports"}),
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(diffFormats, o.format) {
				return command.Usagef("--format 只能是 text、json 或 html", "--format is text, json or html")
			}
			for _, path := range o.paths {
				if !slices.Contains(append([]string{"html", "json", "txt"}, diffDocuments...), ending(path)) {
					return command.Usagef("-o 的文件名应以 .docx、.pdf、.html、.json 或 .txt 结尾：%s", "the file of -o should end in .docx, .pdf, .html, .json or .txt: %s", path)
				}
				if err := a.Free(path, o.force); err != nil {
					return err
				}
			}
			config, err := a.Settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			config.Output.Formats = slices.DeleteFunc(slices.Clone(diffDocuments), func(f string) bool { return !o.wants(f) })
			s, err := a.Configured(config, command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.diff(cmd.Context(), s, o, args[0], args[1])
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "format", command.OneOf(diffFormats...))
	return cmd
}

func ending(path string) string {
	return strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
}

// wants reports whether a file of an ending is to be written.
func (o diffOptions) wants(format string) bool {
	return slices.ContainsFunc(o.paths, func(path string) bool { return ending(path) == format })
}

func (a app) diff(ctx context.Context, s command.Setup, o diffOptions, old, new string) error {
	c, said := s.Engine.Compare(ctx, engine.FileInput(old), engine.FileInput(new), s.Order)
	if c == nil {
		return a.Report(said)
	}
	a.Say(said)
	if len(o.paths) == 0 {
		content, err := a.differences(c, o.format)
		if err != nil {
			return a.Report(diag.From(err))
		}
		if o.format == "text" {
			a.PrintText(string(content))
			return nil
		}
		_, _ = a.Data.Write(content)
		return nil
	}
	return a.saveDiff(ctx, s, c, o)
}

// saveDiff writes the files of the differences.
func (a app) saveDiff(ctx context.Context, s command.Setup, c *engine.Comparison, o diffOptions) error {
	var documents []output.File
	if len(s.Order.Exporters) > 0 {
		var said diag.List
		documents, said = s.Engine.Redline(ctx, c, "diff", s.Order)
		if err := a.Report(said); err != nil {
			return err
		}
	}
	for _, path := range o.paths {
		file := output.File{Path: path}
		if i := slices.IndexFunc(documents, func(f output.File) bool { return ending(f.Path) == ending(path) }); i >= 0 {
			file.Data = documents[i].Data
		} else {
			content, err := a.differences(c, ending(path))
			if err != nil {
				return a.Report(diag.From(err))
			}
			file.Data = content
		}
		if err := a.Save(file, o.force); err != nil {
			return err
		}
	}
	return nil
}

// differences are those of a comparison in a form.
func (a app) differences(c *engine.Comparison, form string) ([]byte, error) {
	switch form {
	case "json":
		return c.Diff.JSON()
	case "html":
		return c.Diff.HTML(a.Lang)
	}
	return []byte(c.Diff.Format(a.Lang)), nil
}
