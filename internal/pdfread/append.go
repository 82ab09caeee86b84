package pdfread

import (
	"encoding/hex"
	"strconv"
)

// Append writes o to b. The keys of dictionaries are in order, strings in
// hexadecimal form.
func Append(b []byte, o Object) []byte {
	switch o := o.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, o)
	case int64:
		return strconv.AppendInt(b, o, 10)
	case int:
		return strconv.AppendInt(b, int64(o), 10)
	case Real:
		return append(b, o...)
	case Name:
		return appendName(b, o)
	case String:
		b = append(b, '<')
		b = hex.AppendEncode(b, []byte(o.Value))
		return append(b, '>')
	case Verbatim:
		return append(b, o...)
	case Ref:
		b = strconv.AppendInt(b, int64(o.Num), 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, int64(o.Gen), 10)
		return append(b, " R"...)
	case Array:
		b = append(b, '[')
		for i, e := range o {
			if i > 0 {
				b = append(b, ' ')
			}
			b = Append(b, e)
		}
		return append(b, ']')
	case Dict:
		b = append(b, "<<"...)
		for _, k := range o.Keys() {
			b = appendName(b, k)
			b = append(b, ' ')
			b = Append(b, o[k])
		}
		return append(b, ">>"...)
	case *Stream:
		d := o.Dict.Clone()
		d["Length"] = int64(len(o.Raw))
		b = Append(b, d)
		b = append(b, "\nstream\n"...)
		b = append(b, o.Raw...)
		return append(b, "\nendstream"...)
	}
	return b
}

func appendName(b []byte, n Name) []byte {
	b = append(b, '/')
	for i := range len(n) {
		if c := n[i]; c <= ' ' || c > '~' || c == '#' || isDelimiter(c) {
			const digits = "0123456789ABCDEF"
			b = append(b, '#', digits[c>>4], digits[c&15])
		} else {
			b = append(b, c)
		}
	}
	return b
}
