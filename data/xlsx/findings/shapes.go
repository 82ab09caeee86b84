package findings

import (
	"bytes"
	"path"
	"regexp"
	"strconv"

	"gongwen/internal/opc"
)

// shapeID is the identifier of a shape in a drawing of comments (VML), between what
// stands before it and its closing quote.
var shapeID = regexp.MustCompile(`(<(?:\w+:)?shape\s(?:[^>]*\s)?id=")([^"]*)"`)

// idPrefix stands before the numbers of shapes.
const idPrefix = "_x0000_s"

// numbered is a workbook whose comments' shapes have numbers for identifiers, as
// Excel writes them and the library needs them to add others. LibreOffice calls
// every shape shape_0.
func numbered(content []byte) ([]byte, error) {
	return opc.Rewrite(content, func(name string, part []byte) []byte {
		if path.Ext(name) != ".vml" {
			return part
		}
		return numberedShapes(part)
	})
}

func numberedShapes(part []byte) []byte {
	last := 0
	for _, m := range shapeID.FindAllSubmatch(part, -1) {
		n, _ := numberOf(m[2])
		last = max(last, n)
	}
	return shapeID.ReplaceAllFunc(part, func(shape []byte) []byte {
		m := shapeID.FindSubmatch(shape)
		if _, is := numberOf(m[2]); is {
			return shape
		}
		last++
		return append(strconv.AppendInt(append(bytes.Clone(m[1]), idPrefix...), int64(last), 10), '"')
	})
}

func numberOf(id []byte) (n int, is bool) {
	n, err := strconv.Atoi(string(bytes.TrimPrefix(id, []byte(idPrefix))))
	return n, err == nil
}
