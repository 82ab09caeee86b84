package layout

import (
	"unicode"
	"unicode/utf8"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// script is a script whose letters join, stack or run from right to left. This
// package sets characters side by side from left to right: such text would come
// out wrong with any face, so it is refused.
type script struct {
	table *unicode.RangeTable
	name  diag.Text
}

// refusedScripts are the scripts that need more than this package does.
func refusedScripts() []script {
	return []script{
		{unicode.Arabic, diag.T("阿拉伯字母（维吾尔文、哈萨克文等）", "Arabic letters, as of Uyghur and Kazakh")},
		{unicode.Tibetan, diag.T("藏文", "Tibetan")},
		{unicode.Mongolian, diag.T("蒙古文", "Mongolian")},
		{unicode.Phags_Pa, diag.T("八思巴文", "Phags-pa")},
		{unicode.Thai, diag.T("泰文", "Thai")},
		{unicode.Lao, diag.T("老挝文", "Lao")},
		{unicode.Khmer, diag.T("高棉文", "Khmer")},
		{unicode.Myanmar, diag.T("缅甸文", "Burmese")},
		{unicode.New_Tai_Lue, diag.T("西双版纳新傣文", "New Tai Lue")},
		{unicode.Tai_Le, diag.T("德宏傣文", "Tai Le")},
		{unicode.Tai_Tham, diag.T("老傣文", "Tai Tham")},
		{unicode.Devanagari, diag.T("天城文", "Devanagari")},
		{unicode.Bengali, diag.T("孟加拉文", "Bengali")},
		{unicode.Tamil, diag.T("泰米尔文", "Tamil")},
		{unicode.Hebrew, diag.T("希伯来文", "Hebrew")},
		{unicode.Syriac, diag.T("叙利亚文", "Syriac")},
	}
}

// firstRefused is the first letter of the lowest script that is refused.
const firstRefused = 0x590

// refuses reports whether text has letters of a script that is refused. Each
// script is said once a text, at its first letter.
func (s *setter) refuses(r doc.Run, said map[string]bool) bool {
	refused := false
	for at, c := range r.Text {
		if c < firstRefused || c >= 0x4E00 && c <= 0x9FFF || unicode.Is(unicode.Han, c) || !unicode.IsLetter(c) && !unicode.IsMark(c) {
			continue
		}
		for _, script := range refusedScripts() {
			if !unicode.Is(script.table, c) {
				continue
			}
			refused = true
			if said[script.name.EN] {
				break
			}
			said[script.name.EN] = true
			pos := r.Pos.Offset(utf8.RuneCountInString(r.Text[:at]))
			s.say(diag.Errorf(pos, "不能排%s：它的字母要连写、叠写或从右向左排", "%s cannot be set: its letters join, stack or run from right to left", script.name).
				WithHint("改用汉字；需要这种文字的文件另行排版", "write it in Chinese; set a document that needs this script elsewhere"))
			break
		}
	}
	return refused
}
