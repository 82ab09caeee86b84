package engine

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// extensions are the endings of report files, in the order a folder is searched.
var extensions = []string{".yaml", ".yml", ".json", ".xlsx"}

// lockPrefix begins the names of the files by which office programs mark a
// document that is open.
const lockPrefix = "~$"

// hiddenPrefix begins the names of files that programs keep beside documents,
// such as StateName and the ._NAME of macOS.
const hiddenPrefix = "."

// configurationName is the one YAML file of a folder that is no report.
const configurationName = "gongwen.yaml"

// Inputs finds the report files that the arguments name, as Reports does, to
// make documents of them. Files whose documents would overwrite each other's
// are left out, each with an error.
func Inputs(args []string) ([]Input, diag.List) {
	found, problems := Reports(args)
	return apart(found, &problems), problems
}

// Reports finds the report files that the arguments name: files as they are,
// folders by the endings of report files, in order of name, without going
// deeper. Files that are named twice count once.
func Reports(args []string) ([]Input, diag.List) {
	var found []Input
	var problems diag.List
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case infile.IsStream(arg):
			found = append(found, FileInput(arg))
		case err != nil:
			problems.Add(unreadable(arg, err))
		case info.IsDir():
			in, list := reportsIn(arg)
			found = append(found, in...)
			problems = append(problems, list...)
		default:
			found = append(found, FileInput(arg))
		}
	}
	return once(found), problems
}

// reportsIn finds the report files of a folder.
func reportsIn(dir string) ([]Input, diag.List) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, diag.List{unreadable(dir, err)}
	}
	var found []Input
	for _, e := range entries {
		if e.IsDir() || e.Name() == configurationName || strings.HasPrefix(e.Name(), lockPrefix) || strings.HasPrefix(e.Name(), hiddenPrefix) || !slices.Contains(extensions, strings.ToLower(filepath.Ext(e.Name()))) {
			continue
		}
		found = append(found, foundInput(dir, e.Name()))
	}
	if len(found) == 0 {
		return nil, diag.List{diag.Errorf(diag.Pos{File: dir}, "文件夹里没有报告文件", "the folder holds no report file").
			WithHint("报告文件的扩展名是 %s", "report files end in %s", strings.Join(extensions, " "))}
	}
	return found, nil
}

func once(in []Input) []Input {
	seen := map[string]bool{}
	return slices.DeleteFunc(in, func(i Input) bool {
		path, err := filepath.Abs(i.Path)
		if err != nil {
			path = i.Path
		}
		again := seen[path]
		seen[path] = true
		return again
	})
}

// apart leaves out inputs whose documents would get one name. Names that
// differ in case only are one name on the file systems of Windows and macOS.
func apart(in []Input, problems *diag.List) []Input {
	byName := map[string][]string{}
	for _, i := range in {
		key := strings.ToLower(i.Name)
		byName[key] = append(byName[key], i.Path)
	}
	return slices.DeleteFunc(in, func(i Input) bool {
		paths := byName[strings.ToLower(i.Name)]
		if len(paths) == 1 {
			return false
		}
		problems.Add(diag.Errorf(diag.Pos{File: i.Path}, "几个报告的输出文件同名，会互相覆盖：%s", "several reports would write the same output file: %s", strings.Join(paths, "、")).
			WithHint("改文件名，或用 -o 分别输出到不同的文件夹", "rename one, or build each into a folder of its own with -o"))
		return true
	})
}
