package write

import (
	"os"
	"strings"
	"testing"
)

// Prose before and after tables comes back from YAML and JSON, whatever its
// keys were called.
func TestTextAroundTablesComesBack(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	given := string(content) + `
文字:
  二、主动公开政府信息情况:
    before: |
      表格如下：
  requests:
    表前: |
      ## 办理情况

      详见**下表**。
    表后: 以上不含咨询。
`
	report := read(t, "r.yaml", given)
	yaml, err := YAML(report, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\n文字:\n  主动公开政府信息情况:\n    表前: |\n      表格如下：\n",
		"    表前: |\n      ## 办理情况\n\n      详见**下表**。\n    表后: |\n      以上不含咨询。\n",
	} {
		if !strings.Contains(string(yaml), want) {
			t.Errorf("no %q in\n%s", want, yaml)
		}
	}
	json := JSON(report)
	if want := `"after": "以上不含咨询。\n"`; !strings.Contains(string(json), want) {
		t.Errorf("no %s in\n%s", want, json)
	}
	for name, file := range map[string][]byte{"r.yaml": yaml, "r.json": json} {
		if back, err := YAML(read(t, name, string(file)), false); err != nil || string(back) != string(yaml) {
			t.Errorf("the report has changed in %s: %v\n%s", name, err, back)
		}
	}
}
