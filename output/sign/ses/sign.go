package ses

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/asn1"
	"encoding/base64"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"gongwen/internal/diag"
	"gongwen/output/container"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// Order is what a signature is made of.
type Order struct {
	Seal   []byte
	Signer *pki.Identity
	Now    time.Time
}

// Errors of files that cannot be signed.
var (
	ErrArchive = diag.NewError("归档用的 OFD（OFD-A）不再签名、盖章（GB/T 42133-2022 6.13）", "OFD for archives (OFD-A) is signed and sealed no more (GB/T 42133-2022 6.13)")
	ErrDraft   = diag.NewError("草稿不能盖章", "a draft is not sealed")
	ErrNoRoom  = diag.NewError("文件里没有留印章的位置：要在生成时用 seal 留出", "the document leaves no room for a seal: it has to be made with one")
	ErrLocked  = diag.NewError("已有的签名把签名列表也签了，别人不能再签", "a signature has the list of signatures among its references: nobody can sign after it")
)

// Sign seals a file, in the room that it leaves. Earlier signatures must be
// good and stay so.
func Sign(ctx context.Context, data []byte, o Order) ([]byte, error) {
	p, err := openPack(data)
	if err != nil {
		return nil, err
	}
	seal, err := ParseSeal(o.Seal)
	if err != nil {
		return nil, err
	}
	switch {
	case !isSM2(o.Signer.Key.Public()):
		return nil, ErrKey
	case p.root.DocType != "OFD":
		return nil, ErrArchive
	case p.draft():
		return nil, ErrDraft
	case !seal.lists(o.Signer.Certificate.Raw):
		return nil, diag.NewError("印章“%s”的签章人名单里没有这张证书", "the certificate is not in the list of signers of the seal %q", seal.Name())
	case o.Now.Before(seal.Info.Property.Start) || o.Now.After(seal.Info.Property.End):
		return nil, diag.NewError("印章“%s”不在有效期内", "the seal %q is not valid now", seal.Name())
	}
	if err := pki.CheckUse(o.Signer.Certificate, o.Now); err != nil {
		return nil, err
	}
	page, at, ok := p.room(seal)
	if !ok {
		return nil, ErrNoRoom
	}
	if len(p.list.Signatures) > 0 {
		if earlier := Verify(ctx, data, pades.Check{Now: o.Now}); !earlier.OK() {
			return nil, diag.NewError("已有的签名无效，不能再签", "the earlier signatures are not valid")
		}
	}
	return p.sign(o, page, at)
}

// sign adds the parts of a signature.
func (p *pack) sign(o Order, page string, room box) ([]byte, error) {
	if p.signatures == "" {
		p.signatures = path.Join(p.folder, "Signs", "Signatures.xml")
		changed, err := withSignatures(p.parts[rootPart], "/"+p.signatures)
		if err != nil {
			return nil, err
		}
		p.parts[rootPart] = changed
	}
	number := 0
	for _, s := range p.list.Signatures {
		n, _ := strconv.Atoi(s.ID)
		number = max(number, n)
	}
	number = max(number, p.list.Max) + 1
	folder := path.Join(path.Dir(p.signatures), fmt.Sprintf("Sign_%d", number))
	part := func(name string) string { return path.Join(folder, name) }
	p.parts[part("Seal.esl")] = o.Seal
	p.names = append(p.names, part("Seal.esl"))
	description := p.describe(o, number, page, room, part("SignedValue.dat"), part("Seal.esl"))
	value, err := signedValue(o, description, "/"+part("Signature.xml"))
	if err != nil {
		return nil, err
	}
	p.parts[part("Signature.xml")], p.parts[part("SignedValue.dat")] = description, value
	p.names = append(p.names, part("Signature.xml"), part("SignedValue.dat"))
	if !slices.Contains(p.names, p.signatures) {
		p.names = append(p.names, p.signatures)
	}
	p.parts[p.signatures] = p.listed(number, part("Signature.xml"))
	return p.write()
}

// closing is the end of the document's entry in OFD.xml, before which the place
// of the signatures stands.
var closing = regexp.MustCompile(`</(\w+:)?DocBody\s*>`)

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

// describe is Signature.xml (18.2) with digests of all parts but the list of
// signatures.
func (p *pack) describe(o Order, number int, page string, room box, value, seal string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s<ofd:Signature%s><ofd:SignedInfo>", head, namespace)
	b.WriteString(`<ofd:Provider ProviderName="gongwen"/>`)
	fmt.Fprintf(&b, "<ofd:SignatureMethod>%v</ofd:SignatureMethod>", oidSM2WithSM3)
	fmt.Fprintf(&b, "<ofd:SignatureDateTime>%s</ofd:SignatureDateTime>", o.Now.UTC().Format(timeForm))
	fmt.Fprintf(&b, `<ofd:References CheckMethod="%v">`, oidSM3)
	for _, name := range slices.Sorted(slices.Values(p.names)) {
		if name == p.signatures {
			continue
		}
		digest := sm3.Sum(p.parts[name])
		fmt.Fprintf(&b, `<ofd:Reference FileRef="/%s"><ofd:CheckValue>%s</ofd:CheckValue></ofd:Reference>`, name, base64.StdEncoding.EncodeToString(digest[:]))
	}
	b.WriteString("</ofd:References>")
	fmt.Fprintf(&b, `<ofd:StampAnnot ID="stamp%d" PageRef="%s" Boundary="%g %g %g %g"/>`, number, page, room.x, room.y, room.width, room.height)
	fmt.Fprintf(&b, "<ofd:Seal><ofd:BaseLoc>/%s</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo><ofd:SignedValue>/%s</ofd:SignedValue></ofd:Signature>", seal, value)
	return []byte(b.String())
}

// timeForm is how Signature.xml says the time.
const timeForm = "20060102150405Z"

// signedValue is SES_Signature over a Signature.xml.
func signedValue(o Order, description []byte, at string) ([]byte, error) {
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
	value, err := signSM2(o.Signer.Key, der)
	if err != nil {
		return nil, err
	}
	content.Raw = der
	return asn1.Marshal(signature{ToSign: content, Signer: o.Signer.Certificate.Raw, Algorithm: oidSM2WithSM3, Value: bits(value)})
}

// listed is Signatures.xml with one more.
func (p *pack) listed(number int, at string) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s<ofd:Signatures%s><ofd:MaxSignId>%d</ofd:MaxSignId>", head, namespace, number)
	for _, s := range p.list.Signatures {
		fmt.Fprintf(&b, `<ofd:Signature ID="%s" Type="%s" BaseLoc="/%s"/>`, s.ID, s.Type, place(path.Dir(p.signatures), s.BaseLoc))
	}
	fmt.Fprintf(&b, `<ofd:Signature ID="%d" Type="Seal" BaseLoc="/%s"/></ofd:Signatures>`, number, at)
	return []byte(b.String())
}

// write packs the parts: those that were there as they were compressed.
func (p *pack) write() ([]byte, error) {
	var out bytes.Buffer
	var w container.Writer
	parts := make([]container.Part, len(p.names))
	for i, name := range p.names {
		level := container.Fast
		if f := p.file(name); f != nil && f.Method == zip.Store {
			level = container.Stored
		}
		parts[i] = container.Part{Name: name, Data: p.parts[name], Level: level}
	}
	err := w.Write(&out, parts)
	return out.Bytes(), err
}

func (p *pack) file(name string) *zip.File {
	for _, f := range p.zip.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}
