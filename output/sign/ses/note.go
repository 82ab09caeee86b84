package ses

import (
	"context"
	"encoding/base64"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/diag"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/pades"
)

// note is what is kept of a signature in a file for archives.
type note struct {
	page    string
	at      box
	picture []byte // nil for none
	format  string // of the picture, as the ending of files
	day     string // when it was signed
	remark  string
	said    [][2]string // names and values
}

// notes are those of all signatures, which must be valid, in their order.
func (p *pack) notes(ctx context.Context, c pades.Check) ([]note, error) {
	if v := p.verify(ctx, c); !v.OK() {
		return nil, diag.NewError("签名无效，没有转换：用 gongwen verify 看是哪一项不通过", "the signatures are not valid, and it was not converted: see with gongwen verify which check fails")
	}
	v := &verifier{pack: p, check: c, parts: map[string]int{}}
	if err := v.collect(); err != nil {
		return nil, err
	}
	var list []note
	for i := range v.all {
		e := &v.all[i]
		var err error
		if e.kind == kindSign {
			list, err = v.noteOfSign(e, list)
		} else {
			list, err = v.notesOfSeal(e, list)
		}
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// noteOfSign is what is kept of a signature without a seal: nothing is shown, on
// the last page.
func (v *verifier) noteOfSign(e *listed, list []note) ([]note, error) {
	m, err := cms.ParseNational(v.archive.parts[e.value])
	if err != nil {
		return nil, err
	}
	n := note{page: v.document.Pages[len(v.document.Pages)-1].ID, at: box{0, 0, 1, 1}, remark: "由数字签名转来，只作记录，没有签名的效力"}
	at, err := time.Parse(timeForm, e.description.Time)
	if err != nil {
		at = v.check.Now
	}
	n.day = at.Format(time.DateOnly)
	v.tell(&n, e, m.Signer, claimed(e.description.Time), m.TimeStamp)
	return append(list, n), nil
}

// notesOfSeal are what is kept of a signature with a seal: one for each place that
// shows it.
func (v *verifier) notesOfSeal(e *listed, list []note) ([]note, error) {
	var s signature
	if err := parse(v.archive.parts[e.value], &s, diag.Text{ZH: "签章", EN: "the signature"}); err != nil {
		return nil, err
	}
	signer, err := smx509.ParseCertificate(s.Signer)
	if err != nil {
		return nil, err
	}
	info := &s.ToSign.Seal.Info
	format := strings.ToLower(info.Picture.Type)
	if format == "jpeg" {
		format = "jpg"
	}
	if _, known := mediaFormats[format]; !known {
		return nil, diag.NewError("印章“%s”的图片是 %s，归档用的 OFD 里只能放 PNG、JPEG、BMP", "the picture of the seal %q is %s; files for archives hold PNG, JPEG and BMP", s.ToSign.Seal.Name(), diag.Printable(info.Picture.Type))
	}
	for _, stamp := range e.description.Stamps {
		at, ok := boxOf(stamp.Boundary)
		if !ok {
			return nil, diag.NewError("盖章的页或位置不对", "the page or the place of the seal is wrong")
		}
		n := note{
			page: stamp.Page, at: at, picture: info.Picture.Data, format: format, day: s.ToSign.Time.UTC().Format(time.DateOnly),
			remark: "由电子签章转来，只作记录，没有签章的效力",
			said:   [][2]string{{"BlendMode", "Darken"}, {"印章名称", s.ToSign.Seal.Name()}, {"印章标识", info.ID}},
		}
		if s.ToSign.Seal.Trial() {
			n.said = append(n.said, [2]string{"说明", "试用章，不是经认证的电子印章"})
		}
		v.tell(&n, e, signer, s.ToSign.Time.UTC().Format(time.DateTime+" UTC"), s.Stamp.Bytes)
		list = append(list, n)
	}
	return list, nil
}

// tell adds who signed when, and of what.
func (v *verifier) tell(n *note, e *listed, signer *smx509.Certificate, claimed string, stamp []byte) {
	digest := sm3.Sum(v.archive.parts[e.at])
	n.said = append(n.said, [2]string{"签名人", pades.Subject(signer)}, [2]string{"证书编号", signer.SerialNumber.Text(16)}, [2]string{"签名时间", claimed})
	if t, err := cms.ParseTimeStamp(stamp); len(stamp) > 0 && err == nil {
		n.said = append(n.said, [2]string{"时间戳", t.Time.UTC().Format(time.DateTime + " UTC")})
	}
	n.said = append(n.said, [2]string{"摘要算法", "SM3"}, [2]string{"摘要", base64.StdEncoding.EncodeToString(digest[:])})
}
