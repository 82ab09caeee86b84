package pades

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// signatureDict is a signature dictionary (ISO 32000-1 12.8.1) without its
// byte range and contents.
type signatureDict struct {
	label string // what a reader aloud says of the field
	stamp bool
	dict  pdfread.Dict
	shows *stand // nil for a field that shows nothing
}

func signatureValue(c *smx509.Certificate, at time.Time) signatureDict {
	zone := at.Format("-0700")
	return signatureDict{
		label: signerLabel(c),
		dict: pdfread.Dict{
			"Type": pdfread.Name("Sig"), "Filter": pdfread.Name("Adobe.PPKLite"), "SubFilter": pdfread.Name(subFilterPAdES),
			"M":    pdfread.String{Value: "D:" + at.Format("20060102150405") + zone[:3] + "'" + zone[3:] + "'"},
			"Name": textString(Subject(c)),
		},
	}
}

// What a reader aloud says of a field.
const (
	stampLabel   = "时间戳"
	pictureLabel = "图片，"
)

func signerLabel(c *smx509.Certificate) string { return "电子签名：" + Subject(c) }

func stampValue() signatureDict {
	return signatureDict{
		label: stampLabel, stamp: true,
		dict: pdfread.Dict{
			"Type": pdfread.Name("DocTimeStamp"), "Filter": pdfread.Name("Adobe.PPKLite"), "SubFilter": pdfread.Name(subFilterStamp),
		},
	}
}

// The forms of signatures (ETSI EN 319 142-1 5.1, ISO 32000-1 Table 252, ISO
// 32000-2 12.8.5).
const (
	subFilterPAdES = "ETSI.CAdES.detached"
	subFilterPKCS7 = "adbe.pkcs7.detached"
	subFilterStamp = "ETSI.RFC3161"
)

// gap is the place of the contents of a signature, the angle brackets within.
type gap struct{ from, to int }

// rangeRoom is the width of a byte range's four numbers.
const rangeRoom = 43

// reserve appends a revision with a signature field whose contents are still
// to be filled in. All other bytes are final.
func reserve(file *pdfread.File, value signatureDict, room int) ([]byte, gap, error) {
	u, err := file.Update()
	if err != nil {
		return nil, gap{}, err
	}
	body := pdfread.Append(nil, value.dict)
	body = append(bytes.TrimSuffix(body, []byte(">>")), "/ByteRange["...)
	rangeAt := len(body)
	body = append(body, strings.Repeat(" ", rangeRoom)...)
	body = append(body, "]/Contents"...)
	contentsAt := len(body)
	body = append(body, '<')
	body = append(body, strings.Repeat("0", 2*room)...)
	body = append(body, ">>>"...)
	signature := u.Add(pdfread.Verbatim(body))
	if err := addField(u, signature, value); err != nil {
		return nil, gap{}, err
	}
	out, places := u.Bytes()
	start := places[signature.Num] + len(fmt.Sprintf("%d 0 obj\n", signature.Num))
	g := gap{from: start + contentsAt, to: start + contentsAt + 2*room + 2}
	numbers := fmt.Sprintf("0 %d %d %d", g.from, g.to, len(out)-g.to)
	if len(numbers) > rangeRoom {
		return nil, gap{}, &fault{diag.Text{ZH: "文件太大", EN: "the file is too large"}}
	}
	copy(out[start+rangeAt:], numbers)
	return out, g, nil
}

// addField puts a signature field on the page of what it shows, or else on the
// first one: a field that is its own widget, of zero size when it shows nothing
// (ISO 32000-1 12.7.4.5), printable as ISO 19005-2 6.3.2 demands and tagged as a
// Form as ISO 14289-1 7.18.4 does. What it shows is its normal appearance, the
// only one (ISO 19005-2 6.3.3), and is described (ISO 14289-2 8.10.2.3).
func addField(u *pdfread.Update, signature pdfread.Ref, value signatureDict) error {
	root, ok := u.View().Trailer()["Root"].(pdfread.Ref)
	if !ok {
		return errNoCatalog
	}
	catalog, err := u.Dict(root)
	if err != nil {
		return err
	}
	pages, err := u.View().Pages()
	if err != nil {
		return err
	}
	if len(pages) == 0 {
		return &fault{diag.Text{ZH: "文件没有页", EN: "the file has no page"}}
	}
	name, err := freeName(u.View(), value.stamp)
	if err != nil {
		return err
	}
	at, zero := pages[0], int64(0)
	field := pdfread.Dict{
		"Type": pdfread.Name("Annot"), "Subtype": pdfread.Name("Widget"), "FT": pdfread.Name("Sig"),
		"T": textString(name), "TU": textString(value.label), "V": signature,
		"F": int64(printFlag | lockedFlag), "Rect": pdfread.Array{zero, zero, zero, zero},
	}
	if s := value.shows; s != nil {
		at = s.Ref
		field["Rect"], field["AP"] = s.rect, pdfread.Dict{"N": addAppearance(u, s)}
		field["Contents"] = textString(pictureLabel + value.label)
	}
	field["P"] = at
	widget := u.Add(field)
	if err := tagField(u, catalog, field, widget, at); err != nil {
		return err
	}
	if err := addToForm(u, root, catalog, widget); err != nil {
		return err
	}
	page, err := u.Dict(at)
	if err != nil {
		return err
	}
	changed, err := appendTo(u, page, "Annots", widget)
	if err == nil && changed {
		u.Set(at, page)
	}
	return err
}

// Flags of an annotation (ISO 32000-1 Table 165).
const (
	printFlag  = 4
	lockedFlag = 128
)

// addToForm puts a field into the interactive form, which it makes when there
// is none. SigFlags 3 says that there are signatures and that the file may
// only be appended to (Table 219).
func addToForm(u *pdfread.Update, root pdfread.Ref, catalog pdfread.Dict, field pdfread.Ref) error {
	form, err := u.Dict(catalog["AcroForm"])
	if err != nil {
		return err
	}
	if _, err := appendTo(u, form, "Fields", field); err != nil {
		return err
	}
	form["SigFlags"] = int64(3)
	switch at := catalog["AcroForm"].(type) {
	case pdfread.Ref:
		u.Set(at, form)
	case nil:
		catalog["AcroForm"] = u.Add(form)
		u.Set(root, catalog)
	default:
		catalog["AcroForm"] = form
		u.Set(root, catalog)
	}
	return nil
}

// appendTo puts an element behind the array at a key, and says whether d
// itself is another now.
func appendTo(u *pdfread.Update, d pdfread.Dict, key pdfread.Name, element pdfread.Object) (changed bool, err error) {
	list, err := u.Array(d[key])
	if err != nil {
		return false, err
	}
	list = append(list, element)
	if at, ok := d[key].(pdfread.Ref); ok {
		u.Set(at, list)
		return false, nil
	}
	d[key] = list
	return true, nil
}

// freeName is a field name that the form does not have.
func freeName(v *pdfread.View, stamp bool) (string, error) {
	fields, err := signatureFields(v)
	if err != nil {
		return "", err
	}
	taken := map[string]bool{}
	for _, f := range fields {
		taken[f.name] = true
	}
	word := "Signature"
	if stamp {
		word = "Timestamp"
	}
	for i := 1; ; i++ {
		if name := fmt.Sprintf("%s%d", word, i); !taken[name] {
			return name, nil
		}
	}
}
