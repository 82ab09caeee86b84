package html

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/judge"
)

// finding is what axe.mjs says of one page on one screen.
type finding struct {
	Page                         string
	Width, Content               int
	Requests, Passes, Violations []string
}

// chromium opens pages in Chromium with axe-core (WCAG 2.2 A and AA and its own
// best practices), and prints each to the file of its name with .pdf after it.
func chromium(t *testing.T, pages ...string) []finding {
	t.Helper()
	node, browser := judge.Path(t, "node"), judge.Path(t, "chromium")
	cmd := exec.Command(node, append([]string{"testdata/axe.mjs", judge.Modules(t, "axe-core", "playwright-core"), browser}, pages...)...)
	cmd.Env = append(os.Environ(), "FONTCONFIG_FILE="+fontConfig(t))
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("axe.mjs: %v\n%s", err, stderrOf(err))
	}
	var found []finding
	if err := json.Unmarshal(out, &found); err != nil {
		t.Fatal(err)
	}
	if len(found) != 2*len(pages) {
		t.Fatalf("%d findings on %d pages", len(found), len(pages))
	}
	return found
}

func stderrOf(err error) []byte {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.Stderr
	}
	return nil
}

// fontConfig lets the browser see the project's fonts and no others, so that
// the pages look the same wherever they are judged.
func fontConfig(t *testing.T) string {
	t.Helper()
	fonts, err := filepath.Abs("../../fonts/files")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	config := fmt.Sprintf("<?xml version=\"1.0\"?>\n<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n", fonts, dir)
	path := filepath.Join(dir, "fonts.conf")
	if err := os.WriteFile(path, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// pageFile writes a page to a file.
func pageFile(t *testing.T, name string, page []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name+".html")
	if err := os.WriteFile(path, page, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestJudgeAxe(t *testing.T) {
	fragment := "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\"><title>政府信息公开年报</title></head>\n<body><main>\n" +
		string(export(t, report(t, "invented-2024", true), Options{Fragment: true})) + "</main></body>\n</html>\n"
	final := report(t, "shaxian-xinfangju-2023", false)
	final.Body = append(final.Body, listsOf()...)
	pages := []string{
		pageFile(t, "final", export(t, final, Options{})),
		pageFile(t, "draft", export(t, report(t, "invented-2024", true), Options{})),
		pageFile(t, "fragment", []byte(fragment)),
	}
	for _, f := range chromium(t, pages...) {
		name := fmt.Sprintf("%s at %d px", filepath.Base(f.Page), f.Width)
		for _, v := range f.Violations {
			t.Errorf("%s: %s", name, v)
		}
		for _, rule := range []string{"color-contrast", "td-headers-attr", "th-has-data-cells", "heading-order", "html-has-lang"} {
			if !slices.Contains(f.Passes, rule) {
				t.Errorf("%s: axe did not pass %s", name, rule)
			}
		}
		if f.Width == 320 && !slices.Contains(f.Passes, "scrollable-region-focusable") {
			t.Errorf("%s: no table scrolls", name)
		}
		if f.Content > f.Width {
			t.Errorf("%s: the page is %d px wide", name, f.Content)
		}
		if len(f.Requests) > 0 {
			t.Errorf("%s: the page asks for %v", name, f.Requests)
		}
	}
}

func TestJudgePrintedPages(t *testing.T) {
	path := pageFile(t, "draft", export(t, report(t, "invented-2024", true), Options{}))
	chromium(t, path)
	if info := judge.Run(t, "pdfinfo", path+".pdf"); !strings.Contains(info, "(A4)") {
		t.Errorf("the paper is not A4:\n%s", info)
	}
	pages := strings.Split(strings.TrimSuffix(judge.Run(t, "pdftotext", "-layout", path+".pdf", "-"), "\f"), "\f")
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	heads := 0
	for i, page := range pages {
		page = strings.ReplaceAll(page, " ", "")
		if number := fmt.Sprintf("—%d—", i+1); !strings.Contains(page, number) {
			t.Errorf("page %d has no %s", i+1, number)
		}
		if n := strings.Count(page, "草稿"); n != 1 {
			t.Errorf("page %d is marked as a draft %d times", i+1, n)
		}
		heads += strings.Count(page, "申请人情况")
	}
	if heads < 2 {
		t.Errorf("the head of the table that crosses a page is printed %d times", heads)
	}
	if title := strings.Fields(pages[0]); len(title) < 3 || title[1] != "云岭市𬒈溪傣族佤族自治县民族宗教事务局" {
		t.Errorf("the first page begins with %q", title[:min(len(title), 3)])
	}
}
