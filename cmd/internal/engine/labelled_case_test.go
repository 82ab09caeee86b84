package engine

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"gongwen/configs"
	"gongwen/data/rules"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// labelledDir has one file for each labelled report, in a folder by the rule
// that it is about (sound: whole reports in which nothing is wrong), and the
// reports that they change in bases.
const labelledDir = "testdata/labelled"

// labelled is a report and what is wrong with it, as a reader says who has the
// rule table and not the program.
type labelled struct {
	name, about, note string // about is the rule's id, empty for whole sound reports
	Base              string
	Report            map[string]any // what stands in place of the base's, by path; null takes it away
	Previous          string         // the base of the year before; empty for none
	LastYear          map[string]any `yaml:"last_year"` // what stands in place of that one's
	Faults            []fault
}

// fault is a rule that is broken and where: a section of text, or a row.
type fault struct{ rule, place string }

func (f fault) String() string { return f.rule + " " + f.place }

// UnmarshalYAML reads “T1 overview”.
func (f *fault) UnmarshalYAML(n *yaml.Node) error {
	var ok bool
	if f.rule, f.place, ok = strings.Cut(n.Value, " "); !ok {
		return fmt.Errorf("line %d: a fault is a rule and a place, not %q", n.Line, n.Value)
	}
	return nil
}

// labelledSet reads all of them, in the order of their names.
func labelledSet(t *testing.T) []labelled {
	t.Helper()
	files, err := filepath.Glob(labelledDir + "/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no labelled reports: ", err)
	}
	var set []labelled
	for _, file := range files {
		about := filepath.Base(filepath.Dir(file))
		if about == "bases" {
			continue
		}
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := labelled{name: about + "/" + strings.TrimSuffix(filepath.Base(file), ".yaml")}
		decoder := yaml.NewDecoder(bytes.NewReader(content))
		decoder.KnownFields(true)
		if err := decoder.Decode(&c); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		first, _, _ := strings.Cut(string(content), "\n")
		c.note = strings.TrimPrefix(first, "# ")
		if about != "sound" {
			c.about = about
		}
		set = append(set, c)
	}
	return set
}

// changed is the report file of a base with changes, as JSON.
func changed(t *testing.T, base string, changes map[string]any) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(labelledDir, "bases", base+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	report := map[string]any{}
	if err := yaml.Unmarshal(content, &report); err != nil {
		t.Fatalf("%s: %v", base, err)
	}
	for _, path := range slices.Sorted(maps.Keys(changes)) {
		put(report, strings.Split(path, "."), changes[path])
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(report); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func put(report map[string]any, path []string, value any) {
	switch {
	case len(path) == 1 && value == nil:
		delete(report, path[0])
	case len(path) == 1:
		report[path[0]] = value
	default:
		group, ok := report[path[0]].(map[string]any)
		if !ok {
			group = map[string]any{}
			report[path[0]] = group
		}
		put(group, path[1:], value)
	}
}

// judge checks the labelled report as gongwen check does, with the report of
// the year before where it has one, and lists what it is accused of: each
// rule and place once, without what the report waives.
func (c labelled) judge(t *testing.T, library *configs.Library, ready map[string]*rules.Set) []fault {
	t.Helper()
	e, o := New(library, fonts.Options{}), Order{}
	for id, set := range ready {
		e.rules.Get(id, func() compiled { return compiled{rules: set} })
	}
	if c.Previous != "" {
		report, said := e.CheckContent(t.Context(), FileInput("last.json"), changed(t, c.Previous, c.LastYear), o)
		if report == nil || said.HasErrors() {
			t.Fatalf("%s: the report of the year before: %v", c.name, said)
		}
		o.Previous = report
	}
	content := changed(t, c.Base, c.Report)
	tree, _ := source.Parse("report.json", content)
	_, said := e.CheckContent(t.Context(), FileInput("report.json"), content, o)
	var list []fault
	for _, d := range said {
		f := fault{d.Rule, placeIn(tree, d.Pos)}
		if d.Rule == "" && d.Level == diag.Error && strings.HasSuffix(d.Message.ZH, "”还没有填写") {
			f.rule = "F3" // what it is about too, where no draft may be published
		}
		switch {
		case d.Waived != "" || f.rule == "" && d.Level == diag.Note:
		case f.rule == "":
			t.Errorf("%s is no report that rules can be tried on: %s", c.name, d.Format(diag.ZH))
		case !slices.Contains(list, f):
			list = append(list, f)
			t.Logf("%s: %s", c.name, d.Format(diag.ZH))
		}
	}
	return list
}

// placeIn is the path of the value of a report file at a place.
func placeIn(tree *source.Node, at diag.Pos) string {
	var path []string
	for tree != nil && tree.Kind == source.Map {
		var value *source.Node
		var key string
		for _, e := range tree.Entries {
			if p := e.Key.Pos; p.Line < at.Line || p.Line == at.Line && p.Col <= at.Col {
				key, value = e.Key.Text, e.Value
			}
		}
		if value == nil {
			break
		}
		path, tree = append(path, key), value
	}
	return strings.Join(path, ".")
}

// at reports whether f is the accusation that was expected, or one inside of its place.
func (f fault) at(want fault) bool {
	return f.rule == want.rule && (f.place == want.place || strings.HasPrefix(f.place, want.place+"."))
}
