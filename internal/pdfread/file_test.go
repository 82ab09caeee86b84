package pdfread

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
)

// writer builds files by hand.
type writer struct {
	bytes.Buffer
	at map[int]int
}

func newWriter() *writer {
	w := &writer{at: map[int]int{}}
	w.WriteString("%PDF-1.7\n")
	return w
}

func (w *writer) object(n int, body string) {
	w.at[n] = w.Len()
	fmt.Fprintf(w, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (w *writer) stream(n int, dict string, data []byte) {
	w.object(n, fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data))
}

// table writes a cross-reference table of objects and gives its place.
func (w *writer) table(trailer string, objects ...int) int {
	at := w.Len()
	w.WriteString("xref\n")
	for _, n := range objects {
		if n == 0 {
			w.WriteString("0 1\n0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(w, "%d 1\n%010d 00000 n \n", n, w.at[n])
	}
	fmt.Fprintf(w, "trailer\n<<%s>>\n", trailer)
	return at
}

func (w *writer) end(at int) { fmt.Fprintf(w, "startxref\n%d\n%%%%EOF\n", at) }

const pageTree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"

// simple is a file of one page with a cross-reference table.
func simple() *writer {
	w := newWriter()
	w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	w.object(2, pageTree)
	w.object(3, "<</Type/Page/Parent 2 0 R>>")
	w.end(w.table("/Size 4/Root 1 0 R", 0, 1, 2, 3))
	return w
}

// row is a row of a cross-reference stream with fields of 1, 2 and 1 bytes.
func row(kind, at, index int) []byte {
	return []byte{byte(kind), byte(at >> 8), byte(at), byte(index)}
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// streamed is the same with an object stream and a cross-reference stream,
// whose rows are predicted by a PNG filter.
func streamed(filter byte) *writer {
	w := newWriter()
	body := "<</Type/Catalog/Pages 2 0 R>> " + pageTree
	head := fmt.Sprintf("1 0 2 %d ", strings.Index(body, pageTree))
	w.stream(4, fmt.Sprintf("/Type/ObjStm/N 2/First %d/Filter/FlateDecode", len(head)), deflated([]byte(head+body)))
	w.object(3, "<</Type/Page/Parent 2 0 R>>")
	at := w.Len()
	rows := [][]byte{row(0, 0, 255), row(2, 4, 0), row(2, 4, 1), row(1, w.at[3], 0), row(1, w.at[4], 0), row(1, at, 0)}
	var packed []byte
	above := make([]byte, 4)
	for _, r := range rows {
		packed = append(packed, filter)
		for i, b := range r {
			var left, corner byte
			if i > 0 {
				left, corner = r[i-1], above[i-1]
			}
			switch filter {
			case 1:
				b -= left
			case 2:
				b -= above[i]
			case 3:
				b -= byte((int(left) + int(above[i])) / 2)
			case 4:
				b -= paeth(left, above[i], corner)
			}
			packed = append(packed, b)
		}
		above = r
	}
	w.stream(5, "/Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>", deflated(packed))
	w.end(at)
	return w
}

// hybrid hides its page tree from old readers (ISO 32000-1 7.5.8.4).
func hybrid() *writer {
	w := newWriter()
	w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	w.object(3, "<</Type/Page/Parent 2 0 R>>")
	w.stream(4, "/Type/ObjStm/N 1/First 4", []byte("2 0 "+pageTree))
	at := w.Len()
	w.stream(5, "/Type/XRef/Size 6/W[1 2 1]/Index[2 1 4 1]", slices.Concat(row(2, 4, 0), row(1, w.at[4], 0)))
	w.end(w.table(fmt.Sprintf("/Size 6/Root 1 0 R/XRefStm %d", at), 0, 1, 3))
	return w
}

// firstPageFirst is linearized: it has its first section before its objects (Annex F).
func firstPageFirst() *writer {
	// The place of the second section, which stands in the first, has a fixed width.
	for main := 0; ; {
		w := newWriter()
		w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
		first := w.table(fmt.Sprintf("/Size 4/Root 1 0 R/Prev %04d", main), 1)
		w.end(0)
		w.object(2, pageTree)
		w.object(3, "<</Type/Page/Parent 2 0 R>>")
		at := w.table("/Size 4", 0, 2, 3)
		w.end(first)
		if at == main {
			return w
		}
		main = at
	}
}

// TestLinearizedByStreams: qpdf ends the first-page section, when it is a stream,
// without startxref. Elsewhere a stream has one.
func TestLinearizedByStreams(t *testing.T) {
	linearized := func(pointer func(first int) int) *writer {
		for main := 0; ; {
			w := newWriter()
			w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
			first := w.Len()
			w.stream(4, fmt.Sprintf("/Type/XRef/Size 6/Root 1 0 R/Prev %04d/W[1 2 1]/Index[1 1 4 1]", main), slices.Concat(row(1, w.at[1], 0), row(1, first, 0)))
			w.object(2, pageTree)
			w.object(3, "<</Type/Page/Parent 2 0 R>>")
			at := w.Len()
			w.stream(5, "/Type/XRef/Size 6/W[1 2 1]/Index[2 2 5 1]", slices.Concat(row(1, w.at[2], 0), row(1, w.at[3], 0), row(1, at, 0)))
			w.end(pointer(first))
			if at == main {
				return w
			}
			main = at
		}
	}
	f, err := Open(linearized(func(first int) int { return first }).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !f.Revisions[0].Linearized() {
		t.Error("it is not said to be linearized")
	}
	if _, err := Open(linearized(func(int) int { return 0 }).Bytes()); err == nil {
		t.Error("a file whose end leads nowhere was read")
	}
}

func TestFilesOfEveryKindAreRead(t *testing.T) {
	files := map[string]*writer{"table": simple(), "hybrid": hybrid(), "linearized": firstPageFirst()}
	for filter := byte(0); filter <= 4; filter++ {
		files[fmt.Sprintf("stream with filter %d", filter)] = streamed(filter)
	}
	for name, w := range files {
		t.Run(name, func(t *testing.T) {
			f, err := Open(w.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Revisions) != 1 || f.Revisions[0].Start != 0 || f.Tail != 0 {
				t.Errorf("%d revisions, %d bytes at the end", len(f.Revisions), f.Tail)
			}
			v := f.Latest()
			pages, err := v.Pages()
			if err != nil || !slices.Equal(pages, []Ref{{Num: 3}}) {
				t.Errorf("pages %v, %v", pages, err)
			}
			for _, n := range v.Numbers() {
				if _, err := v.Object(n); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestRevisions(t *testing.T) {
	w := simple()
	first := w.Len()
	previous := bytes.LastIndex(w.Bytes(), []byte("xref\n0 1"))
	w.object(3, "<</Type/Page/Parent 2 0 R/Rotate 90>>")
	w.end(w.table(fmt.Sprintf("/Size 4/Root 1 0 R/Prev %d", previous), 3))
	f, err := Open(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Revisions) != 2 || f.Revisions[0].End != first-1 || !slices.Equal(f.Revisions[1].Objects(), []int{3}) {
		t.Fatalf("revisions %+v", f.Revisions)
	}
	for rev, want := range []Object{nil, int64(90)} {
		d, err := f.View(rev).Dict(Ref{Num: 3})
		if err != nil || d["Rotate"] != want {
			t.Errorf("revision %d: %v, %v", rev, d, err)
		}
	}
}

func TestBrokenFiles(t *testing.T) {
	tier.Long(t, "breaks a file at every byte")
	good := simple().String()
	at := strings.LastIndex(good, "xref\n0 1")
	change := func(old, new string) string {
		t.Helper()
		if !strings.Contains(good, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	bomb := newWriter()
	zeros := deflated(make([]byte, maxStream+1))
	bombAt := bomb.Len()
	bomb.stream(1, "/Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Filter/FlateDecode", zeros)
	bomb.end(bombAt)
	wide := newWriter()
	wideAt := wide.Len()
	wide.stream(1, "/Type/XRef/Size 2/W[0 0 0]/Index[0 1000000]/Root 1 0 R", nil)
	wide.end(wideAt)
	for name, text := range map[string]string{
		"nothing":                    "",
		"no PDF":                     "hello",
		"no startxref":               good[:strings.LastIndex(good, "startxref")],
		"startxref outside":          change(fmt.Sprintf("startxref\n%d", at), "startxref\n99999"),
		"startxref in the middle":    change(fmt.Sprintf("startxref\n%d", at), "startxref\n20"),
		"no end":                     strings.Replace(good, "%%EOF", "", 1),
		"Size too small":             change("/Size 4", "/Size 2"),
		"Size missing":               change("/Size 4", ""),
		"Prev in a circle":           change("/Size 4", fmt.Sprintf("/Size 4/Prev %d", at)),
		"Prev negative":              change("/Size 4", "/Size 4/Prev -1"),
		"entry twice":                change("3 1\n", "2 1\n"),
		"entry of another kind":      change("00000 n", "00000 x"),
		"too many entries":           change("0 1\n", "0 99999999\n"),
		"trailer no dictionary":      change("<</Size 4/Root 1 0 R>>", "[]"),
		"XRefStm outside":            change("/Size 4", "/Size 4/XRefStm 99999"),
		"XRefStm no stream":          change("/Size 4", "/Size 4/XRefStm 9"),
		"stream that grows too much": bomb.String(),
		"rows of no width":           wide.String(),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open([]byte(text))
			var f *Fault
			if !errors.As(err, &f) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestObjectsThatAreNotWhatTheTableSays(t *testing.T) {
	good := simple().String()
	for name, text := range map[string]string{
		"another number":    strings.Replace(good, "3 0 obj", "7 0 obj", 1),
		"another object":    strings.Replace(good, "/Type/Page/", "/Type/Page<", 1),
		"no end":            strings.Replace(good, "endobj", "endxxx", 3),
		"length elsewhere":  strings.Replace(good, "<</Type/Page/Parent 2 0 R>>", "<</Length 3 0 R>>   stream\n", 1),
		"length too long":   strings.Replace(good, "<</Type/Page/Parent 2 0 R>>", "<</Length 999>>     stream\n", 1),
		"length negative":   strings.Replace(good, "<</Type/Page/Parent 2 0 R>>", "<</Length -1>>      stream\n", 1),
		"kids in a circle":  strings.Replace(good, "Kids[3 0 R]", "Kids[2 0 R]", 1),
		"references around": strings.Replace(good, "<</Type/Page/Parent 2 0 R>>", "3 0 R                      ", 1),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Open([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			_, errPages := f.Latest().Pages()
			_, errObject := f.Latest().Resolve(Ref{Num: 3})
			if errPages == nil && errObject == nil {
				t.Error("no error")
			}
		})
	}
}

func TestEncryptedFile(t *testing.T) {
	text := strings.Replace(simple().String(), "/Size 4", "/Size 4/Encrypt 3 0 R", 1)
	if _, err := Open([]byte(text)); !errors.Is(err, ErrEncrypted) {
		t.Error(err)
	}
}

func TestUpdateAppends(t *testing.T) {
	f, err := Open(streamed(2).Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		u, err := f.Update()
		if err != nil {
			t.Fatal(err)
		}
		added := u.Add(Dict{"A": Name("x y"), "B": String{Value: "\x00"}, "C": Real("1.5")})
		page, err := u.Dict(Ref{Num: 3})
		if err != nil {
			t.Fatal(err)
		}
		page["Extra"] = added
		u.Set(Ref{Num: 3}, page)
		out, places := u.Bytes()
		if !bytes.HasPrefix(out[places[added.Num]:], []byte(fmt.Sprintf("%d 0 obj\n", added.Num))) {
			t.Errorf("object %d does not stand at %d", added.Num, places[added.Num])
		}
		if f, err = Open(out); err != nil {
			t.Fatal(err)
		}
		d, err := f.Latest().Dict(page["Extra"])
		if err != nil || !Equal(d, Dict{"A": Name("x y"), "B": String{Value: "\x00"}, "C": Real("1.5")}) {
			t.Errorf("%v, %v", d, err)
		}
	}
	if len(f.Revisions) != 4 {
		t.Errorf("%d revisions", len(f.Revisions))
	}
}

func TestFilesWithATableAreNotUpdated(t *testing.T) {
	f, err := Open(simple().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Update(); err == nil {
		t.Error("no error")
	}
}

func FuzzOpen(f *testing.F) {
	for _, w := range []*writer{simple(), hybrid(), firstPageFirst(), streamed(0), streamed(2)} {
		f.Add(w.Bytes())
	}
	for _, made := range judge.Seeds(f, "pdf") {
		f.Add(made)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, data []byte) {
		file, err := Open(data)
		if err != nil {
			return
		}
		for i, r := range file.Revisions {
			if r.Start > r.End || r.End > len(data) {
				t.Fatalf("revision %d from %d to %d", i, r.Start, r.End)
			}
			v := file.View(i)
			for _, n := range v.Numbers() {
				o, err := v.Object(n)
				if err == nil {
					Append(nil, o)
				}
			}
			_, _ = v.Pages()
			if plain, lax := file.ExactAndPlain(i), file.Exact(i); lax != nil && plain == nil {
				t.Fatalf("revision %d is plain and not exact: %v", i, lax)
			}
		}
	}))
}
