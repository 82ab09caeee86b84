package html

import (
	"os"
	"path/filepath"
	"testing"

	"gongwen/internal/judge"
)

// TestPagesThatLibreOfficeWrites: a report that a word processor saved as a
// page, with its tables, blanks and line ends, reads the same.
func TestPagesThatLibreOfficeWrites(t *testing.T) {
	judge.Path(t, "soffice")
	dir := t.TempDir()
	page := `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body><h1>某局2023年政府信息公开工作年度报告</h1>
<h2>一、总体情况</h2><p>` + long + `<b>加粗</b>，见<a href="https://a.example/">专栏</a>。</p><h2>二、主动公开政府信息情况</h2>` + smallTable +
		`<table><tr><td rowspan="2">甲</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></body></html>`
	want := "H1 某局2023年政府信息公开工作年度报告\nH2 一、总体情况\n" + long + "**加粗**，见<专栏 https://a.example/>。\nH2 二、主动公开政府信息情况\n" + smallTableRead +
		"|0 2x1 甲|1 1x1 1|2 1x1 2|\n|1 1x1 3|2 1x1 4|\n"
	reads(t, page, want, "")
	file := filepath.Join(dir, "report.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	judge.Run(t, "soffice", "--headless", "-env:UserInstallation=file://"+t.TempDir(), "--convert-to", "html:HTML (StarWriter)", "--outdir", out, file)
	saved, err := os.ReadFile(filepath.Join(out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	reads(t, string(saved), want, "")
}
