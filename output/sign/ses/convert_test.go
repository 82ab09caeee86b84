package ses

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/judge"
	"gongwen/layout/example"
	"gongwen/output/ofd"
	"gongwen/output/sign/padestest"
)

// exported is an example as this program writes it.
func exported(t *testing.T, path string, p ofd.Profile) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := ofd.New(ofd.Options{Profile: p}).Export(&out, example.Report(t, path)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// withRoom is a file with a room for a seal, where it had none.
func withRoom(t *testing.T, data []byte) []byte {
	t.Helper()
	f := unpack(t, data)
	document := f.get("Doc_0/Document.xml")
	if bytes.Contains(document, []byte("<ofd:Bookmarks>")) {
		return data
	}
	p, err := openPack(data)
	if err != nil {
		t.Fatal(err)
	}
	return f.replace("Doc_0/Document.xml", "</ofd:Outlines>", `</ofd:Outlines><ofd:Bookmarks><ofd:Bookmark Name="seal"><ofd:Dest Type="FitR" PageID="`+p.document.Pages[0].ID+
		`" Left="10" Top="20" Right="52" Bottom="62"/></ofd:Bookmark></ofd:Bookmarks>`).pack(t)
}

const (
	withLinks    = "../../../examples/invented-2024.yaml"
	withPictures = "../../../examples/pictures-2024.yaml"
	joint        = "../../../examples/documents/joint.yaml"
)

// TestSealedFilesBecomeThoseOfArchives: the pages stay, the seal is shown by an
// annotation that says who signed when, and nothing of the signature is left.
func TestSealedFilesBecomeThoseOfArchives(t *testing.T) {
	o := newOffice(t)
	for _, path := range []string{withLinks, withPictures, joint} {
		made := withRoom(t, exported(t, path, ofd.Exchange))
		signed := signPlain(t, o, sign(t, o, made, now), now)
		got, err := Annotated(context.Background(), exported(t, path, ofd.Archive), signed, o.check())
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		f := unpack(t, got)
		for _, p := range f {
			for _, gone := range []string{"/Signs/", "/Tags/"} {
				if strings.Contains(p.Name, gone) {
					t.Errorf("%s is left", p.Name)
				}
			}
			for _, gone := range []string{"<ofd:URI", "Bookmark", "CustomTags", "Signatures", `DocType="OFD"`} {
				if strings.HasSuffix(p.Name, ".xml") && bytes.Contains(p.Data, []byte(gone)) {
					t.Errorf("%s has %s", p.Name, gone)
				}
			}
		}
		notes := ""
		for _, p := range f {
			if strings.HasSuffix(p.Name, "/Annotation.xml") {
				notes += string(p.Data)
			}
		}
		for _, want := range []string{
			`Type="Stamp"`, `NoZoom="true" NoRotate="true" ReadOnly="true"`, `<ofd:Parameter Name="BlendMode">Darken<`, `Name="印章名称">某县教育局（试用）<`, `Name="签名人">某县教育局<`,
			`Name="签名时间">2026-11-29 12:00:00 UTC<`, `Name="摘要算法">SM3<`, "不是经认证的电子印章", "没有签名的效力", "<ofd:ImageObject ", `Visible="false"`,
		} {
			if !strings.Contains(notes, want) {
				t.Errorf("%s: no annotation says %s: %s", path, want, notes)
			}
		}
		if !bytes.Contains(bytes.Join(contents(f), nil), padestest.Seal(t, 100, 0)) {
			t.Errorf("%s: the picture of the seal is not there", path)
		}
		if _, err := Sign(context.Background(), got, o.order(now)); err == nil {
			t.Error("a file for archives is signed")
		}
	}
}

func contents(f file) (list [][]byte) {
	for _, p := range f {
		list = append(list, p.Data)
	}
	return list
}

// TestFilesThatWereNotSealedBecomeThoseOfArchives: they are what the writer makes.
func TestFilesThatWereNotSealedBecomeThoseOfArchives(t *testing.T) {
	got, err := ToArchive(context.Background(), exported(t, joint, ofd.Exchange), newOffice(t).check())
	if err != nil {
		t.Fatal(err)
	}
	want := unpack(t, exported(t, joint, ofd.Archive))
	for _, p := range unpack(t, got) {
		if p.Name != rootPart && !bytes.Equal(p.Data, want.get(p.Name)) { // the root has the name of the document that it was
			t.Errorf("%s is another", p.Name)
		}
		want = want.without(p.Name)
	}
	if len(want) > 0 {
		t.Errorf("%d parts are missing", len(want))
	}
}

func TestWhatDoesNotBecomeAFileOfArchives(t *testing.T) {
	o := newOffice(t)
	good := unpack(t, exported(t, withPictures, ofd.Exchange))
	sealed := unpack(t, sign(t, o, withRoom(t, good.pack(t)), now))
	content := "Doc_0/Pages/Page_0/Content.xml"
	linked := good.replace(content, "<ofd:TextCode", `<ofd:Actions><ofd:Action Event="CLICK"><ofd:URI URI="http://example.cn/"/></ofd:Action></ofd:Actions><ofd:TextCode`)
	workbook := linked.change("Doc_0/Attachs/report.yaml", func(string) string { return "PK\x03\x04\xFF" })
	for want, data := range map[string][]byte{
		"已经是归档用的 OFD":   exported(t, joint, ofd.Archive),
		"不是完好的 ZIP":     []byte("x"),
		"签名无效":          sealed.replace(content, "<ofd:TextCode X", "<ofd:TextCode  X").pack(t),
		"网址会丢":          workbook.pack(t),
		"里有 Extensions": good.replace("Doc_0/Document.xml", "</ofd:Document>", "<ofd:Extensions>E.xml</ofd:Extensions></ofd:Document>").pack(t),
		"里有 Template":   good.replace(content, "<ofd:Content>", `<ofd:Template TemplateID="1"/><ofd:Content>`).pack(t),
		"不是完好的 XML":     good.change(content, func(string) string { return "<a>" }).pack(t),
		"缺了部件":          good.without("Doc_0/Attachs/report.yaml").pack(t),
	} {
		got, err := ToArchive(context.Background(), data, o.check())
		if err == nil || got != nil || !strings.Contains(diag.Cause(err).ZH, want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := ToArchive(context.Background(), linked.pack(t), o.check()); err != nil {
		t.Errorf("links that the attached report has: %v", err)
	}
	if _, err := Annotated(context.Background(), exported(t, joint, ofd.Archive), sealed.pack(t), o.check()); err == nil || !strings.Contains(diag.Cause(err).ZH, "与现在生成的不同") {
		t.Errorf("another document's pages: %v", err)
	}
	// Nothing but the report file, which is a workbook.
	if got, err := ToArchive(context.Background(), good.change("Doc_0/Attachs/report.yaml", func(string) string { return "PK\xFF" }).pack(t), o.check()); err != nil || unpack(t, got).get("Doc_0/Attachs/Attachments.xml") != nil {
		t.Errorf("a workbook is kept: %v", err)
	}
}

// TestSealsOfOtherPictures: archives keep pictures of pixels only.
func TestSealsOfOtherPictures(t *testing.T) {
	o := newOffice(t)
	for kind, good := range map[string]bool{"jpeg": true, "ofd": false} {
		o.seal = otherPicture(t, o, kind)
		got, err := ToArchive(context.Background(), sign(t, o, exported(t, joint, ofd.Exchange), now), o.check())
		if (err == nil) != good || good && !bytes.Contains(unpack(t, got).get("Doc_0/DocumentRes.xml"), []byte(`Format="JPEG"`)) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// TestJudgeSchemaOfSignedFiles: signatures and annotations are as the standard has them.
func TestJudgeSchemaOfSignedFiles(t *testing.T) {
	judge.Path(t, "xmllint")
	o := newOffice(t)
	signed := signPlain(t, o, sign(t, o, exported(t, joint, ofd.Exchange), now), now)
	archived, err := ToArchive(context.Background(), signed, o.check())
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"signed": signed, "archived": archived} {
		dir := t.TempDir()
		args := []string{"--noout", "--nonet", "--schema", "../../ofd/testdata/ofd.xsd"}
		for i, p := range unpack(t, data) {
			if filepath.Ext(p.Name) != ".xml" || strings.Contains(p.Name, "/Structure.xml") {
				continue
			}
			path := filepath.Join(dir, fmt.Sprintf("%s-%d-%s", name, i, filepath.Base(p.Name)))
			if err := os.WriteFile(path, p.Data, 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, path)
		}
		judge.Run(t, "xmllint", args...)
	}
}
