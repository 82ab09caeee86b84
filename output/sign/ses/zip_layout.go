package ses

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/crc32"
	"slices"

	"gongwen/internal/diag"
)

// Lengths and signatures of the records of a ZIP file (APPNOTE.TXT 4.3).
const (
	localLen     = 30
	directoryLen = 46
	endLen       = 22

	localHeader     = 0x04034b50
	directoryHeader = 0x02014b50
	endHeader       = 0x06054b50
	descriptor      = 0x08074b50
)

// Flags of an entry (4.4.4): how hard it was compressed, that its sizes stand
// behind its data, that its name is UTF-8. All others make it something else.
const (
	described    = 1 << 3
	encrypted    = 1
	harmlessBits = 1<<1 | 1<<2 | described | 1<<11
)

// entry is an entry of the directory.
type entry struct {
	name               string
	flags, method      uint16
	crc                uint32
	packed, size       int
	header, data, next int // where its header, its data and what follows begin
}

// entriesOf reads the directory of a package, and holds every entry to what stands
// in front of its data and behind: programs that read from the front must see the
// same. Extra fields that say nothing of the content and descriptors of sizes,
// which programs write that do not go back, are taken; a byte that belongs to no
// entry is not.
func entriesOf(data []byte) ([]entry, error) {
	le := binary.LittleEndian
	if len(data) < endLen || le.Uint32(data[len(data)-endLen:]) != endHeader {
		return nil, diag.NewError("不是完好的 ZIP，或者末尾还有别的内容", "no sound ZIP file, or something stands behind its end")
	}
	end := data[len(data)-endLen:]
	count, size, start := int(le.Uint16(end[10:])), int(le.Uint32(end[12:])), int(le.Uint32(end[16:]))
	if count > maxParts {
		return nil, diag.NewError("文件里有 %d 个以上部件", "there are more than %d parts", maxParts)
	}
	if le.Uint32(end[4:]) != 0 || int(le.Uint16(end[8:])) != count || le.Uint16(end[20:]) != 0 || start+size != len(data)-endLen {
		return nil, errDirectory
	}
	directory := data[start : start+size]
	entries := make([]entry, 0, count)
	for range count {
		e, rest, err := directoryEntry(directory)
		if err != nil {
			return nil, err
		}
		directory = rest
		if err := e.place(data[:start]); err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	if len(directory) > 0 {
		return nil, errDirectory
	}
	at := 0
	for _, e := range slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return cmp.Compare(a.header, b.header) }) {
		if e.header != at {
			return nil, diag.NewError("第 %d 字节处有不属于任何部件的内容", "what stands at byte %d belongs to no part", at)
		}
		at = e.next
	}
	if at != start {
		return nil, diag.NewError("第 %d 字节处有不属于任何部件的内容", "what stands at byte %d belongs to no part", at)
	}
	return entries, nil
}

var errDirectory = diag.NewError("文件末尾有不属于目录的内容", "something at the end of the file does not belong to the directory")

// directoryEntry reads the first entry of a directory (4.3.12).
func directoryEntry(b []byte) (e entry, rest []byte, err error) {
	le := binary.LittleEndian
	if len(b) < directoryLen || le.Uint32(b) != directoryHeader {
		return e, nil, errDirectory
	}
	name, extra, comment := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	if directoryLen+name+extra > len(b) || comment != 0 || le.Uint16(b[34:]) != 0 {
		return e, nil, errDirectory
	}
	e = entry{
		name:  string(b[directoryLen : directoryLen+name]),
		flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]), crc: le.Uint32(b[16:]),
		packed: int(le.Uint32(b[20:])), size: int(le.Uint32(b[24:])), header: int(le.Uint32(b[42:])),
	}
	rest = b[directoryLen+name:]
	switch {
	case e.flags&encrypted != 0:
		return e, nil, diag.NewError("部件 %s 加了密", "the part %s is encrypted", e.name)
	case e.flags&^harmlessBits != 0 || e.method != zip.Store && e.method != zip.Deflate:
		return e, nil, diag.NewError("部件 %s 不是普通的 ZIP 部件", "the part %s is no ordinary entry of a ZIP file", e.name)
	case !harmless(rest[:extra], e.name):
		return e, nil, e.odd()
	}
	return e, rest[extra:], nil
}

