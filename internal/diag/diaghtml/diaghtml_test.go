package diaghtml

import (
	"path/filepath"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

func TestWrite(t *testing.T) {
	list := diag.List{
		{Level: diag.Error, Rule: "N1", Pos: diag.Pos{File: "a.yaml", Line: 3, Col: 7}, Message: diag.T("数<不>对", "wrong"), Hint: diag.T("改数", "mend"), Related: []diag.Place{
			{Pos: diag.Pos{File: "a.yaml", Line: 2, Col: 1}, Text: diag.T("另一个数", "the other")},
		}},
		{Level: diag.Note, Pos: diag.Pos{File: "a.xlsx", Sheet: "报告", Cell: "B4"}, Message: diag.T("括号", "brackets"), Waived: "沿用原文"},
		{Level: diag.Warning, Pos: diag.Pos{File: "a.yaml"}, Message: diag.T("整个文件", "the whole file")},
	}
	for name, c := range map[string]struct {
		list diag.List
		lang diag.Lang
	}{"findings": {list, diag.ZH}, "nothing": {nil, diag.EN}} {
		got, err := Write(c.list, c.lang)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join("testdata", name+".html"), got)
	}
}
