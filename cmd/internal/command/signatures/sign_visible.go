package signatures

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/internal/unit"
	"gongwen/output/sign/pades"
)

// visibleOptions are those of a signature that is seen.
type visibleOptions struct{ picture, size, at string }

// AddFlags adds the flags of the options.
func (o *visibleOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	flags.StringVar(&o.picture, "picture", "", text("签名显示的图片（如印章）：PNG 或 JPEG，放在落款留给印章的位置", "picture that the signature shows, such as a seal: PNG or JPEG, put where the report leaves room for a seal"))
	flags.StringVar(&o.size, "size", "", text("图片的宽度，毫米（默认按图片的分辨率，没有写明的和留出的位置一样大）", "width of the picture in mm (default: by its pixels per inch, else that of the room)"))
	flags.StringVar(&o.at, "at", "", text("图片的位置：页,左,上[,宽]，毫米，从页面左上角算起", "place of the picture: page,left,top[,width] in mm from the top left corner of the page"))
}

// show is what the signature is to show but for the picture, nil for nothing.
func (o visibleOptions) show() (*pades.Show, error) {
	switch {
	case o.picture == "" && (o.at != "" || o.size != ""):
		return nil, command.Usagef("--at 和 --size 要和 --picture 一起用", "--at and --size go with --picture")
	case o.picture == "":
		return nil, nil
	}
	show := &pades.Show{}
	if o.size != "" {
		var ok bool
		if show.Width, ok = inMillimetres(o.size); !ok || show.Width <= 0 {
			return nil, command.Usagef("--size 是毫米数，如 42", "--size is a number of millimetres, such as 42")
		}
	}
	if o.at != "" {
		if !placed(show, o.at) || o.size != "" && strings.Count(o.at, ",") == 3 {
			return nil, command.Usagef("--at 的写法是 页,左,上 或 页,左,上,宽（毫米），如 3,110,180,42；写了宽就不用 --size",
				"--at is page,left,top or page,left,top,width in mm, such as 3,110,180,42; with the width, leave --size out")
		}
	}
	return show, nil
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
