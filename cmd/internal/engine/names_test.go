package engine

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReportsOfOneNameAreChecked: nothing is overwritten by that, as it is by a build.
func TestReportsOfOneNameAreChecked(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"a.yaml", "a.json"} {
		files = append(files, filepath.Join(dir, name))
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for check, inputs := range map[bool]int{true: 2, false: 0} {
		found, said := Inputs(files, Search{Beside: true, Check: check})
		if len(found) != inputs || len(said) != 2 || said.HasErrors() == check {
			t.Errorf("check %t: %d inputs, %v", check, len(found), said)
		}
	}
}

// Names are one where a file system takes them for one: for endings, for case and for how
// characters are put together; not where documents go to folders of their own.
func TestNamesThatAreOne(t *testing.T) {
	input := func(path, name string) Input { return Input{Path: path, Name: name} }
	for about, c := range map[string]struct {
		a, b   Input
		beside bool
		one    bool
	}{
		"of another form":                    {input("in/a.yaml", "a"), input("in/a.json", "a"), false, true},
		"of another case":                    {input("in/A.yaml", "A"), input("in/a.yaml", "a"), false, true},
		"of another case beside each":        {input("in/A.yaml", "A"), input("in/a.yaml", "a"), true, true},
		"composed and not":                   {input("in/\u00e9.yaml", "\u00e9"), input("in/e\u0301.json", "e\u0301"), false, true},
		"of two folders that were named":     {input("x/a.yaml", "a"), input("y/a.yaml", "a"), false, true},
		"of two folders, beside each":        {input("x/a.yaml", "a"), input("y/a.yaml", "a"), true, false},
		"of a folder below":                  {input("in/a.yaml", "a"), input("in/x/a.yaml", "x/a"), false, false},
		"that differ":                        {input("in/a.yaml", "a"), input("in/b.yaml", "b"), false, false},
		"of which one is no report file":     {input("in/a.yaml", "a"), input("in/a.docx", "a"), false, false},
		"of folders that differ by case":     {input("in/X/a.yaml", "X/a"), input("in/x/a.yaml", "x/a"), false, true},
		"of folders of another case, beside": {input("in/X/a.yaml", "X/a"), input("in/x/a.yaml", "x/a"), true, true},
	} {
		inputs, twins, said := OwnNames([]Input{c.a, c.b}, c.beside)
		if one := len(inputs) == 0 && len(twins) == 2 && len(said) == 2; one != c.one || !one && (len(inputs) != 2 || len(said) > 0) {
			t.Errorf("%s: %d inputs, %d twins, %v", about, len(inputs), len(twins), said)
		}
	}
}
