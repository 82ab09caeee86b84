// Package judge runs the outside programs that judge what the writers write.
package judge

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Path finds a program in the folder that make test fills or in the PATH. A
// test whose judge is missing is skipped with the judge's name, and fails
// where GONGWEN_JUDGES is "all".
func Path(t testing.TB, program string) string {
	t.Helper()
	path := find(program)
	if path == "" && os.Getenv("GONGWEN_JUDGES") == "all" {
		t.Fatalf("the judge %s is missing (make judges installs it)", program)
	}
	return skipWithout(t, program, path)
}

// Optional is Path for a judge that make judges cannot install: without it the
// test is skipped everywhere.
func Optional(t testing.TB, program string) string {
	t.Helper()
	return skipWithout(t, program, find(program))
}

func skipWithout(t testing.TB, program, path string) string {
	t.Helper()
	if path == "" {
		t.Skipf("JUDGE MISSING: %s did not run", program)
	}
	return path
}

// find gives the path of a program, empty when it is not here. An environment
// variable of its name in capitals, such as VERAPDF, may hold the path.
func find(program string) string {
	if filepath.IsAbs(program) {
		return program
	}
	if named := os.Getenv(strings.ToUpper(program)); filepath.IsAbs(named) {
		return named
	}
	if tools := os.Getenv("GONGWEN_TOOLS"); tools != "" {
		path := filepath.Join(tools, "bin", program)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return ""
	}
	return path
}

// Run runs a judge and gives what it printed. It fails the test when the judge
// ends with another status than 0.
func Run(t testing.TB, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), Path(t, program), args...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", program, err, out)
	}
	return string(out)
}
