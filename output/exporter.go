// Package output writes documents: the interface that every format's writer
// fulfils, and files that appear whole or not at all.
package output

import (
	"io"

	"gongwen/fonts"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
)

// Input is everything a writer may use. Writers decide nothing about places:
// page printers draw Pages, flowing formats write Doc, and tell whoever breaks
// their lines what Setting says of them.
type Input struct {
	Doc     *doc.Document
	Pages   []frame.Page
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

// Exporter writes one format. Export writes the same bytes for the same input.
// Its error is a diag.List when the input cannot be expressed in the format.
type Exporter interface {
	Extension() string // without the dot
	Export(w io.Writer, in Input) error
}
