package compose

import (
	"strings"
	"testing"

	"gongwen/configs"
)

// TestStylesThatATemplateNamesAreInItsStyleSheet, or are said to be not.
func TestStylesThatATemplateNamesAreInItsStyleSheet(t *testing.T) {
	l := configs.NewLibrary(nil)
	for _, id := range l.Templates() {
		template, _ := l.Template(id)
		sheet, _ := l.Style(template.Style)
		if said := CheckRoles(template, sheet); len(said) > 0 {
			t.Error(id, said)
		}
	}
	notice, _ := l.Template("notice")
	sheet, _ := l.Style(notice.Style)
	own := *notice
	own.Elements = []configs.Element{{Style: "sekrecy", Pos: notice.Pos}, {Moved: &configs.Element{LabelStyle: "none"}}}
	own.Tables = []configs.Table{{Above: []configs.TableLine{{Style: "table-right"}}, Grid: []configs.GridRow{{Cells: []configs.GridCell{{Style: "gone"}}}}}}
	said := CheckRoles(&own, sheet).Error()
	for _, want := range []string{"sekrecy", "是不是“secrecy”", "none", "gone"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if strings.Contains(said, "table-right") {
		t.Error(said)
	}
}
