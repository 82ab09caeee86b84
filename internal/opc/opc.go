// Package opc reads the packages that office documents are (Open Packaging
// Conventions, ISO/IEC 29500-2) when they may be of hostile origin: what they
// unpack to is limited, whatever they say of it.
package opc

import (
	"archive/zip"
	"bytes"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"gongwen/internal/diag"
)

// What Open and Read may find. Other errors say how a package is damaged.
var (
	ErrEmpty     = diag.NewError("文件里没有内容", "the file holds nothing")
	ErrCompound  = diag.NewError("是旧格式的文档", "a compound file, as documents of old formats are")
	ErrNoPackage = diag.NewError("不是 Office 文档", "no package")
	ErrEncrypted = diag.NewError("已加密", "encrypted")
	ErrTooLarge  = diag.NewError("太大", "too large")
	ErrMissing   = diag.NewError("缺了一个部件", "missing")
)

// Limits bound what is read of a package.
type Limits struct {
	Parts    int   // files in the archive
	Unpacked int64 // bytes of all parts that are read
}

// Parts that unpack to more than ratioFrom bytes may grow so many times.
const (
	maxRatio  = 400
	ratioFrom = 1 << 20
)

// Package is the parts of a package with what may still be unpacked of them.
type Package struct {
	list  []*zip.File
	parts map[string]*zip.File
	left  int64
}

// Open reads the list of the parts of a package.
func Open(content []byte, limits Limits) (*Package, error) {
	if err := kind(content); err != nil {
		return nil, err
	}
	reader, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	if len(reader.File) > limits.Parts {
		return nil, ErrTooLarge
	}
	p := &Package{list: reader.File, parts: make(map[string]*zip.File, len(reader.File)), left: limits.Unpacked}
	for _, f := range reader.File {
		if f.Flags&1 != 0 {
			return nil, ErrEncrypted
		}
		key := partName(f.Name)
		if p.parts[key] != nil {
			return nil, diag.NewError("有两个部件 %s", "two parts %s", key)
		}
		p.parts[key] = f
	}
	return p, nil
}

// kind says what kind of file content is, when it is no archive.
func kind(content []byte) error {
	switch {
	case len(bytes.TrimSpace(content)) == 0:
		return ErrEmpty
	case bytes.HasPrefix(content, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if bytes.Contains(content, utf16("EncryptedPackage")) { // [MS-OFFCRYPTO] 2.3.4
			return ErrEncrypted
		}
		return ErrCompound
	case !bytes.HasPrefix(content, []byte("PK")):
		return ErrNoPackage
	}
	return nil
}

// partName is the name of a part as it is looked up: without regard to case
// (ISO/IEC 29500-2 6.2.2.3), and with the slashes that some producers turn.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// Has reports whether there is a part of that name.
func (p *Package) Has(name string) bool { return p.parts[partName(name)] != nil }

// HasMacros reports whether a part holds macros.
func (p *Package) HasMacros() bool {
	return p.has(func(name string) bool { return path.Base(name) == "vbaproject.bin" })
}

// HasIn reports whether there is a part in a folder of that name.
func (p *Package) HasIn(folder string) bool {
	return p.has(func(name string) bool { return strings.Contains(name, "/"+strings.ToLower(folder)+"/") })
}

// Names are the parts by name, in lower case and sorted.
func (p *Package) Names() []string { return slices.Sorted(maps.Keys(p.parts)) }

func (p *Package) has(is func(name string) bool) bool {
	for name := range p.parts {
		if is(name) {
			return true
		}
	}
	return false
}

// Read unpacks a part. The error is ErrMissing when there is none, and
// ErrTooLarge when all that was read goes beyond the limits.
func (p *Package) Read(name string) ([]byte, error) {
	f := p.parts[partName(name)]
	if f == nil {
		return nil, diag.Because(ErrMissing, "缺了部件 %s", "the part %s is missing", name)
	}
	tooLarge := diag.Because(ErrTooLarge, "部件 %s 太大", "the part %s is too large", name)
	if size := f.UncompressedSize64; size > uint64(p.left) || size > ratioFrom && size/maxRatio > f.CompressedSize64 {
		return nil, tooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, diag.Because(err, "部件 %s：%v", "%s: %v", name, err)
	}
	defer r.Close()
	content, err := io.ReadAll(io.LimitReader(r, p.left+1))
	if err != nil {
		return nil, diag.Because(err, "部件 %s：%v", "%s: %v", name, err)
	}
	if p.left -= int64(len(content)); p.left < 0 {
		return nil, tooLarge
	}
	return content, nil
}

// File is a part that was read, by the name that it has in the package.
type File struct {
	Name    string
	Content []byte
}

// Files unpacks all parts, in the order of the package; folders are none.
func (p *Package) Files() ([]File, error) {
	var files []File
	for _, f := range p.list {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		content, err := p.Read(f.Name)
		if err != nil {
			return nil, err
		}
		files = append(files, File{f.Name, content})
	}
	return files, nil
}

// utf16 is s in UTF-16LE, as compound files name their streams.
func utf16(s string) []byte {
	var out []byte
	for i := range len(s) {
		out = append(out, s[i], 0)
	}
	return out
}
