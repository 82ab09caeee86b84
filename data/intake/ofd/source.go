package ofd

import (
	"path"
	"strings"

	"gongwen/internal/diag"
)

// sourceUsage marks the attachment that is the report file, as output/ofd writes it.
const sourceUsage = "source"

// Source gives the report file that an OFD file carries: its one attachment of
// that usage (GB/T 33190-2016 20.1). Its name is without the ending .txt that
// archives ask for. The text says why there is none.
func (l Limits) Source(content []byte) (name string, data []byte, why *diag.Text) {
	name, data, err := l.source(content)
	if err != nil {
		text := diag.Cause(err)
		return "", nil, &text
	}
	return name, data, nil
}

func (l Limits) source(content []byte) (name string, data []byte, err error) {
	r, err := l.open(content)
	if err != nil {
		return "", nil, err
	}
	none := diag.NewError("OFD 里没有附报告文件", "the OFD file carries no report file")
	if strings.TrimSpace(r.doc.Attachments) == "" {
		return "", nil, none
	}
	at, err := place("Document.xml", r.folder, r.doc.Attachments)
	if err != nil {
		return "", nil, err
	}
	var list struct {
		Attachments []struct {
			Name    string `xml:"Name,attr"`
			Usage   string `xml:"Usage,attr"`
			FileLoc string `xml:"FileLoc"`
		} `xml:"Attachment"`
	}
	if err := r.decode(at, &list); err != nil {
		return "", nil, err
	}
	found := -1
	for i, a := range list.Attachments {
		if a.Usage != sourceUsage {
			continue
		}
		if found >= 0 {
			return "", nil, diag.NewError("OFD 里附了几个报告文件，不知道是哪一个", "the OFD file carries several report files; it is not clear which one counts")
		}
		found = i
	}
	if found < 0 {
		return "", nil, none
	}
	file, err := place(at, path.Dir(at), list.Attachments[found].FileLoc)
	if err != nil {
		return "", nil, err
	}
	data, err = r.parts.Read(file)
	return withoutText(list.Attachments[found].Name), data, err
}

// withoutText is a name without .txt behind the ending of a report file.
func withoutText(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if before, ok := strings.CutSuffix(name, ".txt"); ok && path.Ext(before) != "" {
		return before
	}
	return name
}
