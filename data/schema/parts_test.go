package schema_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/schema"
)

func TestTemplatesAreValid(t *testing.T) {
	s := compiled(t, made(t)(schema.Template()))
	files, err := filepath.Glob("../../configs/templates/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, file := range append(files, "../../configs/starter.yaml", "../../configs/extending.yaml", examples+"templates/open-government-wuwei.yaml") {
		if err := s.Validate(value(parse(t, file, read(t, file)))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestProseRulesAreValid(t *testing.T) {
	s := compiled(t, made(t)(schema.Prose()))
	files, err := filepath.Glob("../../configs/prose/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no prose rules: %v", err)
	}
	for _, file := range files {
		if err := s.Validate(value(parse(t, file, read(t, file)))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestStyleSheetsAreValid(t *testing.T) {
	s := compiled(t, made(t)(schema.Style()))
	files, err := filepath.Glob("../../configs/styles/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no style sheets: %v", err)
	}
	for _, file := range files {
		if err := s.Validate(value(parse(t, file, read(t, file)))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestMistakesInTemplatesAndStyleSheetsAreFound(t *testing.T) {
	starter, _ := configs.Starter("my-report")
	style := string(read(t, "../../configs/styles/gb9704.yaml"))
	template := made(t)(schema.Template())
	sheet := made(t)(schema.Style())
	for _, test := range []struct {
		name           string
		schema         []byte
		text, old, new string
	}{
		{"unknown key", template, starter, "law:", "laws:"},
		{"unknown kind", template, starter, "kind: prose", "kind: text"},
		{"id in capitals", template, starter, "id: overview", "id: Overview"},
		{"cell of no kind", template, starter, "{head: 网上}", "{rowspan: 1}"},
		{"cell of two kinds", template, starter, "{head: 网上}", "{head: 网上, stub: 网上}"},
		{"length without a unit", template, starter, "row_height: 8mm", "row_height: 8"},
		{"rule without a name", template, starter, "    name: 总计等于网上与窗口之和\n", ""},
		{"day of no month", template, starter, "by: 01-31", "by: 13-31"},
		{"expression that is no pattern", template, starter, "'【[^】]+】'", "'【[^】+】('"},
		{"unknown key of a style sheet", sheet, style, "  pitch:", "  pich:"},
		{"colour in words", sheet, style, "band_fill: C6D9F1", "band_fill: blue"},
		{"style sheet without a page", sheet, style, "page:", "words:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(test.text, test.old) {
				t.Fatalf("the text has no %q", test.old)
			}
			text := strings.Replace(test.text, test.old, test.new, 1)
			if test.name == "style sheet without a page" {
				text = "style: gb9704\nname: 无版面\n"
			}
			if compiled(t, test.schema).Validate(value(parse(t, test.name, []byte(text)))) == nil {
				t.Error("no mistake was found")
			}
		})
	}
}

// TestSchemasHaveTheKeysThatAreRead compares the keys that the readers of
// templates and style sheets take with those of the schemas.
func TestSchemasHaveTheKeysThatAreRead(t *testing.T) {
	var known []string
	for _, text := range [][]byte{made(t)(schema.Template()), made(t)(schema.Style()), made(t)(schema.Prose())} {
		var tree any
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatal(err)
		}
		known = append(known, properties(tree)...)
	}
	taken := keysRead(t)
	for _, key := range taken {
		if !slices.Contains(known, key) {
			t.Errorf("the key %q is read but in no schema", key)
		}
	}
	for _, key := range known {
		if !slices.Contains(taken, key) {
			t.Errorf("the key %q is in a schema but not read", key)
		}
	}
}

// properties are the names of all properties in a schema.
func properties(tree any) []string {
	var found []string
	switch tree := tree.(type) {
	case map[string]any:
		for key, value := range tree {
			if inner, ok := value.(map[string]any); ok && key == "properties" {
				for name := range inner {
					found = append(found, name)
				}
			}
			found = append(found, properties(value)...)
		}
	case []any:
		for _, value := range tree {
			found = append(found, properties(value)...)
		}
	}
	return found
}

// keysRead are the keys that package configs takes templates and style sheets
// apart by: the texts in the arguments of its calls of fields.
func keysRead(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../configs/*.go")
	if err != nil {
		t.Fatal(err)
	}
	// What the arguments name in place of a text.
	keys := []string{"extends", "particles", "band", "head", "stub", "number", "numbers"}
	for _, file := range files {
		if name := filepath.Base(file); strings.HasPrefix(name, "config") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "fields" {
				return true
			}
			for _, argument := range call.Args {
				ast.Inspect(argument, func(n ast.Node) bool {
					if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
						key, err := strconv.Unquote(literal.Value)
						if err != nil {
							t.Fatal(err)
						}
						keys = append(keys, key)
					}
					return true
				})
			}
			return true
		})
	}
	return keys
}
