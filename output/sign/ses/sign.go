package ses

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/asn1"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/output/container"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Order is what a signature is made of.
type Order struct {
	Seal        []byte // nil for a signature without one, by GB/T 35275
	pades.Order        // who signs when; with a TSA, its time stamp is taken
}

// Errors of files that cannot be signed.
var (
	ErrArchive = diag.NewError("归档用的 OFD（OFD-A）不再签名、盖章（GB/T 42133-2022 6.13）", "OFD for archives (OFD-A) is signed and sealed no more (GB/T 42133-2022 6.13)")
	ErrDraft   = diag.NewError("草稿不能签名、盖章", "a draft is neither signed nor sealed")
	ErrNoRoom  = diag.NewError("文件里没有留印章的位置：要在生成时用 seal 留出", "the document leaves no room for a seal: it has to be made with one")
	ErrLocked  = diag.NewError("已有的签名把签名列表也签了，别人不能再签", "a signature has the list of signatures among its references: nobody can sign after it")
)

// Sign signs a file, with a seal in the room that it leaves where there is one.
// Earlier signatures must be good and stay so.
func Sign(ctx context.Context, data []byte, o Order) ([]byte, error) {
	p, err := openPack(data)
	if err != nil {
		return nil, err
	}
	switch {
	case !isSM2(o.Identity.Key.Public()):
		return nil, ErrKey
	case p.root.DocType != "OFD":
		return nil, ErrArchive
	case p.draft():
		return nil, ErrDraft
	}
	if err := pki.CheckUse(o.Identity.Certificate, o.Now); err != nil {
		return nil, err
	}
	if _, err := pki.CheckPurpose(o.Identity.Certificate); err != nil {
		return nil, err
	}
	if err := p.whole(); err != nil {
		return nil, err
	}
	var look *stamp
	if o.Seal != nil {
		if look, err = p.stampOf(o); err != nil {
			return nil, err
		}
	}
	if len(p.list.Signatures) > 0 {
		if earlier := Verify(ctx, data, pades.Check{Now: o.Now}); !earlier.OK() {
			return nil, diag.NewError("已有的签名无效，不能再签", "the earlier signatures are not valid")
		}
	}
	return p.sign(ctx, o, look)
}

// stamp is where the picture of a seal is shown.
type stamp struct {
	page string
	at   box
}

// stampOf finds the place of a seal that the order's signer may use now.
func (p *pack) stampOf(o Order) (*stamp, error) {
	seal, err := ParseSeal(o.Seal)
	if err != nil {
		return nil, err
	}
	switch {
	case !seal.lists(o.Identity.Certificate.Raw):
		return nil, diag.NewError("印章“%s”的签章人名单里没有这张证书", "the certificate is not in the list of signers of the seal %q", seal.Name())
	case o.Now.Before(seal.Info.Property.Start) || o.Now.After(seal.Info.Property.End):
		return nil, diag.NewError("印章“%s”不在有效期内", "the seal %q is not valid now", seal.Name())
	}
	page, at, ok := p.room(seal)
	if !ok {
		return nil, ErrNoRoom
	}
	return &stamp{page, at}, nil
}

// sign adds the parts of a signature.
func (p *pack) sign(ctx context.Context, o Order, look *stamp) ([]byte, error) {
	if p.signatures == "" {
		p.signatures = path.Join(p.folder, "Signs", "Signatures.xml")
		changed, err := withSignatures(p.parts[rootPart], "/"+p.signatures)
		if err != nil {
			return nil, err
		}
		p.parts[rootPart] = changed
	}
	d := description{order: o, look: look, number: p.number() + 1}
	folder := p.newFolder()
	d.at, d.value, d.seal = path.Join(folder, "Signature.xml"), path.Join(folder, "SignedValue.dat"), path.Join(folder, "Seal.esl")
	if o.Seal != nil {
		p.put(d.seal, o.Seal)
	}
	content := p.describe(&d)
	value, err := signedValue(ctx, o, content, "/"+d.at)
	if err != nil {
		return nil, err
	}
	p.put(d.at, content)
	p.put(d.value, value)
	p.put(p.signatures, p.listed(&d))
	return p.write()
}

