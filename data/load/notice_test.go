package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
)

// TestFiguresCiteTheNotice: a rule about single figures that a county changes
// names the county's notice, as all its rules do.
func TestFiguresCiteTheNotice(t *testing.T) {
	library := configs.NewLibrary(fstest.MapFS{"own.yaml": {Data: []byte("template: own\nextends: open-government-2021\nname: 本县\nnotice: 县府办发〔2024〕1号\nrules:\n" +
		"  - {id: N8, level: error}\n  - {id: N9, level: error}\n")}})
	content := strings.NewReplacer(`"open-government-2021"`, `"own"`, `"licensing": 0`, `"licensing": null`).Replace(figures(t, "shuyang-fagaiju-2023.json"))
	content = strings.Replace(content, `"penalties": 0`, `"penalties": "1.5"`, 1)
	report, said := Report("r.json", []byte(content), library)
	if report == nil {
		t.Fatal(said)
	}
	for _, want := range []string{"不应为空白（依据：县府办发〔2024〕1号） [N9]", "（依据：县府办发〔2024〕1号） [N8]"} {
		if !strings.Contains(said.Error(), want) {
			t.Errorf("%q is not in\n%s", want, said)
		}
	}
}
