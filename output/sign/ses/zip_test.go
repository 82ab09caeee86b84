package ses

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/flate"

	"gongwen/output/container"
)

// foreign is an entry as other makers write them: sizes in a descriptor behind the
// data, times in extra fields.
type foreign struct {
	name, local        string // in the directory, and in front of the data
	method             uint16
	flags, localFlags  uint16
	extra, localExtra  []byte
	content            []byte
	packed             []byte
	crc, size          uint32 // in the directory
	header             [3]uint32
	descriptor, behind []byte // behind is what follows the descriptor
	comment            string
}

// extended is an extended timestamp with so many times.
func extended(times int) []byte {
	b := []byte{0x55, 0x54, byte(1 + 4*times), 0, 1}
	return append(b, bytes.Repeat([]byte{0x60}, 4*times)...)
}

// javaStyle is a part as Java's ZipOutputStream writes it when it streams.
func javaStyle(t *testing.T, name string, content []byte) *foreign {
	t.Helper()
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 6)
	if err == nil {
		_, err = w.Write(content)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	e := &foreign{
		name: name, local: name, method: zip.Deflate, flags: 0x0808, localFlags: 0x0808, extra: extended(1), localExtra: extended(2),
		content: content, packed: packed.Bytes(), crc: crc32.ChecksumIEEE(content), size: uint32(len(content)),
	}
	if content == nil { // a folder
		e.method, e.packed, e.flags, e.localFlags = zip.Store, nil, 0, 0
		return e
	}
	e.describe(true)
	return e
}

// describe gives an entry its descriptor.
func (e *foreign) describe(signature bool) {
	e.descriptor = nil
	if signature {
		e.descriptor = binary.LittleEndian.AppendUint32(nil, descriptor)
	}
	for _, v := range []uint32{e.crc, uint32(len(e.packed)), e.size} {
		e.descriptor = binary.LittleEndian.AppendUint32(e.descriptor, v)
	}
}

// stored makes an entry one that is not compressed, with its sizes in front.
func (e *foreign) stored() {
	e.method, e.packed = zip.Store, e.content
	e.flags, e.localFlags, e.descriptor = 0x0800, 0x0800, nil
	e.header = [3]uint32{e.crc, e.size, e.size}
}

func foreignZIP(entries []*foreign) []byte {
	le := binary.LittleEndian
	var out, directory []byte
	for _, e := range entries {
		at := uint32(len(out))
		h := make([]byte, localLen)
		le.PutUint32(h, localHeader)
		le.PutUint16(h[4:], 20)
		le.PutUint16(h[6:], e.localFlags)
		le.PutUint16(h[8:], e.method)
		le.PutUint32(h[10:], 0x5B7E6000)
		for i, v := range e.header {
			le.PutUint32(h[14+4*i:], v)
		}
		le.PutUint16(h[26:], uint16(len(e.local)))
		le.PutUint16(h[28:], uint16(len(e.localExtra)))
		out = slices.Concat(out, h, []byte(e.local), e.localExtra, e.packed, e.descriptor, e.behind)
		d := make([]byte, directoryLen)
		le.PutUint32(d, directoryHeader)
		le.PutUint16(d[4:], 20)
		le.PutUint16(d[6:], 20)
		le.PutUint16(d[8:], e.flags)
		le.PutUint16(d[10:], e.method)
		le.PutUint32(d[12:], 0x5B7E6000)
		le.PutUint32(d[16:], e.crc)
		le.PutUint32(d[20:], uint32(len(e.packed)))
		le.PutUint32(d[24:], e.size)
		le.PutUint16(d[28:], uint16(len(e.name)))
		le.PutUint16(d[30:], uint16(len(e.extra)))
		le.PutUint16(d[32:], uint16(len(e.comment)))
		le.PutUint32(d[42:], at)
		directory = slices.Concat(directory, d, []byte(e.name), e.extra, []byte(e.comment))
	}
	end := make([]byte, endLen)
	le.PutUint32(end, endHeader)
	le.PutUint16(end[8:], uint16(len(entries)))
	le.PutUint16(end[10:], uint16(len(entries)))
	le.PutUint32(end[12:], uint32(len(directory)))
	le.PutUint32(end[16:], uint32(len(out)))
	return slices.Concat(out, directory, end)
}

