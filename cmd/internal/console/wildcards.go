package console

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Expand puts the files in place of arguments with * or ? in their last part, as
// shells do where the system has no such shell. Case does not count, brackets are
// characters like others. What stands there under that very name, is a flag or meets no
// file stays as it is.
func Expand(args []string) []string {
	var expanded []string
	for _, arg := range args {
		found := matches(arg)
		if len(found) == 0 {
			found = []string{arg}
		}
		expanded = append(expanded, found...)
	}
	return expanded
}

func matches(arg string) []string {
	dir, pattern := filepath.Split(arg)
	if strings.HasPrefix(arg, "-") || !strings.ContainsAny(pattern, "*?") {
		return nil
	}
	if _, err := os.Lstat(arg); err == nil {
		return nil
	}
	in := dir
	if in == "" {
		in = "."
	}
	entries, err := os.ReadDir(in) // in order of name
	if err != nil {
		return nil
	}
	pattern = strings.NewReplacer(`[`, `\[`, `\`, `\\`).Replace(strings.ToLower(pattern))
	var found []string
	for _, e := range entries {
		if met, err := path.Match(pattern, strings.ToLower(e.Name())); err == nil && met && !strings.HasPrefix(e.Name(), ".") {
			found = append(found, dir+e.Name())
		}
	}
	return found
}
