package pdfread

import (
	"fmt"
	"strings"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for name, input := range map[string]func(n int) []byte{
		"objects": func(n int) []byte { return objects(n, func(int) string { return "<</A 1>>" }) },
		"arrays": func(n int) []byte {
			return objects(1, func(int) string { return "[" + strings.Repeat("1 ", 10*n) + "]" })
		},
		"keys": func(n int) []byte {
			return objects(1, func(int) string { return "<<" + growth.Numbered(n, "/K%d 1") + ">>" })
		},
		"strings": func(n int) []byte {
			return objects(1, func(int) string { return "(" + strings.Repeat("\\(", 10*n) + ")" })
		},
		"names": func(n int) []byte { return objects(1, func(int) string { return "/" + strings.Repeat("#41", n) }) },
		"comments": func(n int) []byte {
			return objects(1, func(int) string { return "[" + strings.Repeat("%a\n", n) + "]" })
		},
		"references": func(n int) []byte { return objects(n, func(i int) string { return fmt.Sprintf("%d 0 R", i+5) }) },
		"pages": func(n int) []byte {
			w := newWriter()
			w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
			var kids strings.Builder
			numbers := []int{0, 1, 2}
			for i := range n {
				fmt.Fprintf(&kids, "%d 0 R ", i+3)
				numbers = append(numbers, i+3)
			}
			w.object(2, fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), n))
			for i := range n {
				w.object(i+3, "<</Type/Page/Parent 2 0 R>>")
			}
			w.end(w.table(fmt.Sprintf("/Size %d/Root 1 0 R", n+3), numbers...))
			return w.Bytes()
		},
		"bytes before the end": func(n int) []byte { return append(simple().Bytes(), make([]byte, 100*n)...) },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 500, func(n int) func() {
				content := input(n)
				return func() { readAll(content) }
			})
		})
	}
}

// objects is a file with n more objects, numbered from 4.
func objects(n int, object func(i int) string) []byte {
	w := newWriter()
	w.object(1, "<</Type/Catalog/Pages 2 0 R>>")
	w.object(2, pageTree)
	w.object(3, "<</Type/Page/Parent 2 0 R>>")
	numbers := []int{0, 1, 2, 3}
	for i := range n {
		w.object(i+4, object(i))
		numbers = append(numbers, i+4)
	}
	w.end(w.table(fmt.Sprintf("/Size %d/Root 1 0 R", n+4), numbers...))
	return w.Bytes()
}

// readAll reads every object of every revision.
func readAll(content []byte) {
	file, err := Open(content)
	if err != nil {
		return
	}
	for i := range file.Revisions {
		v := file.View(i)
		for _, n := range v.Numbers() {
			_, _ = v.Object(n)
		}
		_, _ = v.Pages()
	}
}
