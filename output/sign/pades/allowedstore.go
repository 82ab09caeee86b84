package pades

import (
	"gongwen/internal/pdfread"
	"gongwen/output/sign/cms"
)

// storeKeys are the lists of a document security store (ETSI EN 319 142-1 5.4.2.2),
// each with the outline of the ASN.1 of its members.
var storeKeys = map[pdfread.Name]cms.Outline{"Certs": cms.SignedOutline, "CRLs": cms.SignedOutline, "OCSPs": cms.ResponseOutline}

// relatedKeys are the same for the entries of single signatures.
var relatedKeys = map[pdfread.Name]cms.Outline{"Cert": cms.SignedOutline, "CRL": cms.SignedOutline, "OCSP": cms.ResponseOutline}

// prepareStore lets the document security store grow: nothing of it shows, and
// what it held stays.
func (c *comparer) prepareStore(catalog pdfread.Dict) error {
	before, err := c.old.Dict(catalog["DSS"])
	if err != nil {
		return err
	}
	now, err := c.new.Catalog()
	if err != nil {
		return err
	}
	after, err := c.new.Dict(now["DSS"])
	if err != nil {
		return err
	}
	if before == nil && after == nil {
		return nil
	}
	if !pdfread.Equal(before, after) || c.touches(catalog["DSS"]) {
		c.change.stores++
	}
	if err := c.keeps(before, after); err != nil {
		return err
	}
	if err := c.stored(after); err != nil {
		return err
	}
	c.allow(catalog["DSS"], dicts(isStore))
	for key := range storeKeys {
		c.allow(before[key], func(a, b pdfread.Object) bool { return isRefs(a) && isRefs(b) })
	}
	c.allow(before["VRI"], dicts(func(_, _ pdfread.Dict) bool { return true })) // stored has looked at it
	return nil
}

// touches reports whether the revision writes the object that o refers to.
func (c *comparer) touches(o pdfread.Object) bool {
	r, ok := o.(pdfread.Ref)
	if !ok {
		return false
	}
	_, ok = c.rev.Entry(r.Num)
	return ok
}

func isStore(_, b pdfread.Dict) bool { return only(b, "Type", "Certs", "OCSPs", "CRLs", "VRI") }

func isRefs(o pdfread.Object) bool {
	list, ok := o.(pdfread.Array)
	return ok && all(list, func(pdfread.Ref) bool { return true })
}

// keeps looks for what the store held and holds no more: whoever takes a
// revocation list away makes a revoked certificate look good.
func (c *comparer) keeps(before, after pdfread.Dict) error {
	for key := range storeKeys {
		old, err := c.old.Array(before[key])
		if err != nil {
			return err
		}
		list, err := c.new.Array(after[key])
		if err != nil {
			return err
		}
		left := map[pdfread.Ref]bool{}
		for _, e := range list {
			if r, ok := e.(pdfread.Ref); ok {
				left[r] = true
			}
		}
		for _, e := range old {
			if r, ok := e.(pdfread.Ref); ok && !left[r] {
				c.problem("验证资料被去掉（%s）", "validation data have been taken away (%s)", string(key))
				return nil
			}
		}
	}
	related, err := c.old.Dict(before["VRI"])
	if err != nil {
		return err
	}
	now, err := c.new.Dict(after["VRI"])
	if err != nil {
		return err
	}
	for key := range related {
		if _, there := now[key]; !there {
			c.problem("验证资料被去掉（%s）", "validation data have been taken away (%s)", "VRI")
			return nil
		}
	}
	return nil
}

// stored holds a store to what it may be: certificates, OCSP responses and
// revocation lists in DER, and nothing else.
func (c *comparer) stored(store pdfread.Dict) error {
	if store == nil {
		return nil // keeps has said that it is gone
	}
	if !isStore(nil, store) {
		c.problem("验证资料里有别的内容", "the validation data hold something else")
		return nil
	}
	if err := c.inDER(store, storeKeys); err != nil {
		return err
	}
	related, err := c.new.Dict(store["VRI"])
	if err != nil {
		return err
	}
	for key, o := range related {
		if key == "Type" {
			continue
		}
		d, err := c.new.Dict(o)
		if err != nil {
			return err
		}
		if !only(d, "Type", "Cert", "OCSP", "CRL", "TU", "TS") {
			c.problem("验证资料里有别的内容", "the validation data hold something else")
			return nil
		}
		if err := c.inDER(d, relatedKeys); err != nil {
			return err
		}
		if stamp, ok := d["TS"]; ok {
			if err := c.streamInDER(stamp, cms.MessageOutline); err != nil {
				return err
			}
		}
	}
	return nil
}

// inDER holds the streams in the lists of a dictionary to DER.
func (c *comparer) inDER(d pdfread.Dict, keys map[pdfread.Name]cms.Outline) error {
	for key, outline := range keys {
		list, err := c.new.Array(d[key])
		if err != nil {
			return err
		}
		for _, e := range list {
			if err := c.streamInDER(e, outline); err != nil {
				return err
			}
		}
	}
	return nil
}

// streamInDER holds a stream that the revision brings to DER. What was there
// before has been judged, or was signed.
func (c *comparer) streamInDER(o pdfread.Object, outline cms.Outline) error {
	r, ok := o.(pdfread.Ref)
	if ok && !c.fresh(r) {
		return nil
	}
	s, isStream := c.newStream(o)
	if !ok || !isStream || !only(s.Dict, "Type", "Length", "Filter", "DecodeParms") {
		c.problem("验证资料里有别的内容", "the validation data hold something else")
		return nil
	}
	der, err := c.new.Stream(o)
	if err != nil {
		return err
	}
	if !cms.IsDER(der, outline) {
		c.problem("验证资料不是 DER 编码的证书、OCSP 响应或吊销列表", "the validation data are no certificates, OCSP responses or revocation lists in DER")
	}
	return nil
}
