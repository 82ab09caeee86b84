package main

import (
	"gongwen/cmd/internal/engine"
	"gongwen/output"
)

// knownForm refuses a name whose ending is of no form of report files.
func knownForm(path string) error {
	if _, ok := engine.FormOf(path); !ok {
		return usagef("文件名应以 .yaml、.json 或 .xlsx 结尾：%s", "the file name should end in .yaml, .json or .xlsx: %s", path)
	}
	return nil
}

// free refuses to write over what stands at a path, unless that is forced.
func (a *app) free(path string, force bool) error {
	if force {
		return nil
	}
	return a.report(engine.Free(path))
}

// save writes files and prints their names.
func (a *app) save(files ...output.File) error {
	if err := a.report(engine.Write(files...)); err != nil {
		return err
	}
	for _, f := range files {
		a.print(f.Path)
	}
	return nil
}
