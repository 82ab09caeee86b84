package engine

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/internal/tier"
	"gongwen/output"
)

// words is a format that writes the title only, and does what a test asks
// before that.
type words struct{ before func(title string) }

func (words) Format() output.Format { return output.Format{Extension: "words", NeedsPages: true} }

func (w words) Export(out io.Writer, in output.Input) error {
	if w.before != nil {
		w.before(in.Doc.Meta.Title)
	}
	_, err := io.WriteString(out, in.Doc.Meta.Title)
	return err
}

// reports writes so many reports into a folder of their own.
func reports(t *testing.T, n int) (dir string, inputs []Input) {
	t.Helper()
	content, err := os.ReadFile("../../../examples/shaxian-xinfangju-2023.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for i := range n {
		path := filepath.Join(dir, fmt.Sprintf("r%03d.yaml", i))
		writeFile(t, path, strings.Replace(string(content), "机关名称: 三明市", fmt.Sprintf("机关名称: 第%d", i), 1))
	}
	inputs, said := Inputs([]string{dir}, Search{})
	if len(said) > 0 {
		t.Fatal(said)
	}
	return dir, inputs
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run builds reports with a state of the basis and gives the outcomes as a word
// a report and everything that was said.
func run(t *testing.T, ctx context.Context, o Order, basis string, inputs []Input, also func(Result)) (string, diag.List) {
	t.Helper()
	state, said := OpenRecord(o.folders(inputs), basis)
	o.Record = state
	var outcomes []string
	for r := range New(configs.NewLibrary(nil), fonts.Options{}).BuildAll(ctx, inputs, o) {
		outcomes = append(outcomes, [...]string{"failed", "built", "skipped", "interrupted"}[r.Outcome])
		said = append(said, r.Said...)
		if also != nil {
			also(r)
		}
	}
	return counted(outcomes), append(said, state.Save()...)
}

// counted is words with how often each follows itself.
func counted(words []string) string {
	var out []string
	for i := 0; i < len(words); {
		n := i
		for n < len(words) && words[n] == words[i] {
			n++
		}
		out = append(out, fmt.Sprintf("%d %s", n-i, words[i]))
		i = n
	}
	return strings.Join(out, ", ")
}

func TestOneReportNeverStopsTheOthers(t *testing.T) {
	dir, inputs := reports(t, 60)
	writeFile(t, inputs[7].Path, "agency: [")
	if err := os.Remove(inputs[9].Path); err != nil {
		t.Fatal(err)
	}
	o := Order{Dir: filepath.Join(dir, "out"), Workers: 3, Exporters: []output.Exporter{words{func(title string) {
		if strings.Contains(title, "第30沙") {
			panic("a fault")
		}
	}}}}
	got, said := run(t, t.Context(), o, "1", inputs, nil)
	if want := "7 built, 1 failed, 1 built, 1 failed, 20 built, 1 failed, 29 built"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, want := range []string{"r007.yaml:1:9: 错误: ", "r009.yaml: 错误: 找不到这个文件", "r030.yaml: 错误: 程序出了内部错误，没有处理：a fault"} {
		if !strings.Contains(said.Error(), want) {
			t.Errorf("said no %q:\n%v", want, said)
		}
	}
	files, err := filepath.Glob(filepath.Join(o.Dir, "*.words"))
	if err != nil || len(files) != 57 {
		t.Errorf("%d files were made (%v)", len(files), err)
	}
}

func TestResumeSkipsWhatIsUpToDate(t *testing.T) {
	tier.Long(t, "builds many reports")
	dir, inputs := reports(t, 6)
	o := Order{Dir: filepath.Join(dir, "out"), Workers: 2, Resume: true, Exporters: []output.Exporter{words{}}}
	document := func(i int) string { return filepath.Join(o.Dir, inputs[i].Name+".words") }
	for _, step := range []struct {
		name   string
		change func()
		basis  string
		want   string
		said   string
	}{
		{"nothing has been built", func() {}, "1", "6 built", ""},
		{"nothing has changed", func() {}, "1", "6 skipped", ""},
		{"the time of a report has changed", func() {
			content, err := os.ReadFile(inputs[1].Path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(inputs[1].Path); err != nil {
				t.Fatal(err)
			}
			writeFile(t, inputs[1].Path, string(content))
		}, "1", "6 skipped", ""},
		{"a report has changed", func() {
			content, err := os.ReadFile(inputs[2].Path)
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, inputs[2].Path, strings.Replace(string(content), "机关名称: 第2", "机关名称: 第二", 1))
		}, "1", "2 skipped, 1 built, 3 skipped", ""},
		{"a document was changed by hand", func() { writeFile(t, document(3), "x") }, "1", "3 skipped, 1 built, 2 skipped", "r003.words: 说明: 文件在生成以后改动过，重新生成"},
		{"a document is gone", func() {
			if err := os.Remove(document(4)); err != nil {
				t.Fatal(err)
			}
		}, "1", "4 skipped, 1 built, 1 skipped", "r004.words: 说明: 文件不在了，重新生成"},
		{"a document is a folder", func() {
			if err := os.Remove(document(5)); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(document(5), 0o755); err != nil {
				t.Fatal(err)
			}
		}, "1", "5 skipped, 1 failed", "要写的文件名已经是一个文件夹"},
		{"the folder is gone again", func() {
			if err := os.Remove(document(5)); err != nil {
				t.Fatal(err)
			}
		}, "1", "5 skipped, 1 built", "r005.words: 说明: 文件不在了"},
		{"what all have in common has changed", func() {}, "2", "6 built", ""},
		{"the record is damaged", func() { writeFile(t, filepath.Join(o.Dir, StateName), `{"gongwen-build": 1, "reports": {`) }, "2", "6 built", StateName + ": 说明: 生成记录读不懂，不用它"},
		{"the record is of another version", func() { writeFile(t, filepath.Join(o.Dir, StateName), `{"gongwen-build": 2, "reports": {}}`) }, "2", "6 built", "说明: 生成记录读不懂"},
		{"the record names other files", func() {
			writeFile(t, filepath.Join(o.Dir, StateName), `{"gongwen-build": 1, "reports": {"r000": {"basis": "2", "source": "r000.yaml", "report": "", "pictures": {"../../etc/passwd": ""}, "documents": {"/etc/passwd": ""}}}}`)
		}, "2", "6 built", ""},
		{"the record is a folder", func() {
			if err := os.Remove(filepath.Join(o.Dir, StateName)); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(filepath.Join(o.Dir, StateName), 0o755); err != nil {
				t.Fatal(err)
			}
		}, "2", "6 built", "警告: 写不了生成记录"},
	} {
		t.Run(step.name, func(t *testing.T) {
			step.change()
			got, said := run(t, t.Context(), o, step.basis, inputs, nil)
			if got != step.want {
				t.Errorf("got %s, want %s", got, step.want)
			}
			if text := errorsOf(said); step.said == "" && text != "" || !strings.Contains(text, step.said) {
				t.Errorf("said %s, want %s", text, step.said)
			}
		})
	}
}

// errorsOf is what is said, but for warnings of the reports' rules.
func errorsOf(said diag.List) string {
	var out []string
	for _, d := range said {
		if d.Rule == "" {
			out = append(out, d.Format(diag.ZH))
		}
	}
	return strings.Join(out, "\n")
}

func TestResumeKnowsThePictures(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "pictures"), os.DirFS("../../../examples/pictures")); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile("../../../examples/pictures-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "r.yaml"), string(content))
	inputs, _ := Inputs([]string{dir}, Search{})
	o := Order{Dir: filepath.Join(dir, "out"), Workers: 1, Resume: true, Exporters: []output.Exporter{words{}}}
	for _, want := range []string{"1 built", "1 skipped"} {
		if got, said := run(t, t.Context(), o, "1", inputs, nil); got != want {
			t.Fatalf("got %s: %v", got, said)
		}
	}
	pictures, err := filepath.Glob(filepath.Join(dir, "pictures", "*.svg"))
	if err != nil || len(pictures) == 0 {
		t.Fatalf("no pictures: %v", err)
	}
	drawn, err := os.ReadFile(pictures[0])
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, pictures[0], string(drawn)+"\n")
	if got, said := run(t, t.Context(), o, "1", inputs, nil); got != "1 built" {
		t.Errorf("with another picture: %s: %v", got, said)
	}
}

