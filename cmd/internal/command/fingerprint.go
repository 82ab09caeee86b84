package command

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/digest"
)

// Fingerprint is the digest of all that documents depend on beside their reports: the
// program, and the configuration with the files that it names. Where they go, who signs
// them and how many are made at a time is no part of it.
func (a *App) Fingerprint(s Setup) (string, error) {
	build, err := buildOf(a.World.Version, os.Executable)
	if err != nil {
		return "", err
	}
	return s.fingerprint(a.World.Version, build)
}

// unreleased is what versions end in that many programs have: of what was built outside of
// a repository, or with changes that no commit has.
var unreleased = []string{"dev", "+dirty"}

// buildOf tells programs of one version apart; it is empty where the version does.
func buildOf(version string, program func() (string, error)) (string, error) {
	if !slices.ContainsFunc(unreleased, func(end string) bool { return strings.HasSuffix(version, end) }) {
		return "", nil
	}
	path, err := program()
	if err != nil {
		return "", err
	}
	return engine.Program{Version: version, Path: path}.Build()
}

func (s Setup) fingerprint(version, build string) (string, error) {
	config := s.Config
	config.File, config.Output, config.Sign, config.Workers, config.Lang = "", configs.Output{}, configs.Sign{}, 0, 0
	var files []string
	for _, dir := range append([]string{config.Templates}, config.Fonts.Dirs...) {
		digest, err := digestOf(dir)
		if err != nil {
			return "", err
		}
		files = append(files, digest)
	}
	config.Templates, config.Fonts.Dirs = "", nil
	content, err := json.Marshal(struct {
		Version string
		Build   string `json:",omitempty"`
		Config  configs.Config
		Created time.Time
		Files   []string
	}{version, build, config, s.Order.Created, files})
	return digest.SHA256(content), err
}

// digestOf is a digest of the names and contents of the files in a folder; that of no
// folder is empty.
func digestOf(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	all := sha256.New()
	folder := os.DirFS(dir)
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := fs.ReadFile(folder, path)
		sum := sha256.Sum256(content)
		fmt.Fprintf(all, "%q %x\n", path, sum) // a digest takes all
		return err
	})
	return hex.EncodeToString(all.Sum(nil)), err
}

// OrderOf is the order of documents of formats, which are made one report at a time.
func (s Setup) OrderOf(formats ...string) (engine.Order, error) {
	order := s.Order
	order.Workers, order.Dir = 1, ""
	exporters, err := s.Writers.Exporters(formats)
	if err != nil {
		return engine.Order{}, err
	}
	order.Exporters = exporters
	return order, nil
}
