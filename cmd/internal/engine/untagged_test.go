package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/load"
	"gongwen/fonts"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
)

// TestImportsPDFWithoutStructure: what LibreOffice and Chromium print without tags
// is read by its places, every figure and every word.
func TestImportsPDFWithoutStructure(t *testing.T) {
	tier.Long(t, "prints with office programs and browsers")
	home := t.TempDir() // in which the programs find the fonts
	t.Setenv("HOME", home)
	files, err := filepath.Glob("../../../fonts/files/*.[to]tf")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(home, ".fonts"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		whole, err := filepath.Abs(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(whole, filepath.Join(home, ".fonts", filepath.Base(f))); err != nil {
			t.Fatal(err)
		}
	}
	e := New(configs.NewLibrary(nil), fonts.Options{})
	for _, name := range examples[:3] {
		dir := t.TempDir()
		in := FileInput(filepath.Join("../../../examples", name+".yaml"))
		if r := e.Build(t.Context(), in, Order{Dir: dir, Exporters: []output.Exporter{docx.New(docx.Options{}), html.New(html.Options{})}}); len(r.Files) != 2 {
			t.Fatal(r.Said)
		}
		want, _ := e.Check(t.Context(), in, Order{})
		for program, print := range map[string]func(t *testing.T, file string){
			"LibreOffice": func(t *testing.T, file string) {
				judge.Run(t, "soffice", "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to",
					`pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}`, "--outdir", filepath.Dir(file), filepath.Join(dir, name+".docx"))
				if err := os.Rename(filepath.Join(filepath.Dir(file), name+".pdf"), file); err != nil {
					t.Fatal(err)
				}
			},
			"Chromium": func(t *testing.T, file string) {
				judge.Run(t, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-pdf-tagging", "--print-to-pdf="+file, "file://"+filepath.Join(dir, name+".html"))
			},
		} {
			t.Run(name+"/"+program, func(t *testing.T) {
				file := filepath.Join(t.TempDir(), "printed.pdf")
				print(t, file)
				written, said := e.Import(t.Context(), FileInput(file), ImportOrder{Path: "read.yaml"})
				if written == nil || !strings.Contains(said.Error(), "按文字和表格线的位置读取") {
					t.Fatal(said)
				}
				got, problems := load.Report("read.yaml", written.Data, e.library)
				if problems.HasErrors() {
					t.Fatal(problems)
				}
				for id, table := range want.Tables {
					for ref, cell := range table.Cells {
						if is := got.Tables[id].Cells[ref].Printed(); is != cell.Printed() {
							t.Errorf("%s %v is %q, not %q", id, ref, is, cell.Printed())
						}
					}
				}
				blanks := strings.NewReplacer(" ", "", "\n", "", "*", "", "<", "", ">", "", "　", "")
				for id, prose := range want.Prose {
					if is, should := blanks.Replace(got.Prose[id].Source), blanks.Replace(prose.Source); is != should {
						t.Errorf("%s is\n%s\nnot\n%s", id, is, should)
					}
				}
			})
		}
	}
}