// TestInterruptedRunsAreResumed: what was begun is whole, what was not is built
// by the next run.
func TestInterruptedRunsAreResumed(t *testing.T) {
	tier.Long(t, "builds many reports")
	dir, inputs := reports(t, 60)
	o := Order{Dir: filepath.Join(dir, "out"), Workers: 2, Resume: true, Exporters: []output.Exporter{words{}}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	built, stopped := 0, 0
	_, said := run(t, ctx, o, "1", inputs, func(r Result) {
		switch r.Outcome {
		case Built:
			if built++; built == 3 {
				cancel()
			}
		case Interrupted:
			stopped++
		}
	})
	if stopped == 0 || built+stopped != len(inputs) {
		t.Fatalf("%d built, %d interrupted: %v", built, stopped, said)
	}
	files, err := filepath.Glob(filepath.Join(o.Dir, "*.words"))
	if err != nil || len(files) != built {
		t.Errorf("%d files for %d reports (%v)", len(files), built, err)
	}
	if temporary, _ := filepath.Glob(filepath.Join(o.Dir, ".gongwen-*")); len(temporary) != 1 {
		t.Errorf("left behind: %v", temporary)
	}
	// What was built need not be the first of them: two are made at a time.
	again := map[Outcome]int{}
	_, _ = run(t, t.Context(), o, "1", inputs, func(r Result) { again[r.Outcome]++ })
	if again[Skipped] != built || again[Built] != stopped {
		t.Errorf("%v, want %d skipped, %d built", again, built, stopped)
	}
}
