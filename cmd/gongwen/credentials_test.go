package main

import (
	"errors"
	"os"
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/output/sign/pki"
)

func TestWhoIsAskedForTheSecretOfAKey(t *testing.T) {
	broken := errors.New("the terminal is gone")
	for _, c := range []struct {
		name     string
		secret   secret
		terminal func(string) (string, error) // nil for none
		open     bool                         // the key needs no secret
		want     error
		asked    int
	}{
		{"a terminal, once", secret{}, func(string) (string, error) { return "right", nil }, false, nil, 1},
		{"a terminal, once, though the answer is wrong", secret{}, func(string) (string, error) { return "wrong", nil }, false, pki.ErrPassphrase, 1},
		{"a terminal that breaks", secret{}, func(string) (string, error) { return "", broken }, false, broken, 1},
		{"nobody without a terminal", secret{}, nil, false, pki.ErrNoPassphrase, 0},
		{"nobody where the secret is given", secret{"right", true}, func(string) (string, error) { return "wrong", nil }, false, nil, 0},
		{"nobody where a wrong one is given", secret{"wrong", true}, func(string) (string, error) { return "right", nil }, false, pki.ErrPassphrase, 0},
		{"nobody where an empty file gives it", secret{"", true}, func(string) (string, error) { return "right", nil }, false, pki.ErrNoPassphrase, 0},
		{"nobody where the key has none", secret{}, func(string) (string, error) { return "right", nil }, true, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			a := &app{}
			if c.terminal != nil {
				a.world.Secret = func(prompt string) (string, error) { asked++; return c.terminal(prompt) }
			}
			_, err := a.unlock(diag.T("口令", "passphrase"), c.secret, func(text string) (*pki.Identity, error) {
				switch {
				case c.open || text == "right":
					return &pki.Identity{}, nil
				case text == "":
					return nil, pki.ErrNoPassphrase
				}
				return nil, pki.ErrPassphrase
			})
			if !errors.Is(err, c.want) || asked != c.asked {
				t.Errorf("%v after asking %d times, want %v after %d", err, asked, c.want, c.asked)
			}
		})
	}
}

func TestFilesOfPassphrasesAndTheEnvironment(t *testing.T) {
	file := t.TempDir() + "/pass"
	if err := os.WriteFile(file, []byte("of the file\r\nsecond line\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, env string
		config    configs.Sign
		want      string
		given     bool
	}{
		{"nothing", "", configs.Sign{}, "", false},
		{"environment", "of the environment", configs.Sign{}, "of the environment", true},
		{"file of the configuration", "", configs.Sign{PassFile: file, PassFilePos: diag.Pos{File: "gongwen.yaml", Line: 2}}, "of the file", true},
		{"environment over the file of the configuration", "of the environment", configs.Sign{PassFile: file, PassFilePos: diag.Pos{File: "gongwen.yaml", Line: 2}}, "of the environment", true},
		{"file of a flag over the environment", "of the environment", configs.Sign{PassFile: file, PassFilePos: diag.Pos{File: "--pass-file"}}, "of the file", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &app{world: World{Env: func(name string) (string, bool) { return c.env, name == passVariable }}}
			text, given, problems := a.givenPassphrase(c.config)
			if text != c.want || given != c.given || problems.HasErrors() {
				t.Errorf("%q, %v, %v", text, given, problems)
			}
		})
	}
}
