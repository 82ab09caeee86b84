package pades

import (
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/pdfread"
)

// readStores takes what the document security stores hold since the first
// signature: data that a later revision has left out count too. What cannot be read is left out;
// the revocation check then says what is missing.
func (v *verifier) readStores() {
	seen := map[pdfread.Ref]bool{}
	for i := v.signed[0].rev; i < len(v.file.Revisions); i++ {
		view := v.file.View(i)
		catalog, err := view.Catalog()
		if err != nil {
			continue
		}
		store, err := view.Dict(catalog["DSS"])
		if err != nil {
			continue
		}
		take := func(key pdfread.Name, have int, each func(der []byte)) {
			list, err := view.Array(store[key])
			if err != nil {
				return
			}
			for _, e := range list[:min(len(list), maxStored)] {
				r, ok := e.(pdfread.Ref)
				if !ok || seen[r] || have == maxStored {
					continue
				}
				seen[r] = true
				if der, err := view.Stream(r); err == nil {
					have++
					each(der)
				}
			}
		}
		take("Certs", len(v.store.certificates), func(der []byte) {
			if c, err := smx509.ParseCertificate(der); err == nil {
				v.store.add(c)
			}
		})
		evidence := &v.store.evidence
		take("OCSPs", len(evidence.OCSP), func(der []byte) { evidence.OCSP = append(evidence.OCSP, der) })
		take("CRLs", len(evidence.CRL), func(der []byte) { evidence.CRL = append(evidence.CRL, der) })
	}
}

// maxStored is how many streams of one kind are taken from the stores.
const maxStored = 256
