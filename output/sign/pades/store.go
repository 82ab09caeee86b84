package pades

import (
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/pdfread"
	"gongwen/output/sign/pki"
)

// readStore takes what the document security store holds. What cannot be read
// is left out: the revocation check then says what is missing.
func (v *verifier) readStore() {
	view := v.file.Latest()
	catalog, err := view.Catalog()
	if err != nil {
		return
	}
	store, err := view.Dict(catalog["DSS"])
	if err != nil {
		return
	}
	for _, der := range streams(view, store["Certs"]) {
		if c, err := smx509.ParseCertificate(der); err == nil {
			v.store.add(c)
		}
	}
	v.store.evidence = pki.Evidence{OCSP: streams(view, store["OCSPs"]), CRL: streams(view, store["CRLs"])}
}

// maxStored is how many streams of one kind are taken from the store.
const maxStored = 256

func streams(view *pdfread.View, o pdfread.Object) [][]byte {
	list, err := view.Array(o)
	if err != nil {
		return nil
	}
	var out [][]byte
	for _, e := range list[:min(len(list), maxStored)] {
		if der, err := view.Stream(e); err == nil {
			out = append(out, der)
		}
	}
	return out
}
