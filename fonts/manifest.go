package fonts

import (
	_ "embed"
	"strconv"
	"strings"
)

// Entry is a face that the program is made to carry.
type Entry struct {
	ID             string // of the Face
	File           string // in files/
	Family         string // name ID 1 of the file
	Version        string // in its name ID 5
	Licence        string // SPDX expression
	LicenceFile    string // in licenses/
	SHA256         string // of the file, in small hexadecimal digits
	Size           int64  // bytes
	Kind           string // of the package it comes from: "npm" or "deb"
	Package        string
	PackageVersion string
	Path           string // in the package; a .woff2 file is unpacked to a bare one
	Embedded       bool   // whether this build carries it
}

//go:embed manifest.tsv
var manifestTable string

const manifestColumns = 12

// Manifest lists the faces in the order in which they are asked, as a last
// resort, for a character that a role's own faces lack.
func Manifest() []Entry {
	var list []Entry
	for line := range strings.Lines(manifestTable) {
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(c) != manifestColumns || strings.HasPrefix(c[0], "#") {
			continue
		}
		size, _ := strconv.ParseInt(c[7], 10, 64) // the test of the manifest holds it against the file
		list = append(list, Entry{
			ID: c[0], File: c[1], Family: c[2], Version: c[3], Licence: c[4], LicenceFile: c[5],
			SHA256: c[6], Size: size, Kind: c[8], Package: c[9], PackageVersion: c[10], Path: c[11],
			Embedded: embedded(c[0]) != nil,
		})
	}
	return list
}
