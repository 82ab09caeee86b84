package ofd

import (
	"path"
	"strings"
	"unicode/utf8"

	"gongwen/output"
	"gongwen/output/container"
)

const (
	attachmentsPart = "Attachs/Attachments.xml" // in folder
	attachmentID    = "source"
	// SourceUsage marks the attachment that is the report file (GB/T 33190-2016
	// 20.1, Usage).
	SourceUsage = "source"
)

// attaches reports whether the report file goes in: where there is one, and in a
// profile that knows text alone none that is a workbook.
func (f *file) attaches() bool {
	s := f.in.Source
	return s != nil && (!f.textAttachments || utf8.Valid(s.Data))
}

// writeAttachment attaches the report file. A profile that knows text alone gets
// it under a name that says so.
func (f *file) writeAttachment() {
	s := f.in.Source
	name := sourceName(s)
	if f.textAttachments && !isText(name) {
		name += ".txt"
	}
	format := strings.TrimPrefix(path.Ext(name), ".")
	part := "report." + format
	if format == "" || strings.IndexFunc(format, func(r rune) bool { return r > '~' || r <= ' ' }) >= 0 {
		part, format = "report", ""
	}
	created := ""
	if t := f.in.Doc.Meta.Created; !t.IsZero() {
		created = t.Format("2006-01-02T15:04:05")
	}
	w := begin("Attachments")
	size := string(appendDecimal(nil, int64(len(s.Data))*1000/1024, 3)) // kilobytes
	w.open("Attachment", "ID", attachmentID, "Name", name, "Format", format, "CreationDate", created, "Size", size, "Usage", SourceUsage)
	w.element("FileLoc", part)
	w.close("Attachment")
	f.add(folder+attachmentsPart, w.end("Attachments"))
	f.parts = append(f.parts, container.Part{Name: folder + "Attachs/" + part, Data: s.Data, Level: container.Fast})
}

func isText(name string) bool {
	extension := strings.ToLower(path.Ext(name))
	return extension == ".txt" || extension == ".xml"
}

// sourceName is the file's name without a folder.
func sourceName(s *output.SourceFile) string {
	name := clean(path.Base(strings.ReplaceAll(s.Name, `\`, "/")))
	if name == "" || name == "." || name == "/" || name == ".." {
		return "report"
	}
	return name
}
