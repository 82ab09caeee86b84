// Package link says where a document may lead: every reader and writer asks it,
// so that the same links are links in every format.
package link

import (
	"net/url"
	"strings"
	"unicode"
)

// Valid reports whether target is a whole address of the web or of mail (RFC
// 3986, RFC 6068). Other schemes could run scripts in the portal that shows the
// document, and mean nothing on paper; an address without a host, such as
// http:///x, leads elsewhere in every reader.
func Valid(target string) bool {
	if strings.ContainsFunc(target, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) }) {
		return false
	}
	u, err := url.Parse(target)
	if err != nil {
		return false
	}
	switch u.Scheme { // Parse writes it in small letters
	case "http", "https":
		return u.Hostname() != ""
	case "mailto":
		return u.Opaque != ""
	}
	return false
}
