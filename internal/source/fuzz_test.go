package source

import (
	"slices"
	"testing"

	"gongwen/internal/growth"
)

// FuzzParse: no file makes the readers fail otherwise than by a diagnostic
// that stands in it, and every character of what is read has a place there.
func FuzzParse(f *testing.F) {
	for _, c := range slices.Concat(yamlFaults(), jsonFaults(), characterFaults()) {
		if len(c.text) < 4096 {
			f.Add(c.file == "f.json", []byte(c.text))
		}
	}
	for _, text := range []string{
		"a: |+2\n   x\n\n  y\nb: >-\n  甲\n  乙\n\n   丙\n", "a: \"甲\\\n  乙\\u4e19\"\nb: 'it''s\n  三'\n", "a: 甲\n  乙\n\n  丙\n",
		"a:\r\n- 1\r- {b: [2, ~]}\r\n", "? |\n  x\n: >\n  y\n", "%YAML 1.2\n---\na: 1\n...\n",
	} {
		f.Add(false, []byte(text))
	}
	f.Add(true, []byte(`{"a":["x\r\n\ud870\udc88",1e9,true,null,{"b":{}}],"c":"\u00e9\/"}`))
	f.Fuzz(growth.Bounded(func(t *testing.T, json bool, data []byte) {
		name := "f.yaml"
		if json {
			name = "f.json"
		}
		n, problems := Parse(name, data)
		if n == nil && !problems.HasErrors() {
			t.Fatal("neither a tree nor an error")
		}
		for _, d := range problems {
			if d.Pos.File != name || d.Message.ZH == "" || d.Message.EN == "" {
				t.Fatalf("bad diagnostic %+v", d)
			}
		}
		if n == nil {
			return
		}
		file, _ := decode(name, data)
		if err := checkPlaces(n, file); err != nil {
			t.Fatal(err)
		}
	}))
}
