package pdf

import (
	"bytes"
	"strings"
	"testing"

	"gongwen/output/deflate"
)

func newTestFile(t *testing.T) *file {
	t.Helper()
	shop := newWorkshop(new(deflate.Compressors))
	return newFile(shop, "1.7")
}

// TestManyObjects packs more objects than one object stream takes.
func TestManyObjects(t *testing.T) {
	f := newTestFile(t)
	var refs []ref
	for range 2*perObjectStream + 7 {
		refs = append(refs, f.alloc())
	}
	for i := len(refs) - 1; i >= 0; i-- {
		f.object(refs[i]).raw("<</N ").int(int(refs[i])).raw(">>")
		if len(f.members) > perObjectStream {
			t.Fatalf("%d objects stand as they are written, want at most %d", len(f.members), perObjectStream)
		}
	}
	stream := f.alloc()
	if err := f.stream(stream, "/X 1", []byte(strings.Repeat("data ", 20000)), deflate.Fast); err != nil {
		t.Fatal(err)
	}
	data, err := f.finish(refs[0], refs[1])
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte(header("1.7"))) || !bytes.HasSuffix(data, []byte("\n%%EOF\n")) {
		t.Error("no header or no end")
	}
	p := openPDF(t, data)
	for _, r := range refs {
		if d := p.dict(refObj(r)); d["N"] != float64(r) {
			t.Errorf("object %d is %v", r, d)
		}
	}
	if s := p.get(refObj(stream)).(*streamObj); len(s.data) != 100000 || s.dict["X"] != 1.0 {
		t.Errorf("stream of %d bytes, %v", len(s.data), s.dict)
	}
	if p.trailer["Root"] != refObj(refs[0]) || p.trailer["Info"] != refObj(refs[1]) {
		t.Errorf("trailer %v", p.trailer)
	}
}

func TestFileErrors(t *testing.T) {
	f := newTestFile(t)
	r := f.alloc()
	if _, err := f.finish(r, r); err == nil || !strings.Contains(err.Error(), "never written") {
		t.Errorf("an object that is missing: %v", err)
	}
	f = newTestFile(t)
	r = f.alloc()
	f.object(r).raw("<<>>")
	f.object(r).raw("<<>>")
	if _, err := f.finish(r, r); err == nil || !strings.Contains(err.Error(), "written twice") {
		t.Errorf("an object written twice: %v", err)
	}
}
