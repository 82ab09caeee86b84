package engine

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"image/color"
	"image/jpeg"
	"net/http"
	"time"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/output/sign/pades"
	"gongwen/output/sign/pki"
)

// DefaultTimeout bounds each request to a server.
const DefaultTimeout = 30 * time.Second

// SignOrder is how a PDF or OFD file is signed.
type SignOrder struct {
	Keys    configs.Sign // where key, certificates and revocation data are; its TSA and Level are those below
	Level   pades.Level
	TSA     string // address of the time stamp server; empty for none
	Now     time.Time
	Secret  Secret
	Show    *pades.Show // what the signature shows; nil for nothing
	Picture string      // path of the picture of Show
}

// pades is the order without its key and what it shows.
func (o SignOrder) pades() pades.Order {
	return pades.Order{
		Level: o.Level, TSA: o.TSA, Now: o.Now, Random: rand.Reader,
		Client: &pki.Client{HTTP: &http.Client{CheckRedirect: fewRedirects}, Timeout: cmp.Or(o.Keys.Timeout, DefaultTimeout)},
	}
}

// Sign gives the PDF with a signature behind it; nil when it cannot be signed.
func Sign(ctx context.Context, in Input, o SignOrder) ([]byte, diag.List) {
	file, problems := in.document(ctx)
	return sign(ctx, in.Path, file, problems, o)
}

// SignContent is Sign of a file whose content is at hand.
func SignContent(ctx context.Context, name string, file []byte, o SignOrder) ([]byte, diag.List) {
	return sign(ctx, name, file, nil, o)
}

func sign(ctx context.Context, name string, file []byte, problems diag.List, o SignOrder) ([]byte, diag.List) {
	order := o.pades()
	if o.Show != nil {
		shown, said := readShown(ctx, o.Picture)
		problems = append(problems, said...)
		show := *o.Show
		show.Picture = shown
		order.Show = &show
	}
	problems = append(problems, credentials(ctx, o.Keys, o.Secret, &order)...)
	defer order.Identity.Close()
	if problems.HasErrors() {
		return nil, problems
	}
	signed, said := pades.Sign(ctx, file, order)
	for i := range said {
		said[i].Pos.File = name
	}
	said = append(problems, tokenSaid(order.Identity.Key, said)...)
	if said.HasErrors() {
		return nil, said
	}
	return signed, said
}

// fewRedirects follows a server that has moved, not one that leads around.
func fewRedirects(_ *http.Request, via []*http.Request) error {
	if len(via) > 3 {
		return diag.NewError("服务器转来转去", "too many redirects")
	}
	return nil
}

// readShown reads the picture that a signature shows.
func readShown(ctx context.Context, path string) (*picture.Picture, diag.List) {
	content, problems := ReadFile(ctx, path)
	if problems.HasErrors() {
		return nil, problems
	}
	p, err := picture.Read(content)
	var fault *picture.Fault
	pos := diag.Pos{File: path}
	switch {
	case errors.As(err, &fault):
		return nil, diag.List{{Pos: pos, Message: fault.Message, Hint: fault.Hint}}
	case err != nil:
		return nil, diag.List{diag.Errorf(pos, "图片不能用：%v", "the picture cannot be used: %v", err)}
	case p.Drawing != nil:
		return nil, diag.List{diag.Errorf(pos, "签名显示的图片要用 PNG 或 JPEG", "a signature shows PNG or JPEG pictures").
			WithHint("用画图程序把它另存为 PNG", "save it as PNG")}
	}
	if config, err := jpeg.DecodeConfig(bytes.NewReader(content)); err == nil && config.ColorModel == color.CMYKModel {
		problems.Add(diag.Warnf(pos, "图片是印刷用的 CMYK 颜色，已换算成 sRGB，红色可能有出入", "the picture is in CMYK, for printing presses; it was converted to sRGB, and its red may differ"))
	}
	return p, problems
}