// inJavaStyle are the parts of a file with the folders that they are in.
func inJavaStyle(t *testing.T, f file) []*foreign {
	t.Helper()
	var list []*foreign
	folders := map[string]bool{}
	for _, p := range f {
		if i := strings.LastIndex(p.Name, "/"); i >= 0 && !folders[p.Name[:i+1]] {
			folders[p.Name[:i+1]] = true
			list = append(list, javaStyle(t, p.Name[:i+1], nil))
		}
		list = append(list, javaStyle(t, p.Name, p.Data))
	}
	return list
}

// unicodeName is the extra field that has a name in UTF-8.
func unicodeName(of, name string) []byte {
	b := []byte{0x75, 0x70, byte(5 + len(name)), 0, 1}
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(of)))
	return append(b, name...)
}

// find is the entry of a part.
func find(list []*foreign, name string) *foreign {
	for _, e := range list {
		if e.name == name {
			return e
		}
	}
	return nil
}

// sealedLikeOthers is a sealed file whose package is as other makers write it.
func sealedLikeOthers(t *testing.T, o *office) func() []*foreign {
	t.Helper()
	sealed := unpack(t, sign(t, o, plain().pack(t), now))
	return func() []*foreign { return inJavaStyle(t, sealed) }
}

func TestPackagesOfOtherMakersAreRead(t *testing.T) {
	o := newOffice(t)
	fresh := sealedLikeOthers(t, o)
	for name, change := range map[string]func(e *foreign){
		"descriptors and times":           func(*foreign) {},
		"descriptors without a signature": func(e *foreign) { e.describe(false) },
		"stored, sizes in front":          func(e *foreign) { e.stored() },
		"stored, sizes behind": func(e *foreign) {
			e.stored()
			e.flags, e.localFlags, e.header = 0x0808, 0x0808, [3]uint32{}
			e.describe(true)
		},
		"sizes in front and behind": func(e *foreign) { e.header = [3]uint32{e.crc, uint32(len(e.packed)), e.size} },
		"no extra fields":           func(e *foreign) { e.extra, e.localExtra = nil, nil },
		"the mark of a JAR":         func(e *foreign) { e.extra, e.localExtra = []byte{0xFE, 0xCA, 0, 0}, []byte{0xFE, 0xCA, 0, 0} },
		"NTFS times":                func(e *foreign) { e.extra = append([]byte{0x0A, 0, 32, 0}, make([]byte, 32)...) },
		"owners":                    func(e *foreign) { e.localExtra = append([]byte{0x75, 0x78, 11, 0, 1, 4}, make([]byte, 9)...) },
		"the name again":            func(e *foreign) { e.extra = unicodeName(e.name, e.name) },
		"no mark of UTF-8":          func(e *foreign) { e.flags, e.localFlags = 8, 8 },
	} {
		list := fresh()
		for _, e := range list {
			if e.content != nil {
				change(e)
			}
		}
		data := foreignZIP(list)
		if v := Verify(context.Background(), data, o.check()); !v.OK() || len(v.Signatures) != 1 {
			t.Errorf("%s: %s", name, said(v))
		}
		// And it is sealed once more.
		if v := Verify(context.Background(), sign(t, o, data, now), o.check()); !v.OK() {
			t.Errorf("%s, signed again: %s", name, said(v))
		}
	}
}

