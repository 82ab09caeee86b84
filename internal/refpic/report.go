package refpic

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"gongwen/internal/golden"
)

// Comparison collects what was compared and writes an HTML file that shows it side
// by side: into the folder that GONGWEN_REPORT names, everything; without it,
// into a new temporary folder, what differs. It may be used by several tests at
// a time.
type Comparison struct {
	mu      sync.Mutex
	entries []entry
}

type entry struct {
	Name, About         string
	Differs             bool
	Want, Got           string // texts
	Before, After, Both template.URL
}

// NewReport makes a report that is written when t ends.
func NewReport(t testing.TB) *Comparison {
	r := &Comparison{}
	t.Cleanup(func() { r.write(t) })
	return r
}

// Text compares a text with the golden file at path. About says in words what
// the case shows.
func (r *Comparison) Text(t testing.TB, about, path string, got []byte) {
	t.Helper()
	want, err := os.ReadFile(path)
	r.add(entry{Name: filepath.Base(path), About: about, Differs: err != nil || !bytes.Equal(want, got), Want: string(want), Got: string(got)})
	golden.Check(t, path, got)
}

// Picture compares a page with the reference picture at path. Where golden
// files are rewritten, a picture that is the same within the tolerance stays.
func (r *Comparison) Picture(t testing.TB, about, path string, got *image.Gray) {
	t.Helper()
	want, err := read(path)
	e := entry{Name: filepath.Base(path), About: about, Differs: true, After: address(t, got)}
	var d Difference
	if err == nil {
		d = Compare(want, got)
		e.Differs, e.Before, e.Both = !d.Same(), address(t, want), address(t, Overlay(want, got))
	}
	r.add(e)
	switch {
	case !e.Differs:
	case os.Getenv("UPDATE_GOLDEN") == "1":
		raw, err := encode(got)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, path, raw)
	case err != nil:
		t.Errorf("reference picture: %v (UPDATE_GOLDEN=1 writes it)", err)
	case d.Resized:
		t.Errorf("%s: the page has another size than its picture (UPDATE_GOLDEN=1 rewrites it)", path)
	default:
		t.Errorf("%s: the page differs most by %d, %d allowed, near x %d pt, y %d pt (UPDATE_GOLDEN=1 rewrites it)", path, d.Worst, limit, d.At.X, d.At.Y)
	}
}

func (r *Comparison) add(e entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries = append(r.entries, e)
}

//go:embed report.html
var page string

func (r *Comparison) write(t testing.TB) {
	dir := os.Getenv("GONGWEN_REPORT")
	shown := r.entries
	if dir == "" {
		shown = nil
		for _, e := range r.entries {
			if e.Differs {
				shown = append(shown, e)
			}
		}
	}
	if len(shown) == 0 {
		return
	}
	path, err := writeReport(dir, shown)
	if err != nil {
		t.Error(err)
		return
	}
	t.Logf("expected and actual side by side: %s", path)
}

func writeReport(dir string, shown []entry) (string, error) {
	parsed, err := template.New("report").Parse(page)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := parsed.Execute(&b, shown); err != nil {
		return "", err
	}
	if dir == "" {
		if dir, err = os.MkdirTemp("", "gongwen-pages-"); err != nil {
			return "", err
		}
	} else if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	path := filepath.Join(dir, "index.html")
	return path, os.WriteFile(path, b.Bytes(), 0o644)
}

// address holds a picture in itself, so that the report is one file.
func address(t testing.TB, m image.Image) template.URL {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
}
