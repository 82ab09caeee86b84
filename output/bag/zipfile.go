package bag

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"slices"

	"gongwen/internal/diag"
)

var strangeContent = diag.Text{ZH: "压缩文件前后或中间有别的内容", EN: "the archive has something before, behind or in it that is none of it"}

// zipFault looks at a zip file before it is read as one: at its end (APPNOTE.TXT
// 4.3.16), as its directory takes memory for every file that it claims to have, and
// at what programs see that read it from the front (4.3.7). path is where the fault
// is, empty for the file as a whole.
func zipFault(r io.ReaderAt, size int64) (path string, fault *diag.Text) {
	const record, signature = 22, "PK\x05\x06"
	tail := make([]byte, min(size, record+1<<16-1))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return "", &brokenArchive
	}
	at := bytes.LastIndex(tail, []byte(signature))
	if at < 0 || len(tail)-at < record {
		return "", &brokenArchive
	}
	length := int64(binary.LittleEndian.Uint32(tail[at+12:]))
	offset := int64(binary.LittleEndian.Uint32(tail[at+16:]))
	comment := int(binary.LittleEndian.Uint16(tail[at+20:]))
	switch {
	case length > maxDirectory:
		return "", &diag.Text{ZH: "压缩文件的目录过大", EN: "the archive's directory is too large"}
	case offset+length != size-int64(len(tail)-at) || comment != 0 || len(tail)-at != record:
		return "", &strangeContent
	}
	directory := make([]byte, length)
	if _, err := r.ReadAt(directory, offset); err != nil {
		return "", &brokenArchive
	}
	records, ok := zipRecords(directory)
	if !ok {
		return "", &brokenArchive
	}
	return recordsFault(r, records, offset)
}

// zipRecord is a file as the directory of a zip file has it (4.3.12).
type zipRecord struct {
	name   string
	flags  uint16
	coded  [14]byte // method, checksum and sizes
	packed int64    // bytes of its data
	at     int64    // of its own header
}

// Sizes and marks of headers.
const (
	recordSize    = 46
	headerSize    = 30
	describedFlag = 8          // a descriptor follows the data
	noSize        = 0xFFFFFFFF // the size is that of ZIP64
	unicodePath   = 0x7075     // another name in an extra field (4.6.9)
)

// zipRecords reads a directory.
func zipRecords(directory []byte) (out []zipRecord, ok bool) {
	for len(directory) > 0 {
		if len(directory) < recordSize || string(directory[:4]) != "PK\x01\x02" {
			return nil, false
		}
		field := func(at int) int { return int(binary.LittleEndian.Uint16(directory[at:])) }
		long := func(at int) int64 { return int64(binary.LittleEndian.Uint32(directory[at:])) }
		name, extra, comment := field(28), field(30), field(32)
		end := recordSize + name + extra + comment
		if end > len(directory) || long(20) == noSize || long(42) == noSize || !plainExtra(directory[recordSize+name:recordSize+name+extra]) {
			return nil, false
		}
		out = append(out, zipRecord{string(directory[recordSize : recordSize+name]), uint16(field(8)), coded(directory[10:]), long(20), long(42)})
		directory = directory[end:]
	}
	return out, true
}

// coded is how data are stored, from the method on: in both headers the same
// fields stand one behind the other.
func coded(header []byte) (out [14]byte) {
	copy(out[:], header[:2])
	copy(out[2:], header[6:18]) // behind the date
	return out
}

// alike reports whether the header before a file says the same of its data as the
// directory. Where a descriptor follows them checksum and sizes may be left out.
func (r *zipRecord) alike(header []byte) bool {
	const encrypted, unicode = 1, 1 << 11
	flags, own := binary.LittleEndian.Uint16(header[6:]), coded(header[8:])
	if (flags^r.flags)&(encrypted|describedFlag|unicode) != 0 || [2]byte(own[:2]) != [2]byte(r.coded[:2]) {
		return false
	}
	return own == r.coded || flags&describedFlag != 0 && [12]byte(own[2:]) == [12]byte{}
}

// plainExtra reports whether extra fields give no other name to the file.
func plainExtra(extra []byte) bool {
	for len(extra) >= 4 {
		size := 4 + int(binary.LittleEndian.Uint16(extra[2:]))
		if binary.LittleEndian.Uint16(extra) == unicodePath || size > len(extra) {
			return false
		}
		extra = extra[size:]
	}
	return true
}

// recordsFault holds the headers before the files against the directory: the same
// names, one behind the other, and nothing between them.
func recordsFault(r io.ReaderAt, records []zipRecord, directoryAt int64) (path string, fault *diag.Text) {
	records = slices.SortedFunc(slices.Values(records), func(a, b zipRecord) int { return cmp.Compare(a.at, b.at) })
	at := int64(0)
	for i, record := range records {
		if record.at != at {
			return "", &strangeContent
		}
		header := make([]byte, headerSize)
		if _, err := r.ReadAt(header, at); err != nil || string(header[:4]) != "PK\x03\x04" {
			return record.name, &brokenArchive
		}
		name, extra := int(binary.LittleEndian.Uint16(header[26:])), int(binary.LittleEndian.Uint16(header[28:]))
		own := make([]byte, name+extra)
		if _, err := r.ReadAt(own, at+headerSize); err != nil {
			return record.name, &brokenArchive
		}
		if string(own[:name]) != record.name || !plainExtra(own[name:]) {
			return record.name, &diag.Text{ZH: "文件在压缩文件里有两个名称", EN: "the file has two names in the archive"}
		}
		if !record.alike(header) {
			return record.name, &diag.Text{ZH: "文件前面的说明与压缩文件的目录不同", EN: "the header before the file differs from the archive's directory"}
		}
		next := directoryAt
		if i+1 < len(records) {
			next = records[i+1].at
		}
		at += headerSize + int64(name+extra) + record.packed
		if record.flags&describedFlag != 0 {
			if at += descriptorSize(r, at, next); at < 0 {
				return "", &strangeContent
			}
		}
	}
	if at != directoryAt {
		return "", &strangeContent
	}
	return "", nil
}

// descriptorSize is the size of the descriptor behind the data of a file (4.3.9),
// which may have a signature and sizes of 8 bytes.
func descriptorSize(r io.ReaderAt, at, next int64) int64 {
	signed := make([]byte, 4)
	if _, err := r.ReadAt(signed, at); err != nil {
		return -at - 1
	}
	switch size := next - at; {
	case (size == 16 || size == 24) && string(signed) == "PK\x07\x08", size == 12, size == 20:
		return size
	}
	return -at - 1
}
