package html

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongwen/internal/pattern"
)

// sheet is a style sheet of a page.
type sheet struct{ media, text string }

var hasSheets = pattern.New(`(?i)<(?:style|link)\b`)

// sheetsOf are the style sheets of a page. apart is whether others stand in files
// of their own, whole whether there was room for all.
func sheetsOf(page string) (sheets []sheet, apart, whole bool) {
	if !hasSheets.MatchString(page) {
		return nil, false, true
	}
	z := html.NewTokenizer(strings.NewReader(page))
	size := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return sheets, apart, size <= maxSheets
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		switch atom.Lookup(name) {
		case atom.Link:
			apart = apart || isSheet(attributes(z, more))
		case atom.Style:
			media := attributes(z, more)["media"]
			if kind == html.StartTagToken && z.Next() == html.TextToken {
				if size += len(z.Raw()); size <= maxSheets {
					sheets = append(sheets, sheet{media, string(z.Raw())})
				}
			}
		}
	}
}

// attributes are those of the tag that was read.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	all := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		all[string(key)] = string(bytes.ToLower(value))
	}
	return all
}

// isSheet reports whether a link leads to a style sheet for screens.
func isSheet(link map[string]string) bool {
	rel := strings.Fields(link["rel"])
	sheet, other := false, false
	for _, word := range rel {
		sheet, other = sheet || word == "stylesheet", other || word == "alternate"
	}
	return sheet && !other && shownBy(link["media"]) != no
}
