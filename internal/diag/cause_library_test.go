package diag

import (
	"archive/zip"
	"bytes"
	"encoding/asn1"
	"errors"
	"fmt"
	"image/png"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestEnglishIsNoPartOfChinese: of errors that nobody gave Chinese words.
func TestEnglishIsNoPartOfChinese(t *testing.T) {
	_, packed := zip.NewReader(bytes.NewReader(nil), 0)
	_, drawn := png.Decode(strings.NewReader("no picture of any kind"))
	_, encoded := asn1.Unmarshal([]byte{0x30, 0x05}, new(int))
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	_, outside := root.Open("../a.csv")
	for _, c := range []struct {
		err  error
		want string
	}{
		{packed, "压缩包的结构不对"},
		{fmt.Errorf("part: %w", packed), "压缩包的结构不对"},
		{drawn, "PNG 图片已损坏或者用了不支持的写法"},
		{encoded, "ASN.1 结构不对"},
		{outside, "链接或路径通到文件夹外面，不读"},
		{errors.New("a defect"), unforeseen},
	} {
		got := Cause(c.err)
		if got.ZH != c.want || got.EN != c.err.Error() {
			t.Errorf("%v: %q", c.err, got)
		}
	}
	word := regexp.MustCompile(`[a-z]{2,}`)
	for _, l := range libraries {
		if word.MatchString(strings.NewReplacer("base64", "", "tar ", "").Replace(l.zh)) {
			t.Errorf("%q", l.zh)
		}
	}
	some := Because(packed, "部件 %s：%v", "%s: %v", "甲", packed)
	if !errors.Is(some, packed) || Cause(some) != (Text{"部件 甲：压缩包的结构不对", "甲: " + packed.Error()}) {
		t.Errorf("%q", Cause(some))
	}
}
