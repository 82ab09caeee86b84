package pades

import (
	"fmt"
	"strings"

	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/output/sign/ink"
)

// Show is what a signature shows on a page: a picture, such as that of a seal.
// The picture is for readers of the page; it proves nothing.
type Show struct {
	Picture *picture.Picture // PNG or JPEG
	Width   unit.Length      // on paper; 0 for what the picture asks for, or else the width of the room
	At      *Place           // nil for the room that the document leaves for a seal
}

// Place is where the top left corner of a picture stands.
type Place struct {
	Page int         // from 1
	X, Y unit.Length // from the top left corner of the page
}

// Sizes of a picture on paper.
const (
	minShown   = 5 * unit.Millimetre
	maxShown   = 150 * unit.Millimetre
	usualShown = 42 * unit.Millimetre     // where neither the user nor the picture nor a room says another
	overflow   = 10_000 * unit.Millimetre // no larger one is calculated with
)

// stand is a picture's place in the file.
type stand struct {
	ink.Sheet
	box  ink.Box       // its corners to a thousandth of a point
	rect pdfread.Array // the same as it is written
	size pdfread.Array // its box from 0, 0
	xobject
}

// stand finds the place of what an order shows. signed says whether the file has
// signatures, whose content must stay in sight.
func (s *Show) stand(v *pdfread.View, signed bool) (*stand, diag.List) {
	pages, err := v.Pages()
	if err != nil {
		return nil, diag.List{{Level: diag.Error, Message: diag.Cause(err)}}
	}
	var page pdfread.Ref
	at, inRoom := ink.SealRoom(v)
	switch {
	case s.At == nil && !inRoom:
		return nil, diag.List{diag.Errorf(diag.Pos{}, "文件没有给印章留位置", "the document leaves no room for a seal").
			WithHint("在版式里设 sign_off.seal 并写上落款，再生成一次；或用 --at 给出位置", "set sign_off.seal in the style, give the report a sign_off and build again; or give a place with --at")}
	case s.At == nil:
		page = at.Page
	case s.At.Page < 1 || s.At.Page > len(pages):
		return nil, failed("没有第 %d 页：文件有 %d 页", "there is no page %d: the file has %d pages", s.At.Page, len(pages))
	default:
		page = pages[s.At.Page-1]
	}
	on, ok := ink.SheetOf(v, page)
	if !ok {
		return nil, failed("图片要放的那一页不是 gongwen 写的样子", "the page for the picture is not as gongwen writes pages")
	}
	width, height, fault := s.size(at.Box, s.At == nil)
	if fault != nil {
		return nil, fault
	}
	left, bottom := at.Box.Origin()
	left, bottom = left+(at.Box.Width()-width)/2, bottom+(at.Box.Height()-height)/2
	if s.At != nil {
		x, y := on.Box.Origin()
		left, bottom = x+s.At.X, y+on.Box.Height()-s.At.Y-height
	}
	out := &stand{Sheet: on, rect: ink.Rectangle(left, bottom, width, height), size: ink.Rectangle(0, 0, width, height)}
	if out.box, ok = ink.BoxOf(v, out.rect); !ok || !out.box.Within(on.Box) {
		x, y := on.Box.Origin()
		fromLeft, fromTop := left-x, y+on.Box.Height()-bottom-height
		return nil, failed("图片伸出了第 %d 页：页面 %s，图片从左 %s、上 %s 起，%s", "the picture reaches out of page %d: the page has %s, the picture begins %s from the left and %s from the top and has %s",
			on.Index+1, paper(on.Box.Width(), on.Box.Height()), millimetres(fromLeft), millimetres(fromTop), paper(width, height))
	}
	if signed {
		if _, fault := obstruct(v, on, out.box); fault != nil {
			return nil, diag.List{diag.Diagnostic{Message: *fault}.
				WithHint("用 --at 换个位置，或用 --size 缩小", "choose another place with --at, or a smaller one with --size")}
		}
	}
	if out.xobject, err = imageOf(s.Picture); err != nil {
		return nil, failed("图片不能用：%v", "the picture cannot be used: %v", err)
	}
	return out, nil
}

// size is how large the picture is on paper.
func (s *Show) size(room ink.Box, inRoom bool) (width, height unit.Length, fault diag.List) {
	across, down := unit.Length(s.Picture.Width), unit.Length(s.Picture.Height)
	says := s.Picture.DPIX > 0 && s.Picture.DPIY > 0
	if says {
		across, down = s.Picture.NaturalSize(0)
	}
	switch width = s.Width; {
	case width > 0:
	case says:
		width = across
	case inRoom:
		width = min(room.Width(), room.Height().MulDiv(int64(across), int64(down)))
	default:
		width = usualShown
	}
	width = min(width, overflow)
	height = min(width.MulDiv(int64(down), int64(across)), overflow)
	switch {
	case min(width, height) < minShown || max(width, height) > maxShown:
		fault = diag.List{diag.Errorf(diag.Pos{}, "图片印出来是 %s，应当在 %s 到 %s 之间", "on paper the picture has %s; it should have between %s and %s",
			paper(width, height), millimetres(minShown), millimetres(maxShown))}
	case inRoom && (width > room.Width()+ink.Spare || height > room.Height()+ink.Spare):
		fault = diag.List{diag.Errorf(diag.Pos{}, "图片印出来是 %s，比留给印章的 %s 大", "on paper the picture has %s, more than the %s that are left for the seal",
			paper(width, height), paper(room.Width(), room.Height()))}
	default:
		return width, height, nil
	}
	fault[0] = fault[0].WithHint("用 --size 给出图片的宽度（毫米）", "give the width of the picture in millimetres with --size")
	return 0, 0, fault
}

// millimetres is a length for people, to a tenth.
func millimetres(l unit.Length) string {
	return trimZero(l.MulDiv(10, int64(unit.Millimetre))) + " mm"
}

// paper is a size for people.
func paper(width, height unit.Length) string {
	return trimZero(width.MulDiv(10, int64(unit.Millimetre))) + "×" + millimetres(height)
}

// trimZero is tenths as a decimal number.
func trimZero(tenths unit.Length) string {
	return strings.TrimSuffix(fmt.Sprintf("%d.%d", tenths/10, tenths%10), ".0")
}
