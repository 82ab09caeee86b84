package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// debian makes the package for Debian and its kin (统信 UOS, 银河麒麟) with nfpm.
// Where nfpm is not, that is said.
func (s source) debian(ctx context.Context, o order, t target, files []file, work, into string, log io.Writer) error {
	nfpm := program(o.tools, "nfpm")
	if nfpm == "" {
		fmt.Fprintln(log, "  no .deb: nfpm is not here")
		return nil
	}
	installed, err := s.installed(ctx, files)
	if err != nil {
		return err
	}
	if err := unpack(filepath.Join(work, "root"), installed, s.date); err != nil {
		return err
	}
	config, err := json.Marshal(s.debianConfig(t))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(work, "nfpm.yaml"), config, 0o644); err != nil { // JSON is YAML
		return err
	}
	_, err = output(ctx, work, []string{"SOURCE_DATE_EPOCH=" + strconv.FormatInt(s.date.Unix(), 10)},
		nfpm, "package", "-p", "deb", "-f", "nfpm.yaml", "-t", filepath.Join(into, t.name(s.version)+".deb"))
	return err
}

// program finds a program in a folder or on the path; empty where it is in neither.
func program(tools, name string) string {
	if own, err := filepath.Abs(filepath.Join(tools, name)); err == nil {
		if found, err := exec.LookPath(own); err == nil {
			return found
		}
	}
	found, _ := exec.LookPath(name)
	return found
}

// object is a mapping of nfpm's configuration.
type object = map[string]any

func (s source) debianConfig(t target) object {
	dated := object{"mtime": s.date.Format(time.RFC3339)}
	return object{
		"name": "gongwen", "arch": t.arch, "platform": "linux", "version": s.version, "version_schema": "semver", "section": "editors",
		"maintainer":  "The gongwen authors <authors@gongwen.invalid>",
		"description": "制作正式公文 - makes formal Chinese government reports\nChecks reports in YAML or Excel workbooks and writes DOCX, PDF/A and HTML.",
		"license":     "Apache-2.0",
		"mtime":       s.date.Format(time.RFC3339),
		"depends":     []string{"passwd"}, // useradd
		"scripts":     object{"postinstall": s.script("postinst"), "preremove": s.script("prerm"), "postremove": s.script("postrm")},
		"contents": []object{
			{"src": "root/", "dst": "/", "type": "tree", "file_info": dated},
			s.setting("environment", dated), s.setting("gongwen.yaml", dated),
		},
	}
}

// script is a script that runs when the package comes or goes.
func (s source) script(name string) string {
	return filepath.Join(s.dir, "packaging", "debian", name)
}

// setting is a file of settings of the services, which an update leaves as the
// administrator has made it.
func (s source) setting(name string, dated object) object {
	return object{"src": filepath.Join(s.dir, filepath.FromSlash(serverSource), name), "dst": "/etc/gongwen/" + name, "type": "config|noreplace", "file_info": dated}
}

// shells are the shells that completion is installed for, and where.
var shells = []struct{ name, path string }{
	{"bash", "usr/share/bash-completion/completions/gongwen"},
	{"zsh", "usr/share/zsh/vendor-completions/_gongwen"},
	{"fish", "usr/share/fish/vendor_completions.d/gongwen.fish"},
}

// installed are the files of the archive in the places of a Linux system, with
// what its desktop and its systemd need to know.
func (s source) installed(ctx context.Context, files []file) ([]file, error) {
	var placed []file
	for _, f := range files {
		if f.Program {
			f.Path = "usr/bin/gongwen"
		} else {
			f.Path = "usr/share/doc/gongwen/" + f.Path
		}
		placed = append(placed, f)
	}
	copyright := strings.Join([]string{string(find(files, "NOTICE")), string(find(files, "LICENSE"))}, "\n\n")
	placed = append(placed, file{Path: "usr/share/doc/gongwen/copyright", Content: []byte(copyright)})
	for from, to := range map[string]string{
		"linux/gongwen.desktop":       "usr/share/applications/gongwen.desktop",
		"linux/gongwen-check.desktop": "usr/share/applications/gongwen-check.desktop",
		"icon/gongwen.svg":            "usr/share/icons/hicolor/scalable/apps/gongwen.svg",
		"icon/gongwen-256.png":        "usr/share/icons/hicolor/256x256/apps/gongwen.png",
		"icon/gongwen-48.png":         "usr/share/icons/hicolor/48x48/apps/gongwen.png",

		"server/gongwen.service":        "usr/lib/systemd/system/gongwen.service",
		"server/gongwen-worker.service": "usr/lib/systemd/system/gongwen-worker.service",
	} {
		content, err := os.ReadFile(filepath.Join(s.dir, "packaging", filepath.FromSlash(from)))
		if err != nil {
			return nil, err
		}
		placed = append(placed, file{Path: to, Content: content})
	}
	for _, shell := range shells {
		script, err := output(ctx, s.dir, nil, s.host, "completion", shell.name)
		if err != nil {
			return nil, err
		}
		placed = append(placed, file{Path: shell.path, Content: []byte(script + "\n")})
	}
	return placed, nil
}
