package templates

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/data/schema"
	"gongwen/internal/diag"
	"gongwen/output"
)

func (a app) templateCommand() *cobra.Command {
	var force, style, prose bool
	var base string
	cmd := &cobra.Command{
		Use:   "template",
		Short: a.Text("查看、检查、新建格式和样式", "Show, check and write templates and style sheets"),
		Args:  command.UnknownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	check := &cobra.Command{
		Use:               "check FILE…",
		Short:             a.Text("检查格式、样式或文字规则文件，一次说出全部问题", "Check files of templates, style sheets or prose rules and say everything that is wrong"),
		Example:           "  gongwen template check my-report.yaml",
		ValidArgsFunction: command.FilesOf("yaml"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return command.Usagef("template check 后面要写格式或样式文件", "template check needs the file of a template or style sheet")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.Setup(cmd.Context(), cmd.Flags(), command.DocumentOptions{})
			if err != nil {
				return err
			}
			return a.templateCheck(cmd.Context(), s, args)
		},
	}
	show := &cobra.Command{
		Use:               "show [ID]",
		Short:             a.Text("列出全部格式和样式，或者一种格式的内容", "List all templates and style sheets, or what one template holds"),
		Example:           "  gongwen template show open-government-2021",
		Args:              atMostOne,
		ValidArgsFunction: a.firstTemplate,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.templateShow(cmd.Context(), cmd.Flags(), args) },
	}
	fresh := &cobra.Command{
		Use:               "new FILE",
		Short:             a.Text("新建一个格式文件，带说明", "Write a small commented template to begin with"),
		Example:           "  gongwen template new my-report.yaml\n  gongwen template new county.yaml --extends open-government-2021",
		ValidArgsFunction: command.FilesOf("yaml"),
		Args:              command.Exactly(1, diag.Text{ZH: "template new 后面要写一个文件名", EN: "template new needs one file name"}),
		RunE:              func(_ *cobra.Command, args []string) error { return a.templateNew(args[0], base, force) },
	}
	fresh.Flags().StringVar(&base, "extends", "", a.Text("以哪个格式为基础，只写本地的规定", "the template to extend, for one with local rules only"))
	fresh.Flags().BoolVar(&force, "force", false, a.Text("文件已有时覆盖", "overwrite an existing file"))
	scheme := &cobra.Command{
		Use: "schema [ID]",
		Short: a.Text("一种格式的报告文件的 JSON Schema；不写 ID 时是格式文件的",
			"The JSON Schema of a template's report files; without an ID that of templates"),
		Example:           "  gongwen template schema open-government-2021 > report.schema.json",
		Args:              atMostOne,
		ValidArgsFunction: a.firstTemplate,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.templateSchema(cmd.Context(), cmd.Flags(), args, style, prose)
		},
	}
	scheme.Flags().BoolVar(&style, "style", false, a.Text("样式文件的 JSON Schema", "the JSON Schema of style sheets"))
	scheme.Flags().BoolVar(&prose, "prose", false, a.Text("文字规则文件的 JSON Schema", "the JSON Schema of prose rules"))
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(check, show, fresh, scheme)
	return cmd
}

func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return command.Usagef("%s 后面最多写一个格式", "%s takes at most one template", cmd.Name())
	}
	return nil
}

func (a app) templateCheck(ctx context.Context, s command.Setup, paths []string) error {
	var said diag.List
	known := map[diag.Key]bool{} // a template says what is wrong with its style sheet, which may be checked too
	for _, path := range paths {
		for _, d := range s.Engine.CheckPart(ctx, engine.FileInput(path)) {
			if !known[d.Key()] {
				known[d.Key()] = true
				said.Add(d)
			}
		}
	}
	defer a.Printer.Verdict()
	return a.Report(said)
}

func (a app) templateShow(ctx context.Context, flags *pflag.FlagSet, args []string) error {
	library, _, err := a.Library(ctx, flags)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	var said diag.List
	if len(args) == 0 {
		said = a.listParts(&text, library)
	} else {
		t, problems := library.Template(args[0])
		if t == nil {
			return a.Refuse(problems)
		}
		shower{app: a, out: &text, template: t}.all()
	}
	a.PrintText(text.String())
	return a.Report(said)
}

func (a app) templateNew(path, base string, force bool) error {
	if filepath.Ext(path) != ".yaml" {
		return command.Usagef("文件名应以 .yaml 结尾：%s", "the file name should end in .yaml: %s", path)
	}
	id := strings.TrimSuffix(filepath.Base(path), ".yaml")
	text, ok := configs.Starter(id)
	if base != "" {
		text, ok = configs.ExtendingStarter(id, base)
	}
	if !ok {
		return command.Usagef("文件名是格式的标识，只用小写字母、数字和连字符：%s", "the file name is the template's id, in lower case letters, digits and hyphens: %s", path)
	}
	if err := a.Free(path, force); err != nil {
		return err
	}
	return a.Save(output.File{Path: path, Data: []byte(text)}, force)
}

func (a app) templateSchema(ctx context.Context, flags *pflag.FlagSet, args []string, style, prose bool) error {
	var text []byte
	var err error
	switch {
	case style && prose:
		return command.Usagef("--style 和 --prose 只写一个", "--style and --prose exclude each other")
	case (style || prose) && len(args) > 0:
		return command.Usagef("--style、--prose 后面不写格式", "--style and --prose take no template")
	case style:
		text, err = schema.Style()
	case prose:
		text, err = schema.Prose()
	case len(args) == 0:
		text, err = schema.Template()
	default:
		library, _, failed := a.Library(ctx, flags)
		if failed != nil {
			return failed
		}
		t, problems := library.Template(args[0])
		if t == nil {
			return a.Refuse(problems)
		}
		text, err = schema.Report(t)
	}
	_, _ = a.Data.Write(text)
	return a.Report(diag.From(err))
}

// firstTemplate are the templates where none has been named.
func (a app) firstTemplate(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.Known(cmd).Templates(), cobra.ShellCompDirectiveNoFileComp
}
