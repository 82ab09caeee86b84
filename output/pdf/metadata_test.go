package pdf

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"gongwen/layout/doc"
)

// properties is the text of the elements of an XMP packet by name, with the
// namespace's last part before it.
func properties(t *testing.T, packet []byte) map[string]string {
	t.Helper()
	list, err := readProperties(packet)
	if err != nil {
		t.Fatalf("%v in\n%s", err, packet)
	}
	return list
}

func readProperties(packet []byte) (map[string]string, error) {
	list := map[string]string{}
	var path []xml.Name
	d := xml.NewDecoder(strings.NewReader(string(packet)))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			path = append(path, tok.Name)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			name := ""
			for i := len(path) - 1; i >= 0; i-- {
				if !strings.HasSuffix(path[i].Space, "rdf-syntax-ns#") {
					name = path[i].Space + " " + path[i].Local
					break
				}
			}
			if text := strings.TrimSpace(string(tok)); text != "" {
				if list[name] != "" {
					text = list[name] + "|" + text
				}
				list[name] = text
			}
		}
	}
}

const (
	dcNS  = "http://purl.org/dc/elements/1.1/ "
	pdfNS = "http://ns.adobe.com/pdf/1.3/ "
	xmpNS = "http://ns.adobe.com/xap/1.0/ "
)

func TestXMPAndInfoSayTheSame(t *testing.T) {
	f := openPDF(t, export(t, sample(t)))
	info := f.dict(f.trailer["Info"])
	xmp := properties(t, f.get(f.catalog()["Metadata"]).(*streamObj).data)
	for _, c := range []struct {
		key  nameObj
		name string
		want string
	}{
		{"Title", dcNS + "title", "洪泽区2021年度政府信息公开工作年度报告"},
		{"Author", dcNS + "creator", "淮安市洪泽区人民政府"},
		{"Subject", dcNS + "description", "年度报告 <2021> & 附表"},
		{"Keywords", pdfNS + "Keywords", "政府信息公开, annual report"},
		{"Producer", pdfNS + "Producer", "gongwen"},
		{"Creator", xmpNS + "CreatorTool", "gongwen"},
	} {
		if got := str(info[c.key]); got != c.want || xmp[c.name] != c.want {
			t.Errorf("%s: %q in Info, %q in XMP, want %q", c.key, got, xmp[c.name], c.want)
		}
	}
	if a, b := str(info["CreationDate"]), xmp[xmpNS+"CreateDate"]; a != "D:20220121093000+08'00'" || b != "2022-01-21T09:30:00+08:00" {
		t.Errorf("created %s and %s", a, b)
	}
	if got := xmp[dcNS+"subject"]; got != "政府信息公开|annual report" {
		t.Errorf("keywords %q", got)
	}
}

func TestConformanceIsDeclared(t *testing.T) {
	f := openPDF(t, export(t, sample(t)))
	xmp := properties(t, f.get(f.catalog()["Metadata"]).(*streamObj).data)
	for name, want := range map[string]string{
		"http://www.aiim.org/pdfa/ns/id/ part": "2", "http://www.aiim.org/pdfa/ns/id/ conformance": "A",
		"http://www.aiim.org/pdfua/ns/id/ part":            "1",
		"http://www.aiim.org/pdfa/ns/schema# namespaceURI": "http://www.aiim.org/pdfua/ns/id/",
		"http://www.aiim.org/pdfa/ns/property# name":       "part",
		"http://www.aiim.org/pdfa/ns/property# valueType":  "Integer",
		dcNS + "language": "zh-CN",
	} {
		if xmp[name] != want {
			t.Errorf("%s is %q, want %q", name, xmp[name], want)
		}
	}
	c := f.catalog()
	if str(c["Lang"]) != "zh-CN" || c["MarkInfo"].(dictObj)["Marked"] != true || c["ViewerPreferences"].(dictObj)["DisplayDocTitle"] != true {
		t.Errorf("catalog %v", c)
	}
	intent := f.dict(f.array(c["OutputIntents"])[0])
	if profile := f.get(intent["DestOutputProfile"]).(*streamObj); intent["S"] != nameObj("GTS_PDFA1") || profile.dict["N"] != 3.0 {
		t.Errorf("output intent %v", intent)
	}
	if f.trailer["Encrypt"] != nil {
		t.Error("encrypted")
	}
	for i, page := range f.pages() {
		if page["Tabs"] != nameObj("S") {
			t.Errorf("page %d: Tabs %v", i+1, page["Tabs"])
		}
	}
}

func TestUnknownIsLeftOut(t *testing.T) {
	s := onePage(t)
	s.doc.Meta = doc.Meta{Title: "T", Lang: "zh-CN"}
	f := openPDF(t, export(t, s.input()))
	info := f.dict(f.trailer["Info"])
	if len(info) != 3 || info["Title"] == nil || info["Creator"] == nil || info["Producer"] == nil {
		t.Errorf("Info %v", info)
	}
	packet := string(f.get(f.catalog()["Metadata"]).(*streamObj).data)
	for _, not := range []string{"dc:creator", "dc:subject", "dc:description", "pdf:Keywords", "CreateDate"} {
		if strings.Contains(packet, not) {
			t.Errorf("XMP has %s", not)
		}
	}
	if f.catalog()["Outlines"] != nil {
		t.Error("an outline of no headings")
	}
}

func TestControlCharactersAreBlanks(t *testing.T) {
	m := newMetadata(&doc.Meta{Title: "\x00年度\n报告\x1b ", Lang: "zh-CN"}, "gongwen")
	if m.title != "年度 报告" {
		t.Errorf("title %q", m.title)
	}
	properties(t, m.xmp(DefaultLevel.row()))
}

func TestPDFDate(t *testing.T) {
	for _, c := range []struct {
		in   time.Time
		want string
	}{
		{time.Time{}, ""},
		{time.Date(2024, 1, 5, 7, 8, 9, 0, time.UTC), "D:20240105070809+00'00'"},
		{time.Date(2024, 1, 5, 7, 8, 9, 0, time.FixedZone("", -(3*60+30)*60)), "D:20240105070809-03'30'"},
	} {
		if got := pdfDate(c.in); got != c.want {
			t.Errorf("%v is %q, want %q", c.in, got, c.want)
		}
	}
}
