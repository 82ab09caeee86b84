package engine

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/fonts"
	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/pdf"
)

// examples are the reports that a newcomer builds first.
var examples = []string{"shaxian-xinfangju-2023", "invented-2024", "invented-2020", "invented-rule-of-law-2023"}

// built builds an example and gives the report and the folder of its documents.
func built(t *testing.T, name string) (*data.Report, string) {
	t.Helper()
	e := New(configs.NewLibrary(nil), fonts.Options{})
	o := Order{Dir: t.TempDir(), Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{})}}
	in := FileInput(filepath.Join("../../../examples", name+".yaml"))
	if r := e.Build(t.Context(), in, o); len(r.Files) != 2 {
		t.Fatal(r.Said)
	}
	report, _ := e.Check(t.Context(), in, o)
	return report, o.Dir
}

func TestJudgesOfPDF(t *testing.T) {
	tier.Long(t, "builds what judges read")
	for _, name := range examples {
		_, dir := built(t, name)
		file := filepath.Join(dir, name+".pdf")
		t.Run(name+"/pdffonts", func(t *testing.T) {
			for _, line := range strings.Split(strings.TrimSpace(judge.Run(t, "pdffonts", file)), "\n")[2:] {
				if !regexp.MustCompile(`^[A-Z]{6}\+.* yes yes yes `).MatchString(line) {
					t.Errorf("not an embedded subset with ToUnicode: %s", line)
				}
			}
		})
	}
}

// TestTextOfPDF looks every paragraph and figure up in what a reader extracts.
func TestTextOfPDF(t *testing.T) {
	blank := regexp.MustCompile(`\s|—\d+—`)
	for _, name := range examples {
		report, dir := built(t, name)
		text := blank.ReplaceAllString(judge.Run(t, "pdftotext", filepath.Join(dir, name+".pdf"), "-"), "")
		for section, prose := range report.Prose {
			for _, b := range prose.Blocks {
				if want := blank.ReplaceAllString(b.Text(), ""); !strings.Contains(text, want) {
					t.Errorf("%s: %s: the PDF's text lacks %q", name, section, want)
				}
			}
		}
		for section, table := range report.Tables {
			for ref, cell := range table.Cells {
				if !strings.Contains(text, cell.Printed()) {
					t.Errorf("%s: %s: %v: the PDF's text lacks %q", name, section, ref, cell.Printed())
				}
			}
		}
	}
}

func TestJudgesOfDOCX(t *testing.T) {
	tier.Long(t, "builds what judges read")
	profile := t.TempDir()
	for _, name := range examples {
		_, dir := built(t, name)
		file := filepath.Join(dir, name+".docx")
		t.Run(name+"/ooxml-validator", func(t *testing.T) { judge.Run(t, "ooxml-validator", file) })
		t.Run(name+"/LibreOffice", func(t *testing.T) {
			out := filepath.Join(dir, "office")
			judge.Run(t, "soffice", "--headless", "-env:UserInstallation=file://"+profile, "--convert-to", "pdf", "--outdir", out, file)
			converted := filepath.Join(out, name+".pdf")
			if _, err := os.Stat(converted); err != nil {
				t.Fatal(err)
			}
			text := regexp.MustCompile(`\s`).ReplaceAllString(judge.Run(t, "pdftotext", converted, "-"), "")
			wanted := []string{"一、总体情况", "（一）主动公开", "（七）总计", "六、其他需要报告的事项"}
			if strings.Contains(name, "rule-of-law") {
				wanted = []string{"一、2023年推进法治政府建设的主要举措和成效", "附件：1.云岭市", "2.2024年", "附件2", "（二）行政处罚"}
			}
			for _, want := range wanted {
				if !strings.Contains(text, want) {
					t.Errorf("LibreOffice's page lacks %q", want)
				}
			}
		})
	}
}
