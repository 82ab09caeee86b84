package engine

import (
	"io/fs"
	"os"

	"gongwen/internal/diag"
)

// Distinct leaves out files that are named again by another path, such as a
// link, each with a warning.
func Distinct(in []Input) ([]Input, diag.List) {
	type likeness struct{ size, time int64 }
	type known struct {
		input Input
		info  fs.FileInfo
	}
	alike := map[likeness][]known{}
	var out []Input
	var said diag.List
files:
	for _, i := range in {
		info, err := os.Stat(i.Path)
		if err != nil {
			out = append(out, i) // what is wrong is said when it is read
			continue
		}
		like := likeness{info.Size(), info.ModTime().UnixNano()}
		for _, k := range alike[like] {
			if os.SameFile(k.info, info) {
				said.Add(diag.Warnf(diag.Pos{File: i.Path}, "与 %s 是同一个文件，只算一次", "the same file as %s, which counts once", k.input.Path))
				continue files
			}
		}
		alike[like] = append(alike[like], known{i, info})
		out = append(out, i)
	}
	return out, said
}

// Except leaves out the inputs that are the same file as one of the paths, such
// as the result of an earlier run that lies in the folder of its sources. Each
// is told in a note.
func Except(in []Input, paths ...string) ([]Input, diag.List) {
	var out []Input
	var said diag.List
	for _, i := range in {
		if at(i.Path, paths) {
			said.Add(diag.Diagnostic{Level: diag.Note, Pos: diag.Pos{File: i.Path}, Message: diag.T("这是要写的文件，不算来源", "this is a file to write, not a source")})
			continue
		}
		out = append(out, i)
	}
	return out, said
}

func at(path string, paths []string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	for _, p := range paths {
		if other, err := os.Stat(p); err == nil && os.SameFile(info, other) {
			return true
		}
	}
	return false
}
