//go:build unix

package configs

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAPipeInTheFolderOfTemplatesIsNotOpened(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"pipe.yaml", "open-government-2021.yaml"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, said := OpenLibrary(dir)
	if said.HasErrors() {
		t.Fatal(said)
	}
	if got := l.Templates(); strings.Contains(strings.Join(got, " "), "pipe") {
		t.Errorf("a pipe is a template: %v", got)
	}
	template, said := l.Template("open-government-2021")
	if template != nil || !strings.Contains(said.Error(), "不是普通文件") {
		t.Errorf("said %v", said)
	}
}
