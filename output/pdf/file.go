package pdf

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"gongwen/output/deflate"
)

// header is the first line, which names the version of PDF, and four bytes that
// say "binary" (ISO 32000-1 7.5.2, ISO 19005-2 6.1.2).
func header(version string) string { return "%PDF-" + version + "\n%\xE2\xE3\xCF\xD3\n" }

// perObjectStream bounds the objects of one object stream, so that a reader
// that wants one object need not unpack all of a long document.
const perObjectStream = 500

// file is a PDF file in the making. Streams are written at once, all other
// objects are gathered, packed as soon as they fill an object stream, and written
// at the end.
type file struct {
	out     syntax
	pool    syntax  // bodies of the gathered objects
	members []place // where they begin in pool, by number of the object
	packs   []pack  // of those gathered before
	xref    []entry // by object number; 0 is the head of the free list
	z       *deflater
	fault   error // of what was packed
}

// pack is an object stream that has no number yet.
type pack struct {
	dict    string
	data    []byte // compressed
	members []ref
}

type place struct {
	ref   ref
	start int
}

// entry is a line of the cross-reference stream (7.5.8.3).
type entry struct {
	kind   uint8 // 0 nothing written yet, 1 at an offset, 2 in an object stream
	at     int   // offset, or number of the object stream
	member int   // place in the object stream
}

// newFile begins a file with the tools and in the buffers of a workshop.
func newFile(shop *workshop, version string) *file {
	f := &file{z: &shop.z, xref: append(shop.xref[:0], entry{}), members: shop.members[:0]}
	f.out.b, f.pool.b = shop.out[:0], shop.pool[:0]
	f.out.raw(header(version))
	return f
}

// alloc gives the number of an object that is written later.
func (f *file) alloc() ref {
	f.xref = append(f.xref, entry{})
	return ref(len(f.xref) - 1)
}

// object begins the object r. Its body is what is appended to the result
// before the next call.
func (f *file) object(r ref) *syntax {
	if len(f.members) == perObjectStream {
		f.fault = errors.Join(f.fault, f.pack())
	}
	f.members = append(f.members, place{r, len(f.pool.b)})
	return &f.pool
}

// stream writes a compressed stream; dict holds the entries of its dictionary
// besides Length and Filter.
func (f *file) stream(r ref, dict string, data []byte, l deflate.Level) error {
	packed, err := f.z.deflate(data, l)
	if err != nil {
		return err
	}
	f.packedStream(r, dict, packed)
	return nil
}

// packedStream writes a stream that has been compressed.
func (f *file) packedStream(r ref, dict string, packed []byte) {
	f.rawStream(r, dict+"/Filter/FlateDecode", packed)
}

// rawStream writes a stream as it is.
func (f *file) rawStream(r ref, dict string, data []byte) {
	f.xref[r] = entry{kind: 1, at: len(f.out.b)}
	f.out.int(int(r)).raw(" 0 obj\n<<").raw(dict).raw("/Length ").int(len(data)).raw(">>\nstream\n")
	f.out.b = append(f.out.b, data...)
	f.out.raw("\nendstream\nendobj\n")
}

// finish writes the object streams, the cross-reference stream and the
// trailer, and gives the whole file. info is 0 for a file without an information
// dictionary. The file's ID is the hash of what stands before the
// cross-reference stream, so it follows the content alone.
func (f *file) finish(catalog, info ref) ([]byte, error) {
	if err := errors.Join(f.fault, f.pack()); err != nil {
		return nil, err
	}
	for _, p := range f.packs {
		if err := f.objectStream(p); err != nil {
			return nil, err
		}
	}
	sum := sha256.Sum256(f.out.b)
	id := hex.EncodeToString(sum[:16])

	at := len(f.out.b)
	r := f.alloc()
	f.xref[r] = entry{kind: 1, at: at}
	table, width, err := f.xrefTable()
	if err != nil {
		return nil, err
	}
	var d syntax
	d.raw("/Type/XRef/Size ").int(len(f.xref)).raw("/W[1 ").int(width).raw(" 2]")
	d.raw("/Root ").ref(catalog)
	if info != 0 {
		d.raw("/Info ").ref(info)
	}
	d.raw("/ID[<").raw(id).raw("><").raw(id).raw(">]")
	if err := f.stream(r, string(d.b), table, deflate.Fast); err != nil {
		return nil, err
	}
	f.out.raw("startxref\n").int(at).raw("\n%%EOF\n")
	return f.out.b, nil
}

// pack compresses the gathered objects as an object stream (7.5.7), so that those of
// long tables do not all stand in memory as they are written.
func (f *file) pack() error {
	if len(f.members) == 0 {
		return nil
	}
	p := pack{members: make([]ref, len(f.members))}
	var head syntax
	for i, m := range f.members {
		p.members[i] = m.ref
		// Bodies are told apart by a line feed each, which moves them on by one.
		head.int(int(m.ref)).raw(" ").int(m.start + i).raw(" ")
	}
	data := make([]byte, 0, len(head.b)+len(f.pool.b)+len(f.members))
	data = append(data, head.b...)
	for i, m := range f.members {
		end := len(f.pool.b)
		if i+1 < len(f.members) {
			end = f.members[i+1].start
		}
		data = append(append(data, f.pool.b[m.start:end]...), '\n')
	}
	var d syntax
	p.dict = string(d.raw("/Type/ObjStm/N ").int(len(f.members)).raw("/First ").int(len(head.b)).b)
	packed, err := f.z.deflate(data, deflate.Small)
	if err != nil {
		return err
	}
	p.data = slices.Clone(packed)
	f.packs = append(f.packs, p)
	f.members, f.pool.b = f.members[:0], f.pool.b[:0]
	return nil
}

// objectStream writes a pack.
func (f *file) objectStream(p pack) error {
	r := f.alloc()
	for i, member := range p.members {
		if f.xref[member].kind != 0 {
			return fmt.Errorf("pdf: object %d is written twice", member)
		}
		f.xref[member] = entry{kind: 2, at: int(r), member: i}
	}
	f.packedStream(r, p.dict, p.data)
	return nil
}

// xrefTable is the data of the cross-reference stream with the width of its
// second field in bytes.
func (f *file) xrefTable() (table []byte, width int, err error) {
	last := f.xref[len(f.xref)-1].at // the cross-reference stream stands behind all others
	for width = 2; last>>(8*width) != 0; {
		width++
	}
	table = make([]byte, 0, len(f.xref)*(3+width))
	for i, e := range f.xref {
		if i == 0 {
			e.member = 65535 // generation of the free list's head
		} else if e.kind == 0 {
			return nil, 0, fmt.Errorf("pdf: object %d is never written", i)
		}
		table = append(table, e.kind)
		for shift := 8 * (width - 1); shift >= 0; shift -= 8 {
			table = append(table, byte(e.at>>shift))
		}
		table = append(table, byte(e.member>>8), byte(e.member))
	}
	return table, width, nil
}
