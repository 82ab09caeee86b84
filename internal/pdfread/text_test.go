package pdfread

import "testing"

func TestText(t *testing.T) {
	for raw, want := range map[string]string{
		"":                         "",
		"plain":                    "plain",
		"\xFE\xFF\x4E\x2D\x00A":    "中A",
		"\xFE\xFF\xD8\x40\xDD\x88": "𠆈",
		"\xFE\xFF\x4E":             "",
		"\xEF\xBB\xBF中":            "中",
		"a\xFFb":                   "a�b",
	} {
		if got := Text(raw); got != want {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}
