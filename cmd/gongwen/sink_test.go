package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongwen/cmd/internal/command"
	"gongwen/output/sign/padestest"
)

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) {
	return 0, &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
}

// TestOutputThatIsLostIsSaid: no command that could not print its results ends
// as if they had been read, and none calls it wrong usage.
func TestOutputThatIsLostIsSaid(t *testing.T) {
	dir := t.TempDir()
	report := filepath.Join("..", "..", "examples", "invented-2024.yaml")
	office := padestest.Root(t, "根", time.Now(), padestest.SM2).Issue(t, "某局", time.Now(), padestest.Options{Kind: padestest.SM2})
	at := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, certificate, ring := at("key.pem", office.KeyPEM(t)), at("cert.pem", padestest.PEM(office.Certificate)), at("seal.png", padestest.Seal(t, 100, 0))
	for _, args := range [][]string{
		{"seal", "make", "--key", key, "--cert", certificate, "--name", "印", "--picture", ring, "--signer", certificate, "-o", filepath.Join(dir, "a.esl")},
		{"build", "--to", "html", "-o", filepath.Join(dir, "out"), report},
		{"archive", "-o", filepath.Join(dir, "bags"), report},
		{"publish", "-o", filepath.Join(dir, "portal"), report},
		{"collect", "-o", filepath.Join(dir, "back"), report},
		{"convert", report, filepath.Join(dir, "a.json")},
		{"fix", "testdata/fix.yaml"},
		{"pull", "--dry-run", "testdata/pull/r.yaml"},
		{"ledger", "--year", "2024", "../../data/ledger/testdata/register.csv"},
		{"init", filepath.Join(dir, "new.yaml")},
		{"check", "--format", "json", report},
		{"diff", report, report},
		{"verify", "--format", "json", filepath.Join(dir, "bags", "invented-2024")},
		{"verify", filepath.Join(dir, "bags", "invented-2024")},
		{"explain", "N1"},
		{"template", "show"},
		{"template", "schema"},
		{"version"},
		{"completion", "bash"},
		{"completion", "fish"},
		{"--help"},
	} {
		t.Run(strings.Join(args[:1], " "), func(t *testing.T) {
			var said bytes.Buffer
			code := Main(t.Context(), command.World{
				Args: args, Env: func(string) (string, bool) { return "", false }, Now: time.Now, Out: full{}, Err: &said,
			})
			if code != command.ExitReport || !strings.Contains(said.String(), "写不了标准输出，结果没有全部写出：磁盘已满") || strings.Contains(said.String(), "用法") {
				t.Errorf("the status is %d: %s", code, &said)
			}
		})
	}
}

func TestMessagesThatAreLostAreNoSuccess(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		messages io.Writer
		want     int
	}{{io.Discard, command.ExitDone}, {full{}, command.ExitReport}} {
		code := Main(t.Context(), command.World{
			Args: []string{"build", "--to", "html", "-o", dir, filepath.Join("..", "..", "examples", "invented-2024.yaml"), filepath.Join("..", "..", "examples", "invented-2020.yaml")},
			Env:  func(string) (string, bool) { return "", false }, Now: time.Now, Out: io.Discard, Err: c.messages,
		})
		if code != c.want {
			t.Errorf("the status is %d, want %d", code, c.want)
		}
	}
}

// TestAClosedPipeEndsQuietly: head and its like have all they want; the status is
// that of programs which such a pipe ends.
func TestAClosedPipeEndsQuietly(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = write.Close() }()
	cmd := exec.CommandContext(context.Background(), program, "explain")
	cmd.Env = append(os.Environ(), asProgram+"=1")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = write, &said
	err = cmd.Run()
	var status *exec.ExitError
	if !errors.As(err, &status) || status.ExitCode() != command.ExitPipe || said.Len() > 0 {
		t.Errorf("%v: %s", err, &said)
	}
}
