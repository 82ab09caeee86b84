package engine

import (
	"os"
	"path"
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

// Search says where report files are looked for, and where their documents go.
type Search struct {
	Deep   bool // in the folders below a folder too
	Beside bool // documents go beside each report
	Check  bool // no documents are made: that some would overwrite others is a warning
}

// bagMark is the file that makes a folder a bag (RFC 8493 2.1.1).
const bagMark = "bagit.txt"

// What a search below a folder costs at most.
const (
	maxFolders = 20_000
	maxDepth   = 32
)

// Inputs finds the report files that the arguments name, as Reports does, to
// make documents of them. Files whose documents would overwrite each other's
// are left out, each with an error, but where they are only checked.
func Inputs(args []string, how Search) ([]Input, diag.List) {
	found, problems := Reports(args, how.Deep)
	inputs, _, said := OwnNames(found, how.Beside)
	if how.Check {
		inputs = found
		for i := range said {
			said[i].Level = diag.Warning
		}
	}
	return inputs, append(problems, said...)
}

// Reports finds the report files that the arguments name: files as they are,
// folders by the endings of report files, in order of name; the folders below
// them where it is to go deep. Files that are named twice count once.
func Reports(args []string, deep bool) ([]Input, diag.List) {
	var found []Input
	var problems diag.List
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case infile.IsStream(arg):
			found = append(found, FileInput(arg))
		case err != nil && strings.ContainsAny(filepath.Base(arg), "*?"): // a pattern that a shell has left as it is
			problems.Add(diag.Errorf(diag.Pos{File: arg}, "没有这样的文件", "no file is called like that"))
		case err != nil:
			problems.Add(unreadable(arg, err))
		case info.IsDir():
			in, list := reportsIn(arg, deep)
			found = append(found, in...)
			problems = append(problems, list...)
		default:
			found = append(found, FileInput(arg))
		}
	}
	return once(found), problems
}

// reportsIn finds the report files of a folder.
func reportsIn(dir string, deep bool) ([]Input, diag.List) {
	s := searching{root: dir, deep: deep}
	s.folder("", 0)
	if len(s.found) == 0 && !s.problems.HasErrors() {
		d := diag.Errorf(diag.Pos{File: dir}, "文件夹里没有报告文件", "the folder holds no report file").
			WithHint("报告文件的扩展名是 %s", "report files end in %s", strings.Join(extensions, " "))
		if s.below > 0 {
			d = d.WithHint("下级文件夹里的，加上 --recursive 才找", "those in the folders below are looked for with --recursive")
		}
		s.problems.Add(d)
	}
	return s.found, s.problems
}

// searching is a search for report files below a folder.
type searching struct {
	root     string
	deep     bool
	found    []Input
	below    int // folders that were not looked into
	looked   int // folders that were
	problems diag.List
}

// folder looks into a folder below the root, which is named by slashes. Hidden
// folders and bags are passed over, links are not followed: the copies in a bag
// are no reports to fill in.
func (s *searching) folder(below string, depth int) {
	dir := filepath.Join(s.root, filepath.FromSlash(below))
	entries, err := os.ReadDir(dir)
	if err != nil {
		s.problems.Add(unreadable(dir, err))
		return
	}
	if s.looked++; s.looked > maxFolders || depth > maxDepth {
		s.problems.Add(diag.Errorf(diag.Pos{File: dir}, "文件夹太多或太深，没有再往下找", "there are too many folders or too deep ones; no more are looked into"))
		return
	}
	if below != "" && slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == bagMark }) {
		return
	}
	for _, e := range entries {
		if isReportName(e) {
			in := foundInput(dir, e.Name())
			in.Name = path.Join(below, in.Name)
			s.found = append(s.found, in)
		}
	}
	for _, e := range entries {
		switch {
		case !e.IsDir() || strings.HasPrefix(e.Name(), hiddenPrefix):
		case !s.deep:
			s.below++
		default:
			s.folder(path.Join(below, e.Name()), depth+1)
		}
	}
}

func isReportName(e os.DirEntry) bool {
	return !e.IsDir() && e.Name() != configurationName && !strings.HasSuffix(e.Name(), markedSuffix+".xlsx") && !strings.HasPrefix(e.Name(), lockPrefix) && !strings.HasPrefix(e.Name(), hiddenPrefix) &&
		slices.Contains(extensions, strings.ToLower(filepath.Ext(e.Name())))
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
