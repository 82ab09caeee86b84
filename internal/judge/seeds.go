package judge

import (
	"os"
	"path/filepath"
	"testing"
)

// Seeds are files that other programs have made, by their ending, for fuzz targets
// to begin with: make fuzz makes them, and without them there are none.
func Seeds(t testing.TB, ending string) [][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(os.Getenv("GONGWEN_TOOLS"), "seeds", "*."+ending))
	if err != nil {
		t.Fatal(err)
	}
	var files [][]byte
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, content)
	}
	return files
}
