package engine

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"gongwen/internal/diag"
	"gongwen/internal/infile"
	"gongwen/output"
)

// maxEditedBytes is the largest document in the way that is looked into.
const maxEditedBytes = 512 << 20

func edited(in Input, files []output.File, o Order) diag.List {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Path
	}
	return o.Edited(in, names)
}

// Edited says which of the documents of an input, by their names, stand in its folder and hold
// work of somebody's hand that would be lost; nil when they may be replaced.
func (o Order) Edited(in Input, names []string) diag.List {
	if o.Force {
		return nil
	}
	dir, _ := o.Place(in)
	var said diag.List
	for _, name := range names {
		for _, e := range o.Exporters {
			recogniser, ok := e.(output.Recogniser)
			if !ok || filepath.Ext(name) != "."+e.Format().Extension {
				continue
			}
			if d := inTheWay(recogniser, dir, name); d != nil {
				said.Add(*d)
			}
		}
	}
	return said
}

// inTheWay says why a file must not be replaced; nil when it may be or there is
// none.
func inTheWay(r output.Recogniser, dir, name string) *diag.Diagnostic {
	pos := diag.Pos{File: filepath.Join(dir, name)}
	content, err := infile.ReadIn(infile.Folder(dir), name, maxEditedBytes)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, infile.ErrFolder) || errors.Is(err, infile.ErrIrregular) || !isFolder(dir) {
		return nil // what cannot be written there is said when that is tried
	}
	if output.Held(err) {
		d := held(pos.File, diag.T("没有写任何文件", "nothing was written"))
		return &d
	}
	origin := output.Foreign
	if err == nil {
		origin = r.Origin(content)
	}
	var d diag.Diagnostic
	switch origin {
	case output.Untouched:
		return nil
	case output.Edited:
		d = diag.Errorf(pos, "这个文件生成以后有人改过，没有覆盖", "somebody has edited this file since it was made; it was not replaced").
			WithHint("要保留这些改动，把文件改名或移走（最好把改动也写进报告文件）；不要了，用 --force 覆盖", "to keep the changes rename the file or move it away, and better make them in the report file too; to lose them use --force")
	default:
		d = diag.Errorf(pos, "这里有一个同名的文件，不是这个程序生成的（或是旧版本生成的），没有覆盖", "a file of that name is there that this program has not made, or an old version has; it was not replaced").
			WithHint("把它改名或移走，或者用 -o 另选文件夹；不要了，用 --force 覆盖", "rename it, move it away or choose another folder with -o; to lose it use --force")
	}
	return &d
}

func isFolder(dir string) bool {
	info, err := os.Stat(cmp.Or(dir, "."))
	return err == nil && info.IsDir()
}
