package engine

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"gongwen/configs"
	"gongwen/data/intake/open"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/ses"
)

// IsOFD reports whether a file is an OFD file, by its content, or one that is
// damaged, by its name.
func IsOFD(ctx context.Context, path string) bool {
	content, problems := ReadFile(ctx, path)
	return !problems.HasErrors() && isOFD(path, content)
}

func isOFD(name string, content []byte) bool {
	return open.IsOFD(content) || strings.EqualFold(filepath.Ext(name), ".ofd")
}

// SignOFD gives the OFD file with a signature, and with a seal where seal is the
// path of one; nil when it cannot be signed.
func SignOFD(ctx context.Context, in Input, o SignOrder, seal string) ([]byte, diag.List) {
	file, problems := in.document(ctx)
	order := ses.Order{Order: o.pades()}
	if seal != "" {
		content, said := ReadFile(ctx, seal)
		order.Seal, problems = content, append(problems, said...)
	}
	problems = append(problems, credentials(ctx, o.Keys, o.Secret, &order.Order)...)
	defer order.Identity.Close()
	if problems.HasErrors() {
		return nil, problems
	}
	signed, err := ses.Sign(ctx, file, order)
	if err != nil {
		pos := diag.Pos{File: in.Path}
		said := diag.List(nil)
		if !errors.As(err, &said) {
			said = diag.List{diag.Errorf(pos, "没有签名：%s", "it was not signed: %s", diag.Cause(err))}
		}
		for i := range said {
			said[i].Pos = pos
		}
		return nil, append(problems, tokenSaid(order.Identity.Key, said)...)
	}
	if order.Seal == nil {
		return signed, problems
	}
	if s, err := ses.ParseSeal(order.Seal); err == nil && s.Trial() {
		problems.Add(trialSeal(seal, s.Name()))
	}
	return signed, problems
}

// ArchiveOFD turns an OFD file of this program for exchange, signed or not, into
// one for archives, at a time; nil when it cannot be turned.
func ArchiveOFD(ctx context.Context, in Input, now time.Time) ([]byte, diag.List) {
	file, problems := in.document(ctx)
	if problems.HasErrors() {
		return nil, problems
	}
	archived, err := ses.ToArchive(ctx, file, pades.Check{Now: now})
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.Pos{File: in.Path}, "没有转成归档用的 OFD：%s", "it was not turned into OFD for archives: %s", diag.Cause(err))}
	}
	return archived, problems
}

// trialSeal says that a seal is none that anybody has certified.
func trialSeal(path, name string) diag.Diagnostic {
	return diag.Warnf(diag.Pos{File: path}, "“%s”是 gongwen seal make 做的试用章，不是经认证的电子印章，没有法律效力",
		"%q is a seal for trials by gongwen seal make, no certified electronic seal, and has no legal effect", name)
}

// NewSealOrder is what a seal for trials is made of.
type NewSealOrder struct {
	Keys    configs.Sign // where the maker's key and certificates are
	Secret  Secret
	Name    string
	Picture string   // path of a PNG
	Signers []string // paths of the certificates of those who may sign with it
	Size    unit.Length
	Now     time.Time
	Until   time.Time
}

// NewSeal makes a seal for trials; nil when it cannot be made.
func NewSeal(ctx context.Context, o NewSealOrder) ([]byte, diag.List) {
	shown, problems := readShown(ctx, o.Picture)
	if shown != nil && shown.MediaType != picture.PNG {
		problems.Add(diag.Errorf(diag.Pos{File: o.Picture}, "印章的图片要用 PNG", "the picture of a seal is a PNG"))
	}
	r := evidenceReader{}
	signers := r.certificates(ctx, o.Signers)
	problems = append(problems, r.problems...)
	order := SignOrder{Keys: o.Keys, Now: o.Now}.pades()
	problems = append(problems, credentials(ctx, o.Keys, o.Secret, &order)...)
	defer order.Identity.Close()
	if problems.HasErrors() {
		return nil, problems
	}
	width := int(o.Size / unit.Millimetre)
	seal, err := ses.MakeSeal(ses.SealOrder{
		Name: o.Name, Picture: shown.Data, Width: width, Height: width, Signers: signers, From: o.Now, Until: o.Until,
	}, order.Identity)
	if err != nil {
		problems.Add(diag.Errorf(diag.Pos{}, "不能制章：%s", "the seal cannot be made: %s", diag.Cause(err)))
		return nil, problems
	}
	problems.Add(trialSeal("", o.Name))
	return seal, problems
}

// sealed checks the seals of an OFD file.
func sealed(ctx context.Context, name string, content []byte, check pades.Check) Verified {
	report := ses.Verify(ctx, content, check)
	return Verified{File: name, Signed: &report}
}
