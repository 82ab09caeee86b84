package publication

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"

	"gongwen/output"
)

// FilesIn are the files of the package below a folder, to be written there.
func (p *Package) FilesIn(dir string) ([]output.File, error) {
	contents, err := p.Contents()
	if err != nil {
		return nil, err
	}
	files := make([]output.File, len(contents))
	for i, f := range contents {
		files[i] = output.File{Path: filepath.Join(dir, filepath.FromSlash(f.Name)), Data: f.Data}
	}
	return files, nil
}

// IsFolder reports whether a folder holds a package.
func IsFolder(folder fs.FS) bool {
	info, err := fs.Stat(folder, ManifestName)
	return err == nil && info.Mode().IsRegular()
}

// ReadFolder reads a package that was written as a folder, and checks its files against its
// manifest. What else lies in the folder is not read.
func ReadFolder(folder fs.FS) (*Manifest, []File, error) {
	left := int64(maxContent)
	read := func(name string) ([]byte, error) {
		if !fs.ValidPath(name) {
			return nil, damaged(name)
		}
		info, err := fs.Stat(folder, name)
		if err != nil || !info.Mode().IsRegular() {
			return nil, damaged(name)
		}
		in, err := folder.Open(name)
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(io.LimitReader(in, left+1))
		if err = errors.Join(err, in.Close()); err != nil {
			return nil, err
		}
		if left -= int64(len(content)); left < 0 {
			return nil, ErrTooLarge
		}
		return content, nil
	}
	content, err := read(ManifestName)
	if err != nil {
		return nil, nil, err
	}
	var m Manifest
	switch {
	case json.Unmarshal(content, &m) != nil || m.Version != version:
		return nil, nil, ErrDamaged
	case len(m.Files) > maxParts:
		return nil, nil, ErrTooLarge
	}
	var files []File
	for _, of := range m.Files {
		content, err := read(of.Name)
		if err != nil {
			return nil, nil, err
		}
		files = append(files, File{of.Name, content})
	}
	if err := m.check(files); err != nil {
		return nil, nil, err
	}
	return &m, files, nil
}
