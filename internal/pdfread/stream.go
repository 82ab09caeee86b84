package pdfread

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/zlib"
)

// unpack gives the data of a stream that the file's structure is made of:
// uncompressed or Flate with a PNG predictor (ISO 32000-1 7.4.4). budget is
// what may still be unpacked of this file.
func unpack(s *Stream, budget *int) ([]byte, error) {
	filter, parms := s.Dict["Filter"], s.Dict["DecodeParms"]
	if list, ok := filter.(Array); ok && len(list) == 1 {
		filter = list[0]
		if list, ok := parms.(Array); ok && len(list) == 1 {
			parms = list[0]
		}
	}
	var data []byte
	switch filter {
	case nil:
		data = s.Raw
	case Name("FlateDecode"):
		z, err := zlib.NewReader(bytes.NewReader(s.Raw))
		if err != nil {
			return nil, fault(0, "压缩的流已损坏", "a compressed stream is damaged")
		}
		limit := min(maxStream, *budget)
		if data, err = io.ReadAll(io.LimitReader(z, int64(limit)+1)); err != nil {
			return nil, fault(0, "压缩的流已损坏", "a compressed stream is damaged")
		}
		if len(data) > limit {
			return nil, fault(0, "流解压后太大", "a stream is too large when unpacked")
		}
	default:
		return nil, fault(0, "文件结构用了不支持的过滤器", "the file's structure uses a filter that is not supported")
	}
	if *budget -= len(data); *budget < 0 {
		return nil, fault(0, "流解压后太大", "the streams are too large when unpacked")
	}
	d, _ := parms.(Dict)
	return unpredict(data, d)
}

// unpredict undoes a PNG predictor over bytes (Table 8).
func unpredict(data []byte, parms Dict) ([]byte, error) {
	predictor, _ := parms["Predictor"].(int64)
	if predictor <= 1 {
		return data, nil
	}
	columns, given := parms["Columns"].(int64)
	if !given {
		columns = 1
	}
	colors, given := parms["Colors"].(int64)
	bits, other := parms["BitsPerComponent"].(int64)
	if predictor < 10 || given && colors != 1 || other && bits != 8 || columns < 1 || columns > 1<<16 {
		return nil, fault(0, "文件结构用了不支持的预测器", "the file's structure uses a predictor that is not supported")
	}
	width := int(columns)
	if len(data)%(width+1) != 0 {
		return nil, fault(0, "预测器的数据长度不对", "the data of a predictor has a wrong length")
	}
	out := make([]byte, 0, len(data)/(width+1)*width)
	above := make([]byte, width)
	for ; len(data) > 0; data = data[width+1:] {
		row := append([]byte(nil), data[1:width+1]...)
		for i := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], above[i-1]
			}
			switch data[0] {
			case 0:
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			default:
				return nil, fault(0, "预测器的行类型不对", "a predictor's row is of an unknown type")
			}
		}
		out = append(out, row...)
		above = row
	}
	return out, nil
}

// paeth is the predictor of that name (RFC 2083 6.6).
func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	da, db, dc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case da <= db && da <= dc:
		return a
	case db <= dc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
