package portable

import "testing"

func TestName(t *testing.T) {
	for name, good := range map[string]bool{
		"2024.yaml": true, "年报 2024（送审）.xlsx": true, "console.yaml": true, ".hidden": true,
		"年报:2024.yaml": false, "年报?.yaml": false, "a\tb": false, "end.": false, "end ": false, "CON": false, "con.yaml": false, "lpt1.tar.gz": false, "nul .txt": false,
	} {
		if (Name(name) == nil) != good {
			t.Errorf("%q: %v", name, Name(name))
		}
	}
}
