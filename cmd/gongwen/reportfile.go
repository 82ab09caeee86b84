package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/data/write"
	"gongwen/data/xlsx"
	"gongwen/internal/diag"
	"gongwen/output"
)

// reportForms are the endings of the report files that can be written.
var reportForms = []string{".yaml", ".yml", ".json", ".xlsx"}

// formOf is the form that a report file gets by its name.
func formOf(path string) (string, error) {
	form := strings.ToLower(filepath.Ext(path))
	if !slices.Contains(reportForms, form) {
		return "", usagef("文件名应以 .yaml、.json 或 .xlsx 结尾：%s", "the file name should end in .yaml, .json or .xlsx: %s", path)
	}
	return form, nil
}

// content writes a report in a form; one to fill in has a guide where the form
// has comments.
func content(e *engine.Engine, report *data.Report, form string, guide bool) ([]byte, error) {
	switch form {
	case ".json":
		return write.JSON(report), nil
	case ".xlsx":
		style, said := e.Library().Style(report.Template.Style)
		if said.HasErrors() {
			return nil, said
		}
		return xlsx.Write(report, style)
	}
	return write.YAML(report, guide)
}

// free says whether a file may be written: it is not there, or --force is given.
func (a *app) free(cmd *cobra.Command, path string) error {
	if force, _ := cmd.Flags().GetBool("force"); force {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return a.fail(diag.Errorf(diag.Pos{File: path}, "文件已经存在，没有改动", "the file exists and was left as it is").
		WithHint("换一个文件名，或用 --force 覆盖", "choose another name, or overwrite it with --force"))
}

// save writes a report file and prints its name.
func (a *app) save(path string, content []byte, err error) error {
	if err == nil {
		err = output.WriteFiles([]output.File{{Path: path, Data: content}})
	}
	if err != nil {
		return a.fail(diag.Errorf(diag.Pos{File: path}, "写不了文件：%v", "the file cannot be written: %v", err))
	}
	_, err = a.world.Out.Write([]byte(path + "\n"))
	return err
}
