package publication

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func zipped(t *testing.T, files ...File) []byte {
	t.Helper()
	var content bytes.Buffer
	z := zip.NewWriter(&content)
	for _, f := range files {
		w, err := z.Create(f.Name)
		if err == nil {
			_, err = w.Write(f.Data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return content.Bytes()
}

// A package comes back as it was written; one with other files is refused.
func TestReadingPackages(t *testing.T) {
	c, _ := Standard()
	p := Package{Title: "某局年报", Agency: "某局", Year: "2024", Catalogue: c, Text: []byte("<article>\n</article>\n"), Files: []File{{"年报.json", []byte("{}")}, {"年报.yaml", []byte("x: 1")}}}
	var content bytes.Buffer
	if err := p.WriteZip(&content); err != nil {
		t.Fatal(err)
	}
	m, files, err := ReadZip(content.Bytes())
	if err != nil || m.Agency != "某局" || len(files) != 5 || !IsPackage(content.Bytes()) {
		t.Fatalf("%+v %v", m, err)
	}
	if report, ok := Report(files); !ok || report.Name != "年报.yaml" {
		t.Errorf("%+v", report)
	}
	if _, ok := Report(files[:1]); ok {
		t.Error("an article is a report file")
	}
	whole, err := p.Contents()
	if err != nil {
		t.Fatal(err)
	}
	changed := append([]File(nil), whole...)
	changed[1].Data = []byte("别的正文")
	many := make([]File, maxParts+1)
	for i := range many {
		many[i].Name = Name("a", string(rune('一'+i)))
	}
	for about, c := range map[string]struct {
		content []byte
		want    error
	}{
		"no archive":     {[]byte("x"), ErrDamaged},
		"no manifest":    {zipped(t, File{"a", nil}), ErrDamaged},
		"another text":   {zipped(t, changed...), ErrDamaged},
		"a file less":    {zipped(t, whole[:3]...), ErrDamaged},
		"too many files": {zipped(t, many...), ErrTooLarge},
		"too large":      {zipped(t, File{ManifestName, make([]byte, maxContent+1)}), ErrTooLarge},
	} {
		if _, _, err := ReadZip(c.content); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", about, err)
		}
	}
}

// What is fetched is what stands at the address, on its own host.
func TestFetching(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("别处")) }))
	defer other.Close()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			_, _ = w.Write([]byte("网页"))
		case "/moved":
			http.Redirect(w, r, "/page", http.StatusFound)
		case "/around":
			http.Redirect(w, r, "/around", http.StatusFound)
		case "/away":
			http.Redirect(w, r, other.URL, http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	for at, want := range map[string]string{"/page": "网页", "/moved": "网页", "/around": "", "/away": "", "/none": ""} {
		got, err := Fetch(t.Context(), server.Client(), server.URL+at)
		if string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %s, %v", at, got, err)
		}
	}
	if _, err := Fetch(t.Context(), server.Client(), "http://[::bad"); err == nil {
		t.Error("fetched from nowhere")
	}
	if _, err := Fetch(t.Context(), server.Client(), server.URL+"/around"); !errors.Is(err, errAround) {
		t.Errorf("around: %v", err)
	}
	secure := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+r.Host+"/page", http.StatusFound)
	}))
	defer secure.Close()
	if _, err := Fetch(t.Context(), secure.Client(), secure.URL); !errors.Is(err, errOpen) {
		t.Errorf("out of TLS: %v", err)
	}
}

func TestNames(t *testing.T) {
	for want, of := range map[string][2]string{"某局2024": {"某局", "2024"}, "ab": {"a/\\:b", ""}, "report": {"", ""}} {
		if got := Name(of[0], of[1]); got != want {
			t.Errorf("%v: %s", of, got)
		}
	}
}
