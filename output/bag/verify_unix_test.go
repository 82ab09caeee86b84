//go:build unix

package bag

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAPipeIsNoBag(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.zip")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	r := Verify(t.Context(), path)
	if r.Findings.OK() || !strings.Contains(r.Findings[0].Text.ZH, "不是普通文件") {
		t.Errorf("found %v", r.Findings)
	}
}
