package publication

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"io"
	"path"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/internal/diag"
	"gongwen/output"
)

// File is a file of a package.
type File struct {
	Name string
	Data []byte
}

// Package is a published report.
type Package struct {
	Called    string // what its files are called, NameOf the report
	Title     string
	Agency    string
	Year      string
	Catalogue Catalogue // filled
	Text      []byte    // the article as HTML without styles
	Files     []File    // attachments: the signed PDF, OFD, the report file
	Made      time.Time // date of the files in a ZIP file; zero for none
}

// Names of files of a package.
const (
	ManifestName = "package.json"
	TextName     = "正文.html"
	FieldsName   = "目录元数据.txt"
	TagsName     = "页面标签.html"
)

// version is that of the form of packages.
const version = 1

// Manifest is what a package says of itself.
type Manifest struct {
	Version   int            `json:"version"` // of this form
	Title     string         `json:"title"`
	Agency    string         `json:"agency"`
	Year      string         `json:"year"`
	Catalogue []Field        `json:"catalogue"`
	Tags      []Field        `json:"tags,omitempty"`
	Files     []ManifestFile `json:"files"`
}

// ManifestFile is a file of a package with its digests.
type ManifestFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	SM3    string `json:"sm3"`
}

// linked are the attachments that the text links to, by their endings, and what the links
// say: the report file as open data beside the final version.
var linked = []struct{ ending, word string }{
	{".pdf", "定稿（PDF）"}, {".ofd", "定稿（OFD）"}, {".json", "开放数据（JSON）"},
}

// Article is the text with links to the attachments behind it.
func (p *Package) Article() []byte {
	text := bytes.TrimRight(p.Text, "\n")
	var links strings.Builder
	for _, l := range linked {
		for _, f := range p.Files {
			if strings.EqualFold(path.Ext(f.Name), l.ending) {
				links.WriteString(`<p>附件：<a href="` + html.EscapeString(f.Name) + `">` + html.EscapeString(p.Title+p.part(f)) + l.word + "</a></p>\n")
			}
		}
	}
	const end = "</article>"
	if body, whole := bytes.CutSuffix(text, []byte(end)); whole {
		return append(append(bytes.Clone(body), links.String()...), end+"\n"...)
	}
	return append(append(bytes.Clone(text), '\n'), links.String()...)
}

// part is what a document is of the report, such as 附件2, which is bound apart; empty for
// the report itself.
func (p *Package) part(f File) string {
	part, found := strings.CutPrefix(strings.TrimSuffix(f.Name, path.Ext(f.Name)), p.Called+"-")
	if !found {
		return ""
	}
	return part
}

// Contents are all files of the package, the manifest first. Two of one name are
// ErrTwice.
func (p *Package) Contents() ([]File, error) {
	files := append([]File{
		{TextName, p.Article()}, {FieldsName, []byte(plain(p.Catalogue.Fields))}, {TagsName, []byte(metas(p.Catalogue.Tags))},
	}, p.Files...)
	names := map[string]bool{ManifestName: true}
	for _, f := range files {
		if names[f.Name] {
			return nil, diag.Because(ErrTwice, "发布材料里有两个文件都叫 %s", "two files of the package are called %s", f.Name)
		}
		names[f.Name] = true
	}
	m := Manifest{Version: version, Title: p.Title, Agency: p.Agency, Year: p.Year, Catalogue: p.Catalogue.Fields, Tags: p.Catalogue.Tags}
	for _, f := range files {
		s, n := sha256.Sum256(f.Data), sm3.Sum(f.Data)
		m.Files = append(m.Files, ManifestFile{f.Name, hex.EncodeToString(s[:]), hex.EncodeToString(n[:])})
	}
	var content bytes.Buffer
	to := json.NewEncoder(&content)
	to.SetEscapeHTML(false)
	to.SetIndent("", "  ")
	if err := to.Encode(m); err != nil {
		return nil, err
	}
	return append([]File{{ManifestName, content.Bytes()}}, files...), nil
}

func plain(fields []Field) string {
	var s strings.Builder
	for _, f := range fields {
		s.WriteString(f.Name + "\t" + f.Value + "\r\n")
	}
	return s.String()
}

func metas(tags []Field) string {
	var s strings.Builder
	for _, t := range tags {
		s.WriteString(`<meta name="` + html.EscapeString(t.Name) + `" content="` + html.EscapeString(t.Value) + "\">\n")
	}
	return s.String()
}

// ErrTwice is that of two files of a package that have one name, as a picture may that is
// called as what is made.
var ErrTwice = diag.NewError("发布材料里有两个同名的文件", "two files of the package have one name")

// Ending is that of the name of a package, which is a folder or a ZIP file.
const Ending = "-发布材料"

// WriteZip writes the package as a ZIP file. The same package gives the same bytes.
func (p *Package) WriteZip(w io.Writer) error {
	files, err := p.Contents()
	if err != nil {
		return err
	}
	return writeZip(w, files, p.Made)
}

// Together is documents that are handed out as one: the ZIP file that holds them, called
// by the first, as which the report itself stands before its attachments. One document is
// handed out as it is.
func Together(documents []output.File) (output.File, error) {
	if len(documents) == 1 {
		return documents[0], nil
	}
	files := make([]File, len(documents))
	for i, d := range documents {
		files[i] = File{path.Base(d.Path), d.Data}
	}
	var content bytes.Buffer
	if err := writeZip(&content, files, time.Time{}); err != nil {
		return output.File{}, err
	}
	first := documents[0].Path
	return output.File{Path: strings.TrimSuffix(first, path.Ext(first)) + ".zip", Data: content.Bytes()}, nil
}

// writeZip writes files into a ZIP file.
func writeZip(w io.Writer, files []File, modified time.Time) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate, Modified: modified.UTC()})
		if err != nil {
			return err
		}
		if _, err := part.Write(f.Data); err != nil {
			return err
		}
	}
	return z.Close()
}
