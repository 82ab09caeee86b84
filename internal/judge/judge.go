// Package judge runs the outside programs that judge what the writers write.
package judge

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// What a test says of a judge that did not run begins with one of these:
// cmd/guard and .ci/conform count by them.
const (
	SaysMissing = "JUDGE MISSING: "
	SaysCannot  = "JUDGE CANNOT: "
)

// Path finds a program in the folder that make test fills or in the PATH. A
// test whose judge is missing is skipped with the judge's name, and fails
// where GONGWEN_JUDGES is "all". Make quick asks no judges.
func Path(t testing.TB, program string) string {
	t.Helper()
	tier.Long(t, "asks "+program)
	path := find(program)
	if path == "" {
		Absent(t, program)
	}
	return path
}

// Optional is Path for a judge that make judges cannot install: without it the
// test is skipped everywhere.
func Optional(t testing.TB, program string) string {
	t.Helper()
	tier.Long(t, "asks "+program)
	path := find(program)
	if path == "" {
		t.Skip(SaysMissing + program)
	}
	return path
}

// Modules is the folder of the Node packages that make judges installs, when all
// of the given ones are there.
func Modules(t testing.TB, names ...string) string {
	t.Helper()
	folder := filepath.Join(os.Getenv("GONGWEN_TOOLS"), "node_modules")
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(folder, name, "package.json")); err != nil {
			Absent(t, name)
		}
	}
	return folder
}

// Absent ends a test that has looked in vain for a part of a judge, as Path
// does for a program.
func Absent(t testing.TB, part string) {
	t.Helper()
	if os.Getenv("GONGWEN_JUDGES") == "all" {
		t.Fatalf("the judge %s is missing (make judges installs it)", part)
	}
	t.Skip(SaysMissing + part)
}

// Cannot skips a test whose judge is here and cannot judge; why begins with its name.
func Cannot(t testing.TB, why string) {
	t.Helper()
	t.Skip(SaysCannot + why)
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
