package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/internal/diag"
)

// standard is an engine with what the program has by itself.
func standard() *Engine { return New(configs.NewLibrary(nil), fonts.Options{}) }

// uploaded is an input that lies on no disk, alone in its folder.
func uploaded(name, content string) Input {
	return Input{
		Folder: fstest.MapFS{name: {Data: []byte(content)}},
		File:   name, Path: name, Name: strings.TrimSuffix(name, filepath.Ext(name)),
	}
}

// invented is an example with figures and prose, changed: old and new in turn.
func invented(t *testing.T, changes ...string) string {
	t.Helper()
	content, err := os.ReadFile("../../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(content)
	for i := 0; i+1 < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the example has no %q", changes[i])
		}
		text = strings.ReplaceAll(text, changes[i], changes[i+1])
	}
	return text
}

// says asks that a list says each of the texts, and nothing where there are none.
func says(t *testing.T, said diag.List, texts ...string) {
	t.Helper()
	if len(texts) == 0 && len(said) > 0 {
		t.Errorf("said: %v", said)
	}
	for _, text := range texts {
		if !strings.Contains(fmt.Sprint(said), text) {
			t.Errorf("nothing of “%s” in: %v", text, said)
		}
	}
}

// written puts files into a new folder and gives it.
func written(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
