package findings

import (
	"regexp"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// TestCommentsAreAddedToThoseOfLibreOffice, which gives all shapes of comments one name.
func TestCommentsAreAddedToThoseOfLibreOffice(t *testing.T) {
	p, err := opc.Open(book(t), opc.Limits{Parts: 100, Unpacked: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	files, err := p.Files()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		if strings.HasSuffix(f.Name, ".vml") {
			files[i].Content = regexp.MustCompile(`id="_x0000_s[0-9]+"`).ReplaceAll(f.Content, []byte(`id="shape_0"`))
		}
	}
	var packer opc.Packer
	saved, err := packer.Pack(files)
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
