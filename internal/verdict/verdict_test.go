package verdict

import (
	"encoding/json"
	"testing"

	"gongwen/internal/diag"
)

func TestFindings(t *testing.T) {
	var l Findings
	if !l.OK() {
		t.Error("nothing has failed")
	}
	l.Add("a", Passed, "好", "good")
	l.Add("b", Unchecked, "没查 %d", "unchecked %d", 1)
	if !l.OK() {
		t.Error("what was not checked has not failed")
	}
	l.Fail("a", "坏", "bad")
	if l.OK() || len(l.Of("a")) != 2 || len(l.Of("c")) != 0 {
		t.Errorf("%+v", l)
	}
	got, err := json.Marshal(l.In(diag.ZH))
	const want = `[{"check":"a","result":"passed","message":"好"},{"check":"b","result":"unchecked","message":"没查 1"},{"check":"a","result":"failed","message":"坏"}]`
	if err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

func TestDiagnostic(t *testing.T) {
	pos := diag.Pos{File: "x.pdf"}
	for grade, want := range map[Grade]string{Passed: "", Unchecked: "x.pdf: warning: m [c]", Failed: "x.pdf: error: m [c]"} {
		d, ok := Finding{Check: "c", Grade: grade, Text: diag.T("m", "m")}.Diagnostic(pos)
		if ok != (want != "") || ok && d.Format(diag.EN) != want {
			t.Errorf("%v: %v %s", grade, ok, d.Format(diag.EN))
		}
	}
}
