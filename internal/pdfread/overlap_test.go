package pdfread

import (
	"fmt"
	"strings"
	"testing"
)

// all reads every object of a file.
func all(t *testing.T, data []byte) error {
	t.Helper()
	f, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	v := f.Latest()
	for _, n := range v.Numbers() {
		if _, err := v.Object(n); err != nil {
			return err
		}
	}
	return nil
}

// Objects inside one another, or members of an object stream that all begin at
// one place, make a small file as long to read as its square.
func TestObjectsThatOverlapAreRefused(t *testing.T) {
	w := newWriter()
	const n = 40
	numbers := []int{0, 1}
	w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	for i := range n {
		w.at[i+2] = w.Len()
		numbers = append(numbers, i+2)
		fmt.Fprintf(w, "%d 0 obj (\n", i+2)
	}
	w.WriteString(strings.Repeat(") endobj\n", n))
	w.end(w.table(fmt.Sprintf("/Size %d/Root 1 0 R", n+2), numbers...))
	if err := all(t, w.Bytes()); err == nil || !strings.Contains(err.Error(), "对象互相重叠") {
		t.Errorf("objects inside one another: %v", err)
	}

	w = newWriter()
	var head, rows strings.Builder
	rows.Write(row(0, 0, 255))
	for i := range n {
		fmt.Fprintf(&head, "%d 0 ", i+1)
		rows.Write(row(2, n+1, i))
	}
	w.stream(n+1, fmt.Sprintf("/Type/ObjStm/N %d/First %d", n, head.Len()), []byte(head.String()+"["+strings.Repeat("0 ", 2000)+"]"))
	at := w.Len()
	rows.Write(row(1, w.at[n+1], 0))
	rows.Write(row(1, at, 0))
	w.stream(n+2, fmt.Sprintf("/Type/XRef/Size %d/W[1 2 1]/Root 1 0 R", n+3), []byte(rows.String()))
	w.end(at)
	if err := all(t, w.Bytes()); err == nil || !strings.Contains(err.Error(), "对象互相重叠") {
		t.Errorf("members at one place: %v", err)
	}

	for _, sound := range []*writer{simple(), streamed(0), hybrid(), firstPageFirst()} {
		if err := all(t, sound.Bytes()); err != nil {
			t.Errorf("a sound file: %v", err)
		}
	}
}

func TestLimitsOfAFile(t *testing.T) {
	data := streamed(0).Bytes()
	small := StandardLimits()
	small.Unpacked = 20
	if _, err := small.Open(data); err == nil || !strings.Contains(err.Error(), "解压后太大") {
		t.Errorf("20 bytes unpacked: %v", err)
	}
	small = StandardLimits()
	small.File = len(data) - 1
	if _, err := small.Open(data); err == nil || !strings.Contains(err.Error(), "文件超过") {
		t.Errorf("a file larger than allowed: %v", err)
	}
}

func TestAWrongKindOfObjectIsNamed(t *testing.T) {
	f, err := Open([]byte(strings.Replace(simple().String(), "/Kids[3 0 R]/Count 1", "/Kids<</A 3 0 R>>    ", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err = f.Latest().Pages(); err == nil || !strings.Contains(err.Error(), "应当是数组的对象是字典") {
		t.Error(err)
	}
}