// put adds a part, or gives it another content.
func (p *pack) put(name string, content []byte) {
	if !slices.Contains(p.names, name) {
		p.names = append(p.names, name)
	}
	p.parts[name] = content
}

// number is the greatest that an identifier of a signature has, which are sNNN or
// plain numbers (18.1).
func (p *pack) number() int {
	most := 0
	ids := []string{p.list.Max}
	for _, s := range p.list.Signatures {
		ids = append(ids, s.ID)
	}
	for _, id := range ids {
		if n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(id), "s")); err == nil {
			most = max(most, n)
		}
	}
	return most
}

// newFolder is a folder for a signature's parts that none has yet.
func (p *pack) newFolder() string {
	for n := len(p.list.Signatures) + 1; ; n++ {
		folder := path.Join(path.Dir(p.signatures), fmt.Sprintf("Sign_%d", n))
		if !slices.ContainsFunc(p.names, func(name string) bool { return strings.HasPrefix(strings.ToLower(name), strings.ToLower(folder)+"/") }) {
			return folder
		}
	}
}

// closing is the end of the document's entry in OFD.xml, before which the place
// of the signatures stands.
var closing = pattern.New(`</(\w+:)?DocBody\s*>`)

// withSignatures is OFD.xml with the place of the list of signatures.
func withSignatures(root []byte, at string) ([]byte, error) {
	m := closing.FindSubmatchIndex(root)
	if m == nil || len(closing.FindAllIndex(root, 2)) != 1 {
		return nil, diag.NewError("OFD.xml 里找不到放签名的位置", "OFD.xml has no place for signatures")
	}
	prefix := ""
	if m[2] >= 0 {
		prefix = string(root[m[2]:m[3]])
	}
	entry := "<" + prefix + "Signatures>" + at + "</" + prefix + "Signatures>"
	return slices.Concat(root[:m[0]], []byte(entry), root[m[0]:]), nil
}

const head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
const namespace = ` xmlns:ofd="http://www.ofdspec.org/2016"`

// description is a signature on its way: what it is made of and where its parts
// stand.
type description struct {
	order           Order
	look            *stamp // nil for none
	number          int
	at, value, seal string
}

// quoted is text as the value of an attribute.
func quoted(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes all
	return b.String()
}

// id is an identifier of a signature or of what it shows (18.1, 18.2.3).
func id(number int) string { return fmt.Sprintf("s%03d", number) }

// last is the number of the last identifier that the signature takes.
func (d *description) last() int {
	if d.look != nil {
		return d.number + 1
	}
	return d.number
}

// describe is Signature.xml (18.2) with digests of all parts but the list of
// signatures.
func (p *pack) describe(d *description) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s<ofd:Signature%s><ofd:SignedInfo>", head, namespace)
	b.WriteString(`<ofd:Provider ProviderName="gongwen"/>`)
	fmt.Fprintf(&b, "<ofd:SignatureMethod>%v</ofd:SignatureMethod>", oidSM2WithSM3)
	fmt.Fprintf(&b, "<ofd:SignatureDateTime>%s</ofd:SignatureDateTime>", d.order.Now.UTC().Format(timeForm))
	fmt.Fprintf(&b, `<ofd:References CheckMethod="%v">`, oidSM3)
	for _, name := range slices.Sorted(slices.Values(p.names)) {
		if name == p.signatures {
			continue
		}
		digest := sm3.Sum(p.parts[name])
		fmt.Fprintf(&b, `<ofd:Reference FileRef="/%s"><ofd:CheckValue>%s</ofd:CheckValue></ofd:Reference>`, quoted(name), base64.StdEncoding.EncodeToString(digest[:]))
	}
	b.WriteString("</ofd:References>")
	if s := d.look; s != nil {
		fmt.Fprintf(&b, `<ofd:StampAnnot ID="%s" PageRef="%s" Boundary="%g %g %g %g"/>`, id(d.last()), quoted(s.page), s.at.x, s.at.y, s.at.width, s.at.height)
		fmt.Fprintf(&b, "<ofd:Seal><ofd:BaseLoc>/%s</ofd:BaseLoc></ofd:Seal>", d.seal)
	}
	fmt.Fprintf(&b, "</ofd:SignedInfo><ofd:SignedValue>/%s</ofd:SignedValue></ofd:Signature>", d.value)
	return []byte(b.String())
}

