package command

import (
	"path/filepath"

	"gongwen/cmd/internal/engine"
	"gongwen/internal/portable"
	"gongwen/output"
)

// KnownForm is an error of usage unless the name of a file ends as report files
// do (.yaml, .yml, .json, .xlsx) and is one that every system takes: report files are
// sent around. Nil otherwise.
func KnownForm(path string) error {
	if fault := portable.Name(filepath.Base(path)); fault != nil {
		return Usagef("%s：%s", "%s: %s", *fault, path)
	}
	if _, ok := engine.FormOf(path); !ok {
		return Usagef("文件名应以 .yaml、.json 或 .xlsx 结尾：%s", "the file name should end in .yaml, .json or .xlsx: %s", path)
	}
	return nil
}

// Free ends the command, with a message, when a file already stands at path.
// With force it looks at nothing.
func (a *App) Free(path string, force bool) error {
	if force {
		return nil
	}
	return a.Report(engine.Free(path))
}

// NewReport looks at the path of a report file that is to be written: its
// ending must be that of a form (KnownForm), and nothing may stand there (Free)
// unless force is set.
func (a *App) NewReport(path string, force bool) error {
	if err := KnownForm(path); err != nil {
		return err
	}
	return a.Free(path, force)
}

// Save writes a file and prints its name. Unless that is forced it overwrites
// nothing, not even what came there since Free looked.
func (a *App) Save(file output.File, force bool) error {
	file.New = !force
	if err := a.Report(engine.Write(file)); err != nil {
		return err
	}
	a.Print(file.Path)
	return nil
}
