package ses

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"

	"gongwen/internal/diag"
)

// What is read of a package at most.
const (
	maxParts      = 20_000
	maxUnpacked   = 64 << 20
	maxSignatures = 100
)

// archive is a package that can be read in one way only: entries of different
// names, one behind the other from the first byte on, then the directory that
// lists them, and nothing else.
type archive struct {
	names  []string // in order
	parts  map[string][]byte
	stored map[string]bool // the parts that were not compressed
}

// openArchive reads all of a package.
func openArchive(data []byte) (*archive, error) {
	entries, err := entriesOf(data)
	if err != nil {
		return nil, err
	}
	if err := sameForOthers(data, entries); err != nil {
		return nil, err
	}
	c := &archive{parts: make(map[string][]byte, len(entries)), stored: map[string]bool{}}
	seen := map[string]bool{}
	left := int64(maxUnpacked)
	for i := range entries {
		e := &entries[i]
		name, folder := strings.CutSuffix(e.name, "/")
		key := strings.ToLower(name)
		switch {
		case seen[key]:
			return nil, diag.NewError("有两个部件 %s", "two parts %s", name)
		case !sound(name):
			return nil, diag.NewError("部件的名称不对：%q", "the name of a part is wrong: %q", e.name)
		}
		seen[key] = true
		if left -= int64(e.size); left < 0 {
			return nil, diag.NewError("部件 %s 太大，不像一份报告", "the part %s is too large for a report", name)
		}
		content, err := e.unpack(data)
		switch {
		case err != nil:
			return nil, err
		case folder && len(content) > 0:
			return nil, diag.NewError("文件夹 %s 里有内容", "the folder %s has content", e.name)
		case folder:
			continue
		}
		c.names = append(c.names, name)
		c.parts[name], c.stored[name] = content, e.method == zip.Store
	}
	return c, nil
}

// sameForOthers fails where a library that everybody has reads another list of
// parts.
func sameForOthers(data []byte, entries []entry) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return diag.Because(err, "不是完好的 ZIP", "no sound ZIP file")
	}
	if !slices.EqualFunc(z.File, entries, func(f *zip.File, e entry) bool {
		at, err := f.DataOffset()
		return err == nil && f.Name == e.name && at == int64(e.data) && f.CompressedSize64 == uint64(e.packed) && f.UncompressedSize64 == uint64(e.size)
	}) {
		return diag.NewError("ZIP 的目录可以有不同的读法", "the directory of the ZIP file can be read in different ways")
	}
	for _, f := range z.File {
		if f.Mode()&(fs.ModeType&^fs.ModeDir) != 0 {
			return diag.NewError("部件 %s 是指向别处的链接，不是文件", "the part %s is a link to elsewhere and no file", f.Name)
		}
	}
	return nil
}

// unpack gives the content of an entry, which fills all of its place.
func (e *entry) unpack(data []byte) ([]byte, error) {
	broken := diag.NewError("部件 %s 读不出", "the part %s cannot be read", e.name)
	packed := data[e.data : e.data+e.packed]
	content := packed
	if e.method == zip.Deflate {
		from := bytes.NewReader(packed)
		var err error
		if content, err = io.ReadAll(io.LimitReader(flate.NewReader(from), int64(e.size)+1)); err != nil || from.Len() > 0 {
			return nil, broken
		}
	}
	if len(content) != e.size || crc32.ChecksumIEEE(content) != e.crc {
		return nil, broken
	}
	return content, nil
}

// sound reports whether every program takes a name for the same place.
func sound(name string) bool {
	if name == "" || strings.ContainsAny(name, "\\:*?\"<>|\x00") || strings.HasPrefix(name, "/") || strings.HasSuffix(name, "/") {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(s string) bool { return s == "" || s == "." || s == ".." })
}
