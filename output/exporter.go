// Package output writes documents: the interface that every format's writer
// fulfils, and files that appear whole or not at all.
package output

import (
	"io"

	"gongwen/fonts"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Input is everything a writer may use. Writers decide nothing about places:
// page printers draw Pages, flowing formats write Doc, and tell whoever breaks
// their lines what Setting says of them.
type Input struct {
	Doc     *doc.Document
	Pages   []frame.Page // none when no format asked for them
	Setting *doc.Setting // of Doc; nil when it was not laid out
	Fonts   *fonts.Book  // the faces of Doc's font roles, for a writer that embeds them; may be nil
	Source  *SourceFile  // what the document was made from; nil when it was no file
}

// SourceFile is the report file as it was read, byte for byte. Formats that keep
// data beside the document may carry it.
type SourceFile struct {
	Name      string // without folder
	MediaType string // such as application/yaml
	Data      []byte
}

// Format is a kind of file that documents are written as.
type Format struct {
	Name      string // in flags and the configuration
	Extension string // of its files, without the dot
	MediaType string // RFC 6838
	Title     diag.Text
	Standard  string // as the metadata of archives name it, DA/T 46-2009 格式信息
	// NeedsPages says whether a document is laid out before it is written: its
	// pages are drawn, or the file tells other programs what layout found.
	NeedsPages bool
	// NeedsLines says whether the file tells other programs where layout ended
	// lines.
	NeedsLines bool
}

// Exporter writes one format. Export writes the same bytes for the same input.
// Its error is a diag.List when the input cannot be expressed in the format.
type Exporter interface {
	Format() Format
	Export(w io.Writer, in Input) error
}

// Refuser is an Exporter that can judge a document for less than it costs to
// write it. Refuses is what Export would return for the same input, from
// whatever a report can break.
type Refuser interface {
	Refuses(in Input) error
}

// Refuses says why e would not write in; nil when it would.
func Refuses(e Exporter, in Input) error {
	if r, ok := e.(Refuser); ok {
		return r.Refuses(in)
	}
	return e.Export(io.Discard, in)
}
