// Package remarks writes what was said of a Word file into a copy of it, as comments at
// the paragraphs that it speaks of (ISO/IEC 29500-1 17.13.4).
package remarks

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
)

// Author is who writes the comments.
const Author = "gongwen"

// maxComments is how many comments a file gets at most: one for each paragraph.
const maxComments = 2_000

// Faults of files that get no comments.
var (
	ErrEncoding = diag.NewError("正文不是 UTF-8 编码", "its text is not encoded in UTF-8")
	ErrMarked   = diag.NewError("里面已经有 gongwen 的批注，改用原来的文件", "it has comments of gongwen already; use the file that it was made of")
	ErrEmpty    = diag.NewError("里面没有可以加批注的段落", "it has no paragraph that could have a comment")
)

// Write gives a copy of a Word file with comments for what was said of it; what speaks
// of no paragraph is put to the first. l is the looks of the file, which must have been
// read within limits before.
func Write(content []byte, l *look.Document, said diag.List, lang diag.Lang) ([]byte, error) {
	f, err := unpack(content)
	if err != nil {
		return nil, err
	}
	main := f.parts[l.Main]
	switch {
	case main == nil || len(l.Paragraphs) == 0:
		return nil, ErrEmpty
	case !isUTF8(main):
		return nil, ErrEncoding
	}
	remarks := remarksOf(l, said, lang)
	if err := f.comment(l.Main, main, remarks); err != nil {
		return nil, err
	}
	return f.pack()
}

// remark is what is said of a paragraph, a line each.
type remark struct {
	at    look.Paragraph
	lines []string
}

// remarksOf are the remarks in the order of the paragraphs.
func remarksOf(l *look.Document, said diag.List, lang diag.Lang) []remark {
	places := map[diag.Pos]int{}
	for i, p := range l.Paragraphs {
		sheet := diag.Pos{File: p.Pos.File, Sheet: p.Pos.Sheet}
		for _, pos := range []diag.Pos{p.Pos, sheet} {
			if _, known := places[pos]; !known {
				places[pos] = i
			}
		}
	}
	found := map[int][]string{}
	for _, d := range said {
		i, known := places[d.Pos]
		if !known { // of the table, or of the document as a whole
			i = places[diag.Pos{File: d.Pos.File, Sheet: d.Pos.Sheet}]
		}
		line := d.Said(lang)
		if hint := d.HintLine(lang); hint != "" {
			line += "\n" + hint
		}
		found[i] = append(found[i], line)
	}
	var list []remark
	for i, p := range l.Paragraphs {
		if lines := found[i]; lines != nil && p.Offset > 0 && p.End >= p.Body && len(list) < maxComments {
			list = append(list, remark{p, lines})
		}
	}
	return list
}

// encoding is the encoding that a part declares.
var encoding = pattern.New(`^(?:\xEF\xBB\xBF)?<\?xml[^>]*encoding=["']([^"']+)["']`)

func isUTF8(part []byte) bool {
	m := encoding.FindSubmatch(part)
	return m == nil || strings.EqualFold(string(m[1]), "UTF-8") || strings.EqualFold(string(m[1]), "US-ASCII")
}

// file is a package being changed.
type file struct {
	names []string
	parts map[string][]byte
}

func unpack(content []byte) (*file, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, err
	}
	f := &file{parts: map[string][]byte{}}
	for _, entry := range archive.File {
		r, err := entry.Open()
		if err != nil {
			return nil, err
		}
		part, err := io.ReadAll(r)
		_ = r.Close()
		if err != nil {
			return nil, err
		}
		f.put(entry.Name, part)
	}
	return f, nil
}

func (f *file) put(name string, part []byte) {
	if _, known := f.parts[name]; !known {
		f.names = append(f.names, name)
	}
	f.parts[name] = part
}

func (f *file) pack() ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range f.names {
		w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.parts[name]); err != nil {
			return nil, err
		}
	}
	err := archive.Close()
	return out.Bytes(), err
}

// The namespaces of a part, by the form of OOXML that it is in.
const (
	transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strict       = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	relations    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
	strictly     = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
	contentType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)

// commentID is the number of a comment.
var commentID = pattern.New(`<[A-Za-z0-9]*:?comment\b[^>]*\bid="(\d+)"`)

