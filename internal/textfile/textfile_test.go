package textfile

import "testing"

func TestDecode(t *testing.T) {
	for name, test := range map[string]struct{ content, text, encoding string }{
		"UTF-8":                 {"规章 3", "规章 3", ""},
		"UTF-8 with a mark":     {"\uFEFF规章", "规章", ""},
		"UTF-16, little end":    {"\xFF\xFE\xC4\x89\xE0\x7A", "规章", UTF16},
		"UTF-16, big end":       {"\xFE\xFF\x89\xC4\x7A\xE0", "规章", UTF16},
		"GB18030":               {"\xB9\xE6\xD5\xC2", "规章", GB18030},
		"GB18030 of four bytes": {"\x81\x30\x81\x30", "\u0080", GB18030},
		"nothing":               {"", "", ""},
	} {
		text, encoding, ok := Decode([]byte(test.content))
		if text != test.text || encoding != test.encoding || !ok {
			t.Errorf("%s: %q %q %t", name, text, encoding, ok)
		}
	}
	for name, content := range map[string]string{
		"a picture":          "\x89PNG\r\n\x1a\n\x00\x00",
		"broken everywhere":  "\xFF\xFF\xFF",
		"UTF-16 with a zero": "\xFF\xFE\x00\x00",
		"UTF-8 with a zero":  "规章\x00",
		"half a character":   "\xB9",
	} {
		if text, _, ok := Decode([]byte(content)); ok {
			t.Errorf("%s is the text %q", name, text)
		}
	}
}
