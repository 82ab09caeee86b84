package bag

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongwen/internal/judge"
)

var day = time.Date(2025, 1, 20, 0, 0, 0, 0, time.UTC)

func sample(t testing.TB) []File {
	t.Helper()
	files, err := Make([]File{
		{"报告.yaml", []byte("year: 2024\n")}, {"100%完.pdf", []byte("%PDF")}, {"pictures/图.png", nil},
	}, []Label{{"Source-Organization", "某局\n办公室"}, {"Contact-Name", ""}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// placed writes files as a bag of a form and gives its path.
func placed(t testing.TB, form Form, files []File) string {
	t.Helper()
	path, err := Place(t.TempDir(), "报告", form, files, day, false)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func get(t testing.TB, files []File, path string) string {
	t.Helper()
	for _, f := range files {
		if f.Path == path {
			return string(f.Data)
		}
	}
	t.Fatalf("there is no %s", path)
	return ""
}

func TestBagIsWhatTheStandardAsks(t *testing.T) {
	files := sample(t)
	sum := sha256.Sum256([]byte("%PDF"))
	for path, want := range map[string]string{
		"bagit.txt":           "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
		"bag-info.txt":        "Source-Organization: 某局 办公室\nBag-Size: 15 B\nPayload-Oxum: 15.3\n",
		"manifest-sha256.txt": fmt.Sprintf("%x  data/100%%25完.pdf\n", sum),
		// GB/T 32905 of no bytes
		"manifest-sm3.txt":       "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b  data/pictures/图.png\n",
		"tagmanifest-sha256.txt": "  manifest-sm3.txt\n",
		"tagmanifest-sm3.txt":    "  bag-info.txt\n",
	} {
		if got := get(t, files, path); !strings.Contains(got, want) {
			t.Errorf("%s is\n%s\nwithout\n%s", path, got, want)
		}
	}
}

func TestEveryFormIsReadBackAndIsTheSameEveryTime(t *testing.T) {
	for _, form := range []Form{Folder, Zip, Tar} {
		path := placed(t, form, sample(t))
		if r := Verify(t.Context(), path); !r.Findings.OK() || len(r.Findings) != 2 {
			t.Errorf("%s: %v", form, r.Findings)
		}
		if form == Folder {
			continue
		}
		first, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		second, err := os.ReadFile(placed(t, form, sample(t)))
		if err != nil || !bytes.Equal(first, second) {
			t.Errorf("%s differs the second time (%v)", form, err)
		}
	}
}

func TestMakeRefusesPathsThatNoBagMayHave(t *testing.T) {
	for _, paths := range [][]string{{"../x"}, {"/x"}, {`a\b`}, {"a//b"}, {"x", "X"}, {"\xff"},
		{"e\u0301.pdf", "\u00e9.pdf"}, {"Straße", "STRASSE"}, {"a:b"}, {"a\nb"}, {"图?.png"}, {"end."}, {"end "}, {"CON.yaml"}, {"x/lpt1"},
	} {
		var payload []File
		for _, p := range paths {
			payload = append(payload, File{Path: p})
		}
		var unfit *PathError
		if _, err := Make(payload, nil); !errors.As(err, &unfit) {
			t.Errorf("%q: %v", paths, err)
		}
	}
}

func TestReplacing(t *testing.T) {
	dir := t.TempDir()
	files := sample(t)
	for _, form := range []Form{Folder, Zip} {
		for i, c := range []struct {
			replace bool
			want    error
		}{{false, nil}, {false, ErrExists}, {true, nil}} {
			if _, err := Place(dir, "报告", form, files, day, c.replace); !errors.Is(err, c.want) {
				t.Errorf("%s %d: got %v, want %v", form, i, err, c.want)
			}
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "文件夹"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Place(dir, "文件夹", Folder, files, day, true); !errors.Is(err, ErrNoBag) {
		t.Errorf("a folder that is no bag: %v", err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
}

func TestReplacingAFolderLeavesOnlyTheNewOne(t *testing.T) {
	dir := t.TempDir()
	old := with("data/旧.txt", "old")(sample(t))
	for _, files := range [][]File{old, sample(t)} {
		if _, err := Place(dir, "报告", Folder, files, day, true); err != nil {
			t.Fatal(err)
		}
	}
	if r := Verify(t.Context(), filepath.Join(dir, "报告")); !r.Findings.OK() {
		t.Errorf("the new bag is not whole: %v", r.Findings)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v (%v)", left, err)
	}
}

// The digests are held against another program's, which reads manifests too.
func TestSha256sumTakesTheManifests(t *testing.T) {
	sh := judge.Optional(t, "sh")
	judge.Optional(t, "sha256sum")
	files, err := Make([]File{{"报告.yaml", []byte("year: 2024\n")}, {"图/空 白.png", nil}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	path := placed(t, Folder, files)
	said := judge.Run(t, sh, "-c", `cd "$0" && sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt`, path)
	if n := strings.Count(said, ": OK\n"); n != 6 {
		t.Errorf("%d files were taken:\n%s", n, said)
	}
}
