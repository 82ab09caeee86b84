package fonts

import (
	"testing"

	"gongwen/internal/diag"
)

// TestPartsOfOnePictureHaveOneHint: the picture, the colour behind it, what joins it to
// another, a mark over a letter.
func TestPartsOfOnePictureHaveOneHint(t *testing.T) {
	for _, r := range []rune{'👍', 0x1F3FD, 0x200D, 0x0301} {
		if hint := (Missing{Rune: r}).Diagnostic(diag.Pos{}).Hint.ZH; hint != "删去这个符号" {
			t.Errorf("U+%04X: %s", r, hint)
		}
	}
	if hint := (Missing{Rune: 'ដ'}).Diagnostic(diag.Pos{}).Hint.ZH; hint != "把带有该字符的字体文件放入字体文件夹" {
		t.Error(hint)
	}
}
