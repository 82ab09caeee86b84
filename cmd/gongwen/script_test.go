package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run())
	}
	testscript.Main(m, map[string]func(){"gongwen": func() { os.Exit(run()) }})
}

// TestScripts runs the command line's cases. Each begins with the example
// reports as seed.yaml, invented.yaml, trial.yaml and lawful.yaml in its folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, scripts("testdata/script"))
}

// scripts are the cases in a folder.
func scripts(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		UpdateScripts:       os.Getenv("UPDATE_GOLDEN") == "1" && os.Getenv("CI") == "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			// What one trial has made is not there for the next, of another program perhaps.
			env.Setenv("XDG_DATA_HOME", filepath.Join(env.WorkDir, ".data"))
			for name, example := range map[string]string{
				"seed.yaml": "shaxian-xinfangju-2023.yaml", "invented.yaml": "invented-2024.yaml",
				"trial.yaml": "invented-2020.yaml", "lawful.yaml": "invented-rule-of-law-2023.yaml",
			} {
				content, err := os.ReadFile(filepath.Join("..", "..", "examples", example))
				if err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(env.WorkDir, name), content, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		Condition: func(name string) (bool, error) {
			if name == "mounts" {
				return mounts(), nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"replace":  replace,
			"spoil":    spoil,
			"escape":   escape,
			"rename":   rename,
			"harmless": harmless,
			"short":    short,
			"repeat":   repeat,
			"many":     many,
			"binary":   binary,
			"readonly": readonly,
			"fulldisk": fulldisk,
			"signers":  signers,
			"seals":    seals,
			"rows":     rows,
		},
	}
}

// exits CODE PROGRAM ARG… runs a program that must end with the code.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	code := 0
	var status *exec.ExitError
	if errors.As(err, &status) {
		code = status.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("exit status %d, want %s", code, args[0])
	}
}

// replace FILE OLD NEW changes a text that stands in the file at least once.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	content, err := os.ReadFile(path)
	ts.Check(err)
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\u202e`, "\u202e", `\x07`, "\x07")
	before, after := unescape.Replace(args[1]), unescape.Replace(args[2])
	if !strings.Contains(string(content), before) {
		ts.Fatalf("%s does not hold %q", args[0], before)
	}
	ts.Check(os.WriteFile(path, []byte(strings.Replace(string(content), before, after, 1)), 0o644))
}

// spoil changes the beginning of every file below a folder.
func spoil(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		content[0]++
		return os.WriteFile(path, content, 0o600)
	}))
}

// escapes are the characters that act on a terminal, as scripts write them.
var escapes = strings.NewReplacer(`\e`, "\x1b", `\u009b`, "\u009b", `\u202e`, "\u202e")

// escape FILE OLD NEW is replace in which NEW stays as YAML writes it.
func escape(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	content := ts.ReadFile(args[0])
	if !strings.Contains(content, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(path, []byte(strings.Replace(content, args[1], args[2], 1)), 0o644))
}

// rename FILE NAME gives a file a name with escapes.
func rename(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.Rename(ts.MkAbs(args[0]), ts.MkAbs(escapes.Replace(args[1]))))
}

// harmless asks that the program before has printed something, and no character
// that does something to a terminal.
func harmless(ts *testscript.TestScript, _ bool, _ []string) {
	printed := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if printed == "" {
		ts.Fatalf("nothing was printed")
	}
	for _, r := range printed {
		if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) {
			ts.Fatalf("%U was printed: %q", r, printed)
		}
	}
}

// short asks that the program before has printed little.
func short(ts *testscript.TestScript, _ bool, _ []string) {
	const most = 20_000
	if n := len(ts.ReadFile("stdout") + ts.ReadFile("stderr")); n == 0 || n > most {
		ts.Fatalf("%d bytes were printed", n)
	}
}

// repeat FILE OLD TEXT COUNT puts TEXT many times in place of OLD.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	count := len(args[3])
	for range count {
		args[2] = strings.Repeat(args[2], 10)
	}
	replace(ts, neg, args[:3])
}

// many DIR COUNT FILE copies a file to DIR/r00.yaml and so on.
func many(ts *testscript.TestScript, _ bool, args []string) {
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	content := ts.ReadFile(args[2])
	for i := range count {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[0]), fmt.Sprintf("r%02d.yaml", i)), []byte(content), 0o644))
	}
}

// binary FILE HEX… writes bytes.
func binary(ts *testscript.TestScript, _ bool, args []string) {
	var content []byte
	for _, a := range args[1:] {
		var b byte
		for _, c := range strings.ToLower(a) {
			b = b<<4 | byte(strings.IndexRune("0123456789abcdef", c))
		}
		content = append(content, b)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), content, 0o644))
}
