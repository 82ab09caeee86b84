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

// newReport holds the path of a report file that is to be written to a form that
// there is, and refuses to write over what stands there unless that is forced.
func (a *app) newReport(path string, force bool) error {
	if err := knownForm(path); err != nil {
		return err
	}
	return a.free(path, force)
}

// save writes a file and prints its name. Unless that is forced it overwrites
// nothing, not even what came there since free looked.
func (a *app) save(file output.File, force bool) error {
	file.New = !force
	if err := a.report(engine.Write(file)); err != nil {
		return err
	}
	a.print(file.Path)
	return nil
}
