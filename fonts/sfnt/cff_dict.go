package sfnt

import (
	"encoding/binary"
	"strconv"
)

// DICT operators (#5176, sections 9 and 10); two-byte ones are 12<<8 | second.
const (
	opFontBBox       = 5
	opCharset        = 15
	opCharStrings    = 17
	opPrivate        = 18
	opSubrs          = 19
	opDefaultWidthX  = 20
	opNominalWidthX  = 21
	opStdVW          = 11
	opFontMatrix     = 12<<8 | 7
	opCharstringType = 12<<8 | 6
	opROS            = 12<<8 | 30
	opCIDCount       = 12<<8 | 34
	opFDArray        = 12<<8 | 36
	opFDSelect       = 12<<8 | 37
	opFontName       = 12<<8 | 38
)

// dictReader steps through the operators of a DICT.
type dictReader struct {
	dict []byte
	at   int // position of dict in the table, for messages
	err  error

	op    int    // the operator next found
	raw   []byte // its operands as they stand in the DICT
	stack [maxDictOperands]float64
	n     int // operands on stack
	pos   int
}

// next goes to the next operator; it is false at the end and after an error,
// which is then in err.
func (r *dictReader) next() bool {
	if len(r.dict) > maxDictBytes {
		r.err = malformed(cffTag, r.at, "DICT of %d bytes exceeds the limit of %d", len(r.dict), maxDictBytes)
		return false
	}
	r.n = 0
	start := r.pos
	for r.pos < len(r.dict) {
		b := r.dict[r.pos]
		if b <= 21 {
			return r.operator(start)
		}
		if r.n == maxDictOperands {
			return r.fail("operator has more than %d operands", maxDictOperands)
		}
		v, size, ok := dictNumber(r.dict[r.pos:])
		if !ok {
			return r.fail("operand is damaged")
		}
		r.stack[r.n] = v
		r.n++
		r.pos += size
	}
	if r.n != 0 {
		return r.fail("operands without operator")
	}
	return false
}

// operator takes the operator at pos, whose operands begin at start.
func (r *dictReader) operator(start int) bool {
	r.raw, r.op = r.dict[start:r.pos], int(r.dict[r.pos])
	r.pos++
	if r.op == 12 {
		if r.pos == len(r.dict) {
			return r.fail("operator is cut off")
		}
		r.op = 12<<8 | int(r.dict[r.pos])
		r.pos++
	}
	return true
}

func (r *dictReader) fail(format string, args ...any) bool {
	r.err = malformed(cffTag, r.at+r.pos, "DICT "+format, args...)
	return false
}

// integer gives operand i as an integer, ok is false if there is none or it is
// no integer that fits 32 bits.
func (r *dictReader) integer(i int) (v int, ok bool) {
	if i >= r.n {
		return 0, false
	}
	x := r.stack[i]
	if !(x >= -1<<31 && x < 1<<31) || x != float64(int64(x)) {
		return 0, false
	}
	return int(x), true
}

// fixed gives operand i in 1/65536, saturated at 32767.
func (r *dictReader) fixed(i int) int64 {
	if i >= r.n {
		return 0
	}
	return int64(max(-32768, min(32767, r.stack[i])) * 65536)
}

// span reads the two operands of Private.
func (r *dictReader) span() (size, off int, ok bool) {
	size, ok1 := r.integer(0)
	off, ok2 := r.integer(1)
	return size, off, ok1 && ok2
}

// dictNumber reads one operand (#5176, section 4).
func dictNumber(d []byte) (v float64, size int, ok bool) {
	be, b := binary.BigEndian, d[0]
	switch {
	case b == 28 && len(d) >= 3:
		return float64(int16(be.Uint16(d[1:]))), 3, true
	case b == 29 && len(d) >= 5:
		return float64(int32(be.Uint32(d[1:]))), 5, true
	case b == 30:
		return dictReal(d)
	case b >= 32 && b <= 246:
		return float64(b) - 139, 1, true
	case b >= 247 && b <= 250 && len(d) >= 2:
		return float64(int(b)-247)*256 + float64(d[1]) + 108, 2, true
	case b >= 251 && b <= 254 && len(d) >= 2:
		return -float64(int(b)-251)*256 - float64(d[1]) - 108, 2, true
	}
	return 0, 0, false
}

// dictReal reads a packed decimal number that begins with byte 30.
func dictReal(d []byte) (v float64, size int, ok bool) {
	const digits = "0123456789.EE -"
	var text []byte
	for i := 1; i < len(d) && len(text) < maxRealDigits; i++ {
		for _, nibble := range [2]byte{d[i] >> 4, d[i] & 15} {
			if nibble == 15 {
				v, err := strconv.ParseFloat(string(text), 64)
				return v, i + 1, err == nil
			}
			text = append(text, digits[nibble])
			if nibble == 12 {
				text = append(text, '-')
			}
		}
	}
	return 0, 0, false
}

// appendDictInt writes v as a five-byte operand. The fixed size lets offsets be
// filled in after what they point at has been written.
func appendDictInt(out []byte, v int) []byte {
	return binary.BigEndian.AppendUint32(append(out, 29), uint32(int32(v)))
}

// appendDictShort writes v, from 0 to 1131, as an operand of one or two bytes
// (Technical Note #5176, table 3). Some readers know a CID font only by a ROS
// operator whose operands are this short.
func appendDictShort(out []byte, v int) []byte {
	if v <= 107 {
		return append(out, byte(v+139))
	}
	v -= 108
	return append(out, byte(v>>8+247), byte(v))
}

func appendDictOp(out []byte, op int) []byte {
	if op >= 12<<8 {
		return append(out, 12, byte(op))
	}
	return append(out, byte(op))
}
