package engine

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
)

// TestWhatChangesNoDocumentChangesNoRecord, and whatever may change one does.
func TestWhatChangesNoDocumentChangesNoRecord(t *testing.T) {
	dir := written(t, map[string][]byte{"program": []byte("one"), "other": []byte("two"), "notes.txt": nil})
	templates := written(t, map[string][]byte{"county.yaml": []byte("template: county\n")})
	program := Program{Version: "1", Path: filepath.Join(dir, "program")}
	config := configs.Config{Templates: templates, Style: "gb9704"}
	basis := func(e *Engine, o Order, by Program, config configs.Config, also ...any) string {
		t.Helper()
		digest, err := e.basis(o, by, config, also)
		if err != nil {
			t.Fatal(err)
		}
		return digest
	}
	e := standard()
	first := basis(e, Order{}, program, config)
	same := config
	same.Output.Dir, same.Workers, same.Lang, same.File = "elsewhere", 7, diag.EN, "x.yaml"
	same.Sign.Key, same.Archive = "key.pem", []configs.ArchiveField{{Name: "全宗号", Value: "1"}}
	if basis(e, Order{Dir: "elsewhere", Workers: 3}, program, same) != first {
		t.Error("what changes no document makes all of them anew")
	}
	other := config
	other.Style = "other"
	faces := New(configs.NewLibrary(nil), fonts.Options{Faces: []*fonts.Face{{ID: "仿宋", Data: []byte("x")}}})
	for name, digest := range map[string]string{
		"a draft":              basis(e, Order{Draft: true}, program, config),
		"another date":         basis(e, Order{Created: time.Unix(1, 0)}, program, config),
		"another version":      basis(e, Order{}, Program{"2", program.Path}, config),
		"another program":      basis(e, Order{}, Program{"1", filepath.Join(dir, "other")}, config),
		"another style sheet":  basis(e, Order{}, program, other),
		"faces of one's own":   basis(faces, Order{}, program, config),
		"something else again": basis(e, Order{}, program, config, true),
	} {
		if digest == first {
			t.Errorf("%s changes nothing", name)
		}
	}
	if err := os.WriteFile(filepath.Join(templates, "county.yaml"), []byte("template: county\nname: 县\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if basis(e, Order{}, program, config) == first {
		t.Error("another template changes nothing")
	}
}

// TestWithoutARecordNothingIsSkipped: a program that cannot be read is no reason
// not to build.
func TestWithoutARecordNothingIsSkipped(t *testing.T) {
	e, dir := standard(), t.TempDir()
	for _, c := range []struct {
		by     Program
		config configs.Config
	}{
		{Program{Path: filepath.Join(dir, "none")}, configs.Config{}},
		{Program{Path: os.Args[0]}, configs.Config{Templates: filepath.Join(dir, "none")}},
	} {
		o, said := e.Recorded(Order{Dir: dir, Resume: true}, nil, c.by, c.config)
		if o.Record != nil || o.Resume {
			t.Errorf("%+v", o)
		}
		says(t, said, "警告: 不记录生成情况")
	}
	o, said := e.Recorded(Order{Dir: dir, Resume: true}, nil, Program{Path: os.Args[0]}, configs.Config{})
	if o.Record == nil || !o.Resume || len(said) > 0 {
		t.Errorf("%+v, %v", o, said)
	}
}
