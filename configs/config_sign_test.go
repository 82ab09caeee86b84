package configs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"gongwen/internal/diag"
)

// signFlags are the flags of the command that signs, of which some are given.
func signFlags(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	f := pflag.NewFlagSet("sign", pflag.ContinueOnError)
	for _, name := range []string{"key", "pass-file", "tsa", "level"} {
		f.String(name, "", "")
	}
	for _, name := range []string{"cert", "ocsp", "crl"} {
		f.StringSlice(name, nil, "")
	}
	f.Duration("timeout", time.Minute, "")
	if err := f.Parse(args); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSigningFromFileEnvironmentAndFlags(t *testing.T) {
	dir := folder(t, "sign: {key: keys/zhang.p12, cert: [ca.pem, /etc/ca.pem], pass_file: pass, tsa: http://tsa/, level: LTA, timeout: 5s, ocsp: a.ocsp, crl: [b.crl]}\n")
	at := func(name string) string { return filepath.Join(dir, name) }
	sep := string(filepath.ListSeparator)
	for _, c := range []struct {
		name string
		opts Options
		want string
	}{
		{"file", Options{}, fmt.Sprint(at("keys/zhang.p12"), [2]string{at("ca.pem"), "/etc/ca.pem"}, at("pass"), "http://tsa/", "lta", 5*time.Second, [1]string{at("a.ocsp")}, [1]string{at("b.crl")})},
		{"environment", Options{Env: env("GONGWEN_SIGN_KEY=k.p12", "GONGWEN_SIGN_CERT=a"+sep+"b", "GONGWEN_SIGN_PASS_FILE=p", "GONGWEN_SIGN_TSA=http://t/", "GONGWEN_SIGN_LEVEL=t", "GONGWEN_SIGN_TIMEOUT=1m", "GONGWEN_SIGN_OCSP=o", "GONGWEN_SIGN_CRL=c")},
			fmt.Sprint("k.p12", [2]string{"a", "b"}, "p", "http://t/", "t", time.Minute, [1]string{"o"}, [1]string{"c"})},
		{"flags over environment", Options{Env: env("GONGWEN_SIGN_KEY=k.p12"), Flags: signFlags(t, "--key", "f.p12", "--cert", "x,y", "--pass-file", "q", "--tsa", "", "--level", "b", "--timeout", "200ms", "--ocsp", "o", "--crl", "c")},
			fmt.Sprint("f.p12", [2]string{"x", "y"}, "q", "", "b", 200*time.Millisecond, [1]string{"o"}, [1]string{"c"})},
	} {
		c.opts.Dir = dir
		got, problems := loadConfig(c.opts)
		s := got.Sign
		if text := fmt.Sprint(s.Key, s.Certificates, s.PassFile, s.TSA, s.Level, s.Timeout, s.OCSP, s.CRL); len(problems) > 0 || text != c.want {
			t.Errorf("%s: %s, %v\nwant %s", c.name, text, problems, c.want)
		}
	}
}

func TestKeyOnATokenIsNoPath(t *testing.T) {
	const uri = "pkcs11:token=科室;object=zhang?module-path=/usr/lib/softhsm/libsofthsm2.so"
	c, problems := loadConfig(Options{Dir: folder(t, "sign:\n  key: "+uri+"\n")})
	if len(problems) > 0 || c.Sign.Key != uri {
		t.Errorf("got %q, %v", c.Sign.Key, problems)
	}
}

func TestPassFileKnowsWhoNamedIt(t *testing.T) {
	dir := folder(t, "sign:\n  pass_file: pass\n")
	if c, _ := loadConfig(Options{Dir: dir}); c.Sign.PassFilePos.Line != 2 {
		t.Errorf("of the file: %+v", c.Sign.PassFilePos)
	}
	if c, _ := loadConfig(Options{Dir: dir, Flags: signFlags(t, "--pass-file", "x")}); c.Sign.PassFilePos != (diag.Pos{File: "--pass-file"}) {
		t.Errorf("of the flag: %+v", c.Sign.PassFilePos)
	}
}

func TestWrongSigningConfiguration(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"passphrase", "sign: {key: k, passphrase: secret}\n", "口令不写在配置里"},
		{"PIN", "sign: {PIN: 1234}\n", "口令不写在配置里"},
		{"passphrase in Chinese", "sign: {口令: secret}\n", "口令不写在配置里"},
		{"unknown key", "sign: {keys: k}\n", "keys"},
		{"no map", "sign: zhang.p12\n", "键: 值"},
		{"level", "sign: {level: bes}\n", "没有“bes”这个签名级别"},
		{"timeout in no unit", "sign: {timeout: 30}\n", "等待时间应大于 0"},
		{"timeout of nothing", "sign: {timeout: 0s}\n", "等待时间应大于 0"},
		{"list of keys", "sign: {key: [a, b]}\n", "这里应为文字"},
		{"certificate without a name", "sign: {cert: [\"\"]}\n", "文件名不能留空"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := loadConfig(Options{Dir: folder(t, c.file)})
			var said strings.Builder
			for _, d := range problems {
				said.WriteString(d.Format(diag.ZH) + "\n")
				if d.Pos.Line != 1 || strings.Contains(d.Format(diag.EN), "secret") {
					t.Errorf("%+v", d)
				}
			}
			if !problems.HasErrors() || len(problems) != 1 || !strings.Contains(said.String(), c.want) {
				t.Errorf("got %q", said.String())
			}
		})
	}
	if c, problems := loadConfig(Options{Dir: folder(t, "sign:\n")}); len(problems) > 0 || c.Sign.Key != "" {
		t.Errorf("empty section: %+v, %v", c.Sign, problems)
	}
}

func TestDocumentedSigningIsAccepted(t *testing.T) {
	page, err := os.ReadFile("../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "## Signing")
	_, example, found := strings.Cut(section, "```yaml\n")
	example, _, closed := strings.Cut(example, "```")
	if !found || !closed {
		t.Fatal("docs/configuration.md has no example of signing")
	}
	if c, problems := loadConfig(Options{Dir: folder(t, example)}); len(problems) > 0 || c.Sign.Level != "lta" || c.Sign.Timeout != 30*time.Second {
		t.Errorf("%+v, %v", c.Sign, problems)
	}
}
