package metadata

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/output"
	"gongwen/output/format"
)

// paths are the elements that have text, by the names of those around them, in
// order, as another program reads them.
func paths(t *testing.T, content []byte) []string {
	t.Helper()
	var found, at []string
	decoder := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, content)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			for _, a := range token.Attr {
				name += "[" + a.Name.Local + "=" + a.Value + "]"
			}
			at = append(at, name)
		case xml.EndElement:
			at = at[:len(at)-1]
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); text != "" {
				found = append(found, strings.Join(at[1:], "/")+" = "+text)
			}
		}
	}
}

func xmlOf(t *testing.T, d Description, files ...output.File) []string {
	t.Helper()
	content, err := d.XML(files)
	if err != nil {
		t.Fatal(err)
	}
	return paths(t, content)
}

// TestMetadataOfAReport has the elements of DA/T 46-2009 in their order, those
// with a value only.
func TestMetadataOfAReport(t *testing.T) {
	content := []byte("%PDF-1.7")
	sum, sm := sha256.Sum256(content), sm3.Sum(content)
	got := xmlOf(t, Description{
		Title: "某局<甲>年报", Author: "某局", Year: "2024", Kind: "年度报告", Date: time.Date(2025, 1, 20, 0, 0, 0, 0, time.UTC),
		Given: map[string]string{"全宗号": "X043", "附注": "无"}, Program: "gongwen 1.0",
	}, output.File{Path: "r.pdf", Data: content})
	want := []string{
		"聚合层次 = 文件",
		"来源/立档单位名称 = 某局",
		"档号构成/全宗号 = X043",
		"档号构成/年度 = 2024",
		"内容描述/题名 = 某局<甲>年报",
		"内容描述/关键词 = 年度报告",
		"内容描述/责任者 = 某局",
		"内容描述/日期 = 2025-01-20",
		"形式特征/语种 = zh-CN",
		"电子属性/文件/计算机文件名 = r.pdf",
		"电子属性/文件/格式信息 = " + standardOf(t, "pdf"),
		"电子属性/文件/计算机文件大小 = 8",
		"电子属性/文件/数字摘要[摘要算法=SHA-256] = " + hex.EncodeToString(sum[:]),
		"电子属性/文件/数字摘要[摘要算法=SM3] = " + hex.EncodeToString(sm[:]),
		"电子属性/文档创建程序 = gongwen 1.0",
		"附注 = 无",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func standardOf(t *testing.T, extension string) string {
	t.Helper()
	for _, f := range format.All() {
		if f.Extension == extension {
			return f.Standard
		}
	}
	t.Fatalf("there is no format %s", extension)
	return ""
}

// TestWhatIsGivenStandsBeforeWhatIsKnown, and a report of which nothing is known
// still has its files.
func TestWhatIsGivenStandsBeforeWhatIsKnown(t *testing.T) {
	got := strings.Join(xmlOf(t, Description{Author: "某局", Given: map[string]string{"责任者": "某县人民政府", "信息系统描述": "办公系统"}}), "\n")
	for _, want := range []string{"来源/立档单位名称 = 某局", "内容描述/责任者 = 某县人民政府", "电子属性/信息系统描述 = 办公系统", "电子属性/文档创建程序 = gongwen"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	empty := strings.Join(xmlOf(t, Description{}), "\n")
	for _, no := range []string{"来源", "档号构成", "日期"} {
		if strings.Contains(empty, no) {
			t.Errorf("%q has nothing to say:\n%s", no, empty)
		}
	}
}

// TestFormatsOfFiles: a document is of the format that it was made in, another
// file of what its name ends in.
func TestFormatsOfFiles(t *testing.T) {
	d := Description{Formats: []output.Format{{Extension: "pdf", Standard: "PDF/A-4 (ISO 19005-4), pdf"}}}
	for path, want := range map[string]string{
		"r.PDF": "PDF/A-4 (ISO 19005-4), pdf", "r.docx": standardOf(t, "docx"), "r.html": standardOf(t, "html"),
		"r.yaml": "YAML, yaml", "r.yml": "YAML, yaml", "pictures/a.JPEG": "JPEG (ISO/IEC 10918), jpg", "a.svg": "SVG, svg", "a.bin": "", "none": "",
	} {
		if got := d.formatOf(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
}

func TestTheDay(t *testing.T) {
	if d := (Description{}); d.Day() != "" {
		t.Error(d.Day())
	}
	if d := (Description{Date: time.Date(987, 6, 5, 0, 0, 0, 0, time.UTC)}); d.Day() != "0987-06-05" {
		t.Error(d.Day())
	}
}

// TestCharactersThatXMLDoesNotHave leave a file that other programs read.
func TestCharactersThatXMLDoesNotHave(t *testing.T) {
	got := strings.Join(xmlOf(t, Description{Title: "甲\x01乙"}), "\n")
	if !strings.Contains(got, "内容描述/题名 = 甲\ufffd乙") {
		t.Errorf("got %s", got)
	}
}
