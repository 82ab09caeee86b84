package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

var texts = regexp.MustCompile(`(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)`)

const body = "word/document.xml"

// asTemplate makes every text of a DOCX a tag, such as {v12}, and gives the texts by
// the names of their tags.
func asTemplate(docx []byte) ([]byte, map[string]string, error) {
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		return nil, nil, err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	values := map[string]string{}
	for _, f := range z.File {
		content, err := contentOf(f)
		if err != nil {
			return nil, nil, err
		}
		if f.Name == body {
			content, values = tagged(content)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			return nil, nil, err
		}
		if _, err := to.Write(content); err != nil {
			return nil, nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, nil, err
	}
	return out.Bytes(), values, nil
}

func contentOf(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	return io.ReadAll(r)
}

func tagged(xml []byte) ([]byte, map[string]string) {
	values := map[string]string{}
	out := texts.ReplaceAllStringFunc(string(xml), func(s string) string {
		m := texts.FindStringSubmatch(s)
		if strings.TrimSpace(m[2]) == "" {
			return s
		}
		name := fmt.Sprintf("v%d", len(values))
		values[name] = html.UnescapeString(m[2])
		return m[1] + "{" + name + "}" + m[3]
	})
	return []byte(out), values
}
