package picture

import "encoding/binary"

// exifSignature begins the APP1 segment of EXIF (CIPA DC-008 4.7.2).
const exifSignature = "Exif\x00\x00"

// exif is what the placing of a picture needs of its EXIF data.
type exif struct {
	orientation int // 1 to 8, 1 where it is not said
	dpiX, dpiY  int // 0 where it is not said
}

// Tags of TIFF 6.0.
const (
	tagOrientation    = 0x0112
	tagXResolution    = 0x011A
	tagYResolution    = 0x011B
	tagResolutionUnit = 0x0128
)

// readEXIF reads the first directory of a TIFF structure. What is wrong counts
// as not said: a picture can be shown without it.
func readEXIF(b []byte) exif {
	e := exif{orientation: 1}
	order := byteOrder(b)
	if order == nil {
		return e
	}
	at := int64(order.Uint32(b[4:]))
	if at < 8 || at+2 > int64(len(b)) {
		return e
	}
	const inches, centimetres = 2, 3
	resolution := int64(inches)
	var x, y [2]int64
	count := int64(order.Uint16(b[at:]))
	for i := range count {
		from := at + 2 + 12*i
		if from+12 > int64(len(b)) {
			break
		}
		entry := b[from : from+12]
		switch order.Uint16(entry) {
		case tagOrientation:
			if n := int(order.Uint16(entry[8:])); n >= 1 && n <= 8 {
				e.orientation = n
			}
		case tagXResolution:
			x = rational(b, order, entry)
		case tagYResolution:
			y = rational(b, order, entry)
		case tagResolutionUnit:
			resolution = int64(order.Uint16(entry[8:]))
		}
	}
	switch resolution {
	case inches:
		e.dpiX, e.dpiY = perInch(x[0], x[1]), perInch(y[0], y[1])
	case centimetres:
		e.dpiX, e.dpiY = perInch(x[0]*254, x[1]*100), perInch(y[0]*254, y[1]*100)
	}
	return e
}

// byteOrder is that of a TIFF structure; nil when b is none.
func byteOrder(b []byte) binary.ByteOrder {
	if len(b) < 8 {
		return nil
	}
	switch string(b[:4]) {
	case "II*\x00":
		return binary.LittleEndian
	case "MM\x00*":
		return binary.BigEndian
	}
	return nil
}

// rational is the numerator and denominator that a directory entry leads to.
func rational(b []byte, order binary.ByteOrder, entry []byte) [2]int64 {
	at := int64(order.Uint32(entry[8:]))
	if at+8 > int64(len(b)) {
		return [2]int64{}
	}
	return [2]int64{int64(order.Uint32(b[at:])), int64(order.Uint32(b[at+4:]))}
}
