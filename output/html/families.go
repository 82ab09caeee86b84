package html

import (
	"slices"
	"strings"

	"gongwen/layout/doc"
)

// kin is the kinds of Chinese faces and the names under which systems have one:
// Windows, macOS, then free ones. The first kind whose mark is in a font's name
// is its kind.
var kin = []struct {
	mark    string
	names   []string
	generic string
}{
	{"小标宋", []string{"FZXiaoBiaoSong-B05S", "华文中宋", "STZhongsong", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "SimSun"}, "serif"},
	{"仿宋", []string{"FangSong", "STFangsong", "FandolFang R", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"}, "serif"},
	{"楷", []string{"KaiTi", "Kaiti SC", "STKaiti", "LXGW WenKai Light", "LXGW WenKai"}, "serif"},
	{"黑", []string{"SimHei", "Heiti SC", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC"}, "sans-serif"},
	{"宋", []string{"SimSun", "Songti SC", "STSong", "Noto Serif CJK SC", "Noto Serif SC"}, "serif"},
}

// families is the font-family list of a font role: its Latin face, its own
// names, those of its kin, and the generic family.
func families(f doc.FontRole) string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if f.Latin != f.Name {
		add(latinFamily(f))
	}
	add(f.Name)
	add(f.Alt)
	generic := "serif"
	for _, k := range kin {
		if strings.Contains(f.Name+f.Alt+f.ID, k.mark) {
			for _, name := range k.names {
				add(name)
			}
			generic = k.generic
			break
		}
	}
	var b strings.Builder
	for _, name := range names {
		b.WriteString(quote(name))
		b.WriteByte(',')
	}
	return b.String() + generic
}

// latinFamily is the name under which the style sheet asks for the Latin
// letters and digits of a font role; empty when it has no face of its own for them.
func latinFamily(f doc.FontRole) string {
	if f.Latin == "" {
		return ""
	}
	return f.Latin + " for Latin"
}

// latinNames is the names under which systems have the face for Latin letters
// and digits of a font role, bold ones without the word Bold.
func latinNames(f doc.FontRole) []string {
	if f.Latin == "Times New Roman" {
		return []string{f.Latin, "Liberation Serif"} // of the same widths
	}
	return []string{f.Latin}
}
