package sheet

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/beside"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/diag"
)

// reportOf makes a report of a sheet.
func reportOf(t *testing.T, s *Sheet) (*data.Report, diag.List) {
	t.Helper()
	report, said := load.Build("", s.Tree(), configs.NewLibrary(nil))
	if report == nil {
		t.Fatal(said)
	}
	return report, said
}

func read(t *testing.T, name, content string) *data.Report {
	t.Helper()
	report, said := load.ReportBeside(name, []byte(content), configs.NewLibrary(nil), beside.In(os.DirFS(filepath.Dir(name)), beside.StandardLimits()))
	if report == nil {
		t.Fatal(said)
	}
	return report
}

// Every example report comes back from its sheet as it was.
func TestReportsComeBack(t *testing.T) {
	var paths []string
	for _, pattern := range []string{"../../examples/*.yaml", "../../examples/documents/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatal(pattern, err)
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			report := read(t, path, string(content))
			inline(report)
			back, said := reportOf(t, Of(report))
			if want, got := string(write.JSON(report)), string(write.JSON(back)); got != want {
				t.Errorf("%v\n%s", said, firstDifference(want, got))
			}
		})
	}
}

// inline has the rows of lists stand in the report itself, as they do in a sheet.
func inline(r *data.Report) {
	for _, table := range r.Tables {
		for path, list := range table.Lists {
			list.File, list.Sheet = "", ""
			table.Lists[path] = list
		}
	}
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "want " + a[i] + "\ngot  " + b[i]
		}
	}
	return "one is longer"
}

// What is wrong is said at the place where it was typed, and what was typed
// stays.
func TestWhatIsWrongIsSaidAtItsPlace(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for place, value := range map[Place]string{
		"cell:requests/new/business":                      "12a",
		"cell:requests/outcome.disclosed/research":        "",
		"cell:disclosure/fees/amount":                     "三万",
		"cell:requests/outcome.refused.third_party/total": "9x",
		"field:year":      "二十",
		"sign_off:date":   "某日",
		"prose:overview":  "",
		"before:requests": "![图](没有.png",
	} {
		s := Of(read(t, "r.yaml", string(content)))
		s.Set(place, value)
		if s.Values[place] != value {
			t.Errorf("%s holds %q", place, s.Values[place])
		}
		if place == "before:requests" {
			continue // is prose, of which nothing is wrong
		}
		if place == "field:year" {
			if report, said := load.Build("", s.Tree(), configs.NewLibrary(nil)); report != nil && !at(said, place) {
				t.Errorf("%s: %v", place, said)
			}
			continue
		}
		report, said := reportOf(t, s)
		if !at(said, place) {
			t.Errorf("%s: nothing is said there: %v", place, said)
		}
		if again := Of(report); place.Kind() == Cell && again.Values[place] != value {
			t.Errorf("%s: %q has become %q", place, value, again.Values[place])
		}
	}
}

func at(said diag.List, place Place) bool {
	return slices.ContainsFunc(said, func(d diag.Diagnostic) bool { return d.Pos.File == string(place) && d.Level == diag.Error })
}

// A column of a position counts the characters of what was typed.
func TestPositionsInText(t *testing.T) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := Of(read(t, "r.yaml", string(content)))
	s.Set("prose:overview", "第一段。\n\n## 小标题\n\n第二段有**粗字**和后文。")
	report, _ := reportOf(t, s)
	text := []rune(s.Values["prose:overview"])
	for _, b := range report.Prose["overview"].Blocks {
		for _, r := range b.Runs {
			first := []rune(r.Text)[0]
			if col := r.Pos.Col; r.Pos.File != "prose:overview" || text[col-1] != first {
				t.Errorf("%q begins at %v, where %q stands", r.Text, r.Pos, text[col-1])
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	template, said := configs.NewLibrary(nil).Template("open-government-2021")
	if template == nil {
		t.Fatal(said)
	}
	s := New(template)
	for _, p := range Places(template) {
		if !s.Has(p) || p.Kind() == "" || p.ID() == "" {
			t.Errorf("%s is no place", p)
		}
		if table, ref, ok := p.Figure(); ok != (p.Kind() == Cell) || ok && CellAt(table, ref) != p {
			t.Errorf("%s names %s %v", p, table, ref)
		}
	}
	for p, section := range map[Place]string{"cell:requests/new/business": "requests", "note:review": "review", "field:agency": "", "sign_off:date": ""} {
		if got := p.Section(); got != section || !s.Has(p) {
			t.Errorf("%s belongs to %q", p, got)
		}
	}
	for _, p := range []Place{"cell:requests/none/business", "cell:x", "field:", "prose:requests", "waive:N1", "waive:X", "none"} {
		if s.Has(p) {
			t.Errorf("%s is a place", p)
		}
	}
}

// A list is one place; of its cells messages speak.
func TestPlacesOfLists(t *testing.T) {
	template, said := configs.NewLibrary(nil).Template("final-accounts")
	if template == nil {
		t.Fatal(said)
	}
	s := New(template)
	at := RowCellAt("gk02", "items", 3, "total")
	if table, path, row, column, ok := at.RowCell(); !ok || table != "gk02" || path != "items" || row != 3 || column != "total" || at.Section() != "gk02" || s.Has(at) || !s.Names(at) {
		t.Errorf("%s names %s %s %d %s", at, table, path, row, column)
	}
	if table, path, ok := ListAt("gk02", "items").List(); !ok || table != "gk02" || path != "items" || !s.Has(ListAt("gk02", "items")) {
		t.Errorf("the list of %s is %s", table, path)
	}
	for _, p := range []Place{"cell:gk02/items#0/total", "cell:gk02/items#3/none", "cell:gk02/none#3/total", "cell:none/items#3/total", "cell:gk02/items#x/total", "cell:gk02/items#2001/total"} {
		if s.Names(p) {
			t.Errorf("%s is a place", p)
		}
	}
	if _, _, _, _, ok := Place("cell:gk02/total/total").RowCell(); ok {
		t.Error("a cell of a row that there is one of is one of a list")
	}
}

// Attachments are edited as one text.
func TestAttachmentsAreOneText(t *testing.T) {
	n := attachments("attachments:a", "# 甲\n\n文一\n\n# 乙\n文二")
	if len(n.Items) != 2 || n.Items[1].Entries[0].Value.Text != "乙" || n.Items[1].Entries[1].Value.Text != "文二" || n.Items[1].Entries[1].Value.Pos.Col != 14 {
		t.Errorf("%+v", n.Items[1].Entries[1].Value)
	}
	if n := attachments("attachments:a", "无题"); len(n.Items) != 1 || n.Items[0].Entries[0].Key.Text != "text" {
		t.Errorf("a text without a title: %+v", n)
	}
	if n := attachments("attachments:a", ""); len(n.Items) != 0 {
		t.Errorf("nothing: %+v", n)
	}
}

// A 落款 of which nothing is typed is missed where it is typed.
func TestMissingSignOffIsSaidAtItsPlace(t *testing.T) {
	content, err := os.ReadFile("../../examples/documents/notice.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s := Of(read(t, "notice.yaml", string(content)))
	for _, place := range []Place{SignOffAgency, SignOffSigners, SignOffDate} {
		s.Set(place, "")
	}
	if _, said := load.Build("", s.Tree(), configs.NewLibrary(nil)); !at(said, SignOffDate) {
		t.Errorf("nothing is said there: %v", said)
	}
}
