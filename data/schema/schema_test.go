package schema_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongwen/configs"
	"gongwen/data/blank"
	"gongwen/data/schema"
	"gongwen/data/write"
	"gongwen/internal/golden"
	"gongwen/internal/source"
	"gongwen/internal/tier"
)

const (
	docs     = "../../docs/schema/"
	examples = "../../examples/"
)

// TestSchemasInTheDocumentationAreCurrent keeps docs/schema, which editors can
// be pointed at, what the program prints.
func TestSchemasInTheDocumentationAreCurrent(t *testing.T) {
	library := configs.NewLibrary(nil)
	for _, id := range library.Templates() {
		golden.Check(t, docs+id+".json", reportSchema(t, id))
	}
	golden.Check(t, docs+"template.json", made(t)(schema.Template()))
	golden.Check(t, docs+"style.json", made(t)(schema.Style()))
	golden.Check(t, docs+"prose.json", made(t)(schema.Prose()))
}

func TestExamplesAreValid(t *testing.T) {
	files, err := filepath.Glob(examples + "*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		content := read(t, file)
		if err := compiled(t, reportSchema(t, templateOf(t, file, content))).Validate(value(parse(t, file, content))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestReportsToFillInAreValid(t *testing.T) {
	library := configs.NewLibrary(nil)
	for _, id := range library.Templates() {
		template, _ := library.Template(id)
		year := map[bool]string{true: "2020", false: "2023"}[template.Years.To == 2020]
		content, err := write.YAML(blank.Report(template, blank.Header{Agency: "某县教育局", Year: year}, nil), true)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.Replace(content, []byte(`成文日期: ""`), []byte("成文日期: 2024-01-25"), 1)
		if err := compiled(t, reportSchema(t, id)).Validate(value(parse(t, id, content))); err != nil {
			t.Errorf("%s: %v\n%s", id, err, content)
		}
	}
}

// The changes are made to an example that is valid before them.
func TestMistakesInReportsAreFound(t *testing.T) {
	tier.Long(t, "validates many reports")
	const (
		invented = "invented-2024.yaml"
		lawful   = "invented-rule-of-law-2023.yaml"
	)
	for _, test := range []struct{ name, file, old, new string }{
		{"unknown key", invented, "overview:", "overviev:"},
		{"unknown row", invented, "licensing:", "license:"},
		{"unknown column", invented, "repealed: 2", "repeal: 2"},
		{"row left out", invented, "  penalties: 47\n", ""},
		{"header field left out", lawful, "机关名称: 云岭市住房和城乡建设局\n", ""},
		{"a figure too many", invented, "[197, 25, 2, 4, 8, 3, 239]", "[197, 25, 2, 4, 8, 3, 239, 1]"},
		{"a figure too few", invented, "[197, 25, 2, 4, 8, 3, 239]", "[197, 25, 2, 4, 8]"},
		{"figure below zero", invented, "penalties: 47", "penalties: -47"},
		{"figure with decimals", invented, "penalties: 47", "penalties: 4.7"},
		{"figure with words", invented, "penalties: 47", "penalties: 47件"},
		{"figure struck out", invented, "penalties: 47", "penalties: /"},
		{"figure left empty", invented, "penalties: 47", "penalties:"},
		{"another template's year", invented, "year: 2024", "year: 2020"},
		{"another template", invented, "template: open-government-2021", "template: open-government-2019"},
		{"waiver of a sum", invented, "sign_off:", "waive: {N1: 数以系统里的为准}\nsign_off:"},
		{"waiver without a reason", invented, "sign_off:", "waive: {N10: 无}\nsign_off:"},
		{"waivers that are a list", invented, "sign_off:", "waive: [N10]\nsign_off:"},
		{"attachment without a text", lawful, "    正文: |\n      一是局法规科", "    说明: |\n      一是局法规科"},
		{"attachments that are no list", lawful, "附件:\n", "附件: 无\n其他: \n"},
		{"落款 left out", lawful, "落款:\n  成文日期: 2024-02-26\n", ""},
		{"day without a month", lawful, "成文日期: 2024-02-26", "成文日期: 2024年"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := string(read(t, examples+test.file))
			if !strings.Contains(content, test.old) {
				t.Fatalf("the example has no %q", test.old)
			}
			s := compiled(t, reportSchema(t, templateOf(t, test.file, []byte(content))))
			if s.Validate(value(parse(t, test.file, []byte(strings.Replace(content, test.old, test.new, 1))))) == nil {
				t.Error("no mistake was found")
			}
		})
	}
}

func TestWaysToWriteKeysAndFiguresAreValid(t *testing.T) {
	tier.Long(t, "validates many reports")
	for _, test := range []struct{ name, file, old, new string }{
		{"label", "invented-2024.yaml", "  penalties:", "  行政处罚:"},
		{"label with its number", "invented-2024.yaml", "overview:", "一、总体情况:"},
		{"label without its number", "invented-2024.yaml", "  carried_in:", "  上年结转政府信息公开申请数量:"},
		{"label without its note", "invented-2024.yaml", "    partial:", "    部分公开:"},
		{"label without quotation marks", "invented-2024.yaml", "      security_stability:", "      危及三安全一稳定:"},
		{"total left out", "invented-2024.yaml", "[197, 25, 2, 4, 8, 3, 239]", "[197, 25, 2, 4, 8, 3]"},
		{"figure in quotes", "invented-2024.yaml", "penalties: 47", `penalties: "47"`},
		{"full-width figure", "invented-2024.yaml", "penalties: 47", "penalties: ４７"},
		{"waiver", "invented-2024.yaml", "sign_off:", "豁免: {N10: 经授权制定规章}\nsign_off:"},
		{"loss in words", "invented-2020.yaml", "[21, -4, 1532]", "[21, 减4, 1532]"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := string(read(t, examples+test.file))
			if !strings.Contains(content, test.old) {
				t.Fatalf("the example has no %q", test.old)
			}
			s := compiled(t, reportSchema(t, templateOf(t, test.file, []byte(content))))
			if err := s.Validate(value(parse(t, test.file, []byte(strings.Replace(content, test.old, test.new, 1))))); err != nil {
				t.Error(err)
			}
		})
	}
}

func reportSchema(t *testing.T, id string) []byte {
	t.Helper()
	template, problems := configs.NewLibrary(nil).Template(id)
	if template == nil {
		t.Fatal(problems)
	}
	return made(t)(schema.Report(template))
}

func templateOf(t *testing.T, file string, content []byte) string {
	t.Helper()
	for _, e := range parse(t, file, content).Entries {
		if e.Key.Text == "template" {
			return e.Value.Text
		}
	}
	return "open-government-2021"
}

func made(t *testing.T) func([]byte, error) []byte {
	return func(text []byte, err error) []byte {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func parse(t *testing.T, file string, content []byte) *source.Node {
	t.Helper()
	root, problems := source.Parse(file, content)
	if root == nil || problems.HasErrors() {
		t.Fatal(problems)
	}
	return root
}

func compiled(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	content, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", content); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var plainNumber = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$`)

// value is a tree as an editor sees it: plain scalars have the types of YAML
// 1.2.2 10.3.
func value(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		out := map[string]any{}
		for _, e := range n.Entries {
			out[e.Key.Text] = value(e.Value)
		}
		return out
	case source.List:
		out := []any{}
		for _, i := range n.Items {
			out = append(out, value(i))
		}
		return out
	case source.Null:
		return nil
	}
	switch {
	case n.Quoted:
	case n.Text == "true", n.Text == "false":
		return n.Text == "true"
	case plainNumber.MatchString(n.Text):
		return json.Number(n.Text)
	}
	return n.Text
}
