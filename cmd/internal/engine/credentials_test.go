package engine

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
		secret   Secret
		terminal func(string) (string, error) // nil for none
		open     bool                         // the key needs no secret
		want     error
		asked    int
	}{
		{"a terminal, once", Secret{}, func(string) (string, error) { return "right", nil }, false, nil, 1},
		{"a terminal, once, though the answer is wrong", Secret{}, func(string) (string, error) { return "wrong", nil }, false, pki.ErrPassphrase, 1},
		{"a terminal that breaks", Secret{}, func(string) (string, error) { return "", broken }, false, broken, 1},
		{"nobody without a terminal", Secret{}, nil, false, pki.ErrNoPassphrase, 0},
		{"nobody where the secret is given", Secret{Text: "right", Given: true}, func(string) (string, error) { return "wrong", nil }, false, nil, 0},
		{"nobody where a wrong one is given", Secret{Text: "wrong", Given: true}, func(string) (string, error) { return "right", nil }, false, pki.ErrPassphrase, 0},
		{"nobody where an empty file gives it", Secret{Given: true}, func(string) (string, error) { return "right", nil }, false, pki.ErrNoPassphrase, 0},
		{"nobody where the key has none", Secret{}, func(string) (string, error) { return "right", nil }, true, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			asked := 0
			if c.terminal != nil {
				c.secret.Ask = func(prompt diag.Text) (string, error) { asked++; return c.terminal(prompt.ZH) }
			}
			_, err := c.secret.unlock(diag.T("口令", "passphrase"), func(text string) (*pki.Identity, error) {
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
			got, problems := Secret{Text: c.env, Given: c.env != ""}.of(t.Context(), c.config)
			if got.Text != c.want || got.Given != c.given || problems.HasErrors() {
				t.Errorf("%q, %v, %v", got.Text, got.Given, problems)
			}
		})
	}
}
