package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// keptChunks are the chunks that say how the picture looks. All others (text,
// times, EXIF) are left out: a published report shall not tell who made its
// pictures, where and with what.
var keptChunks = []string{"IHDR", "PLTE", "tRNS", "pHYs", "IDAT", "IEND"}

// readPNG reads a PNG picture and checks all of it.
func (l Limits) readPNG(data []byte) (*Picture, error) {
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(err)
	}
	if err := l.size(config.Width, config.Height); err != nil {
		return nil, err
	}
	p := &Picture{MediaType: PNG, Width: config.Width, Height: config.Height}
	chunks, err := pngChunks(data)
	if err != nil {
		return nil, damaged(err)
	}
	p.Data = append(make([]byte, 0, len(data)), pngSignature...)
	for _, c := range chunks {
		if !slices.Contains(keptChunks, c.Type) {
			continue
		}
		if c.Type == "pHYs" {
			p.DPIX, p.DPIY = physicalPixels(c.Data)
		}
		p.Data = appendChunk(p.Data, c)
	}
	if err := l.memory(pngBytes(chunks[0], config)); err != nil {
		return nil, err
	}
	if _, err := png.Decode(bytes.NewReader(p.Data)); err != nil {
		return nil, damaged(err)
	}
	return p, nil
}

// pngBytes is how many bytes a picture takes at most: it is decoded, and its
// colours are parted from its transparency.
func pngBytes(header chunk, config image.Config) int64 {
	decoded := int64(1)
	switch config.ColorModel {
	case color.Gray16Model:
		decoded = 2
	case color.RGBAModel, color.NRGBAModel:
		decoded = 4
	case color.RGBA64Model, color.NRGBA64Model:
		decoded = 8
	}
	const straight, apart = 4, 4
	need := decoded + apart
	if config.ColorModel != color.NRGBAModel {
		need += straight
	}
	if header.Data[len(header.Data)-1] != 0 { // the passes of an interlaced picture are put together
		need += decoded
	}
	return need * int64(config.Width) * int64(config.Height)
}

// chunk is a chunk of a PNG file (PNG Specification 5.3).
type chunk struct {
	Type string
	Data []byte
}

// pngChunks takes a PNG file apart up to its IEND. It does not check the
// chunks' sums.
func pngChunks(data []byte) ([]chunk, error) {
	var chunks []chunk
	for rest := data[min(len(data), len(pngSignature)):]; len(rest) >= 12; {
		length := int64(binary.BigEndian.Uint32(rest))
		if length > int64(len(rest)-12) {
			break
		}
		c := chunk{Type: string(rest[4:8]), Data: rest[8 : 8+length]}
		chunks = append(chunks, c)
		if c.Type == "IEND" {
			return chunks, nil
		}
		rest = rest[12+length:]
	}
	return nil, io.ErrUnexpectedEOF
}

func appendChunk(b []byte, c chunk) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(c.Data)))
	start := len(b)
	b = append(b, c.Type...)
	b = append(b, c.Data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[start:]))
}

// physicalPixels is a pHYs chunk (11.3.4.3) in pixels per inch.
func physicalPixels(b []byte) (x, y int) {
	const metre = 1
	if len(b) != 9 || b[8] != metre {
		return 0, 0
	}
	return perInch(int64(binary.BigEndian.Uint32(b))*254, 10_000), perInch(int64(binary.BigEndian.Uint32(b[4:]))*254, 10_000)
}

// perInch is n/d pixels per inch rounded to the nearest, 0 for what no device has.
func perInch(n, d int64) int {
	const most = 10_000
	if d <= 0 {
		return 0
	}
	if dpi := (n + d/2) / d; dpi >= 10 && dpi <= most {
		return int(dpi)
	}
	return 0
}
