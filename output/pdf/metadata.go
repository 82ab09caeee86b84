package pdf

import (
	"strings"
	"time"
	"unicode"

	"gongwen/layout/doc"
)

// metadata is what the file says of itself, in the information dictionary and
// once more in XMP. It is made once, so that the two cannot differ.
type metadata struct {
	title, author, subject, keywords string
	list                             []string // the keywords one by one
	lang, producer                   string
	created                          time.Time
}

func newMetadata(m *doc.Meta, producer string) metadata {
	list := make([]string, len(m.Keywords))
	for i, k := range m.Keywords {
		list[i] = clean(k)
	}
	return metadata{
		title: clean(m.Title), author: clean(m.Author), subject: clean(m.Subject),
		keywords: strings.Join(list, ", "), list: list,
		lang: clean(m.Lang), producer: clean(producer), created: m.Created,
	}
}

// clean makes text one line without control characters, which XML cannot hold.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' {
			return ' '
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// writeInfo writes the information dictionary (ISO 32000-1 14.3.3).
func (f *file) writeInfo(r ref, m *metadata) {
	o := f.object(r).raw("<<")
	for _, e := range []struct{ key, value string }{
		{"/Title", m.title}, {"/Author", m.author}, {"/Subject", m.subject}, {"/Keywords", m.keywords},
		{"/Creator", m.producer}, {"/Producer", m.producer}, {"/CreationDate", pdfDate(m.created)},
		{"/ModDate", pdfDate(m.created)},
	} {
		if e.value != "" {
			o.raw(e.key).text(e.value)
		}
	}
	o.raw(">>")
}

// pdfDate is a date string (7.9.4), empty for no time.
func pdfDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	zone := t.Format("-0700")
	return "D:" + t.Format("20060102150405") + zone[:3] + "'" + zone[3:] + "'"
}
