package compose

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// TestStylesThatATemplateNamesAreInItsStyleSheet, or are said to be not.
func TestStylesThatATemplateNamesAreInItsStyleSheet(t *testing.T) {
	l := configs.NewLibrary(nil)
	for _, id := range l.Templates() {
		template, _ := l.Template(id)
		sheet, _ := l.Style(template.Style)
		if said := CheckTemplate(template, sheet); len(said) > 0 {
			t.Error(id, said)
		}
	}
	notice, _ := l.Template("notice")
	sheet, _ := l.Style(notice.Style)
	own := *notice
	own.Elements = []configs.Element{{Style: "sekrecy", Pos: notice.Pos}, {Moved: &configs.Element{LabelStyle: "none"}}}
	own.Tables = []configs.Table{{Above: []configs.TableLine{{Style: "table-right"}}, Grid: []configs.GridRow{{Cells: []configs.GridCell{{Style: "gone"}}}}}}
	said := CheckTemplate(&own, sheet).Error()
	for _, want := range []string{"sekrecy", "是不是“secrecy”", "none", "gone"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if strings.Contains(said, "table-right") {
		t.Error(said)
	}
}

// TestColumnsHaveRoomForACharacter: a template's columns do not, and its style sheet
// does not say where its 版头 stands.
func TestColumnsHaveRoomForACharacter(t *testing.T) {
	l := configs.NewLibrary(nil)
	request, _ := l.Template("request")
	accounts, _ := l.Template("final-accounts")
	sheet, _ := l.Style("gb9704")
	own := *accounts
	own.Tables = []configs.Table{{
		Widths: []unit.Length{2, 40, 40}, WidthsPos: diag.Pos{File: "t.yaml", Line: 7, Col: 3},
		Grid: []configs.GridRow{{Cells: []configs.GridCell{{Role: configs.HeadCell, ColSpan: 1}, {Col: 1, ColSpan: 2}}}},
	}}
	said := CheckTemplate(&own, sheet)
	if len(said) != 1 || said[0].Pos.Line != 7 || !strings.Contains(said.Error(), "第 1 列按比例宽 3.8mm，放不下样式“table-head”的一个字（连同两边的空白要 5.5mm）") {
		t.Error(said)
	}
	own.Tables[0].Grid[0].Cells[0].Role = configs.NumberCell
	if said := CheckTemplate(&own, sheet); len(said) > 0 {
		t.Error("a digit: ", said)
	}
	if said := CheckTemplate(request, sheet); !strings.Contains(said.Error(), "没有写版头排在哪里（head）") || said[0].Pos != request.StylePos {
		t.Error(said)
	}
}
