package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// Program is the program that makes documents.
type Program struct {
	Version string
	Path    string // of its file, which carries templates, style sheets and faces
}

// Build tells the program from others of its version.
func (p Program) Build() (string, error) {
	sum := sha256.New()
	err := addProgram(sum, p.Path)
	return hex.EncodeToString(sum.Sum(nil)), err
}

// Recorded is the order with a record of what is built of inputs in their folders, by
// which a later run with Resume knows what is up to date. It is up to date only
// as long as by, config and also are the same; also holds options that change
// the documents and are part of neither. Where no record can be kept, the list
// says why and the documents are made all the same.
func (e *Engine) Recorded(o Order, inputs []Input, by Program, config configs.Config, also ...any) (Order, diag.List) {
	basis, err := e.basis(o, by, config, also)
	if err != nil {
		o.Resume = false
		return o, diag.List{diag.Warnf(diag.Pos{}, "不记录生成情况，--resume 不能跳过这次生成的：%v", "no record is kept of what is built, so that --resume will not skip it: %v", err)}
	}
	record, said := OpenRecord(o.folders(inputs), basis)
	o.Record = record
	return o, said
}

// basis is a digest of all that the documents of a run have in common: the
// program, the configuration but for what changes no document, the folder of
// templates, the user's faces, and what else decides how they are written.
func (e *Engine) basis(o Order, by Program, config configs.Config, also []any) (string, error) {
	config.File, config.Output.Dir, config.Workers, config.Lang = "", "", 0, diag.ZH
	config.Archive, config.Sign = nil, configs.Sign{}
	settings, err := json.Marshal(config)
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\n%s\n%t %v %d\n", by.Version, settings, o.Draft, also, o.Created.Unix())
	if err := addProgram(sum, by.Path); err != nil {
		return "", err
	}
	if err := addTemplates(sum, config.Templates); err != nil {
		return "", err
	}
	for _, face := range e.faces.Faces {
		fmt.Fprintf(sum, "%q %x\n", face.ID, sha256.Sum256(face.Data))
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// addTemplates adds the templates and style sheets of a folder, empty for none.
func addTemplates(sum hash.Hash, dir string) error {
	if dir == "" {
		return nil
	}
	files, err := os.ReadDir(dir) // sorted
	if err != nil {
		return err
	}
	for _, file := range files {
		if file.IsDir() || filepath.Ext(file.Name()) != ".yaml" {
			continue
		}
		fmt.Fprintf(sum, "%q\n", file.Name())
		if err := addFile(sum, filepath.Join(dir, file.Name())); err != nil {
			return err
		}
	}
	return nil
}

// addProgram adds the build ID of a program, which stands for its content, or its
// digest when it has none: that takes time, as it carries the faces.
func addProgram(sum hash.Hash, path string) error {
	file, err := infile.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if id := buildID(file); id != nil {
		_, err := fmt.Fprintf(sum, "%q\n", id)
		return err
	}
	return addDigest(sum, file)
}

// addFile adds the digest of a file to that of others.
func addFile(sum hash.Hash, path string) error {
	file, err := infile.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return addDigest(sum, file)
}

func addDigest(sum hash.Hash, file io.Reader) error {
	content := sha256.New()
	if _, err := io.Copy(content, file); err != nil {
		return err
	}
	_, err := fmt.Fprintf(sum, "%x\n", content.Sum(nil))
	return err
}
