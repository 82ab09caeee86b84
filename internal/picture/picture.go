// Package picture reads the pictures that a report may hold: PNG (W3C PNG
// Specification, third edition) and JPEG (ISO/IEC 10918-1) as they are, and the
// part of SVG that is outlines. What it gives can go into a document as it is:
// upright, in the colours of sRGB or greys, complete, and without what a camera
// or an editor wrote beside the picture.
package picture

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
)

// The media types (RFC 2046; PNG Specification, section "image/png"; SVG 1.1 appendix P).
const (
	PNG  = "image/png"
	JPEG = "image/jpeg"
	SVG  = "image/svg+xml"
)

// Picture is a picture that was read whole. It is never changed afterwards.
type Picture struct {
	MediaType string
	Data      []byte // the file, of pixels
	// Width and Height are pixels; 0 of a drawing.
	Width, Height int
	// DPI is the pixels per inch that the file asks for, across and down; 0 when it does not say.
	DPIX, DPIY int
	Drawing    *Drawing // of an SVG, else nil
}

// Fault is what is wrong with a picture.
type Fault struct{ Message, Hint diag.Text }

// Error is the message in Chinese.
func (f *Fault) Error() string { return f.Message.ZH }

func faultf(zh, en string, args ...any) *Fault { return &Fault{Message: diag.T(zh, en, args...)} }

func (f *Fault) withHint(zh, en string) *Fault {
	f.Hint = diag.Text{ZH: zh, EN: en}
	return f
}

// Read reads a picture file within the standard limits.
func Read(data []byte) (*Picture, error) { return StandardLimits().Read(data) }

// Read reads a picture file; its content says which kind it is, not its name.
// The error is a *Fault.
func (l Limits) Read(data []byte) (*Picture, error) {
	if int64(len(data)) > l.Bytes {
		return nil, faultf("图片有 %d MB，超过 %d MB", "the picture has %d MB, more than %d MB", len(data)>>20, l.Bytes>>20).
			withHint("缩小图片再用：印满一行的照片有 1850 个像素宽就够了", "make it smaller: a photograph as wide as the text needs 1850 pixels")
	}
	switch {
	case bytes.HasPrefix(data, []byte(pngSignature)):
		return l.readPNG(data)
	case bytes.HasPrefix(data, []byte{0xFF, 0xD8}):
		return l.readJPEG(data)
	case looksLikeSVG(data):
		return readSVG(data)
	case len(data) == 0:
		return nil, faultf("图片文件是空的", "the picture file is empty")
	}
	return nil, faultf("这个文件不是 PNG、JPEG 或 SVG 图片", "the file is no PNG, JPEG or SVG picture").
		withHint("用画图程序另存为 PNG 或 JPEG", "save it as PNG or JPEG")
}

// Pixels is how many pixels a picture file says it has, 0 for one that does not
// say or is too large for Read anyway.
func Pixels(data []byte) int64 {
	config, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width > maxSide || config.Height > maxSide {
		return 0
	}
	return int64(config.Width) * int64(config.Height)
}

// damaged says why a file cannot be decoded.
func damaged(err error) error {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	var jpegFeature jpeg.UnsupportedError
	var pngFeature png.UnsupportedError
	if errors.As(err, &jpegFeature) || errors.As(err, &pngFeature) {
		return faultf("这种编码的图片不能用：%v", "pictures of this encoding cannot be used: %v", err).
			withHint("用画图程序打开，再另存为 PNG 或 JPEG", "open it in a drawing program and save it as PNG or JPEG")
	}
	return faultf("图片文件不完整或已损坏：%v", "the picture file is incomplete or damaged: %v", err).
		withHint("重新导出或重新复制这个文件", "export or copy the file again")
}

// NaturalSize is the size at which the picture has the pixels per inch its file
// asks for, or fallback where it does not say; of a drawing its own size.
func (p *Picture) NaturalSize(fallback int) (width, height unit.Length) {
	if p.Drawing != nil {
		return p.Drawing.Width, p.Drawing.Height
	}
	x, y := p.DPIX, p.DPIY
	if x == 0 || y == 0 {
		x, y = fallback, fallback
	}
	return unit.Inch.MulDiv(int64(p.Width), int64(x)), unit.Inch.MulDiv(int64(p.Height), int64(y))
}
