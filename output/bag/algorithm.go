package bag

import (
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// algorithm is a digest by its name in manifests, normalised as RFC 8493 2.4
// asks: lowercase letters and digits of the common name. SM3 is of GB/T 32905.
type algorithm struct {
	name    string
	make    func() hash.Hash
	written bool // whether bags are written with it
}

var algorithms = []algorithm{
	{"sha256", sha256.New, true},
	{"sha512", sha512.New, false},
	{"sm3", sm3.New, true},
}

func algorithmOf(name string) (int, bool) {
	for i, a := range algorithms {
		if a.name == name {
			return i, true
		}
	}
	return 0, false
}

// manifestOf is the digest that a file's name says it is a manifest of.
func manifestOf(path, prefix string) (name string, ok bool) {
	name, ok = strings.CutPrefix(path, prefix)
	if !ok || strings.Contains(name, "/") {
		return "", false
	}
	return strings.CutSuffix(name, ".txt")
}
