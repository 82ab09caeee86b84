package pdfread

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestSoundFilesAreExact(t *testing.T) {
	files := map[string]*writer{"table": simple(), "linearized": firstPageFirst(), "hybrid": hybrid()}
	for filter := byte(0); filter <= 4; filter++ {
		files[fmt.Sprintf("stream with filter %d", filter)] = streamed(filter)
	}
	for name, w := range files {
		f, err := Open(w.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Exact(0); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.Rebuilt(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := f.ExactAndPlain(0); (err != nil) != (name == "hybrid") {
			t.Errorf("%s, plain: %v", name, err)
		}
	}
}

// TestDepartures changes a sound file so that Open still takes it.
func TestDepartures(t *testing.T) {
	page := "<</Type/Page/Parent 2 0 R>>"
	for _, c := range []struct{ name, old, new, want string }{
		{"a comment between objects", "endobj\nxref", "endobj\n%x \nxref", "不属于任何对象"},
		{"an object that is not listed", "endobj\nxref", "endobj\n9 0 obj null endobj\nxref", "不属于任何对象"},
		{"a comment in an object", page, "<</Type/Page%x\n/Parent 2 0 R>>", "多余的"},
		{"a null in an object", page, "<</Type\x00/Page/Parent 2 0 R>>", "多余的"},
		{"a form feed in an array", page, "<</Type/Page/Parent 2 0 R/A[1\f2]>>", "多余的"},
		{"two blanks in a head", "3 0 obj", "3  0 obj", "开头"},
		{"a sign in a head", "3 0 obj", "+3 0 obj", "开头"},
		{"a number too large", page, "<</Type/Page/Parent 2 0 R/A 99999999999>>", "数字太大"},
		{"a comment behind xref", "xref\n0 1", "xref%x\n0 1", "交叉引用表写得不合规定"},
		{"a row of 19 bytes", "65535 f \n", "65535 f\n", "交叉引用表写得不合规定"},
		{"numbers on two lines", "0 1\n0000", "0\n1\n0000", "交叉引用表写得不合规定"},
		{"a tab in a row", "0000000000 65535", "0000000000\t65535", "交叉引用表写得不合规定"},
		{"startxref in one line", "startxref\n", "startxref ", "startxref"},
		{"a comment behind startxref", "startxref\n", "startxref\n%x\n", "startxref"},
		{"a comment before the end", "%%EOF", "%x\n%%EOF", "startxref"},
		{"an object behind the table", "startxref", "9 0 obj null endobj\nstartxref", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWriter()
			w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
			w.object(2, pageTree)
			w.object(3, page)
			text := w.String()
			at := w.Len()
			rest := "xref\n0 1\n0000000000 65535 f \n"
			for n := 1; n <= 3; n++ {
				rest += fmt.Sprintf("%d 1\n%010d 00000 n \n", n, w.at[n])
			}
			rest += "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
			whole := text + fmt.Sprintf(rest, at)
			if strings.Count(whole, c.old) < 1 {
				t.Fatalf("no %q", c.old)
			}
			changed := strings.Replace(whole, c.old, c.new, 1)
			if moved := strings.Index(changed, "xref\n0"); strings.Contains(changed[:len(text)], c.new) || strings.HasSuffix(c.old, "xref") && c.old != "startxref" {
				if moved < 0 {
					moved = strings.Index(changed, "xref")
				}
				changed = strings.Replace(changed, fmt.Sprintf("\n%d\n", at), fmt.Sprintf("\n%d\n", moved), 1)
			}
			f, err := Open([]byte(changed))
			if err != nil {
				return // refused at once is as good
			}
			if err := f.Exact(0); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestWhatLooksLikeAnObject finds it wherever it stands.
func TestWhatLooksLikeAnObject(t *testing.T) {
	for text, want := range map[string]bool{
		"":                        false,
		"no objects here":         false,
		"an object 5":             false,
		"5 obj":                   false,
		"x5 obj":                  false,
		"1 0 obj":                 true,
		"abc\n376 0 obj<<":        true,
		"376 0obj":                true,
		"376\x000\tobj":           true,
		"376 %comment\n0 obj":     true,
		"376%comment\n 0%x\n obj": true,
		"376 +0 obj":              true,
		"376 0 objects":           true,
		"376\n0\nobj":             true,
		"endobj":                  true,
		"a endstream b":           true,
		"startxref":               true,
		"trailer":                 true,
		"%%EOF":                   true,
		"7 % not a comment 0 obj": false,
		"obj obj 1 obj 2 3 obj":   true,
	} {
		if _, found := hidden([]byte(text)); found != want {
			t.Errorf("%q: %v", text, found)
		}
	}
}

func TestRebuilding(t *testing.T) {
	listed := func(body, trailer string, after string) []byte {
		w := newWriter()
		w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
		w.object(2, pageTree)
		w.object(3, body)
		w.WriteString(after)
		w.end(w.table("/Size 9/Root 1 0 R"+trailer, 0, 1, 2, 3))
		return w.Bytes()
	}
	for _, c := range []struct{ name, body, after, want string }{
		{"as it is", "<</Type/Page>>", "", ""},
		{"a comment", "<</Type/Page>>", "% hello\n", ""},
		{"an older object", "<</Type/Page>>", "", ""},
		{"another object of the number", "<</Type/Page>>", "3 0 obj\n<</Type/Page/Rotate 90>>\nendobj\n", "对象 3 另有一个"},
		{"the same in a comment", "<</Type/Page>>", "% 3 0 obj <<>> endobj\n", "对象 3 另有一个"},
		{"an object that nothing refers to", "<</Type/Page>>", "7 0 obj\n<<>>\nendobj\n", ""},
		{"an object that something refers to", "<</Type/Page/Contents 7 0 R>>", "7 0 obj\n<<>>\nendobj\n", "对象 7 没有列出"},
		{"another trailer", "<</Type/Page>>", "trailer\n<</Root 2 0 R>>\n", "另有一个 trailer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Open(listed(c.body, "", c.after))
			if err != nil {
				t.Fatal(err)
			}
			err = f.Rebuilt()
			if (err != nil) != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}

// TestObjectStreamsAreAccountedFor: in an update all members are listed, and
// nothing else is in the stream.
func TestObjectStreamsAreAccountedFor(t *testing.T) {
	body := "<</Type/Catalog/Pages 2 0 R>> " + pageTree
	second := strings.Index(body, pageTree)
	for _, c := range []struct {
		name, dict, head, body string
		ok                     bool
	}{
		{"as it is", "/N 2", fmt.Sprintf("1 0 2 %d ", second), body, true},
		{"a member that is not listed", "/N 3", fmt.Sprintf("1 0 2 %d 3 %d ", second, len(body)+1), body + " <<>>", false},
		{"words between", "/N 2", fmt.Sprintf("1 0 2 %d ", second+3), body[:second] + "99 " + pageTree, false},
		{"words behind", "/N 2", fmt.Sprintf("1 0 2 %d ", second), body + " 99", false},
		{"words before", "/N 2", fmt.Sprintf("1 3 2 %d ", second+3), "99 " + body, false},
		{"an extension", "/N 2/Extends 3 0 R", fmt.Sprintf("1 0 2 %d ", second), body, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWriter()
			w.stream(4, fmt.Sprintf("/Type/ObjStm%s/First %d", c.dict, len(c.head)), []byte(c.head+c.body))
			w.object(3, "<</Type/Page/Parent 2 0 R>>")
			at := w.Len()
			rows := bytes.Join([][]byte{row(0, 0, 255), row(2, 4, 0), row(2, 4, 1), row(1, w.at[3], 0), row(1, w.at[4], 0), row(1, at, 0)}, nil)
			w.stream(5, "/Type/XRef/Size 6/W[1 2 1]/Root 1 0 R", rows)
			w.end(at)
			f, err := Open(w.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if err := f.ExactAndPlain(0); (err == nil) != c.ok {
				t.Error(err)
			}
		})
	}
}
