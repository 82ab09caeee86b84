package pki

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/diag"
)

// URI names a key on a token and the library that reaches it (RFC 7512).
type URI struct {
	Module string // file of the PKCS#11 library
	values map[string]string
	names  []string // of the values, in the order given
}

// Errors of ParseURI.
var (
	ErrURI         = diag.NewError("不是 PKCS#11 地址", "not a PKCS#11 URI")
	ErrURIModule   = diag.NewError("PKCS#11 地址没有写明库的完整路径", "the PKCS#11 URI names no library with its whole path")
	ErrURISecret   = diag.NewError("PKCS#11 地址里写了 PIN", "a PIN in a PKCS#11 URI")
	ErrURIProperty = diag.NewError("PKCS#11 地址里有不认识的属性", "unknown attribute of a PKCS#11 URI")
)

// uriScheme begins a URI.
const uriScheme = "pkcs11:"

// uriNames are the path attributes that are understood (RFC 7512 2.3).
var uriNames = []string{
	"token", "manufacturer", "serial", "model", "object", "id", "type",
	"slot-id", "slot-description", "slot-manufacturer", "library-manufacturer", "library-description", "library-version",
}

// IsURI reports whether a key is named by a PKCS#11 URI, and is in no file.
func IsURI(key string) bool { return strings.HasPrefix(key, uriScheme) }

// ParseURI reads a PKCS#11 URI. A PIN in it is refused: arguments and
// configuration are seen by others. So is what it does not know: it could be
// what tells the meant token from another (RFC 7512 2.3).
func ParseURI(text string) (*URI, error) {
	if !IsURI(text) || len(text) > maxURI {
		return nil, ErrURI
	}
	path, query, _ := strings.Cut(text[len(uriScheme):], "?")
	u := &URI{values: map[string]string{}}
	for part := range strings.SplitSeq(path, ";") {
		if part == "" && path == "" {
			break
		}
		name, value, err := uriAttribute(part)
		if err != nil {
			return nil, err
		}
		if _, twice := u.values[name]; twice {
			return nil, ErrURI
		}
		switch {
		case strings.HasPrefix(name, "pin-"):
			return nil, ErrURISecret
		case !slices.Contains(uriNames, name), name == "type" && value != "private":
			return nil, ErrURIProperty
		}
		u.values[name] = value
		u.names = append(u.names, name)
	}
	for part := range strings.SplitSeq(query, "&") {
		if part == "" && query == "" {
			break
		}
		name, value, err := uriAttribute(part)
		switch {
		case err != nil:
			return nil, err
		case strings.HasPrefix(name, "pin-"):
			return nil, ErrURISecret
		case name != "module-path":
			return nil, ErrURIProperty
		case u.Module != "":
			return nil, ErrURI
		}
		u.Module = value
	}
	// A library by a relative path would depend on where the program is started.
	if !filepath.IsAbs(u.Module) {
		return nil, ErrURIModule
	}
	return u, nil
}

func uriAttribute(part string) (name, value string, err error) {
	name, raw, found := strings.Cut(part, "=")
	value, err = url.PathUnescape(raw)
	if !found || name == "" || err != nil || strings.ContainsRune(value, 0) {
		return "", "", ErrURI
	}
	return name, value, nil
}

// Get is the value of a path attribute, its escapes resolved, and whether the
// URI gives it.
func (u *URI) Get(name string) (string, bool) {
	value, ok := u.values[name]
	return value, ok
}

// String is the URI without its library, as messages name the key.
func (u *URI) String() string {
	parts := make([]string, len(u.names))
	for i, name := range u.names {
		value := u.values[name]
		if name == "id" || !utf8.ValidString(value) || strings.ContainsAny(value, ";?&%=") || strings.ContainsFunc(value, unprintable) {
			value = percent(value)
		}
		parts[i] = name + "=" + value
	}
	return uriScheme + strings.Join(parts, ";")
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// percent escapes every byte.
func percent(value string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(value) {
		b.WriteString("%" + string(digits[value[i]>>4]) + string(digits[value[i]&15]))
	}
	return b.String()
}
