package configs

import (
	"path/filepath"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// substitutes reads the map of font roles to faces.
func (l *configLoader) substitutes(n *source.Node) {
	if n == nil {
		return
	}
	if n.Kind != source.Map {
		l.problems.Add(diag.Errorf(n.Pos, "这里应为“字体: [字体文件, …]”", "font roles with lists of faces are expected here"))
		return
	}
	for _, e := range n.Entries {
		faces := []*source.Node{e.Value}
		if e.Value.Kind == source.List {
			faces = e.Value.Items
		}
		for _, f := range faces {
			l.substituteFace(e.Key.Text, f)
		}
	}
}

func (l *configLoader) substituteFace(role string, n *source.Node) {
	face := source.String(n, &l.problems)
	switch ext := filepath.Ext(face); strings.ToLower(ext) {
	case ".ttf", ".otf", ".ttc":
		face = strings.TrimSuffix(face, ext)
	}
	switch {
	case n.Kind == source.Map || n.Kind == source.List:
	case face == "":
		l.problems.Add(diag.Errorf(n.Pos, "“%s”没有写明用哪种字体", "no face is given for %q", role))
	case strings.ContainsAny(face, `/\`):
		l.problems.Add(diag.Errorf(n.Pos, "这里只写字体文件的名称，不带文件夹：%s", "only the name of a font file goes here, without a folder: %s", face).
			WithHint("文件夹写在 fonts.dirs 里", "folders go into fonts.dirs"))
	default:
		l.fonts = append(l.fonts, Substitute{Role: role, Face: face, Pos: n.Pos})
	}
}
