package ses

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"

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
	names []string // in order
	parts map[string][]byte
	zip   *zip.Reader
}

// openArchive reads all of a package.
func openArchive(data []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, diag.Because(err, "不是完好的 ZIP", "no sound ZIP file")
	}
	if len(z.File) > maxParts {
		return nil, diag.NewError("文件里有 %d 个以上部件", "there are more than %d parts", maxParts)
	}
	if err := strict(data, z.File); err != nil {
		return nil, err
	}
	c := &archive{parts: make(map[string][]byte, len(z.File)), zip: z}
	seen := map[string]bool{}
	left := int64(maxUnpacked)
	for _, f := range z.File {
		key := strings.ToLower(f.Name)
		switch {
		case seen[key]:
			return nil, diag.NewError("有两个部件 %s", "two parts %s", f.Name)
		case !sound(f.Name):
			return nil, diag.NewError("部件的名称不对：%q", "the name of a part is wrong: %q", f.Name)
		}
		seen[key] = true
		r, err := f.Open()
		if err != nil {
			return nil, diag.Because(err, "部件 %s 读不出", "the part %s cannot be read", f.Name)
		}
		content, err := io.ReadAll(io.LimitReader(r, left+1))
		if err != nil {
			return nil, diag.Because(err, "部件 %s 读不出", "the part %s cannot be read", f.Name)
		}
		if left -= int64(len(content)); left < 0 {
			return nil, diag.NewError("文件太大", "the file is too large")
		}
		c.names = append(c.names, f.Name)
		c.parts[f.Name] = content
	}
	return c, nil
}

// sound reports whether every program takes a name for the same place.
func sound(name string) bool {
	if name == "" || strings.ContainsAny(name, "\\:*?\"<>|\x00") || strings.HasPrefix(name, "/") || strings.HasSuffix(name, "/") {
		return false
	}
	return !slices.ContainsFunc(strings.Split(name, "/"), func(s string) bool { return s == "" || s == "." || s == ".." })
}

// Lengths of the records of a ZIP file (APPNOTE.TXT 4.3).
const (
	localLen     = 30
	directoryLen = 46
	endLen       = 22
	described    = 1 << 3 // a descriptor stands behind the data
	encrypted    = 1
)

// strict fails when a byte belongs to no entry, or an entry says of itself what
// the directory does not: programs that read from the front would see another file.
func strict(data []byte, files []*zip.File) error {
	le := binary.LittleEndian
	list := slices.Clone(files)
	type span struct{ start, end int64 }
	spans := make([]span, 0, len(list))
	for _, f := range list {
		offset, err := f.DataOffset()
		if err != nil {
			return diag.Because(err, "部件 %s 读不出", "the part %s cannot be read", f.Name)
		}
		start := offset - localLen - int64(len(f.Name))
		end := offset + int64(f.CompressedSize64)
		if start < 0 || end > int64(len(data)) {
			return diag.NewError("部件 %s 不在文件之内", "the part %s is not inside of the file", f.Name)
		}
		h := data[start:]
		if extra := int64(le.Uint16(h[28:])); extra != 0 || le.Uint32(h) != 0x04034b50 {
			// With an extra field the header begins earlier: one without is all that is taken.
			return diag.NewError("部件 %s 的开头与目录不符", "the header of the part %s differs from the directory", f.Name)
		}
		flags := le.Uint16(h[6:])
		switch {
		case int(le.Uint16(h[26:])) != len(f.Name) || string(h[localLen:localLen+len(f.Name)]) != f.Name || flags != f.Flags || le.Uint16(h[8:]) != f.Method:
			return diag.NewError("部件 %s 的开头与目录不符", "the header of the part %s differs from the directory", f.Name)
		case flags&encrypted != 0:
			return diag.NewError("部件 %s 加了密", "the part %s is encrypted", f.Name)
		case flags&described != 0 || le.Uint32(h[14:]) != f.CRC32 || uint64(le.Uint32(h[18:])) != f.CompressedSize64 || uint64(le.Uint32(h[22:])) != f.UncompressedSize64:
			return diag.NewError("部件 %s 的大小不在它的开头", "the size of the part %s is not in its header", f.Name)
		}
		spans = append(spans, span{start, end})
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.start - b.start) })
	at := int64(0)
	for _, s := range spans {
		if s.start != at {
			return diag.NewError("第 %d 字节处有不属于任何部件的内容", "what stands at byte %d belongs to no part", at)
		}
		at = s.end
	}
	return strictDirectory(data[at:], at, len(files))
}

// strictDirectory checks that what is behind the entries is the directory and
// its end.
func strictDirectory(data []byte, at int64, count int) error {
	le := binary.LittleEndian
	wrong := diag.NewError("文件末尾有不属于目录的内容", "something at the end of the file does not belong to the directory")
	start := data
	for range count {
		if len(data) < directoryLen || le.Uint32(data) != 0x02014b50 {
			return wrong
		}
		n := directoryLen + int(le.Uint16(data[28:]))
		if le.Uint16(data[30:]) != 0 || le.Uint16(data[32:]) != 0 || n > len(data) {
			return wrong
		}
		data = data[n:]
	}
	size := len(start) - len(data)
	if len(data) != endLen || le.Uint32(data) != 0x06054b50 || le.Uint16(data[20:]) != 0 ||
		int(le.Uint16(data[10:])) != count || int(le.Uint32(data[12:])) != size || int64(le.Uint32(data[16:])) != at {
		return wrong
	}
	return nil
}
