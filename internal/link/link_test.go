package link

import "testing"

func TestValid(t *testing.T) {
	for target, want := range map[string]bool{
		"https://www.example.gov.cn/zwgk/": true,
		"HTTP://example.cn":                true,
		"http://示范.cn/年报?y=2024#表":         true,
		"http://[2001:db8::1]:8080/":       true,
		"mailto:xxgk@example.gov.cn":       true,
		"http:///x":                        false,
		"https://:80/x":                    false,
		"http:/x":                          false,
		"http:x":                           false,
		"http://":                          false,
		"mailto:":                          false,
		"mailto:/x":                        false,
		"//example.cn/x":                   false,
		"www.example.cn":                   false,
		"javascript:alert(1)":              false,
		"data:text/html,x":                 false,
		"file:///etc/passwd":               false,
		"ftp://example.cn/":                false,
		"http://exa mple.cn/":              false,
		"http://example.cn/\u202Etxt.exe":  false,
		"http://example.cn/\u200B":         false,
		"http://example.cn/\x1b[31m":       false,
		"http://example.cn/%zz":            false,
		"http://[::1":                      false,
		"":                                 false,
	} {
		if got := Valid(target); got != want {
			t.Errorf("Valid(%q) = %v", target, got)
		}
	}
}
