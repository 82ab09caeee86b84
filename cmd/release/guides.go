package main

import (
	"bytes"
	"fmt"
	"html"
	"path"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// page makes a web page of a guide in Markdown, because an office's machine
// opens that by a double click. Links to other guides lead to their pages.
func page(name string, source []byte) (file, error) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	tree := md.Parser().Parse(text.NewReader(source), parser.WithContext(parser.NewContext(parser.WithIDs(&anchors{}))))
	title := ""
	err := ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Link:
			if entering {
				n.Destination = []byte(pageLink(string(n.Destination)))
			}
		case *ast.Heading:
			if title == "" {
				title = plain(n, source)
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return file{}, err
	}
	var body bytes.Buffer
	if err := md.Renderer().Render(&body, source, tree); err != nil {
		return file{}, err
	}
	lang := "en"
	if strings.HasPrefix(name, "docs/zh/") || name == startSource {
		lang = "zh-CN"
	}
	content := fmt.Sprintf(frame, lang, html.EscapeString(title), body.String())
	return file{Path: pageLink(name), Content: []byte(content)}, nil
}

// pageLink is where the page of a guide lies that a link names.
func pageLink(link string) string {
	where, anchor, _ := strings.Cut(link, "#")
	if stem, ok := strings.CutSuffix(where, ".md"); ok && !strings.Contains(where, "://") {
		where = stem + ".html"
	}
	if anchor != "" {
		where += "#" + anchor
	}
	return where
}

func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Value(source))
		} else {
			b.WriteString(plain(c, source))
		}
	}
	return b.String()
}

// anchors names headings as the sites do that show Markdown: letters of any
// script and digits stay, blanks are hyphens.
type anchors struct{ used map[string]int }

func (a *anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(string(value)))
	if n := a.used[id]; n > 0 {
		a.Put([]byte(id))
		return fmt.Appendf(nil, "%s-%d", id, n)
	}
	a.Put([]byte(id))
	return []byte(id)
}

func (a *anchors) Put(value []byte) {
	if a.used == nil {
		a.used = map[string]int{}
	}
	a.used[string(value)]++
}

// frame takes language, title and body.
const frame = `<!DOCTYPE html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%s</title>
<style>
body { max-width: 60em; margin: 2em auto; padding: 0 1.2em; line-height: 1.7; color: #222; font-family: "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif; }
h1, h2, h3 { line-height: 1.3; margin-top: 1.6em; }
h1 { border-bottom: 2px solid #c8161d; padding-bottom: .3em; }
a { color: #0b57a4; }
code { font-family: Consolas, "Sarasa Mono SC", "Noto Sans Mono CJK SC", monospace; background: #f3f3f3; padding: .1em .3em; }
pre { background: #f6f6f6; border: 1px solid #ddd; padding: .8em 1em; overflow-x: auto; line-height: 1.5; }
pre code { background: none; padding: 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid #bbb; padding: .3em .7em; text-align: left; vertical-align: top; }
th { background: #f3f3f3; }
img { max-width: 100%%; border: 1px solid #ddd; }
</style>
</head>
<body>
%s</body>
</html>
`

// dead are the links of pages that lead to nothing in the archive: a file that
// is not there, or a heading that its page does not have.
func dead(files []file) []string {
	var found []string
	for _, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		for _, link := range links(f.Content) {
			if !leads(files, f, link) {
				found = append(found, f.Path+": "+link)
			}
		}
	}
	return found
}
