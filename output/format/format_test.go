package format

import (
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
)

func TestTheTableIsWhole(t *testing.T) {
	names, extensions := map[string]bool{}, map[string]bool{}
	for _, r := range All() {
		f := r.Format
		if f.Name == "" || f.Extension == "" || f.MediaType == "" || f.Standard == "" || f.Title.ZH == "" || f.Title.EN == "" {
			t.Errorf("%+v", f)
		}
		if names[f.Name] || extensions[f.Extension] {
			t.Errorf("%s stands twice", f.Name)
		}
		names[f.Name], extensions[f.Extension] = true, true
		made := r.New(Options{}).Format()
		if made.Standard == "" {
			t.Errorf("a file of %s has no name for archives", f.Name)
		}
		made.Standard = f.Standard // that of a file is closer where the format has levels
		if made != f {
			t.Errorf("%s makes a writer of %+v", f.Name, made)
		}
	}
	if len(Usual()) == 0 {
		t.Error("nothing is made when nothing is asked for")
	}
}

func TestExporters(t *testing.T) {
	names := Names()
	slices.Reverse(names)
	made, err := Exporters(names, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range made {
		if e.Format().Name != names[i] {
			t.Errorf("%s in the place of %s", e.Format().Name, names[i])
		}
	}
	if _, err := Exporters([]string{"pdf", "word"}, Options{}); err == nil || !strings.Contains(err.Error(), "“word”") {
		t.Error(err)
	}
}

func TestHelpNamesEveryFormat(t *testing.T) {
	for i, line := range Help(diag.ZH) {
		if name, title, _ := strings.Cut(line, "\t"); name != Names()[i] || title == "" {
			t.Errorf("%q", line)
		}
	}
}

// A writer is made once, whatever formats it is asked for with.
func TestWritersAreMadeOnce(t *testing.T) {
	w := New(Options{})
	first, err := w.Exporters([]string{"pdf", "docx"})
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.Exporters([]string{"docx", "pdf"})
	if err != nil {
		t.Fatal(err)
	}
	if first[0] != second[1] || first[1] != second[0] {
		t.Error("a writer is made again")
	}
	second[0] = nil
	if third, err := w.Exporters([]string{"docx"}); err != nil || third[0] != first[1] {
		t.Error("who asks shares the list of another")
	}
	if _, err := w.Exporters([]string{"pdf", "doc"}); err == nil {
		t.Error("there is a writer of what is no format")
	}
}
