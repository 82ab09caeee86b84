package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// startSource is the page that somebody opens first; it stands at the top of
// archives as startPage.
const (
	startSource = "packaging/start.md"
	startPage   = "使用说明.html"
)

// serverSource holds what a server needs beside the program: units of systemd,
// compose and Kubernetes files; it stands in archives as the folder server.
const serverSource = "packaging/server"

// common are the files that all archives have: guides as web pages, examples,
// licences, what a server needs. A link that leads nowhere is an error.
func (s source) common() ([]file, error) {
	var files []file
	for _, root := range []string{"LICENSE", "NOTICE", "docs", "examples", "fonts/licenses", serverSource, startSource} {
		found, err := s.tree(root)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	for i, f := range files {
		if path.Ext(f.Path) != ".md" {
			continue
		}
		made, err := page(f.Path, f.Content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Path, err)
		}
		files[i] = made
	}
	for i := range files {
		files[i].Path = placed(files[i].Path)
	}
	if links := dead(files); len(links) > 0 {
		return nil, fmt.Errorf("links that lead nowhere in an archive:\n%s", strings.Join(links, "\n"))
	}
	return files, nil
}

// placed is where a file of the repository stands in an archive.
func placed(name string) string {
	if name == pageLink(startSource) {
		return startPage
	}
	if rest, ok := strings.CutPrefix(name, "fonts/licenses/"); ok {
		return "licenses/fonts/" + rest
	}
	if rest, ok := strings.CutPrefix(name, serverSource+"/"); ok {
		return "server/" + rest
	}
	return name
}

// tree are the files of the commit at a path and below it.
func (s source) tree(root string) ([]file, error) {
	var files []file
	err := filepath.WalkDir(filepath.Join(s.dir, filepath.FromSlash(root)), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(s.dir, name)
		files = append(files, file{Path: filepath.ToSlash(rel), Content: content})
		return err
	})
	return files, err
}
