package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/tier"
)

// module writes a module of its own and goes there.
func module(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module m\n\ngo 1.26\n"
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

const someTests = `package a

import "testing"

func TestGood(t *testing.T) { t.Log("nobody wants to read this") }
func TestVera(t *testing.T) {
	for _, name := range []string{"x", "y"} {
		t.Run(name, func(t *testing.T) { t.Skip("JUDGE MISSING: verapdf") })
	}
}
func TestPdfcpu(t *testing.T) { t.Skip("JUDGE CANNOT: pdfcpu does not know it") }
func TestLong(t *testing.T)   { t.Skip("LEFT TO make test: builds a thousand") }
func TestSoak(t *testing.T)   { t.Skip("LEFT TO make soak: kills") }
func TestDid(t *testing.T)    { t.Logf("SOAK DID: %d kills", 7) }
func TestOther(t *testing.T)  { t.Skip("no such font") }
`

func TestLineOfWhatDidNotRun(t *testing.T) {
	module(t, map[string]string{"a/a_test.go": someTests})
	out := runGuard(t, nil, "test", "./...")
	first, rest, _ := strings.Cut(out, "\n")
	if !strings.HasPrefix(first, "ok  \tm/a\t") {
		t.Errorf("the first line is %q", first)
	}
	want := `trials:
  m/a TestDid: 7 kills
3 checks by outside judges did not run: verapdf is missing (2), pdfcpu does not know it (1); 1 other tests did not: no such font (1); 1 long tests are left to make test; 1 trials are left to make soak
`
	if rest != want {
		t.Errorf("%s\nwanted\n%s", rest, want)
	}
}

func TestFailuresAreShownAsGoTestShowsThem(t *testing.T) {
	tier.Long(t, "runs go test")
	module(t, map[string]string{
		"a/a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestGood(t *testing.T) { t.Log(\"quiet\") }\nfunc TestBad(t *testing.T) { t.Run(\"part\", func(t *testing.T) { t.Error(\"wrong sum\") }) }\n",
		"b/b_test.go": "package b\n\nimport \"testing\"\n\nfunc TestStops(t *testing.T) { var m map[string]int; m[\"a\"] = 1 }\n",
		"c/c_test.go": "package c\n\nfunc nonsense() int { return \"\" }\n",
		"d/d_test.go": "package d\n\nimport \"testing\"\n\nfunc TestFine(t *testing.T) {}\n",
	})
	out := runGuard(t, errFailed, "test", "./...")
	for _, want := range []string{
		"--- FAIL: TestBad (", "--- FAIL: TestBad/part (", "a_test.go:6: wrong sum", "FAIL\tm/a\t",
		"panic: assignment to entry in nil map", "FAIL\tm/b\t",
		"c/c_test.go:3:", "FAIL\tm/c [build failed]",
		"ok  \tm/d\t",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	for _, unwanted := range []string{"quiet", "TestGood", "=== RUN", `"Action"`} {
		if strings.Contains(out, unwanted) {
			t.Errorf("%q is shown", unwanted)
		}
	}
	if t.Failed() {
		t.Log(out)
	}
}

func TestFuzz(t *testing.T) {
	tier.Long(t, "builds two fuzz targets")
	module(t, map[string]string{
		"a/a_test.go": "package a\n\nimport \"testing\"\n\nfunc FuzzFine(f *testing.F) { f.Fuzz(func(*testing.T, []byte) {}) }\nfunc FuzzyLogic(int) {}\n",
		"b/b_test.go": "package b\n\nimport \"testing\"\n\nfunc FuzzBad(f *testing.F) { f.Add(\"a\"); f.Fuzz(func(t *testing.T, s string) { t.Error(\"found\") }) }\n",
	})
	out := runGuard(t, nil, "fuzz", "-time", "1s", "-target", "a/")
	if !strings.HasPrefix(out, "ok  ") || !strings.Contains(out, "a/FuzzFine\n1 fuzz targets tried ") {
		t.Error(out)
	}
	out = runGuard(t, errAny, "fuzz", "-time", "1s")
	if !strings.Contains(out, "FAIL         0 inputs,    0 kept  b/FuzzBad\n") || !strings.Contains(out, "found") || !strings.Contains(out, "; 1 of them failed\n") {
		t.Error(out)
	}
	runGuard(t, errAny, "fuzz", "-target", "nothing")
}

func TestCover(t *testing.T) {
	tier.Long(t, "runs go test")
	module(t, map[string]string{
		"a/a.go":      "package a\n\nfunc Sign(n int) int {\n\tif n < 0 {\n\t\treturn -1\n\t}\n\treturn 1\n}\n",
		"a/a_test.go": "package a\n\nimport (\n\t\"m/b\"\n\t\"testing\"\n)\n\nvar _ = b.One\n\nfunc TestSign(t *testing.T) { Sign(1) }\n",
		"b/b.go":      "package b\n\nfunc One() int { return 1 }\n",
		"floors":      "85 ... # all\n60 m/a\n0 m/b\n",
		"strict":      "85 ...\n",
		"together":    "50 m/a m/b # the tests of a are counted for b too\n",
	})
	out := runGuard(t, nil, "cover", "-floors", "floors", "./...")
	if !strings.Contains(out, "\n  0.0% of   0%  m/b\n 66.7% of  60%  m/a\n") {
		t.Error(out)
	}
	out = runGuard(t, errAny, "cover", "-floors", "strict", "./...")
	if !strings.Contains(out, " 66.7% of  85%  m/a  BELOW ITS FLOOR\n") {
		t.Error(out)
	}
	out = runGuard(t, nil, "cover", "-floors", "together", "./...")
	if !strings.Contains(out, "\n  0.0% of   0%  m/b\n 50.0% of  50%  m/a\n") {
		t.Error(out)
	}
}

// errAny stands for an error whose words do not matter.
var errAny = errors.New("any")

// runGuard runs the command and gives what it printed.
func runGuard(t *testing.T, want error, args ...string) string {
	t.Helper()
	var out strings.Builder
	err := run(t.Context(), args, &out)
	if err == nil != (want == nil) || want != nil && !errors.Is(want, errAny) && !errors.Is(err, want) {
		t.Errorf("guard %q ends with %v\n%s", args, err, out.String())
	}
	return out.String()
}
