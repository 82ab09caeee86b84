package configs

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestNamesOfEarlierReports: aliases and single say what earlier reports call
// things; single names a row of figures of its group.
func TestNamesOfEarlierReports(t *testing.T) {
	with := func(single string) fstest.MapFS {
		text := strings.Replace(small, "label: 二、组\n", "label: 二、组\n        single: "+single+"\n        aliases: [旧组]\n", 1)
		text = strings.Replace(text, "name: 小表\n", "name: 小表\naliases: [旧表]\n", 1)
		text = strings.Replace(text, "{id: a, label: 甲, type: count}", "{id: a, label: 甲, type: count, aliases: [旧甲]}", 1)
		return fstest.MapFS{"small-2020.yaml": {Data: []byte(text)}}
	}
	template, said := NewLibrary(with("last")).Template("small-2020")
	if template == nil {
		t.Fatal(said)
	}
	group := template.Tables[0].Rows[1]
	if group.Single != "last" || group.Aliases[0] != "旧组" || template.Aliases[0] != "旧表" || template.Tables[0].Columns[0].Columns[0].Aliases[0] != "旧甲" {
		t.Errorf("read %+v, %v", group, template.Aliases)
	}
	for single, want := range map[string]string{"nothing": "没有名为“nothing”的行", "[last]": "这里应为文字"} {
		if _, said := NewLibrary(with(single)).Template("small-2020"); !strings.Contains(said.Error(), want) {
			t.Errorf("single: %s gives %v", single, said)
		}
	}
}
