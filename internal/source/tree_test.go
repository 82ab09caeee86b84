package source

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

// shape writes a tree without its places, and without how its text is quoted.
func shape(n *Node) string {
	switch n.Kind {
	case Null:
		return "null"
	case Scalar:
		return fmt.Sprintf("%q", n.Text)
	case List:
		var items []string
		for _, i := range n.Items {
			items = append(items, shape(i))
		}
		return "[" + strings.Join(items, " ") + "]"
	}
	var entries []string
	for _, e := range n.Entries {
		entries = append(entries, shape(e.Key)+":"+shape(e.Value))
	}
	return "{" + strings.Join(entries, " ") + "}"
}

func TestYAMLAndJSONGiveTheSameTree(t *testing.T) {
	yaml := "agency: 三明市\nyear: 2023\nfee: 0.00\nbig: 123456789012345678901234567890\nyes: true\nnone: ~\nempty:\nnull: 1\ntext: |\n  甲\n\n  乙\nlist: [0, {value: 22, note: 其中}]\nmap: {}\nnil: []\nrare: \"\\U0002C088\"\nquoted: '007'\n"
	json := `{"agency":"三明市","year":2023,"fee":0.00,"big":123456789012345678901234567890,"yes":true,"none":null,"empty":null,"null":1,` +
		`"text":"甲\r\n\r\n乙\n","list":[0,{"value":22,"note":"其中"}],"map":{},"nil":[],"rare":"\ud870\udc88","quoted":"007"}`
	y, problems := Parse("f.yaml", []byte(yaml))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	j, problems := Parse("f.json", []byte(json))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if a, b := shape(y), shape(j); a != b {
		t.Errorf("the trees differ\nYAML %s\nJSON %s", a, b)
	}
	for _, n := range []*Node{y, j} {
		f := NewFields(n, &diag.List{}, Key{ID: "quoted"}, Key{ID: "year"})
		if !f.Get("quoted").Quoted || f.Get("year").Quoted {
			t.Error("quoted text and plain numbers are confused")
		}
	}
}

func TestFormatIsKnownByExtensionOrFirstCharacter(t *testing.T) {
	for name, ok := range map[string]bool{"a.json": true, "a.JSON": true, "stdin": true, "a.yml": false, "a.yaml": false} {
		// A tab before a key is JSON, not YAML; a bare word in braces the other way round.
		n, _ := Parse(name, []byte("{\n\t\"a\": 1\n}"))
		_, problems := Parse(name, []byte("{a: 1}"))
		if n == nil || problems.HasErrors() != ok {
			t.Errorf("%s: read as JSON %v, want %v", name, problems.HasErrors(), ok)
		}
	}
	if n, problems := Parse("stdin", []byte("a: 1\n")); n == nil {
		t.Error(problems)
	}
}
