package configs

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

func TestEmbeddedFilesHaveNoFaults(t *testing.T) {
	l := NewLibrary(nil)
	for _, id := range l.Templates() {
		if v, problems := l.Template(id); v == nil || len(problems) > 0 {
			t.Errorf("template %s: %v", id, problems)
		} else if s, problems := l.Style(v.Style); s == nil {
			t.Errorf("style of template %s: %v", id, problems)
		}
	}
	for _, id := range l.Styles() {
		if v, problems := l.Style(id); v == nil || len(problems) > 0 {
			t.Errorf("style %s: %v", id, problems)
		}
	}
	if !slices.Contains(l.Templates(), "open-government-2021") || !slices.Contains(l.Styles(), "gb9704") {
		t.Error("the official files are not embedded")
	}
}

func TestFolderStandsForAndAddsToTheEmbeddedFiles(t *testing.T) {
	sheet, err := os.ReadFile("styles/gb9704.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l := libraryOf(map[string]string{
		"small-2020.yaml": small,
		"gb9704.yaml":     strings.Replace(string(sheet), "size: 22pt", "size: 20pt", 1),
		"notes.yaml":      "anything: else\n",
		"readme.txt":      "template: x\n",
	})
	if got := l.Templates(); !slices.Contains(got, "small-2020") || slices.Contains(got, "notes") || slices.Contains(got, "gb9704") || !slices.IsSorted(got) {
		t.Errorf("templates: %v", got)
	}
	if got := l.Styles(); !slices.Contains(got, "gb9704") || !slices.IsSorted(got) || len(got) != len(slices.Compact(got)) {
		t.Errorf("styles: %v", got)
	}
	s, problems := l.Style("gb9704")
	if s == nil {
		t.Fatal(problems)
	}
	if title, _ := s.TextStyle("title"); title.Size.String() != "20pt" || s.Pos.File != "gb9704.yaml" {
		t.Errorf("the embedded file was read: %v in %s", title.Size, s.Pos.File)
	}
	if template, problems := l.Template("open-government-2021"); template == nil {
		t.Error(problems)
	}
	if !l.Embedded("open-government-2021") || l.Embedded("small-2020") || l.Embedded("none") {
		t.Error("the embedded template is the one that no file stands for")
	}
	own := libraryOf(map[string]string{"open-government-2021.yaml": small})
	if own.Embedded("open-government-2021") {
		t.Error("a template of the folder is taken for the embedded one that it stands for")
	}
}

func TestOpenLibraryNamesTheFolderInPlaces(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "own.yaml"), []byte("template: own\nlaw\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	l, problems := OpenLibrary(dir)
	if l == nil {
		t.Fatal(problems)
	}
	if _, problems = l.Template("own"); len(problems) == 0 || problems[0].Pos.File != filepath.Join(dir, "own.yaml") {
		t.Error(problems)
	}
	if l, problems := OpenLibrary(filepath.Join(dir, "none")); l != nil || !problems.HasErrors() {
		t.Error("a folder that is not there was opened")
	}
	if l, problems := OpenLibrary(filepath.Join(dir, "own.yaml")); l != nil || !problems.HasErrors() {
		t.Error("a file was opened as a folder")
	}
	if l, problems := OpenLibrary(""); l == nil {
		t.Error(problems)
	}
}

func TestUnknownTemplateIsNamedWithTheNearest(t *testing.T) {
	_, problems := NewLibrary(nil).Template("open-goverment-2021")
	if len(problems) != 1 || !strings.Contains(problems[0].Format(0), "open-government-2021") {
		t.Error(problems)
	}
	for _, id := range []string{"", "..", "../x", "a/b", "templates/open-government-2021", `a\b`} {
		if v, problems := NewLibrary(nil).Template(id); v != nil || len(problems) != 1 {
			t.Errorf("%q: %v", id, problems)
		}
	}
}

func TestTemplateForYear(t *testing.T) {
	later := strings.NewReplacer("small-2020", "small-2022", "{from: 2020, to: 2021}", "{from: 2022}").Replace(small)
	l := libraryOf(map[string]string{"small-2020.yaml": small, "small-2022.yaml": later})
	for year, want := range map[int]string{2019: "", 2020: "small-2020", 2021: "small-2020", 2022: "small-2022", 2030: "small-2022"} {
		got := ""
		template, problems := l.TemplateForYear("small", year)
		if template != nil {
			got = template.ID
		}
		if got != want || (template == nil) != problems.HasErrors() {
			t.Errorf("%d: %q, %v; want %q", year, got, problems, want)
		}
	}
	if template, problems := NewLibrary(nil).TemplateForYear("", 2023); template == nil || template.ID != "open-government-2021" {
		t.Error(problems)
	}
	_, problems := l.TemplateForYear("small", 2000)
	if got := problems.Error(); !strings.Contains(got, "small-2020（2020— ）、small-2022（2022— ）") {
		t.Errorf("the templates that there are: %s", got)
	}
}

func TestLibraryServesSeveralGoroutines(t *testing.T) {
	l := NewLibrary(nil)
	first, _ := l.Template("open-government-2021")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if again, _ := l.Template("open-government-2021"); again != first {
				t.Error("the file was read again")
			}
			if s, problems := l.Style("gb9704"); s == nil {
				t.Error(problems)
			}
		})
	}
	all.Wait()
}

func BenchmarkTemplate(b *testing.B) {
	for b.Loop() {
		if v, problems := NewLibrary(nil).Template("open-government-2021"); v == nil {
			b.Fatal(problems)
		}
	}
}

// Who fills in a notice knows it as 通知.
func TestTemplatesHaveChineseNames(t *testing.T) {
	l := NewLibrary(fstest.MapFS{"county.yaml": {Data: []byte("template: county\nextends: notice\nname: 函\n")}})
	for name, want := range map[string]string{"通知": "notice", "请示": "request", "命令": "order", "命令（令）": "order", "法治政府建设年度报告": "rule-of-law-government"} {
		if got, problems := l.Template(name); got == nil || got.ID != want || len(problems) > 0 {
			t.Errorf("%s is not %s: %v", name, want, problems)
		}
	}
	for _, name := range []string{"函" /* two have it */, "政府信息公开工作年度报告" /* the year chooses */, "通告知"} {
		if got, problems := l.Template(name); got != nil || !problems.HasErrors() {
			t.Errorf("%s is %s: %v", name, got.ID, problems)
		}
	}
}
