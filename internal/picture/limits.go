package picture

import "gongwen/internal/unit"

// What an SVG may have at most.
const (
	maxSVGDepth = 64
	maxSVGSteps = 100_000 // of all paths together
	maxSVGSide  = 2_000 * unit.Millimetre
)

// maxSide is the greatest side of a JPEG in pixels.
const maxSide = 65_500

// Limits is what reading a picture of pixels may cost at most.
type Limits struct {
	Bytes  int64 // of the file
	Pixels int64
	Memory int64 // bytes that the picture takes while it is decoded and set upright
	Visits int64 // pixels that the scans of a JPEG go over, all scans together
}

// StandardLimits admits what cameras and scanners make: fifty million pixels,
// and as a progressive JPEG of that size twenty scans.
func StandardLimits() Limits {
	const pixels = 50_000_000
	return Limits{Bytes: 20 << 20, Pixels: pixels, Memory: 512 << 20, Visits: 20 * pixels}
}

// size checks how many pixels a picture has.
func (l Limits) size(width, height int) error {
	if width <= 0 || height <= 0 || width > maxSide || height > maxSide || int64(width)*int64(height) > l.Pixels {
		return faultf("图片有 %d×%d 个像素，最多可以有 %d 万个，每边最多 %d 个", "the picture has %d×%d pixels; it may have at most %d × 10,000, and %d a side",
			width, height, l.Pixels/10_000, maxSide).withHint("缩小图片再用", "make the picture smaller")
	}
	return nil
}

// memory checks how many bytes a picture takes.
func (l Limits) memory(need int64) error {
	if need > l.Memory {
		return faultf("图片展开后有 %d MB，最多可以有 %d MB", "unpacked, the picture has %d MB; it may have %d MB", need>>20, l.Memory>>20).
			withHint("缩小图片，或者另存为每种颜色 8 位、不交错的 PNG 或普通的 JPEG", "make it smaller, or save it as a PNG of 8 bits a colour without interlacing or as an ordinary JPEG")
	}
	return nil
}

// visits checks how many times the scans of a JPEG go over its pixels.
func (l Limits) visits(width, height, scans int) error {
	if int64(width)*int64(height)*int64(scans) > l.Visits {
		return faultf("图片 %d×%d 个像素，分 %d 次扫描，读起来太费时", "the picture of %d×%d pixels is stored in %d scans, which takes too long to read",
			width, height, scans).withHint("用画图程序打开，另存为普通的（非渐进式）JPEG", "open it in a drawing program and save it as an ordinary JPEG, not a progressive one")
	}
	return nil
}
