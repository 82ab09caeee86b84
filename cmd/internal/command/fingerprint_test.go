package command

import (
	"os"
	"path/filepath"
	"testing"
)

// Two programs that call themselves by one version share no results, unless it is that of a
// release.
func TestFingerprintsOfUnreleasedPrograms(t *testing.T) {
	dir := t.TempDir()
	of := func(version, content string) string {
		t.Helper()
		path := filepath.Join(dir, "program")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		build, err := buildOf(version, func() (string, error) { return path, nil })
		if err != nil {
			t.Fatal(err)
		}
		print, err := Setup{}.fingerprint(version, build)
		if err != nil {
			t.Fatal(err)
		}
		return print
	}
	for version, shared := range map[string]bool{"dev": false, "v1.0.1-0.20261201-abc+dirty": false, "v1.0.0": true} {
		if first, again := of(version, "a"), of(version, "a"); first != again {
			t.Errorf("%s: one program is two", version)
		}
		if (of(version, "a") == of(version, "b")) != shared {
			t.Errorf("%s: shared: %t", version, !shared)
		}
	}
	if _, err := buildOf("dev", func() (string, error) { return filepath.Join(dir, "none"), nil }); err == nil {
		t.Error("a program that cannot be read has a fingerprint")
	}
}
