// Package metadata writes the metadata of an electronic record after DA/T
// 46-2009 as XML.
package metadata

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/output"
	"gongwen/output/format"
)

// Description is what is known of a report as a whole.
type Description struct {
	Title, Author string
	Year          string
	Kind          string            // of report
	Date          time.Time         // zero for none
	Given         map[string]string // values by the names of elements, over those of the report
	Formats       []output.Format   // of the documents, as they were made
	Program       string            // that made them, and its version
}

// Day is the date in the form of GB/T 7408.1, empty for none.
func (d Description) Day() string {
	if d.Date.IsZero() {
		return ""
	}
	return d.Date.Format(time.DateOnly)
}

// formatOf names the format of a file by its extension: those of documents are
// in the table of formats, those of their sources here.
func (d Description) formatOf(file string) string {
	extension := strings.ToLower(path.Ext(file))
	for _, f := range d.Formats {
		if extension == "."+f.Extension {
			return f.Standard
		}
	}
	for _, f := range format.All() {
		if extension == "."+f.Extension {
			return f.Standard
		}
	}
	return sourceFormats[extension]
}

var sourceFormats = map[string]string{
	".json": "JSON (RFC 8259), json",
	".yaml": "YAML, yaml",
	".yml":  "YAML, yaml",
	".xlsx": "Office Open XML (ISO/IEC 29500), xlsx",
	".png":  "PNG (ISO/IEC 15948), png",
	".jpg":  "JPEG (ISO/IEC 10918), jpg",
	".jpeg": "JPEG (ISO/IEC 10918), jpg",
	".svg":  "SVG, svg",
}

// group is a compound element of DA/T 46-2009 and its parts in order; those
// without a value of the report's come from the configuration.
type group struct {
	name  string
	parts []part
}

type part struct{ name, value string }

// groups are the elements about the report as a whole, in the order of DA/T
// 46-2009. A group without a name holds elements that stand for themselves.
func (d Description) groups() []group {
	return []group{
		{"", []part{{"聚合层次", "文件"}}},
		{"来源", []part{{"档案馆名称", ""}, {"档案馆代码", ""}, {"全宗名称", ""}, {"立档单位名称", d.Author}}},
		{"", []part{{"电子文件号", ""}, {"档号", ""}}},
		{"档号构成", []part{{"全宗号", ""}, {"目录号", ""}, {"年度", d.Year}, {"保管期限", ""}, {"机构或问题", ""}, {"类别号", ""}, {"室编件号", ""}, {"馆编件号", ""}}},
		{"内容描述", []part{
			{"题名", d.Title}, {"主题词", ""}, {"关键词", d.Kind}, {"摘要", ""}, {"分类号", ""}, {"文号", ""}, {"责任者", d.Author}, {"日期", d.Day()},
			{"文种", ""}, {"紧急程度", ""}, {"主送", ""}, {"抄送", ""}, {"密级", ""}, {"保密期限", ""},
		}},
		{"形式特征", []part{{"语种", "zh-CN"}, {"稿本", ""}}},
	}
}

// XML is the metadata of a report and of the files made of it, whose paths are
// those of the record.
func (d Description) XML(files []output.File) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	w := elements{to: e}
	w.open("电子文件元数据")
	for _, g := range d.groups() {
		w.group(g, d.Given)
	}
	w.open("电子属性")
	for _, f := range files {
		sum, sm := sha256.Sum256(f.Data), sm3.Sum(f.Data)
		w.open("文件")
		w.leaf("计算机文件名", f.Path)
		w.leaf("格式信息", d.formatOf(f.Path))
		w.leaf("计算机文件大小", strconv.Itoa(len(f.Data)))
		w.leaf("数字摘要", hex.EncodeToString(sum[:]), algorithmAttr("SHA-256"))
		w.leaf("数字摘要", hex.EncodeToString(sm[:]), algorithmAttr("SM3"))
		w.close("文件")
	}
	w.leaf("文档创建程序", cmp.Or(d.Program, "gongwen"))
	w.leaf("信息系统描述", d.Given["信息系统描述"])
	w.close("电子属性")
	w.leaf("附注", d.Given["附注"])
	w.close("电子文件元数据")
	if w.err == nil {
		w.err = e.Close()
	}
	b.WriteByte('\n')
	return b.Bytes(), w.err
}

func algorithmAttr(name string) xml.Attr {
	return xml.Attr{Name: xml.Name{Local: "摘要算法"}, Value: name}
}

// elements writes elements until there is an error.
type elements struct {
	to  *xml.Encoder
	err error
}

func (w *elements) put(t xml.Token) {
	if w.err == nil {
		w.err = w.to.EncodeToken(t)
	}
}

func (w *elements) open(name string, attrs ...xml.Attr) {
	w.put(xml.StartElement{Name: xml.Name{Local: name}, Attr: attrs})
}

func (w *elements) close(name string) { w.put(xml.EndElement{Name: xml.Name{Local: name}}) }

// leaf writes an element that has a value.
func (w *elements) leaf(name, value string, attrs ...xml.Attr) {
	if value == "" {
		return
	}
	w.open(name, attrs...)
	w.put(xml.CharData(value))
	w.close(name)
}

func (w *elements) group(g group, given map[string]string) {
	var parts []part
	for _, p := range g.parts {
		if v := given[p.name]; v != "" {
			p.value = v
		}
		if p.value != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return
	}
	if g.name != "" {
		w.open(g.name)
		defer w.close(g.name)
	}
	for _, p := range parts {
		w.leaf(p.name, p.value)
	}
}
