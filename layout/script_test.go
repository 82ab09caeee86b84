package layout

import (
	"strings"
	"testing"
)

// TestScriptsThatNeedShapingAreRefused: by name, once a paragraph, whatever
// faces there are.
func TestScriptsThatNeedShapingAreRefused(t *testing.T) {
	d := read(t, "= 报告\n公开ئۇيغۇرچە资料，又有ئۇيغۇرچە。\n另一段བོད་ཡིག资料。\n彝文ꆈꌠ不在此列")
	pages, problems := pagesOf(d, book(t))
	if pages != nil {
		t.Error("there are pages")
	}
	var got []string
	for _, p := range problems {
		if strings.Contains(p.Message.ZH, "不能排") {
			got = append(got, p.Pos.String()+" "+p.Message.ZH)
		}
	}
	want := []string{
		"report.txt:2:3 不能排阿拉伯字母（维吾尔文、哈萨克文等）：它的字母要连写、叠写或从右向左排",
		"report.txt:3:4 不能排藏文：它的字母要连写、叠写或从右向左排",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
