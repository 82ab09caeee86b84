package configs

import (
	"slices"

	"gongwen/internal/diag"
	"gongwen/internal/source"
	"gongwen/internal/source/overlay"
)

const extendsKey = "extends"

// maxExtends is how many files may extend one another in a row.
const maxExtends = 8

// inherit is the tree of the template or style sheet of the given id with what
// it leaves out taken from the one that it extends, and so on. One in the folder
// of overrides may extend the embedded one of its own name. Places stay those of
// the file that a value was written in. n without the key is n; it is nil when
// what is to be extended cannot be had. before stands before the names of the other files.
func (l *Library) inherit(n *source.Node, id string, kind fileKind, before string, problems *diag.List) *source.Node {
	var read []libraryFile
	if own, err := l.open(id, kind); err == nil {
		read = append(read, own)
	}
	n = kind.own(n)
	for {
		_, base, extends := overlay.Entry(n, extendsKey)
		if !extends {
			return n
		}
		said := len(*problems)
		n = overlay.Without(n, extendsKey)
		if base.Kind != source.Scalar {
			source.String(base, problems)
			return nil
		}
		file, err := l.open(base.Text, kind)
		if base.Text == id {
			file, err = openEmbedded(id, kind)
		}
		switch {
		case err != nil:
			problems.Add(diag.Errorf(base.Pos, "文件 %s 不能读：%v", "the file %s cannot be read: %v", file.name, err))
		case slices.ContainsFunc(read, file.is) || file.content == nil && base.Text == id:
			problems.Add(diag.Errorf(base.Pos, "%[2]s“%[1]s”绕回来以自己为基础", "the %[2]s %[1]q comes to extend itself", base.Text, kind.name))
		case file.content == nil:
			problems.Add(l.none(base.Pos, base.Text, kind))
		case len(read) > maxExtends:
			problems.Add(diag.Errorf(base.Pos, "%[2]s一个以一个为基础，最多 %[1]d 层", "a %[2]s may extend another, and so on, %[1]d deep", maxExtends, kind.name))
		}
		if len(*problems) > said {
			return nil
		}
		parent, faults := source.Parse(before+file.name, file.content)
		*problems = append(*problems, faults...)
		if parent == nil {
			return nil
		}
		if parent.Kind != source.Map {
			problems.Add(diag.Errorf(parent.Pos, "这里应为“名称: {…}”的一组", "named entries are expected here"))
			return nil
		}
		if kind.dir == templateKind.dir {
			keepsErrors(parent, n, problems)
		}
		read, id = append(read, file), base.Text
		n = overlay.Maps(kind.own(parent), n, kind.merge)
	}
}