// timeForm is how Signature.xml says the time.
const timeForm = "20060102150405Z"

// signedValue is what signs a Signature.xml that stands at a place: SES_Signature
// with a seal, SignedData without one.
func signedValue(ctx context.Context, o Order, description []byte, at string) ([]byte, error) {
	if o.Seal == nil {
		return nationalValue(ctx, o, description)
	}
	var seal Seal
	if _, err := asn1.Unmarshal(o.Seal, &seal); err != nil {
		return nil, err
	}
	digest := sm3.Sum(description)
	content := toSign{Version: version, Seal: seal, Time: o.Now.UTC().Truncate(time.Second), Hash: bits(digest[:]), Property: at}
	der, err := asn1.Marshal(content)
	if err != nil {
		return nil, err
	}
	value, err := signSM2(o.Identity.Key, der)
	if err != nil {
		return nil, err
	}
	content.Raw = der
	s := signature{ToSign: content, Signer: o.Identity.Certificate.Raw, Algorithm: oidSM2WithSM3, Value: bits(value)}
	if o.TSA != "" {
		_, token, problems := o.Stamp(ctx, value)
		if problems != nil {
			return nil, problems
		}
		s.Stamp = bits(token)
	}
	return asn1.Marshal(s)
}

// nationalValue is a signature of the digest of a Signature.xml by GB/T 35275
// (GM/T 0099-2020 7.2.2).
func nationalValue(ctx context.Context, o Order, description []byte) ([]byte, error) {
	digest := sm3.Sum(description)
	s, err := cms.SignNational(cms.Signer{Key: o.Identity.Key, Certificate: o.Identity.Certificate, Chain: o.Identity.Chain, Random: rand.Reader}, digest[:])
	if err != nil {
		return nil, err
	}
	if o.TSA != "" {
		_, token, problems := o.Stamp(ctx, s.Value())
		if problems != nil {
			return nil, problems
		}
		if err := s.Stamp(token); err != nil {
			return nil, err
		}
	}
	return s.Marshal()
}

// Kinds of signatures in the list (18.1, Type).
const (
	kindSeal = "Seal"
	kindSign = "Sign"
)

// listed is Signatures.xml with one more.
func (p *pack) listed(d *description) []byte {
	kind := kindSign
	if d.look != nil {
		kind = kindSeal
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s<ofd:Signatures%s><ofd:MaxSignId>%s</ofd:MaxSignId>", head, namespace, id(d.last()))
	for _, s := range p.list.Signatures {
		fmt.Fprintf(&b, `<ofd:Signature ID="%s" Type="%s" BaseLoc="/%s"/>`, quoted(s.ID), cmp.Or(s.Type, kindSeal), quoted(place(path.Dir(p.signatures), s.BaseLoc)))
	}
	fmt.Fprintf(&b, `<ofd:Signature ID="%s" Type="%s" BaseLoc="/%s"/></ofd:Signatures>`, id(d.number), kind, d.at)
	return []byte(b.String())
}

// write packs the parts: those that were there as they were compressed.
func (p *pack) write() ([]byte, error) {
	var out bytes.Buffer
	var w container.Writer
	parts := make([]container.Part, len(p.names))
	for i, name := range p.names {
		level := container.Fast
		if p.stored[name] {
			level = container.Stored
		}
		parts[i] = container.Part{Name: name, Data: p.parts[name], Level: level}
	}
	err := w.Write(&out, parts)
	return out.Bytes(), err
}
