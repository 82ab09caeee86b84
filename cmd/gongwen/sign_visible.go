package main

import (
	"bytes"
	"errors"
	"image/color"
	"image/jpeg"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"gongwen/internal/diag"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/output/sign/pades"
)

// visibleFlags adds the flags of a signature that is seen.
func (a *app) visibleFlags(flags *pflag.FlagSet) {
	flags.String("picture", "", a.text("签名显示的图片（如印章）：PNG 或 JPEG，放在落款留给印章的位置", "picture that the signature shows, such as a seal: PNG or JPEG, put where the report leaves room for a seal"))
	flags.String("size", "", a.text("图片的宽度，毫米（默认按图片的分辨率，没有写明的和留出的位置一样大）", "width of the picture in mm (default: by its pixels per inch, else that of the room)"))
	flags.String("at", "", a.text("图片的位置：页,左,上[,宽]，毫米，从页面左上角算起", "place of the picture: page,left,top[,width] in mm from the top left corner of the page"))
}

// show is what the signature is to show, nil for nothing.
func (a *app) show(flags *pflag.FlagSet) (*pades.Show, diag.List, error) {
	path, _ := flags.GetString("picture")
	at, _ := flags.GetString("at")
	size, _ := flags.GetString("size")
	switch {
	case path == "" && (at != "" || size != ""):
		return nil, nil, usagef("--at 和 --size 要和 --picture 一起用", "--at and --size go with --picture")
	case path == "":
		return nil, nil, nil
	}
	show := &pades.Show{}
	if size != "" {
		var ok bool
		if show.Width, ok = inMillimetres(size); !ok || show.Width <= 0 {
			return nil, nil, usagef("--size 是毫米数，如 42", "--size is a number of millimetres, such as 42")
		}
	}
	if at != "" {
		if !placed(show, at) || size != "" && strings.Count(at, ",") == 3 {
			return nil, nil, usagef("--at 的写法是 页,左,上 或 页,左,上,宽（毫米），如 3,110,180,42；写了宽就不用 --size",
				"--at is page,left,top or page,left,top,width in mm, such as 3,110,180,42; with the width, leave --size out")
		}
	}
	var problems diag.List
	show.Picture, problems = readShown(path)
	return show, problems, nil
}

// placed reads the place of --at.
func placed(show *pades.Show, at string) bool {
	parts := strings.Split(at, ",")
	page, err := strconv.Atoi(strings.TrimSpace(parts[0]))
	if err != nil || len(parts) < 3 || len(parts) > 4 {
		return false
	}
	var lengths [3]unit.Length
	for i, part := range parts[1:] {
		var ok bool
		if lengths[i], ok = inMillimetres(part); !ok || i == 2 && lengths[i] <= 0 {
			return false
		}
	}
	show.At = &pades.Place{Page: page, X: lengths[0], Y: lengths[1]}
	if len(parts) == 4 {
		show.Width = lengths[2]
	}
	return true
}

// inMillimetres reads a number of millimetres, with or without the unit.
func inMillimetres(s string) (unit.Length, bool) {
	l, err := unit.Parse(strings.TrimSuffix(strings.TrimSpace(s), "mm") + "mm")
	return l, err == nil
}

// readShown reads the picture that a signature shows.
func readShown(path string) (*picture.Picture, diag.List) {
	data, problems := readAll(path)
	if problems.HasErrors() {
		return nil, problems
	}
	p, err := picture.Read(data)
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
	if config, err := jpeg.DecodeConfig(bytes.NewReader(data)); err == nil && config.ColorModel == color.CMYKModel {
		problems.Add(diag.Warnf(pos, "图片是印刷用的 CMYK 颜色，已换算成 sRGB，红色可能有出入", "the picture is in CMYK, for printing presses; it was converted to sRGB, and its red may differ"))
	}
	return p, problems
}
