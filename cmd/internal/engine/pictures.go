package engine

import (
	"os"
	"path/filepath"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/diag"
)

// pictures reads the pictures of the report file at path from its folder. No
// name and no link leads out of it.
func pictures(report *data.Report, path string) diag.List {
	if len(report.Pictures()) == 0 {
		return nil
	}
	dir := filepath.Dir(path)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return diag.List{unreadable(dir, err)}
	}
	defer func() { _ = root.Close() }()
	return load.Pictures(report, root.FS())
}
