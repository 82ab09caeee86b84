package findings

import (
	"bytes"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// TestCommentsAreAddedToThoseOfLibreOffice, which gives all shapes of comments one name.
func TestCommentsAreAddedToThoseOfLibreOffice(t *testing.T) {
	saved, err := opc.Rewrite(book(t), func(name string, part []byte) []byte {
		if !strings.HasSuffix(name, ".vml") {
			return part
		}
		return shapeID.ReplaceAll(part, []byte(`${1}shape_0"`))
	})
	if err != nil {
		t.Fatal(err)
	}
	other := append(list[:len(list):len(list)], diag.Warnf(diag.Pos{File: "r.xlsx", Sheet: "表'一", Cell: "B3"}, "另一格", "another cell"))
	content, err := Write(saved, other, diag.ZH)
	if err != nil {
		t.Fatal(err)
	}
	comments, err := opened(t, content).GetComments("表'一")
	if err != nil || len(comments) != 2 {
		t.Errorf("%d comments, %v", len(comments), err)
	}
}

func TestShapesKeepTheirNumbers(t *testing.T) {
	got := numberedShapes([]byte(`<v:shapetype id="_x0000_t202"/><v:shape type="#a" id="_x0000_s1027" o:spid="x"/><v:shape id="shape_0"/><shape fill="b" id="批注 1">`))
	want := `<v:shapetype id="_x0000_t202"/><v:shape type="#a" id="_x0000_s1027" o:spid="x"/><v:shape id="_x0000_s1028"/><shape fill="b" id="_x0000_s1029">`
	if !bytes.Equal(got, []byte(want)) {
		t.Errorf("%s", got)
	}
}
