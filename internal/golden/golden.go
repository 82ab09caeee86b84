// Package golden compares a test's output with a file kept beside the test.
package golden

import (
	"os"
	"path/filepath"
	"testing"
)

// Check compares got with the golden file at path. With UPDATE_GOLDEN=1 in the
// environment it writes the file instead, which is refused where CI is set: a
// check that rewrites what it compares with cannot fail.
func Check(t testing.TB, path string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		update(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("golden file: %v (UPDATE_GOLDEN=1 writes it)", err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs (UPDATE_GOLDEN=1 rewrites it)\n--- got\n%s\n--- want\n%s", path, clip(got), clip(want))
	}
}

func update(t testing.TB, path string, got []byte) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatal("UPDATE_GOLDEN is refused in CI")
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, got, 0o644); err != nil {
		t.Fatal(err)
	}
}

func clip(b []byte) string {
	const most = 6000
	if len(b) > most {
		return string(b[:most]) + "…"
	}
	return string(b)
}
