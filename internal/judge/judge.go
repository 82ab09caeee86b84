// Package judge runs the outside programs that judge what the writers write.
package judge

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Path finds a program in the folder that make test fills or in the PATH. A
// test whose judge is missing is skipped with the judge's name, and fails
// where GONGWEN_JUDGES is "all".
func Path(t testing.TB, program string) string {
	t.Helper()
	if tools := os.Getenv("GONGWEN_TOOLS"); tools != "" {
		path := filepath.Join(tools, "bin", program)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	path, err := exec.LookPath(program)
	if err == nil {
		return path
	}
	if os.Getenv("GONGWEN_JUDGES") == "all" {
		t.Fatalf("the judge %s is missing (make judges installs it)", program)
	}
	t.Skipf("JUDGE MISSING: %s did not run (make judges installs it)", program)
	return ""
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
