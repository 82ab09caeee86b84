package bag

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/growth"
)

// verifyAs verifies bytes as a file of a name, which each worker writes anew.
func verifyAs(f *testing.F, name string, check func(t *testing.T, r Verification, data []byte)) {
	path := filepath.Join(f.TempDir(), name)
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		check(t, Verify(t.Context(), path), data)
	}))
}

// seedOf is a sound bag in a form.
func seedOf(f *testing.F, form Form) []byte {
	f.Helper()
	content, err := os.ReadFile(placed(f, form, sample(f)))
	if err != nil {
		f.Fatal(err)
	}
	return content
}

// FuzzZip: whatever a zip file holds, it is judged; few faults are told.
func FuzzZip(f *testing.F) {
	f.Add(seedOf(f, Zip))
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	verifyAs(f, "x.zip", wantFew)
}

// FuzzTar: the same of tar files.
func FuzzTar(f *testing.F) {
	f.Add(seedOf(f, Tar))
	f.Add(make([]byte, 1024))
	verifyAs(f, "x.tar", wantFew)
}

func wantFew(t *testing.T, r Verification, _ []byte) {
	if len(r.Findings) == 0 || len(r.Findings) > maxFaults+1 {
		t.Errorf("%d findings", len(r.Findings))
	}
}

// FuzzFolder: the tag files of a folder that holds one file. It only passes when
// the manifest has the digest of that file.
func FuzzFolder(f *testing.F) {
	files := sample(f)
	f.Add([]byte(get(f, files, "bagit.txt")), []byte(get(f, files, "bag-info.txt")), []byte(get(f, files, "manifest-sha256.txt")), []byte(get(f, files, "tagmanifest-sha256.txt")))
	dir := f.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o700); err != nil {
		f.Fatal(err)
	}
	written := map[string][]byte{}
	f.Fuzz(growth.Bounded(func(t *testing.T, declaration, info, manifest, tags []byte) {
		for name, content := range map[string][]byte{
			"data/x": []byte("x"), "bagit.txt": declaration, "bag-info.txt": info, "manifest-sha256.txt": manifest, "tagmanifest-sha256.txt": tags,
		} {
			if before, is := written[name]; is && bytes.Equal(before, content) {
				continue // a worker tries inputs that differ in one of them
			}
			written[name] = bytes.Clone(content)
			if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		wantFew(t, Verify(t.Context(), dir), nil)
	}))
}
