package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// TestProgramsAreSignedWhereAKeyIsNamed signs a program and has it verified.
func TestProgramsAreSignedWhereAKeyIsNamed(t *testing.T) {
	signer, openssl, compiler := judge.Optional(t, "osslsigncode"), judge.Path(t, "openssl"), judge.Optional(t, "x86_64-w64-mingw32-gcc")
	dir := t.TempDir()
	run := func(program string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Dir = dir
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", program, err, said)
		}
		return string(said)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.c"), []byte("int main(void) { return 0; }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(compiler, "-o", "a.exe", "a.c")
	run(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "30", "-subj", "/CN=Office", "-addext", "extendedKeyUsage=codeSigning")
	run(openssl, "pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "key.p12", "-passout", "pass:secret")
	program := filepath.Join(dir, "a.exe")
	before := read(t, program)
	if err := (signing{}).sign(t.Context(), program); err != nil || len(read(t, program)) != len(before) {
		t.Fatalf("without a key it is changed: %v", err)
	}
	if err := (signing{p12: filepath.Join(dir, "key.p12"), pass: "secret"}).sign(t.Context(), program); err != nil {
		t.Fatal(err)
	}
	if said := run(signer, "verify", "-CAfile", "cert.pem", "-in", "a.exe"); !strings.Contains(said, "Signature verification: ok") {
		t.Errorf("osslsigncode says\n%s", said)
	}
	if err := (signing{p12: filepath.Join(dir, "key.p12"), pass: "wrong"}).sign(t.Context(), program); err == nil {
		t.Error("a wrong password signs")
	}
}