// odd says that the directory and what stands in front of an entry do not agree,
// or say more than they should.
func (e *entry) odd() error {
	return diag.NewError("部件 %s 的开头与目录不符", "the header of the part %s differs from the directory", e.name)
}

// place finds the data of an entry behind its header (4.3.7) in the part of a file
// before the directory.
func (e *entry) place(data []byte) error {
	le := binary.LittleEndian
	if e.header+localLen > len(data) {
		return diag.NewError("部件 %s 不在文件之内", "the part %s is not inside of the file", e.name)
	}
	h := data[e.header:]
	name, extra := int(le.Uint16(h[26:])), int(le.Uint16(h[28:]))
	e.data = e.header + localLen + name + extra
	if e.next = e.data + e.packed; e.next > len(data) {
		return diag.NewError("部件 %s 不在文件之内", "the part %s is not inside of the file", e.name)
	}
	if le.Uint32(h) != localHeader || le.Uint16(h[6:]) != e.flags || le.Uint16(h[8:]) != e.method ||
		string(h[localLen:localLen+name]) != e.name || !harmless(h[localLen+name:localLen+name+extra], e.name) {
		return e.odd()
	}
	said := [3]uint32{le.Uint32(h[14:]), le.Uint32(h[18:]), le.Uint32(h[22:])}
	is := [3]uint32{e.crc, uint32(e.packed), uint32(e.size)}
	if e.flags&described == 0 {
		if said != is {
			return diag.NewError("部件 %s 的大小不在它的开头", "the size of the part %s is not in its header", e.name)
		}
		return nil
	}
	if said != is && said != [3]uint32{} {
		return e.odd()
	}
	return e.described(data[e.next:], is)
}

// described takes the descriptor behind the data of an entry (4.3.9), with its
// signature or without.
func (e *entry) described(behind []byte, is [3]uint32) error {
	want := make([]byte, 0, 16)
	for _, v := range [...]uint32{descriptor, is[0], is[1], is[2]} {
		want = binary.LittleEndian.AppendUint32(want, v)
	}
	for _, form := range [][]byte{want, want[4:]} {
		if bytes.HasPrefix(behind, form) {
			e.next += len(form)
			return nil
		}
	}
	return diag.NewError("部件 %s 的大小不在它的后面", "the size of the part %s is not behind it", e.name)
}

// extraFields are the extra fields that say nothing of name or content, and how
// long they are at most (4.5, and extrafld.txt of Info-ZIP): times, owners and the
// mark of Java's archives.
var extraFields = map[uint16]int{
	0x000A: 32, // NTFS times
	0x5455: 13, // extended timestamp
	0x5855: 12, // Info-ZIP Unix, old
	0x7855: 4,  // Info-ZIP Unix, second
	0x7875: 15, // Info-ZIP Unix, new
	0xCAFE: 0,  // JAR
}

// unicodePath is the extra field that has the name in UTF-8 (4.6.9).
const unicodePath = 0x7075

// harmless reports whether extra fields are well-formed, each there once, so that
// nothing is hidden in them, and none of them gives an entry another name, size or
// content.
func harmless(extra []byte, name string) bool {
	le := binary.LittleEndian
	var seen []uint16
	for len(extra) > 0 {
		if len(extra) < 4 || int(le.Uint16(extra[2:])) > len(extra)-4 {
			return false
		}
		id, value := le.Uint16(extra), extra[4:4+int(le.Uint16(extra[2:]))]
		extra = extra[4+len(value):]
		if slices.Contains(seen, id) {
			return false
		}
		seen = append(seen, id)
		if id == unicodePath {
			if len(value) < 5 || value[0] != 1 || le.Uint32(value[1:]) != crc32.ChecksumIEEE([]byte(name)) || string(value[5:]) != name {
				return false
			}
			continue
		}
		if most, known := extraFields[id]; !known || len(value) > most {
			return false
		}
	}
	return true
}
