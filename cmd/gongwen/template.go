package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/data/schema"
	"gongwen/internal/diag"
	"gongwen/output"
)

func (a *app) templateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "template",
		Short: a.text("查看、检查、新建格式和样式", "Show, check and write templates and style sheets"),
		Args:  unknownCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	check := &cobra.Command{
		Use:     "check FILE…",
		Short:   a.text("检查格式或样式文件，一次说出全部问题", "Check files of templates or style sheets and say everything that is wrong"),
		Example: "  gongwen template check my-report.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("template check 后面要写格式或样式文件", "template check needs the file of a template or style sheet")
			}
			return nil
		},
		RunE: a.templateCheck,
	}
	show := &cobra.Command{
		Use:     "show [ID]",
		Short:   a.text("列出全部格式和样式，或者一种格式的内容", "List all templates and style sheets, or what one template holds"),
		Example: "  gongwen template show open-government-2021",
		Args:    atMostOne,
		RunE:    a.templateShow,
	}
	fresh := &cobra.Command{
		Use:     "new FILE",
		Short:   a.text("新建一个格式文件，带说明", "Write a small commented template to begin with"),
		Example: "  gongwen template new my-report.yaml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("template new 后面要写一个文件名", "template new needs one file name")
			}
			return nil
		},
		RunE: a.templateNew,
	}
	fresh.Flags().Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
	scheme := &cobra.Command{
		Use: "schema [ID]",
		Short: a.text("一种格式的报告文件的 JSON Schema；不写 ID 时是格式文件的",
			"The JSON Schema of a template's report files; without an ID that of templates"),
		Example: "  gongwen template schema open-government-2021 > report.schema.json",
		Args:    atMostOne,
		RunE:    a.templateSchema,
	}
	scheme.Flags().Bool("style", false, a.text("样式文件的 JSON Schema", "the JSON Schema of style sheets"))
	cmd.SuggestionsMinimumDistance = 2
	cmd.AddCommand(check, show, fresh, scheme)
	for _, sub := range cmd.Commands() {
		sub.InitDefaultHelpFlag()
		sub.Flags().Lookup("help").Usage = a.text("显示说明", "show this help")
	}
	return cmd
}

func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("%s 后面最多写一个格式", "%s takes at most one template", cmd.Name())
	}
	return nil
}

func (a *app) templateCheck(cmd *cobra.Command, args []string) error {
	e, _, problems := a.setup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	var said diag.List
	for _, path := range args {
		said = append(said, e.CheckPart(a.ctx, engine.FileInput(path))...)
	}
	a.say(said)
	if said.HasErrors() {
		return errReported
	}
	return nil
}

func (a *app) templateShow(cmd *cobra.Command, args []string) error {
	library, problems := a.library(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	var text bytes.Buffer
	var said diag.List
	if len(args) == 0 {
		said = a.listParts(&text, library)
	} else {
		t, problems := library.Template(args[0])
		if t == nil {
			return a.refuse(problems)
		}
		shower{app: a, out: &text, template: t}.all()
	}
	if _, err := a.world.Out.Write(text.Bytes()); err != nil {
		return err
	}
	a.say(said)
	if said.HasErrors() {
		return errReported
	}
	return nil
}

func (a *app) templateNew(cmd *cobra.Command, args []string) error {
	path := args[0]
	if filepath.Ext(path) != ".yaml" {
		return usagef("文件名应以 .yaml 结尾：%s", "the file name should end in .yaml: %s", path)
	}
	text, ok := configs.Starter(strings.TrimSuffix(filepath.Base(path), ".yaml"))
	if !ok {
		return usagef("文件名是格式的标识，只用小写字母、数字和连字符：%s", "the file name is the template's id, in lower case letters, digits and hyphens: %s", path)
	}
	if force, _ := cmd.Flags().GetBool("force"); !force {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			return a.fail(diag.Errorf(diag.Pos{File: path}, "文件已经存在，没有改动", "the file exists and was left as it is").
				WithHint("换一个文件名，或用 --force 覆盖", "choose another name, or overwrite it with --force"))
		}
	}
	if err := output.WriteFiles([]output.File{{Path: path, Data: []byte(text)}}); err != nil {
		return a.fail(diag.Errorf(diag.Pos{File: path}, "写不了文件：%v", "the file cannot be written: %v", err))
	}
	_, err := fmt.Fprintln(a.world.Out, path)
	return err
}

func (a *app) templateSchema(cmd *cobra.Command, args []string) error {
	style, _ := cmd.Flags().GetBool("style")
	var text []byte
	var err error
	switch {
	case style && len(args) > 0:
		return usagef("--style 后面不写格式", "--style takes no template")
	case style:
		text, err = schema.Style()
	case len(args) == 0:
		text, err = schema.Template()
	default:
		library, problems := a.library(cmd)
		if problems.HasErrors() {
			return a.refuse(problems)
		}
		t, problems := library.Template(args[0])
		if t == nil {
			return a.refuse(problems)
		}
		text, err = schema.Report(t)
	}
	if err != nil {
		return err
	}
	_, err = a.world.Out.Write(text)
	return err
}

// library opens the templates and style sheets that the configuration names.
func (a *app) library(cmd *cobra.Command) (*configs.Library, diag.List) {
	config, problems := a.settings(cmd)
	if problems.HasErrors() {
		return nil, problems
	}
	library, said := configs.OpenLibrary(config.Templates)
	return library, append(problems, said...)
}
