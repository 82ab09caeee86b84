package bag

import (
	"os"
	"path/filepath"
	"testing"
)

// TestReplacingWhereNothingChangesPlacesInOneStep: the new bag stands, nothing
// is left beside it, and when the new one cannot be moved the old one is back.
func TestReplacingWhereNothingChangesPlacesInOneStep(t *testing.T) {
	for name, c := range map[string]struct {
		fresh, want string
		fails       bool
	}{
		"it can":    {"fresh", "new", false},
		"it cannot": {"missing", "old", true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "bag")
			for folder, text := range map[string]string{"fresh": "new", "bag": "old"} {
				if err := writeOne(filepath.Join(dir, folder, "bagit.txt"), []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			if err := replaceFolder(filepath.Join(dir, c.fresh), path); (err != nil) != c.fails {
				t.Error(err)
			}
			if got, err := os.ReadFile(filepath.Join(path, "bagit.txt")); err != nil || string(got) != c.want {
				t.Errorf("the bag is %q, %v", got, err)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, ".gongwen-*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
