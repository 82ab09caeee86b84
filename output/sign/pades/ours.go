package pades

import (
	"bytes"
	"strings"

	"gongwen/internal/pdfread"
	"gongwen/layout/doc"
)

// maker begins the producer's name in files of this program.
const maker = "gongwen"

// isOurs reports whether this program made a file, by the information dictionary
// or, where there is none as in PDF/A-4, by the metadata.
func isOurs(v *pdfread.View) (bool, error) {
	info, err := v.Dict(v.Trailer()["Info"])
	if err != nil {
		return false, err
	}
	if producer, ok := info["Producer"].(pdfread.String); ok {
		return strings.HasPrefix(textOf(producer.Value), maker), nil
	}
	catalog, err := v.Catalog()
	if err != nil || catalog["Metadata"] == nil {
		return false, err
	}
	packet, err := v.Stream(catalog["Metadata"])
	return bytes.Contains(packet, []byte("<pdf:Producer>"+maker)), err
}

// isDraft reports whether a file says in its title that it is a draft, as this
// program writes it.
func isDraft(v *pdfread.View) (bool, error) {
	info, err := v.Dict(v.Trailer()["Info"])
	if err != nil {
		return false, err
	}
	if title, ok := info["Title"].(pdfread.String); ok {
		return strings.HasPrefix(pdfread.Text(title.Value), doc.DraftPrefix), nil
	}
	catalog, err := v.Catalog()
	if err != nil || catalog["Metadata"] == nil {
		return false, err
	}
	packet, err := v.Stream(catalog["Metadata"])
	_, title, _ := bytes.Cut(packet, []byte("<dc:title>"))
	title, _, _ = bytes.Cut(title, []byte("</dc:title>"))
	return bytes.Contains(title, []byte(">"+doc.DraftPrefix)), err
}
