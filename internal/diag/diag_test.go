package diag

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

func TestFormat(t *testing.T) {
	d := Errorf(Pos{File: "a.yaml", Line: 31, Col: 14}, "%s：应为 %d", "%s should be %d", T("总计", "total"), 3).
		WithRule("N1").WithHint("核对", "check it").WithRelated(Pos{File: "a.yaml", Line: 30, Col: 14}, "这里是 %d", "%d here", 2)
	if got, want := d.Format(ZH), "a.yaml:31:14: 错误: 总计：应为 3 [N1]\n  a.yaml:30:14: 这里是 2\n  提示：核对"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := d.Format(EN), "a.yaml:31:14: error: total should be 3 [N1]\n  a.yaml:30:14: 2 here\n  hint: check it"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	waived := Errorf(Pos{}, "错", "wrong").WithRelated(Pos{}, "其中", "of which")
	waived.Waived = "一\x1b二"
	if got, want := waived.Format(ZH), "错误: 错（已豁免：一<U+001B>二）\n  其中"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	cell := Warnf(Pos{File: "a.xlsx", Sheet: "申请", Cell: "D7"}, "空", "")
	if got, want := cell.Format(EN), "a.xlsx!申请:D7: warning: 空"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestListIsAnErrorOnlyWithErrors(t *testing.T) {
	list := List{Warnf(Pos{}, "一", "one")}
	if list.Err() != nil {
		t.Error("warnings alone are an error")
	}
	list.Add(Errorf(Pos{}, "二", "two"))
	wrapped := fmt.Errorf("stage: %w", list.Err())
	if got := From(wrapped); len(got) != 2 {
		t.Errorf("From gives %d diagnostics, want 2", len(got))
	}
	if got := From(errors.New("plain")); len(got) != 1 || !got.HasErrors() {
		t.Errorf("From of a plain error gives %v", got)
	}
	if From(nil) != nil {
		t.Error("From(nil) is something")
	}
}

func TestSortKeepsFileLineColumnOrder(t *testing.T) {
	list := List{
		Errorf(Pos{File: "b", Line: 1, Col: 1}, "4", ""),
		Warnf(Pos{File: "a", Line: 2, Col: 1}, "3", ""),
		Errorf(Pos{File: "a", Line: 1, Col: 5}, "2", ""),
		Errorf(Pos{File: "a", Line: 1, Col: 2}, "1", ""),
	}
	list.Sort()
	for i, d := range list {
		if d.Message.ZH != fmt.Sprint(i+1) {
			t.Errorf("place %d holds %s", i+1, d.Message.ZH)
		}
	}
}

func TestSortKeepsTheOrderOfSheetsAndOrdersCellsByRow(t *testing.T) {
	var list List
	for _, place := range [][2]string{{"三", "B10"}, {"一", "C2"}, {"三", "AA9"}, {"三", "B9"}, {"", ""}} {
		list.Add(Errorf(Pos{File: "r.xlsx", Sheet: place[0], Cell: place[1]}, "错", "wrong"))
	}
	list.Sort()
	var got []string
	for _, d := range list {
		got = append(got, d.Pos.String())
	}
	want := []string{"r.xlsx", "r.xlsx!三:B9", "r.xlsx!三:AA9", "r.xlsx!三:B10", "r.xlsx!一:C2"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
