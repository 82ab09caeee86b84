package engine

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/output"
	"gongwen/output/docx"
)

// TestWorkOfSomebodysHandIsNotReplaced unless that is wanted; a document as it
// was made is.
func TestWorkOfSomebodysHandIsNotReplaced(t *testing.T) {
	e, in := standard(), uploaded("r.yaml", invented(t))
	o := Order{Dir: filepath.Join(t.TempDir(), "out"), Exporters: []output.Exporter{docx.New(docx.Options{})}}
	build := func(o Order) Result { return e.Build(t.Context(), in, o) }
	for _, when := range []string{"the folder is new", "the document is there"} {
		if r := build(o); r.Outcome != Built {
			t.Fatalf("when %s: %v", when, r.Said)
		}
	}
	path := filepath.Join(o.Dir, "r.docx")
	made, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, content, want string }{
		{"edited", retyped(t, made), "这个文件生成以后有人改过，没有覆盖"},
		{"another's", "my own", "这里有一个同名的文件，不是这个程序生成的"},
	} {
		writeFile(t, path, c.content)
		r := build(o)
		if r.Outcome != Failed {
			t.Errorf("what was %s is replaced", c.name)
		}
		says(t, r.Said, "r.docx: 错误: "+c.want)
		if kept, err := os.ReadFile(path); err != nil || string(kept) != c.content {
			t.Errorf("what was %s is lost (%v)", c.name, err)
		}
	}
	o.Force = true
	if r := build(o); r.Outcome != Built {
		t.Errorf("it is not replaced by force: %v", r.Said)
	}
}

// retyped is a document of which somebody has changed a word.
func retyped(t *testing.T, document []byte) string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		var part bytes.Buffer
		if _, err := part.ReadFrom(from); err != nil {
			t.Fatal(err)
		}
		to, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write([]byte(strings.ReplaceAll(part.String(), "民族", "少数民族"))); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
