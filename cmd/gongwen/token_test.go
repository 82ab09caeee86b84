package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"gongwen/internal/judge"
)

// TestTokens runs the cases about keys on PKCS#11 tokens with a program that is
// built to use them, as $TAGGED, and SoftHSM as the token: its library is
// $MODULE, and every script has an empty store of its own.
func TestTokens(t *testing.T) {
	module := softHSM(t)
	tagged := filepath.Join(t.TempDir(), "gongwen")
	build(t, "build", "-tags", "pkcs11", "-o", tagged, ".")
	params := scripts("testdata/token")
	setup := params.Setup
	params.Setup = func(env *testscript.Env) error {
		env.Setenv("TAGGED", tagged)
		env.Setenv("MODULE", module)
		store := filepath.Join(env.WorkDir, "tokens")
		if err := os.Mkdir(store, 0o700); err != nil {
			return err
		}
		conf := filepath.Join(env.WorkDir, "softhsm.conf")
		env.Setenv("SOFTHSM2_CONF", conf)
		if err := os.WriteFile(conf, []byte("directories.tokendir = "+store+"\nobjectstore.backend = file\n"), 0o600); err != nil {
			return err
		}
		return setup(env)
	}
	testscript.Run(t, params)
}

// TestTokensOfThePackage runs what the package itself has about tokens, which
// is compiled with the tag only.
func TestTokensOfThePackage(t *testing.T) {
	t.Setenv("SOFTHSM2_MODULE", softHSM(t))
	build(t, "test", "-count=1", "-tags", "pkcs11", "-run", "Token", "../../output/sign/pki")
}

// softHSM is the library of SoftHSM. Without it, or without what is needed to
// build and to fill tokens, the test is skipped as one without its judge.
func softHSM(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"softhsm2-util", "pkcs11-tool", "gcc"} {
		judge.Path(t, program)
	}
	for _, pattern := range []string{
		"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/*/softhsm/libsofthsm2.so", "/usr/lib*/pkcs11/libsofthsm2.so",
		"/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
	} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 { // the patterns are well formed
			return found[0]
		}
	}
	judge.Absent(t, "libsofthsm2.so")
	return ""
}

// build runs the go command with cgo. It reads the files that only the tag
// compiles, so that the test runs anew when they change.
func build(t *testing.T, args ...string) {
	t.Helper()
	files, err := filepath.Glob("../../output/sign/pki/token*.go")
	if err != nil || len(files) == 0 {
		t.Fatal("no files about tokens", err)
	}
	for _, file := range files {
		if _, err := os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
