package main

import (
	"bytes"
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"
)

var linkAttribute = regexp.MustCompile(`<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"`)

func links(page []byte) []string {
	var found []string
	for _, m := range linkAttribute.FindAllSubmatch(page, -1) {
		found = append(found, html.UnescapeString(string(m[1])))
	}
	return found
}

// leads reports whether a link of a page leads to something among files, or out
// of them to an address.
func leads(files []file, from file, link string) bool {
	u, err := url.Parse(link)
	if err != nil {
		return false
	}
	if u.Scheme != "" {
		return true
	}
	to := from
	if u.Path != "" {
		name := path.Join(path.Dir(from.Path), u.Path)
		content := find(files, name)
		if content == nil {
			return u.Fragment == "" && isFolder(files, name)
		}
		to = file{Path: name, Content: content}
	}
	return u.Fragment == "" || bytes.Contains(to.Content, []byte(`id="`+html.EscapeString(u.Fragment)+`"`))
}

func isFolder(files []file, name string) bool {
	for _, f := range files {
		if strings.HasPrefix(f.Path, name+"/") {
			return true
		}
	}
	return false
}
