package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
	"gongwen/internal/tier"
)

// TestBrokenTemplatesAndReports: what is said of formats, reports and tables that people
// got wrong in some two hundred ways. Each has a few lines changed of one of the sound
// ones, see testdata/broken. What is wrong with a template is said when it is checked,
// else what is wrong with the report.
func TestBrokenTemplatesAndReports(t *testing.T) {
	tier.Long(t, "judges two hundred reports")
	var out strings.Builder
	cases := brokenCases(t)
	if len(cases) < 190 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		said := c.judge(t)
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range firstOf(said) {
			fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
		}
		for _, d := range said {
			if d.Level == diag.Error && (d.Pos.File == "" || c.files[d.Pos.File] == nil) {
				t.Errorf("%s: no place of a file of the user's: %s", c.name, d.Format(diag.ZH))
			}
			if strings.Contains(d.Format(diag.ZH)+d.Format(diag.EN), "%!") {
				t.Errorf("%s: badly formatted: %s", c.name, d.Format(diag.EN))
			}
		}
	}
	golden.Check(t, filepath.Join("testdata", "broken", "said.golden"), []byte(out.String()))
}

// firstOf are the diagnostics of which the golden file keeps words.
func firstOf(said diag.List) diag.List {
	const most = 8
	return said[:min(len(said), most)]
}

// brokenCase is a folder with gongwen's formats in 格式, the report r.yaml and what it names.
type brokenCase struct {
	name  string
	files map[string][]byte
}

const formats = "格式"

func (c brokenCase) judge(t *testing.T) diag.List {
	t.Helper()
	folder, own := fstest.MapFS{}, fstest.MapFS{}
	for name, content := range c.files {
		if base, isFormat := strings.CutPrefix(name, formats+"/"); isFormat {
			own[base] = &fstest.MapFile{Data: content}
			continue
		}
		folder[name] = &fstest.MapFile{Data: content}
	}
	dir := t.TempDir()
	for name, file := range own {
		if err := os.WriteFile(filepath.Join(dir, name), file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	library, said := configs.OpenLibrary(dir)
	if library == nil {
		t.Fatal(said)
	}
	e := New(library, fonts.Options{})
	for _, name := range sortedNames(own) {
		in := Input{Folder: own, File: name, Path: formats + "/" + name, Name: strings.TrimSuffix(name, ".yaml")}
		said = append(said, e.CheckPart(t.Context(), in)...)
	}
	if !said.HasErrors() {
		_, said = e.Proof(t.Context(), Input{Folder: folder, File: "r.yaml", Path: "r.yaml", Name: "r"}, Order{})
	}
	for i := range said {
		said[i].Pos.File = strings.Replace(said[i].Pos.File, dir+string(filepath.Separator), formats+"/", 1)
		for n := range said[i].Related {
			said[i].Related[n].Pos.File = strings.Replace(said[i].Related[n].Pos.File, dir+string(filepath.Separator), formats+"/", 1)
		}
	}
	return said
}

func sortedNames(files fstest.MapFS) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// caseHead begins a case: its name and the sound files that it changes.
var caseHead = regexp.MustCompile(`(?m)^== (\S+) of (\S+)$`)

// brokenCases reads testdata/broken/cases.txt: in a case "file NAME" begins the changes of
// a file, "@N" those behind its line N, "-" a line that is taken out there, "+" one that
// is put in.
func brokenCases(t *testing.T) []brokenCase {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "broken", "cases.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []brokenCase
	heads := caseHead.FindAllStringSubmatchIndex(string(text), -1)
	for i, m := range heads {
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		sound, err := os.ReadFile(filepath.Join("testdata", "broken", string(text[m[4]:m[5]])+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		c := brokenCase{string(text[m[2]:m[3]]), map[string][]byte{}}
		for _, file := range strings.Split("\n"+string(sound), "\n-- ")[1:] {
			name, content, _ := strings.Cut(file, " --\n")
			c.files[name] = []byte(strings.TrimSuffix(content, "\n") + "\n")
		}
		for _, changes := range strings.Split("\n"+strings.Trim(string(text[m[1]:end]), "\n"), "\nfile ")[1:] {
			name, lines, _ := strings.Cut(changes, "\n")
			c.files[name] = withChanges(t, c.name, c.files[name], strings.Split(lines, "\n"))
		}
		cases = append(cases, c)
	}
	return cases
}

// withChanges is a text with changes.
func withChanges(t *testing.T, name string, text []byte, changes []string) []byte {
	t.Helper()
	var old, out []string
	if text != nil {
		old = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	}
	at := 0
	for _, line := range changes {
		switch line[0] {
		case '@':
			to, err := strconv.Atoi(line[1:])
			if err != nil || to < at || to > len(old)+1 {
				t.Fatalf("%s: %s", name, line)
			}
			to = min(to, len(old))
			out, at = append(out, old[at:to]...), to
		case '-':
			if at < len(old) && old[at] != line[1:] || at == len(old) && line != "-" {
				t.Fatalf("%s: line %d is not %q", name, at+1, line[1:])
			}
			at = min(at+1, len(old))
		case '+':
			out = append(out, line[1:])
		}
	}
	return []byte(strings.Join(append(out, old[at:]...), "\n") + "\n")
}