// comment puts the remarks into the main part and the part of comments.
func (f *file) comment(name string, main []byte, remarks []remark) error {
	space, relation := transitional, relations
	if bytes.Contains(main, []byte(strict)) && !bytes.Contains(main, []byte(transitional)) {
		space, relation = strict, strictly
	}
	target, err := f.commentsPart(name)
	if err != nil {
		return err
	}
	old := f.parts[target]
	if bytes.Contains(old, []byte(`author="`+Author+`"`)) {
		return ErrMarked
	}
	next := 0
	for _, m := range commentID.FindAllStringSubmatch(string(old), -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			next = max(next, n+1)
		}
	}
	var inserts []insert
	var comments strings.Builder
	declared := ` xmlns:w="` + space + `"`
	for i, r := range remarks {
		id := strconv.Itoa(next + i)
		inserts = append(inserts,
			insert{r.at.Body, `<w:commentRangeStart` + declared + ` w:id="` + id + `"/>`},
			insert{r.at.End, `<w:commentRangeEnd` + declared + ` w:id="` + id + `"/><w:r` + declared + `><w:commentReference w:id="` + id + `"/></w:r>`})
		comments.WriteString(`<w:comment` + declared + ` w:id="` + id + `" w:author="` + Author + `" w:initials="gw">`)
		for _, text := range r.lines {
			for line := range strings.SplitSeq(text, "\n") {
				comments.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + escaped(line) + `</w:t></w:r></w:p>`)
			}
		}
		comments.WriteString(`</w:comment>`)
	}
	f.put(name, inserted(main, inserts))
	if old != nil {
		f.put(target, behind(old, comments.String()))
		return nil
	}
	f.put(target, []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<w:comments`+declared+`>`+comments.String()+`</w:comments>`))
	const list = "[Content_Types].xml"
	f.put(list, behind(f.parts[list], `<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/`+target+`" ContentType="`+contentType+`"/>`))
	rels := relationsOf(name)
	if f.parts[rels] == nil {
		f.put(rels, []byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`+"\n"+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`))
	}
	f.put(rels, behind(f.parts[rels], `<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rIdGongwenComments" Type="`+relation+`" Target="/`+target+`"/>`))
	return nil
}

func relationsOf(name string) string {
	return path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")
}

// commentsPart is the part of the comments: the one that the main part names, or a new
// one beside it.
func (f *file) commentsPart(main string) (string, error) {
	if rels := f.parts[relationsOf(main)]; rels != nil {
		var list struct {
			Relationship []struct {
				Type   string `xml:"Type,attr"`
				Target string `xml:"Target,attr"`
			}
		}
		if err := xml.Unmarshal(rels, &list); err != nil {
			return "", fmt.Errorf("%s: %w", relationsOf(main), err)
		}
		for _, r := range list.Relationship {
			if path.Base(r.Type) == "comments" {
				if strings.HasPrefix(r.Target, "/") {
					return strings.TrimPrefix(r.Target, "/"), nil
				}
				return path.Join(path.Dir(main), r.Target), nil
			}
		}
	}
	name := path.Join(path.Dir(main), "comments.xml")
	if f.parts[name] != nil {
		name = path.Join(path.Dir(main), "comments-gongwen.xml")
	}
	return name, nil
}

// insert is a text to be put into a part, behind so many bytes.
type insert struct {
	at   int64
	text string
}

// inserted is a part with texts put into it.
func inserted(part []byte, list []insert) []byte {
	slices.SortStableFunc(list, func(a, b insert) int { return int(a.at - b.at) })
	var out bytes.Buffer
	last := int64(0)
	for _, in := range list {
		at := min(max(in.at, last), int64(len(part)))
		out.Write(part[last:at])
		out.WriteString(in.text)
		last = at
	}
	out.Write(part[last:])
	return out.Bytes()
}

// tagName is the name of an element in its tag.
var tagName = pattern.New(`<([A-Za-z][\w:.-]*)`)

// behind is a part with a text before the end of its root element.
func behind(part []byte, text string) []byte {
	at := bytes.LastIndex(part, []byte("</"))
	if at < 0 {
		if at = bytes.LastIndex(part, []byte("/>")); at < 0 {
			return part
		}
		name := tagName.FindSubmatch(part[bytes.LastIndexByte(part[:at], '<'):])
		return slices.Concat(part[:at], []byte(">"+text+"</"), name[1], []byte(">"))
	}
	return slices.Concat(part[:at], []byte(text), part[at:])
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
