package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// module is a module of which the program may be made, where it lies here.
type module struct {
	Path, Version, Dir string
	Main               bool
}

// part is a module that a program is made of.
type part struct {
	Path, Version string
	Sum           string // of go.sum
	Licences      []string
	Texts         []file // its licence and notices
}

// modules are the modules of the commit by path and version, with the folders of
// those that were fetched.
func (s source) modules(ctx context.Context) (map[string]module, error) {
	listed, err := output(ctx, s.dir, []string{"GOFLAGS="}, goTool(), "list", "-m", "-json", "all")
	if err != nil {
		return nil, err
	}
	found := map[string]module{}
	for d := json.NewDecoder(strings.NewReader(listed)); ; {
		var m module
		err := d.Decode(&m)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		found[m.Path+"@"+m.Version] = m
	}
	root, err := output(ctx, s.dir, nil, goTool(), "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	found[standardLibrary] = module{Path: standardLibrary, Dir: root}
	return found, nil
}

// standardLibrary is how package URLs call Go's own packages.
const standardLibrary = "std"

// partsOf are the modules that a program says it is made of.
func partsOf(program string, modules map[string]module) ([]part, error) {
	info, err := readBuild(program)
	if err != nil {
		return nil, err
	}
	std := debug.Module{Path: standardLibrary, Version: strings.TrimPrefix(info.GoVersion, "go")}
	var parts []part
	for _, dep := range append(info.Deps, &std) {
		m, ok := modules[dep.Path+"@"+dep.Version]
		if dep.Path == standardLibrary {
			m, ok = modules[standardLibrary], true
		}
		if !ok || m.Dir == "" {
			return nil, fmt.Errorf("%s is in %s, but not here", dep.Path, program)
		}
		p := part{Path: dep.Path, Version: dep.Version, Sum: dep.Sum}
		if err := p.readLicences(m.Dir); err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// readLicences reads the licence of the module in a folder. A module without a
// licence that is known is an error: it could not be passed on.
func (p *part) readLicences(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !isLicence(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		p.Texts = append(p.Texts, file{Path: path.Join("licenses", "go", p.Path, e.Name()), Content: text})
		p.addLicences(e.Name(), text)
	}
	if len(p.Licences) == 0 {
		return fmt.Errorf("the licence of %s is not known", p.Path)
	}
	return nil
}

// addLicences notes which licences stand in a file of the module, by their SPDX
// identifiers. A grant of patents has none.
func (p *part) addLicences(name string, text []byte) {
	if stemOf(name) == "PATENTS" || stemOf(name) == "NOTICE" {
		return
	}
	for _, m := range licensecheck.Scan(text).Match {
		if !m.IsURL && !slices.Contains(p.Licences, m.ID) {
			p.Licences = append(p.Licences, m.ID)
		}
	}
}

// isLicence knows the names under which licences and notices lie in modules.
func isLicence(name string) bool {
	return slices.Contains([]string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "PATENTS"}, stemOf(name))
}

func stemOf(name string) string {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	return stem
}

func licencesOf(parts []part) []file {
	var texts []file
	for _, p := range parts {
		texts = append(texts, p.Texts...)
	}
	return texts
}
