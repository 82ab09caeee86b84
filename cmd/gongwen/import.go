package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/internal/diag"
	"gongwen/output/pades"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import [flags] -o OUT FILE.pdf",
		Short: a.text("从 PDF 取回所附的报告文件", "Take the report file out of a PDF that carries it"),
		Long: a.text("从 gongwen 生成的 PDF（PDF/A-3a、4f）取回所附的报告文件，一个字节也不变。",
			"Take the report file, byte for byte, out of a PDF that gongwen made (PDF/A-3a or 4f)."),
		Example: "  gongwen import -o 2024.yaml 2024.pdf",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("import 后面要写一个文件", "import needs one file")
			}
			return nil
		},
		RunE: a.importFile,
	}
	cmd.Flags().StringP("output", "o", "", a.text("写成的报告文件", "the report file to write"))
	cmd.Flags().Bool("force", false, a.text("文件已有时覆盖", "overwrite an existing file"))
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
	pos := diag.Pos{File: path}
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		return a.fail(diag.Errorf(pos, "现在只能从 PDF 取回报告文件，还不能读这种文件", "only a PDF can be imported yet, not this kind of file"))
	}
	attached, fault := pades.Source(content)
	if fault != nil {
		return a.fail(diag.Diagnostic{Pos: pos, Message: *fault}.
			WithHint("只有用 --pdf-level 3a 或 4f 生成的 PDF 带着报告文件", "only a PDF made with --pdf-level 3a or 4f carries its report file"))
	}
	if had := strings.ToLower(filepath.Ext(attached.Name)); !sameForm(had, form) {
		return a.fail(diag.Errorf(pos, "所附的报告文件是 %s，不能写成 %s", "the attached report file is %s and cannot be written as %s", fmt.Sprintf("%q", had), form).
			WithHint("先取回原来的文件，再用 gongwen convert 转换", "take it out as it is, then use gongwen convert"))
	}
	if err := a.free(cmd, out); err != nil {
		return err
	}
	return a.save(out, attached.Data, nil)
}

// sameForm says whether two endings are of one form of report files.
func sameForm(a, b string) bool {
	yaml := func(s string) bool { return s == ".yaml" || s == ".yml" }
	return a == b || yaml(a) && yaml(b)
}