// TestForgedPackagesAreRefused: what somebody could hide in the places that the
// packages of other makers have.
func TestForgedPackagesAreRefused(t *testing.T) {
	o := newOffice(t)
	fresh := sealedLikeOthers(t, o)
	forged := []byte("<ofd:Page/>")
	le := binary.LittleEndian
	entry := func(change func(e *foreign)) func([]*foreign) []*foreign {
		return func(list []*foreign) []*foreign {
			change(find(list, page))
			return list
		}
	}
	forgeries := map[string]func([]*foreign) []*foreign{
		"another name in front":              entry(func(e *foreign) { e.local = "Doc_0/PagE.xml" }),
		"another name in an extra field":     entry(func(e *foreign) { e.extra = unicodeName(e.name, "Doc_0/PagX.xml") }),
		"another name in one in front":       entry(func(e *foreign) { e.localExtra = unicodeName(e.name, "Doc_0/PagX.xml") }),
		"the name of another, again":         entry(func(e *foreign) { e.extra = unicodeName("Doc_0/PagX.xml", e.name) }),
		"other flags in front":               entry(func(e *foreign) { e.localFlags = 0x0800 }),
		"no sizes anywhere":                  entry(func(e *foreign) { e.flags, e.localFlags, e.descriptor = 0x0800, 0x0800, nil }),
		"other sizes behind":                 entry(func(e *foreign) { le.PutUint32(e.descriptor[8:], 1) }),
		"another content size behind":        entry(func(e *foreign) { le.PutUint32(e.descriptor[12:], 1) }),
		"another sum behind":                 entry(func(e *foreign) { e.descriptor[4] ^= 1 }),
		"another sum in the directory":       entry(func(e *foreign) { e.crc ^= 1; e.describe(true) }),
		"half of the sizes in front":         entry(func(e *foreign) { e.header = [3]uint32{e.crc, 0, e.size} }),
		"wrong sizes in front":               entry(func(e *foreign) { e.header = [3]uint32{e.crc, 1, e.size} }),
		"two descriptors":                    entry(func(e *foreign) { e.behind = e.descriptor }),
		"a byte behind the descriptor":       entry(func(e *foreign) { e.behind = []byte{0} }),
		"an entry behind the descriptor":     entry(func(e *foreign) { e.behind = foreignZIP([]*foreign{javaStyle(t, page, forged)})[:80] }),
		"data behind the end of the deflate": entry(func(e *foreign) { e.packed = append(slices.Clone(e.packed), forged...); e.describe(true) }),
		"a second deflate behind the first": entry(func(e *foreign) {
			e.packed = append(slices.Clone(e.packed), javaStyle(t, page, forged).packed...)
			e.describe(true)
		}),
		"a deflate that does not end":        entry(func(e *foreign) { e.packed = e.packed[:len(e.packed)-2]; e.describe(true) }),
		"a content that is longer":           entry(func(e *foreign) { e.size--; e.describe(true) }),
		"a content that is shorter":          entry(func(e *foreign) { e.size++; e.describe(true) }),
		"ZIP64 sizes":                        entry(func(e *foreign) { e.extra = append([]byte{1, 0, 16, 0}, make([]byte, 16)...) }),
		"ZIP64 sizes in front":               entry(func(e *foreign) { e.localExtra = append([]byte{1, 0, 16, 0}, make([]byte, 16)...) }),
		"an extra field with its own ideas":  entry(func(e *foreign) { e.extra = append([]byte{0x34, 0x12, 11, 0}, forged...) }),
		"a page in a field of times":         entry(func(e *foreign) { e.localExtra = append([]byte{0x55, 0x54, 60, 0}, make([]byte, 60)...) }),
		"an extra field that is too long":    entry(func(e *foreign) { e.extra = []byte{0x55, 0x54, 99, 0, 1} }),
		"an extra field that is cut":         entry(func(e *foreign) { e.extra = []byte{0x55, 0x54} }),
		"AES":                                entry(func(e *foreign) { e.extra = []byte{0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, 3, 8, 0} }),
		"encrypted":                          entry(func(e *foreign) { e.flags |= 1; e.localFlags |= 1 }),
		"strongly encrypted":                 entry(func(e *foreign) { e.flags |= 1 << 6; e.localFlags |= 1 << 6 }),
		"a masked header":                    entry(func(e *foreign) { e.flags |= 1 << 13; e.localFlags |= 1 << 13 }),
		"another method":                     entry(func(e *foreign) { e.method = 12 }),
		"a comment of an entry":              entry(func(e *foreign) { e.comment = "x" }),
		"a name with a drive":                entry(func(e *foreign) { e.name, e.local = "c:page.xml", "c:page.xml" }),
		"a folder with content":              func(l []*foreign) []*foreign { return append(l, javaStyle(t, "Doc_0/Signs/", forged)) },
		"a folder of the name of a part":     func(l []*foreign) []*foreign { return append(l, javaStyle(t, page+"/", nil)) },
		"a folder twice":                     func(l []*foreign) []*foreign { return append(l, javaStyle(t, "Doc_0/", nil)) },
		"a folder outside":                   func(l []*foreign) []*foreign { return append(l, javaStyle(t, "../x/", nil)) },
		"a part twice":                       func(l []*foreign) []*foreign { return append(l, javaStyle(t, page, forged)) },
		"a part twice, the forged one first": func(l []*foreign) []*foreign { return slices.Insert(l, 1, javaStyle(t, page, forged)) },
		"a part more":                        func(l []*foreign) []*foreign { return append(l, javaStyle(t, "Doc_0/More.xml", forged)) },
		"a part of the signature more":       func(l []*foreign) []*foreign { return append(l, javaStyle(t, "Doc_0/Signs/Sign_1/More.xml", forged)) },
		"a part in another case":             func(l []*foreign) []*foreign { return append(l, javaStyle(t, strings.ToUpper(page), forged)) },
		"another page": entry(func(e *foreign) {
			*e = *javaStyle(t, page, bytes.ReplaceAll(e.content, []byte("12"), []byte("99")))
		}),
	}
	bytesOf := map[string]func(data []byte) []byte{
		"a page before the package":   func(b []byte) []byte { return append(slices.Clone(forged), b...) },
		"a page behind the package":   func(b []byte) []byte { return append(b, forged...) },
		"a comment of the package":    func(b []byte) []byte { b[len(b)-2] = byte(len(forged)); return append(b, forged...) },
		"a page before the directory": func(b []byte) []byte { return beforeDirectory(b, forged) },
		"an entry fewer":              func(b []byte) []byte { b[len(b)-endLen+10]--; b[len(b)-endLen+8]--; return b },
		"entries of another disk":     func(b []byte) []byte { b[len(b)-endLen+8]--; return b },
		"another disk":                func(b []byte) []byte { b[len(b)-endLen+4] = 1; return b },
	}
	if n := len(forgeries) + len(bytesOf); n < 30 {
		t.Errorf("%d forgeries", n)
	}
	for name, change := range forgeries {
		if v := Verify(context.Background(), foreignZIP(change(fresh())), o.check()); v.OK() {
			t.Errorf("%s: valid\n%s", name, said(v))
		}
	}
	for name, change := range bytesOf {
		if v := Verify(context.Background(), change(foreignZIP(fresh())), o.check()); v.OK() {
			t.Errorf("%s: valid\n%s", name, said(v))
		}
	}
	t.Logf("%d forgeries", len(forgeries)+len(bytesOf))
}

// beforeDirectory puts bytes before the directory and mends its place.
func beforeDirectory(data, gap []byte) []byte {
	end := len(data) - endLen
	at := binary.LittleEndian.Uint32(data[end+16:])
	out := slices.Concat(data[:at], gap, data[at:])
	binary.LittleEndian.PutUint32(out[len(out)-endLen+16:], at+uint32(len(gap)))
	return out
}

// TestEveryFlippedByteOfOtherMakersIsNoticed: as for packages of this program.
func TestEveryFlippedByteOfOtherMakersIsNoticed(t *testing.T) {
	o := newOffice(t)
	data := foreignZIP(sealedLikeOthers(t, o)())
	want := unpack(t, data)
	step := 1
	if testing.Short() {
		step = 37
	}
	for i := 0; i < len(data); i += step {
		changed := bytes.Clone(data)
		changed[i] ^= 0x21
		if v := Verify(context.Background(), changed, o.check()); !v.OK() {
			continue
		}
		if !slices.EqualFunc(unpack(t, changed), want, func(a, b container.Part) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) }) {
			t.Errorf("byte %d is another, and the file is valid", i)
		}
	}
}
