package configs

import (
	"slices"
	"strings"
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Sign is how files are signed. The passphrase of the key is never part of it.
type Sign struct {
	Key          string   // a file, or the PKCS#11 URI (RFC 7512) of a key on a token; empty for none
	Certificates []string // files
	PassFile     string
	PassFilePos  diag.Pos // what names PassFile: with a line, it is the configuration file
	TSA          string
	Level        string        // one of SignLevels; empty when it is not said
	Timeout      time.Duration // of a request to a server; 0 when it is not said
	OCSP, CRL    []string      // files
}

// SignLevels are the baseline levels of signatures (ETSI EN 319 142-1 6).
var SignLevels = []string{"b", "t", "lt", "lta"}

// tokenScheme begins the URI of a key that is in no file.
const tokenScheme = "pkcs11:"

// signKeys are the keys of the section.
var signKeys = []string{"key", "cert", "pass_file", "tsa", "level", "timeout", "ocsp", "crl"}

// secretKeys are what people may call a passphrase.
var secretKeys = []string{"pass", "passphrase", "password", "passwd", "pin", "secret", "口令", "密码"}

// signFields takes the section apart. A passphrase is refused with the reason,
// before a hint about unknown keys can turn it into something else.
func (l *configLoader) signFields(n *source.Node) *source.Fields {
	rest := *n
	rest.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e source.Entry) bool {
		secret := slices.Contains(secretKeys, strings.ToLower(e.Key.Text))
		if secret {
			l.problems.Add(diag.Errorf(e.Key.Pos, "私钥的口令不写在配置里", "the passphrase of a key is no configuration").
				WithHint("写在另一个文件的第一行，用 pass_file 指明", "put it into the first line of another file and name that with pass_file"))
		}
		return secret
	})
	return fields(&rest, &l.problems, signKeys...)
}

// sign checks the values of the section that hold in the end.
func (l *configLoader) sign() Sign {
	return Sign{
		Key:          l.viper.GetString("sign.key"),
		Certificates: l.files("sign.cert"),
		PassFile:     l.viper.GetString("sign.pass_file"),
		PassFilePos:  l.origin["sign.pass_file"],
		TSA:          l.viper.GetString("sign.tsa"),
		Level:        l.signLevel(),
		Timeout:      l.timeout(),
		OCSP:         l.files("sign.ocsp"),
		CRL:          l.files("sign.crl"),
	}
}

func (l *configLoader) files(key string) []string {
	list := l.viper.GetStringSlice(key)
	if slices.Contains(list, "") {
		l.problems.Add(diag.Errorf(l.origin[key], "文件名不能留空", "the name of a file must not be empty"))
	}
	return list
}

func (l *configLoader) signLevel() string {
	text := l.viper.GetString("sign.level")
	level := strings.ToLower(strings.TrimSpace(text))
	if level != "" && !slices.Contains(SignLevels, level) {
		l.problems.Add(diag.Errorf(l.origin["sign.level"], "没有“%s”这个签名级别", "there is no level of signatures %q", text).
			WithHint("只能是 %s", "known are: %s", strings.Join(SignLevels, ", ")))
		return ""
	}
	return level
}

func (l *configLoader) timeout() time.Duration {
	text := l.viper.GetString("sign.timeout")
	if text == "" {
		return 0
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		l.problems.Add(diag.Errorf(l.origin["sign.timeout"], "等待时间应大于 0，如 30s，实为“%s”", "the timeout should be more than 0, such as 30s, not %q", text))
		return 0
	}
	return d
}
