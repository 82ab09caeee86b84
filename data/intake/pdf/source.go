package pdf

import (
	"bytes"
	"crypto/md5"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// Attached is a file that a PDF carries.
type Attached struct {
	Name string
	Data []byte
}

// Source gives the file that a PDF says it was made from: its one associated
// file of the relationship Source (ISO 19005-3 6.8). The text says why there is
// none.
func (l Limits) Source(data []byte) (Attached, *diag.Text) {
	file, err := l.file().Open(data)
	if err != nil {
		return Attached{}, unreadable(err)
	}
	view := file.Latest()
	specs, err := l.sources(view)
	switch {
	case err != nil:
		return Attached{}, unreadable(err)
	case len(specs) == 0:
		return Attached{}, &diag.Text{ZH: "PDF 里没有附报告文件", EN: "the PDF carries no report file"}
	case len(specs) > 1:
		return Attached{}, &diag.Text{ZH: "PDF 里附了几个报告文件，不知道是哪一个", EN: "the PDF carries several report files; it is not clear which one counts"}
	}
	attached, whole, err := embedded(view, specs[0])
	switch {
	case err != nil:
		return Attached{}, unreadable(err)
	case !whole:
		return Attached{}, &diag.Text{ZH: "所附的报告文件已损坏：大小或校验值不符", EN: "the attached report file is broken: its size or checksum differs"}
	}
	return attached, nil
}

func unreadable(err error) *diag.Text {
	text := broken(diag.Pos{}, err).Message
	return &text
}

// sources are the file specifications of the document's associated files that
// are its source.
func (l Limits) sources(view *pdfread.View) ([]pdfread.Dict, error) {
	catalog, err := view.Catalog()
	if err != nil {
		return nil, err
	}
	list, err := view.Array(catalog["AF"])
	if err != nil {
		return nil, err
	}
	if len(list) > l.Steps {
		return nil, &refusal{text: diag.Text{ZH: "附件太多", EN: "too many files are attached"}}
	}
	var out []pdfread.Dict
	for _, o := range list {
		spec, err := view.Dict(o)
		if err != nil {
			return nil, err
		}
		if spec["AFRelationship"] == pdfread.Name("Source") {
			out = append(out, spec)
		}
	}
	return out, nil
}

// embedded reads the file of a specification (ISO 32000-1 7.11.4). whole is
// false when it is not what its parameters say.
func embedded(view *pdfread.View, spec pdfread.Dict) (a Attached, whole bool, err error) {
	if name, ok := spec["UF"].(pdfread.String); ok {
		a.Name = pdfread.Text(name.Value)
	}
	files, err := view.Dict(spec["EF"])
	if err != nil {
		return a, false, err
	}
	ref := files["UF"]
	if ref == nil {
		ref = files["F"]
	}
	if a.Data, err = view.Stream(ref); err != nil {
		return a, false, err
	}
	params, err := parameters(view, ref)
	if err != nil {
		return a, false, err
	}
	whole = true
	if size, ok := params["Size"].(int64); ok {
		whole = size == int64(len(a.Data))
	}
	if sum, ok := params["CheckSum"].(pdfread.String); ok {
		actual := md5.Sum(a.Data) // what CheckSum is defined to be; it protects nothing
		whole = whole && bytes.Equal([]byte(sum.Value), actual[:])
	}
	return a, whole, nil
}

func parameters(view *pdfread.View, ref pdfread.Object) (pdfread.Dict, error) {
	o, err := view.Resolve(ref)
	if err != nil {
		return nil, err
	}
	stream, ok := o.(*pdfread.Stream)
	if !ok {
		return nil, nil
	}
	return view.Dict(stream.Dict["Params"])
}
