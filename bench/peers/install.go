package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// pinned is what the peers are installed from, in one table: peer, registry,
// package, version, licence. Debian's versions are those of its release.
//
//go:embed peers.tsv
var pinned string

//go:embed scripts
var scripts embed.FS

type part struct{ peer, registry, name, version, licence string }

func parts() []part {
	var list []part
	for row := range strings.Lines(pinned) {
		c := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(c) == 5 {
			list = append(list, part{c[0], c[1], c[2], c[3], c[4]})
		}
	}
	return list
}

// install puts what is not there yet into the folder cache and gives the version of
// each peer, or why it cannot be had.
func install(ctx context.Context, cache, module string) (versions map[string]string, missing map[string]string) {
	versions, missing = map[string]string{}, map[string]string{}
	var modules, packages []string
	for _, p := range parts() {
		switch {
		case p.registry == "npm" && moduleVersion(cache, p.name) != p.version:
			modules = append(modules, p.name+"@"+p.version)
		case p.registry == "debian" && debianVersion(ctx, p.name) == "":
			packages = append(packages, p.name)
		}
	}
	said := map[string]string{}
	if len(modules) > 0 {
		said["npm"] = tried(exec.CommandContext(ctx, "npm", append([]string{"install", "--silent", "--no-audit", "--no-fund", "--prefix", cache}, modules...)...))
	}
	if len(packages) > 0 {
		cmd := exec.CommandContext(ctx, "apt-get", append([]string{"-o", "DPkg::Lock::Timeout=600", "install", "-y", "--no-install-recommends"}, packages...)...)
		cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
		said["debian"] = tried(cmd)
	}
	for _, p := range parts() {
		version := ""
		switch p.registry {
		case "npm":
			version = moduleVersion(cache, p.name)
		case "debian":
			version = debianVersion(ctx, p.name)
		case "go":
			cmd := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(cache, "bin", p.peer), "./peers/"+p.peer)
			cmd.Dir = module
			if said["go"] = tried(cmd); said["go"] == "" {
				version = p.version
			}
		}
		if version == "" {
			missing[p.peer] = p.name + " cannot be installed here: " + said[p.registry]
		} else if versions[p.peer] == "" {
			versions[p.peer] = version
		}
	}
	return versions, missing
}

// tried is why a command failed, nothing where it did not.
func tried(cmd *exec.Cmd) string {
	out, err := cmd.CombinedOutput()
	if err == nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	return fmt.Sprintf("%v: %s", err, lines[len(lines)-1])
}

func moduleVersion(cache, name string) string {
	content, err := os.ReadFile(filepath.Join(cache, "node_modules", name, "package.json"))
	if err != nil {
		return ""
	}
	var p struct{ Version string }
	if json.Unmarshal(content, &p) != nil {
		return ""
	}
	return p.Version
}

// debianVersion is the upstream version of an installed package.
func debianVersion(ctx context.Context, name string) string {
	out, err := exec.CommandContext(ctx, "dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", name).Output()
	version, installed := strings.CutPrefix(string(out), "installed ")
	if err != nil || !installed {
		return ""
	}
	if _, after, ok := strings.Cut(version, ":"); ok {
		version = after
	}
	version, _, _ = strings.Cut(version, "-")
	return version
}

// writeScripts puts the scripts beside the modules that they import.
func writeScripts(cache string) error {
	return fs.WalkDir(scripts, "scripts", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(cache, filepath.FromSlash(path))
		if e.IsDir() {
			return os.MkdirAll(to, 0o777)
		}
		content, err := scripts.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, content, 0o666)
	})
}
