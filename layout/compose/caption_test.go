package compose

import (
	"testing"

	"gongwen/layout/doc"
)

func TestOneEmBehindTheNumberOfACaption(t *testing.T) {
	for caption, want := range map[string]string{
		"图1 首页": "图1　首页", "图 3  2024年收到申请": "图 3　2024年收到申请", "图2-1　流程": "图2-1　流程",
		"图1首页": "图1首页", "图书馆 查阅点": "图书馆 查阅点", "首页": "首页", "图1 ": "图1 ", "": "",
	} {
		if got := doc.Text(numbered([]doc.Run{{Text: caption}})); got != want {
			t.Errorf("%q becomes %q, want %q", caption, got, want)
		}
	}
}
