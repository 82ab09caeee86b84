package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// TestKilledBuildsLeaveWholeFiles kills builds at any moment: what stands under
// its name is whole, of this run or the one before, and the next run makes the
// rest and sweeps what was half-written.
func TestKilledBuildsLeaveWholeFiles(t *testing.T) {
	tier.Long(t, "builds many reports")
	rounds := 4
	if tier.Soaking() {
		rounds = 100
	}
	const reports = 12
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	// The two versions of all reports, and what is made of them.
	write := func(version string) {
		t.Helper()
		for i := range reports {
			changed := strings.Replace(string(content), "政务公开", "政务公开"+version, 1)
			writeFile(t, filepath.Join(in, fmt.Sprintf("r%02d.yaml", i)), []byte(changed))
		}
	}
	whole := map[string]map[string][]byte{}
	for _, version := range []string{"甲", "乙"} {
		write(version)
		into := filepath.Join(dir, version)
		if said, err := program(t, "build", "-o", into, in).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		whole[version] = made(t, into)
	}
	if bytes.Equal(whole["甲"]["r00.pdf"], whole["乙"]["r00.pdf"]) {
		t.Fatal("the two versions are the same")
	}
	random := rand.New(rand.NewPCG(1, 2))
	killed, old := 0, 0
	for round := range rounds {
		version := []string{"甲", "乙"}[round%2]
		write(version)
		if killedAfter(t, program(t, "build", "-o", out, in), random.IntN(reports)) {
			killed++
		}
		for name, file := range made(t, out) {
			switch {
			case bytes.Equal(file, whole[version][name]):
			case bytes.Equal(file, whole["甲"][name]) || bytes.Equal(file, whole["乙"][name]):
				old++
			default:
				t.Errorf("round %d: %s is torn", round, name)
			}
		}
		if said, err := program(t, "build", "--resume", "-o", out, in).CombinedOutput(); err != nil {
			t.Fatalf("round %d: %v: %s", round, err, said)
		}
		after := made(t, out)
		for name, file := range whole[version] {
			if !bytes.Equal(after[name], file) {
				t.Errorf("round %d: %s is not made anew", round, name)
			}
		}
		if len(after) != len(whole[version]) {
			t.Errorf("round %d: %d files, not %d", round, len(after), len(whole[version]))
		}
		if left, _ := filepath.Glob(filepath.Join(out, ".gongwen-tmp-*")); len(left) > 0 {
			t.Errorf("round %d: left half-written: %q", round, left)
		}
	}
	if killed == 0 {
		t.Error("no build was killed")
	}
	tier.Did(t, "killed %d builds of %d; %d files were those of the run before, none was torn", killed, rounds, old)
}

// program is the command line in a process of its own, at a fixed time.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "SOURCE_DATE_EPOCH=1700000000")
	return cmd
}

// killedAfter kills a program when it has printed so many lines, and says
// whether it was still running.
func killedAfter(t *testing.T, cmd *exec.Cmd, lines int) bool {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	for range lines {
		said.Scan()
	}
	_ = cmd.Process.Kill() // one that has ended is not killed
	_ = cmd.Wait()
	return !cmd.ProcessState.Exited()
}

// made are the files of a folder by their names, without the program's own.
func made(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = content
	}
	return files
}

func writeFile(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o666); err != nil {
		t.Fatal(err)
	}
}
