package opc

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// Packer makes packages of parts that are compressed as they are written. The same
// parts give the same bytes. The zero Packer is ready; it is for one goroutine.
type Packer struct {
	idle []*flate.Writer // one takes a megabyte, and more time than a small part does
}

// Part is a part of a package. It is never in memory as a whole.
type Part struct {
	name   string
	packer *Packer
	packed bytes.Buffer
	flate  *flate.Writer // until the end
	sum    uint32
	size   uint64
	err    error
}

// level is that of zlib for text.
const level = 6

// Part begins a part, whose name may be given later.
func (p *Packer) Part() *Part {
	part := &Part{packer: p}
	if last := len(p.idle) - 1; last >= 0 {
		part.flate, p.idle = p.idle[last], p.idle[:last]
		part.flate.Reset(&part.packed)
		return part
	}
	part.flate, part.err = flate.NewWriter(&part.packed, level)
	return part
}

// Whole is a part that is there.
func (p *Packer) Whole(name string, content []byte) *Part {
	part := p.Part()
	part.Write(content)
	return part.End(name)
}

// Write appends to the part. An error is told by Write of the Packer.
func (p *Part) Write(content []byte) {
	if p.err == nil {
		p.sum = crc32.Update(p.sum, crc32.IEEETable, content)
		p.size += uint64(len(content))
		_, p.err = p.flate.Write(content)
	}
}

// End gives a part that is whole its name.
func (p *Part) End(name string) *Part {
	p.name = name
	if p.err == nil {
		p.err = p.flate.Close()
		p.packer.idle = append(p.packer.idle, p.flate)
		p.flate = nil
	}
	return p
}

// Write writes parts, in their order, as a package.
func (p *Packer) Write(out io.Writer, parts []*Part) error {
	archive := zip.NewWriter(out)
	for _, part := range parts {
		if part.err != nil {
			return part.err
		}
		f, err := archive.CreateRaw(part.header())
		if err != nil {
			return err
		}
		if _, err := f.Write(part.packed.Bytes()); err != nil {
			return err
		}
	}
	return archive.Close()
}

// Pack is a package of files, in the order of their names. The list of their types comes
// first, as programs expect that look at the first bytes only.
func (p *Packer) Pack(files []File) ([]byte, error) {
	const list = "[Content_Types].xml"
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int {
		if strings.EqualFold(a.Name, list) != strings.EqualFold(b.Name, list) {
			if strings.EqualFold(a.Name, list) {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Name, b.Name)
	})
	parts := make([]*Part, len(files))
	for i, f := range files {
		parts[i] = p.Whole(f.Name, f.Content)
	}
	var out bytes.Buffer
	if err := p.Write(&out, parts); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (p *Part) header() *zip.FileHeader {
	const version20, utf8Names, firstDay = 20, 1 << 11, 1<<5 | 1 // APPNOTE.TXT 4.4
	h := &zip.FileHeader{
		Name: p.name, Method: zip.Deflate, CreatorVersion: version20, ReaderVersion: version20,
		ModifiedDate: firstDay, //nolint:staticcheck // CreateRaw writes this and not Modified
		CRC32:        p.sum, UncompressedSize64: p.size, CompressedSize64: uint64(p.packed.Len()),
	}
	if strings.IndexFunc(p.name, func(r rune) bool { return r >= 0x80 }) >= 0 {
		h.Flags |= utf8Names
	}
	return h
}
