package diagjson

import (
	"testing"

	"gongwen/internal/diag"
)

func TestWrite(t *testing.T) {
	list := diag.List{
		{Level: diag.Error, Rule: "N1", Pos: diag.Pos{File: "a.yaml", Line: 3, Col: 7}, Message: diag.T("数不对", "wrong"), Hint: diag.T("改数", "mend"), Related: []diag.Place{
			{Pos: diag.Pos{File: "a.yaml", Line: 2, Col: 1}, Text: diag.T("另一个数", "the other")}, {Text: diag.T("其中", "of which")},
		}},
		{Level: diag.Note, Pos: diag.Pos{File: "a.xlsx", Sheet: "报告", Cell: "B4"}, Message: diag.T("括号", "brackets"), Waived: "沿用原文"},
	}
	const want = `[
  {
    "file": "a.yaml",
    "line": 3,
    "column": 7,
    "level": "error",
    "rule": "N1",
    "message": "数不对",
    "hint": "改数",
    "related": [
      {
        "file": "a.yaml",
        "line": 2,
        "column": 1,
        "message": "另一个数"
      },
      {
        "message": "其中"
      }
    ]
  },
  {
    "file": "a.xlsx",
    "sheet": "报告",
    "cell": "B4",
    "level": "note",
    "message": "括号",
    "waived": "沿用原文"
  }
]
`
	if got, err := Write(list, diag.ZH); err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := Write(nil, diag.EN); err != nil || string(got) != "[]\n" {
		t.Errorf("an empty list is %s, %v", got, err)
	}
}
