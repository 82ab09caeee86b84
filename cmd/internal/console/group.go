package console

import (
	"cmp"
	"slices"
	"strings"

	"gongwen/internal/diag"
)

// How much is printed of what is the same.
const (
	maxSame  = 3   // files with the same warning
	maxNamed = 5   // files that are named of those that were only counted
	maxFile  = 200 // diagnostics of a file
)

// groups counts warnings and notes that are the same in several files. Errors
// are never counted away: each has to be mended in its place.
type groups map[diag.Key]*group

// group is a diagnostic and the files that have it.
type group struct {
	first int // order in which groups came up
	said  diag.Diagnostic
	files []string // in which it was printed
	more  []string // in which it was not
	count int      // how often it was not printed
}

// shows reports whether a diagnostic is to be printed, and counts it.
func (g groups) shows(d diag.Diagnostic) bool {
	if d.Level == diag.Error || d.Pos.File == "" {
		return true
	}
	key := d.Key()
	key.Pos = diag.Pos{}
	same, known := g[key]
	if !known {
		same = &group{first: len(g), said: d}
		g[key] = same
	}
	if slices.Contains(same.files, d.Pos.File) {
		return true
	}
	if len(same.files) < maxSame {
		same.files = append(same.files, d.Pos.File)
		return true
	}
	same.count++
	if len(same.more) == 0 || same.more[len(same.more)-1] != d.Pos.File {
		same.more = append(same.more, d.Pos.File)
	}
	return false
}

// rest is what was counted, a diagnostic for each group.
func (g groups) rest() diag.List {
	var found []*group
	for _, same := range g {
		if same.count > 0 {
			found = append(found, same)
		}
	}
	slices.SortFunc(found, func(a, b *group) int { return cmp.Compare(a.first, b.first) })
	var out diag.List
	for _, same := range found {
		out.Add(same.diagnostic())
	}
	return out
}

func (s *group) diagnostic() diag.Diagnostic {
	named := s.more[:min(len(s.more), maxNamed)]
	and := diag.Text{}
	if len(s.more) > len(named) {
		and = diag.T(" 等", " and others")
	}
	return diag.Diagnostic{
		Level: s.said.Level, Rule: s.said.Rule,
		Message: diag.T("另有 %d 个文件也是这样，共 %d 处：%s", "%d more files have this, %d times: %s", len(s.more), s.count, s.said.Message),
		Related: []diag.Place{{Text: diag.T("%s%s", "%s%s", strings.Join(named, "、"), and)}},
	}
}

// leftOut counts what is not printed of a file.
type leftOut struct{ count [3]int }

func (l leftOut) diagnostic(file string) diag.Diagnostic {
	return diag.Diagnostic{Level: diag.Note, Pos: diag.Pos{File: file},
		Message: diag.T("还有 %d 个错误、%d 个警告、%d 条说明没有列出", "%d more errors, %d warnings and %d notes are not listed",
			l.count[diag.Error], l.count[diag.Warning], l.count[diag.Note])}
}

// bounded is list with at most maxFile diagnostics of each file, errors before
// others, in the order of the list, and what is left out by file.
func bounded(list diag.List) (diag.List, map[string]leftOut) {
	if len(list) <= maxFile {
		return list, nil
	}
	room := map[string]int{}
	keep := make([]bool, len(list))
	for level := diag.Error; level <= diag.Note; level++ {
		for i, d := range list {
			if d.Level == level && room[d.Pos.File] < maxFile {
				room[d.Pos.File]++
				keep[i] = true
			}
		}
	}
	var shown diag.List
	left := map[string]leftOut{}
	for i, d := range list {
		if keep[i] {
			shown.Add(d)
			continue
		}
		l := left[d.Pos.File]
		l.count[d.Level]++
		left[d.Pos.File] = l
	}
	return shown, left
}
