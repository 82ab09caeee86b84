package pades

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/pdfread"
)

// textString is a text string (ISO 32000-1 7.9.2.2): ASCII as it is, all else
// as UTF-16BE.
func textString(text string) pdfread.String {
	if strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return pdfread.String{Value: text}
	}
	b := []byte("\xFE\xFF")
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return pdfread.String{Value: string(b)}
}

// textOf is the characters of a text string, fit to be printed.
func textOf(s string) string { return plain(pdfread.Text(s)) }

// Subject is how a certificate's holder is called, fit to be printed.
func Subject(c *smx509.Certificate) string {
	name := c.Subject.CommonName
	if name == "" {
		name = strings.Join(append(c.Subject.Organization, c.Subject.OrganizationalUnit...), " ")
	}
	if name == "" {
		name = c.Subject.String()
	}
	return plain(name)
}

// maxName is the longest name that is printed, in characters.
const maxName = 100

// plain leaves out what could mislead on a terminal: control and format
// characters, and overlong text.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
	if list := []rune(text); len(list) > maxName {
		text = string(list[:maxName]) + "…"
	}
	return strings.TrimSpace(text)
}
