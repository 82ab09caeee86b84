package load

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/data"
	"gongwen/internal/diag"
)

// illustrated is a small report whose prose has further paragraphs.
func illustrated(paragraphs string) string {
	prose := "overview: |\n  情况良好。\n\n" + paragraphs
	content := strings.Replace(small, "overview: 情况良好。\n", prose+"\n", 1)
	content = strings.Replace(content, "%s", `{rules: [3, 19], fees: 12.30}`, 1)
	return strings.Replace(content, "%s", `{new: [9, 1], outcome: {given: [4, 1], refused: {secret: [2, 0], stability: [3, 0]}}}`, 1)
}

func pngFile(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPicturesInProse(t *testing.T) {
	r := read(t, "r.yaml", illustrated(`  ![图1 **首页**](图/a.png "网站首页")
  ![图2](<图/b 2.png>)

  后面的文字。
`))
	blocks := r.Prose["overview"].Blocks
	if len(blocks) != 4 || blocks[3].Text() != "后面的文字。" {
		t.Fatalf("%d blocks", len(blocks))
	}
	for i, want := range []struct{ caption, file, alt, at, fileAt string }{
		{"图1 首页", "图/a.png", "网站首页", "r.yaml:7:3", "r.yaml:7:16"},
		{"图2", "图/b 2.png", "", "r.yaml:8:3", "r.yaml:8:10"},
	} {
		b := blocks[i+1]
		p := b.Picture
		if p == nil || b.Text() != want.caption || p.File != want.file || p.Alt != want.alt || b.Pos.String() != want.at || p.Pos.String() != want.fileAt {
			t.Errorf("%q %+v at %s, want %+v", b.Text(), p, b.Pos, want)
		}
	}
	if len(r.Pictures()) != 2 {
		t.Errorf("%d pictures", len(r.Pictures()))
	}
}

func TestPicturesAreRead(t *testing.T) {
	files := fstest.MapFS{
		"图/a.png": {Data: pngFile(t)},
		"b.png":   {Data: pngFile(t)[:40]},
		"c.txt":   {Data: []byte("abc")},
		"pipe":    {Data: pngFile(t), Mode: fs.ModeNamedPipe},
	}
	r := read(t, "r.yaml", illustrated(`  ![图1](图/a.png)
  ![图2](./图/../图/a.png)
  ![图3](b.png)
  ![图4](c.txt)
  ![图5](pipe)
  ![图6](d.png)
  ![图7](图)
`))
	var got []string
	for _, d := range Pictures(r, files) {
		if d.Level != diag.Error || d.Message.EN == "" {
			t.Errorf("%v", d)
		}
		got = append(got, strings.TrimPrefix(d.Pos.String(), "r.yaml:")+" "+d.Message.ZH)
	}
	want := []string{
		"9:9 图片“b.png”：图片文件不完整或已损坏：内容不完整，中途断了",
		"10:9 图片“c.txt”：这个文件不是 PNG、JPEG 或 SVG 图片",
		"11:9 图片“pipe”：不是文件",
		"12:9 图片“d.png”：找不到这个文件",
		"13:9 图片“图”：不是文件",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	pictures := r.Pictures()
	if pictures[0].Image == nil || pictures[0].Image != pictures[1].Image || pictures[2].Image != nil {
		t.Error("a file that two pictures name should be read once, one that is damaged not at all")
	}
}

func TestPicturesStayInTheirFolder(t *testing.T) {
	dir := t.TempDir()
	inside := filepath.Join(dir, "report")
	if err := os.Mkdir(inside, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.png"), pngFile(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "a.png"), filepath.Join(inside, "link.png")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	r := read(t, "r.yaml", illustrated("  ![图1](link.png)\n"))
	if said := Pictures(r, root.FS()); !said.HasErrors() || !strings.Contains(said[0].Message.ZH, "文件夹之外") {
		t.Errorf("a link out of the folder: %v", said)
	}
}

func TestTooManyPictures(t *testing.T) {
	var names strings.Builder
	files := fstest.MapFS{}
	for i := range StandardPictureLimits().Files + 1 {
		name := strings.Repeat("a", i+1) + ".png"
		names.WriteString("  ![图](" + name + ")\n")
		files[name] = &fstest.MapFile{Data: pngFile(t)}
	}
	said := Pictures(read(t, "r.yaml", illustrated(names.String())), files)
	if len(said) != 1 || !strings.Contains(said[0].Message.ZH, "图片太多") {
		t.Errorf("%v", said)
	}
}

func TestPicturesTogetherHaveALimit(t *testing.T) {
	damaged := pngFile(t)[:40] // says its size and is decoded in vain
	files := fstest.MapFS{"a.png": {Data: pngFile(t)}, "b.png": {Data: damaged}, "c.png": {Data: pngFile(t)}}
	limits := StandardPictureLimits()
	limits.Pixels = 2 * 3 * 2
	said := limits.Read(read(t, "r.yaml", illustrated("  ![图1](a.png)\n  ![图2](b.png)\n  ![图3](c.png)\n")), files)
	if len(said) != 2 || !strings.Contains(said[0].Message.ZH, "b.png”：图片文件不完整") || !strings.Contains(said[1].Message.ZH, "c.png”：各张图片加起来") {
		t.Errorf("%v", said)
	}
}

// drawn writes what a chart draws.
func drawn(r *data.Report, b data.Block) string {
	c := b.Chart
	s := [...]string{data.Bars: "bars", data.Lines: "lines"}[c.Kind] + " " + b.Text() + " " + c.Unit + " "
	s += strings.Join(c.Categories, "/")
	for _, series := range c.Series {
		s += "; " + series.Label
		for _, refs := range series.Values {
			s += " " + r.ChartValue(c.Table, refs).String()
		}
	}
	return s
}

func TestCharts(t *testing.T) {
	for _, c := range []struct{ name, block, want string }{
		{"rows are categories, columns series", `
  chart:
    type: bar
    title: 图1  申请
    table: requests
    rows: [new, outcome.given]
    columns: [person, company]`, "bars 图1  申请 件 本年新收/予以公开; 自然人 9 4; 商业企业 1 1"},
		{"labels do as well as ids", `
  图表：
    类型: 折线图
    题注: 图1
    表: 申请情况
    行: [一、本年新收, 予以公开]
    列: 总计`, "lines 图1 件 本年新收/予以公开; 总计 10 5"},
		{"of one row the columns are categories", `
  chart: 
    type: bar
    title: 图1
    table: requests
    rows: given`, "bars 图1 件 自然人/商业企业; 予以公开 4 1"},
		{"a group is the sum of its rows", `
  chart:
    type: bar
    title: 图1

    table: requests
    rows: [given, refused, outcome]
    columns: total`, "bars 图1 件 予以公开/不予公开/办理结果; 总计 5 5 10"},
		{"totals are left out where none is named", `
  chart:
    type: bar
    title: 图1
    table: requests`, "bars 图1 件 本年新收/予以公开/属于国家秘密/危及三安全一稳定; 自然人 9 4 2 3; 商业企业 1 1 0 0"},
		{"decimals stay as they were written", `
  chart:
    type: bar
    title: 图1
    unit: 万元（含税）
    table: documents
    rows: [fees]`, "bars 图1 万元（含税） 本年收费金额; 收费 12.30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(t, "r.yaml", illustrated(c.block+"\n  后面的文字。\n"))
			blocks := r.Prose["overview"].Blocks
			if len(blocks) != 3 || blocks[1].Chart == nil || blocks[2].Text() != "后面的文字。" {
				t.Fatalf("%d blocks: %+v", len(blocks), blocks)
			}
			if got := drawn(r, blocks[1]); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
			if line := blocks[1].Pos.Line; line != 8 {
				t.Errorf("the chart is at line %d", line)
			}
		})
	}
}

func TestChartsInJSON(t *testing.T) {
	content := `{"template": "small", "agency": "局", "year": 2024,
 "overview": "好。\n\nchart:\n  type: bar\n  title: 图1\n  table: requests\n  rows: [nwe]\n\n尾。",
 "documents": {"rules": [0, 0], "fees": 0},
 "requests": {"new": [0, 0], "outcome": {"given": [0, 0], "refused": {"secret": [0, 0], "stability": [0, 0]}}}}`
	_, said := Report("r.json", []byte(content), library())
	if len(said) != 1 || said[0].Pos.String() != "r.json:2:21" || !strings.Contains(said[0].Message.ZH, "“nwe”") {
		t.Errorf("%v", said)
	}
}
