package console

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestExpandFindsFilesAsAShellDoes(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.yaml", "a.YAML", "年报[1].yaml", "x.txt", ".hidden.yaml", "100%.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := func(names ...string) []string {
		for i, name := range names {
			names[i] = filepath.Join(dir, name)
		}
		return names
	}
	for _, c := range []struct{ args, want []string }{
		{in("*.yaml"), in("100%.yaml", "a.YAML", "b.yaml", "年报[1].yaml")},
		{in("?.yaml"), in("a.YAML", "b.yaml")},
		{in("年报[1]*"), in("年报[1].yaml")},
		{in("*.xlsx"), in("*.xlsx")},
		{in("no/*.yaml"), in("no/*.yaml")},
		{[]string{"-o", "--x=*"}, []string{"-o", "--x=*"}},
		{in("b.yaml"), in("b.yaml")},
	} {
		if got := Expand(c.args); !slices.Equal(got, c.want) {
			t.Errorf("%q gives %q, want %q", c.args, got, c.want)
		}
	}
}

func TestExpandKeepsAFileOfThatName(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"a*.yaml", "ab.yaml"} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Skip("this system has no such names")
		}
	}
	if got := Expand([]string{"a*.yaml"}); !slices.Equal(got, []string{"a*.yaml"}) {
		t.Errorf("it gives %q", got)
	}
}

func TestTextIsEncoded(t *testing.T) {
	var b bytes.Buffer
	e := Encoder{To: &b, Encoding: simplifiedchinese.GBK}
	if n, err := e.Write([]byte("错误\U00020000a")); n != 11 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if got, want := b.String(), "\xb4\xed\xce\xf3?a"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	b.Reset()
	if _, err := (&Encoder{To: &b}).Write([]byte("错")); err != nil || b.String() != "错" {
		t.Errorf("without an encoding it is %q", b.String())
	}
	if _, known := EncodingNamed("GBK"); !known {
		t.Error("gbk is not known")
	}
	if _, known := EncodingNamed("latin9"); known {
		t.Error("latin9 is known")
	}
}
