package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestGuidesLeadSomewhere makes the guides of the working tree into pages, as
// they lie in archives: a link that leads nowhere is an error.
func TestGuidesLeadSomewhere(t *testing.T) {
	files, err := source{dir: "../.."}.common()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{startPage, "docs/checks.html", "docs/pictures/report.png", "LICENSE", "licenses/fonts/Fandol-COPYING.txt"} {
		if find(files, want) == nil {
			t.Errorf("an archive has no %s", want)
		}
	}
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".md") {
			t.Errorf("%s was not made into a page", f.Path)
		}
	}
}

func TestDeadLinksAreFound(t *testing.T) {
	guide, err := page("docs/a.md", []byte("# 甲 乙\n\n[one](b.md#第一-章) [two](#甲-乙) [three](b.md#none) [four](c.md) [five](../LICENSE) [six](https://example.cn/x.md) [seven](../docs)\n\n![p](p.png)\n"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := page("docs/b.md", []byte("# B\n\n## 第一 章\n\n## 第一 章\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := dead([]file{guide, other, {Path: "LICENSE", Content: []byte("x")}})
	want := []string{"docs/a.html: b.html#none", "docs/a.html: c.html", "docs/a.html: p.png"}
	for i, link := range got {
		got[i] = strings.ReplaceAll(link, "%E7%AC%AC", "第")
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !bytes.Contains(other.Content, []byte(`id="第一-章-1"`)) || !bytes.Contains(guide.Content, []byte("<title>甲 乙</title>")) {
		t.Errorf("pages:\n%s\n%s", guide.Content, other.Content)
	}
}
