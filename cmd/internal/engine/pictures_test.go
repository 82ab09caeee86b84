package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/fonts"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/pdf"
)

func TestPicturesOfTheExample(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{}), html.New(html.Options{})}}
	report, said := e.Check(t.Context(), FileInput("../../../examples/pictures-2024.yaml"), o)
	if len(said) > 0 {
		t.Fatal(said)
	}
	files, said := e.Documents(t.Context(), report, "pictures", o)
	if len(said) > 0 {
		t.Fatal(said)
	}
	for i, want := range []string{"word/media/image2.jpeg", "/Filter/DCTDecode", "data:image/jpeg;base64,"} {
		if !strings.Contains(string(files[i].Data), want) {
			t.Errorf("%s does not hold %s", files[i].Path, want)
		}
	}
}

func TestPicturesOutsideOfTheFolderAreRefused(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "reports")
	if err := os.Mkdir(inside, 0o755); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile("../../../examples/pictures-2024.yaml")
	if err != nil {
		t.Fatal(err)
	}
	photo, err := os.ReadFile("../../../examples/pictures/hills.jpg")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		filepath.Join(inside, "r.yaml"): []byte(strings.ReplaceAll(string(content), "pictures/", "linked/")),
		filepath.Join(dir, "hills.jpg"): photo,
	} {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(dir, filepath.Join(inside, "linked")); err != nil {
		t.Skip(err)
	}
	_, said := New(configs.NewLibrary(nil), fonts.Options{}).Check(t.Context(), FileInput(filepath.Join(inside, "r.yaml")), Order{})
	if len(said) != 3 || !strings.Contains(said[2].Message.ZH, "“linked/hills.jpg”：在报告文件所在的文件夹之外") {
		t.Errorf("%v", said)
	}
}
