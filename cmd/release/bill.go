package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"gongwen/fonts"
)

// billName is the bill of materials in an archive.
const billName = "sbom.cdx.json"

// billOfMaterials says in CycloneDX 1.6 what the program for a machine is made
// of: modules as the program itself lists them, and faces.
func (s source) billOfMaterials(t target, program []byte, parts []part) ([]byte, error) {
	self := cdx.Component{
		BOMRef: "gongwen", Type: cdx.ComponentTypeApplication, Name: "gongwen", Version: s.version,
		Hashes: sha256Of(hex.EncodeToString(sum(program))), Licenses: licences("Apache-2.0"),
		Properties: &[]cdx.Property{{Name: "go:os", Value: t.os}, {Name: "go:arch", Value: t.arch}, {Name: "vcs:commit", Value: s.commit}},
	}
	components := components(parts)
	refs := make([]string, len(components))
	for i, c := range components {
		refs[i] = c.BOMRef
	}
	bom := cdx.NewBOM()
	bom.SerialNumber = serial(program)
	bom.Metadata = &cdx.Metadata{Timestamp: s.date.Format(time.RFC3339), Component: &self}
	bom.Components = &components
	bom.Dependencies = &[]cdx.Dependency{{Ref: self.BOMRef, Dependencies: &refs}}
	var b bytes.Buffer
	err := cdx.NewBOMEncoder(&b, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bom, cdx.SpecVersion1_6)
	return b.Bytes(), err
}

func components(parts []part) []cdx.Component {
	var list []cdx.Component
	for _, p := range parts {
		url := "pkg:golang/" + p.Path + "@" + p.Version
		list = append(list, cdx.Component{
			BOMRef: url, Type: cdx.ComponentTypeLibrary, Name: p.Path, Version: p.Version, PackageURL: url,
			Hashes: goSum(p.Sum), Licenses: licences(p.Licences...),
		})
	}
	for _, f := range fonts.Manifest() {
		if !f.Embedded {
			continue
		}
		list = append(list, cdx.Component{
			BOMRef: "font:" + f.ID, Type: cdx.ComponentTypeFile, MIMEType: "font/" + strings.TrimPrefix(path.Ext(f.File), "."), Name: f.File, Version: f.Version,
			Description: f.Family, Hashes: sha256Of(f.SHA256), Licenses: licences(f.Licence),
		})
	}
	return list
}

// licences are SPDX identifiers, or one SPDX expression of several words.
func licences(ids ...string) *cdx.Licenses {
	var list cdx.Licenses
	if len(ids) == 1 && strings.Contains(ids[0], " ") {
		return &cdx.Licenses{{Expression: ids[0]}}
	}
	for _, id := range ids {
		list = append(list, cdx.LicenseChoice{License: &cdx.License{ID: id}})
	}
	return &list
}

func sha256Of(hexadecimal string) *[]cdx.Hash {
	return &[]cdx.Hash{{Algorithm: cdx.HashAlgoSHA256, Value: hexadecimal}}
}

// goSum is the h1 sum of go.sum, a SHA-256 of the files of the module.
func goSum(s string) *[]cdx.Hash {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(s, "h1:"))
	if err != nil || len(raw) != sha256.Size {
		return nil
	}
	return sha256Of(hex.EncodeToString(raw))
}

func sum(content []byte) []byte {
	h := sha256.Sum256(content)
	return h[:]
}

// serial is a UUID of version 8 (RFC 9562) made of the content, so that the
// same program has the same number.
func serial(content []byte) string {
	b := sum(content)[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
