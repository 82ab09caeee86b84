package engine

import (
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/layout/compose"
)

// Names are the names of the documents of reports, without extension, each with the files
// of those that have it.
type Names struct {
	beside bool
	of     map[string][]string
}

// NamesOf are the names of the documents of reports, which go beside each or into one
// folder. Of what is no report file, such as a Word file to be checked, none are made.
func NamesOf(inputs []Input, beside bool) Names {
	n := Names{beside, map[string][]string{}}
	for _, in := range inputs {
		if isReportFile(in.Path) {
			key := n.key(in, in.Name)
			n.of[key] = append(n.of[key], in.Path)
		}
	}
	return n
}

// key is a name as file systems have it that tell neither case (Windows, macOS) nor how a
// character is put together (macOS) apart.
func (n Names) key(in Input, name string) string {
	if n.beside {
		name = filepath.Join(filepath.Dir(in.Path), filepath.FromSlash(path.Base(name)))
	}
	return strings.ToLower(norm.NFC.String(diag.Legible(name))) // bytes that are no text are none of another either
}

// OwnNames parts the inputs whose documents have names of their own from those whose
// documents would overwrite each other's, each of which is said to.
func OwnNames(found []Input, beside bool) (inputs, twins []Input, said diag.List) {
	names := NamesOf(found, beside)
	for _, in := range found {
		paths := names.of[names.key(in, in.Name)]
		if len(paths) < 2 || !isReportFile(in.Path) {
			inputs = append(inputs, in)
			continue
		}
		twins = append(twins, in)
		said.Add(diag.Errorf(diag.Pos{File: in.Path}, "几个报告的输出文件同名，会互相覆盖：%s", "several reports would write the same output file: %s", strings.Join(paths, "、")).
			WithHint("改文件名，或用 -o 分别输出到不同的文件夹", "rename one, or build each into a folder of its own with -o"))
	}
	return inputs, twins, said
}

// Attached says that an attachment of a report that is bound apart would be called as the
// documents of another report are; nil where none would.
func (n Names) Attached(in Input, report *data.Report) diag.List {
	for i, a := range report.Attachments {
		if !isDocument(a) {
			continue
		}
		name := attachedName(in, report, i)
		if others := n.of[n.key(in, name)]; len(others) > 0 {
			return diag.List{diag.Errorf(diag.Pos{File: in.Path}, "另订的附件的输出文件 %s 与别的报告的同名，会互相覆盖：%s", "the output file %s of an attachment that is bound apart is that of another report, too: %s", path.Base(name), strings.Join(others, "、")).
				WithHint("改文件名，或用 -o 分别输出到不同的文件夹", "rename one, or build each into a folder of its own with -o")}
		}
	}
	return nil
}

// attachedName is the name of the documents of an attachment that is bound apart.
func attachedName(in Input, report *data.Report, index int) string {
	return in.Name + "-" + compose.ApartName(report, index)
}
