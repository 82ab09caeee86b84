package engine

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"

	"gongwen/data/intake/document"
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/infile"
)

// isApart says that a document is an attachment that is bound apart (GB/T 9704-2012
// 7.3.7): what it belongs to is in another file. Nil for another document.
func isApart(path string, d *flow.Document) *diag.Diagnostic {
	attached, is := document.Apart(d)
	if !is {
		return nil
	}
	said := diag.Errorf(attached.Label.Pos, "这是一份公文的附件（%s），另订成册", "this is an attachment of a document (%s) that is bound apart", attached.Label.Text).
		WithHint("导入它的正文：附件的文件放在同一文件夹，叫 正文的文件名-附件2%s 这样，就一起读入", "import the document: an attachment beside it in a file called NAME-附件2%s is read with it", filepath.Ext(path))
	return &said
}

// apartFiles are the files of the attachments that are bound apart, beside that of their
// document and called as Build calls them.
type apartFiles struct {
	in     Input
	limits Limits
	said   diag.List
}

// read reads the attachment of a number, of which the only one may have none; nil for one
// that is not there.
func (a *apartFiles) read(ctx context.Context, number int) *flow.Document {
	labels := []string{attachmentWord + strconv.Itoa(number)}
	if number == 1 {
		labels = append(labels, attachmentWord)
	}
	ext := filepath.Ext(a.in.File)
	for _, label := range labels {
		name := strings.TrimSuffix(a.in.File, ext) + "-" + label + ext
		content, err := infile.ReadIn(a.in.beside(), name, a.limits.Document)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		path := filepath.Join(filepath.Dir(a.in.Path), name)
		if err != nil {
			a.said.Add(unreadable(path, err))
			return nil
		}
		d, _, said := a.limits.Import.Document(ctx, path, content)
		a.said = append(a.said, said...)
		return d
	}
	return nil
}

const attachmentWord = "附件"
