package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongwen/internal/diag"
	"gongwen/layout/doc"
	"gongwen/output"
)

func export(t testing.TB, d *doc.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := New(Options{}).Export(&out, output.Input{Doc: d}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// refused exports a document that cannot be written and returns why.
func refused(t *testing.T, d *doc.Document) diag.List {
	t.Helper()
	var out bytes.Buffer
	err := New(Options{}).Export(&out, output.Input{Doc: d})
	if judged := New(Options{}).Refuses(output.Input{Doc: d}); fmt.Sprint(judged) != fmt.Sprint(err) {
		t.Errorf("Refuses says %v, Export %v", judged, err)
	}
	var list diag.List
	if !errors.As(err, &list) {
		t.Fatalf("Export: %v, want a diag.List", err)
	}
	if out.Len() > 0 {
		t.Errorf("%d bytes were written in spite of the error", out.Len())
	}
	return list
}

func unzip(t testing.TB, file []byte) []*zip.File {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	return r.File
}

// partOf is the content of one part of an exported document.
func partOf(t testing.TB, file []byte, name string) string {
	t.Helper()
	for _, f := range unzip(t, file) {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	t.Fatalf("the package has no part %s", name)
	return ""
}

func TestPartsStandInFixedOrder(t *testing.T) {
	d := report(t)
	d.Meta.Draft = true
	want := []string{
		"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels",
		"word/styles.xml", "word/settings.xml", "word/fontTable.xml",
		"word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml",
		"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml",
	}
	var got []string
	for _, f := range unzip(t, export(t, d)) {
		got = append(got, f.Name)
		if epoch := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); !f.Modified.Equal(epoch) {
			t.Errorf("%s is dated %v", f.Name, f.Modified)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("parts %q\nwant  %q", got, want)
	}
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	d := report(t)
	want := export(t, d)
	e := New(Options{})
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			var got bytes.Buffer
			if err := e.Export(&got, output.Input{Doc: d}); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Error("two exports of one document differ")
			}
		})
	}
	wait.Wait()
}

func TestEveryRelationshipLeadsToAPart(t *testing.T) {
	d := report(t)
	d.Meta.Draft = true
	file := export(t, d)
	var names []string
	for _, f := range unzip(t, file) {
		names = append(names, f.Name)
	}
	types := partOf(t, file, "[Content_Types].xml")
	for rels, folder := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word/"} {
		var content struct {
			Relationship []struct {
				ID, Target, TargetMode string `xml:",attr"`
			}
		}
		if err := xml.Unmarshal([]byte(partOf(t, file, rels)), &content); err != nil {
			t.Fatal(err)
		}
		if len(content.Relationship) == 0 {
			t.Errorf("%s has no relationships", rels)
		}
		for _, r := range content.Relationship {
			if r.TargetMode == "External" {
				continue
			}
			name := folder + r.Target
			if !slices.Contains(names, name) {
				t.Errorf("%s refers to %s, which is not there", rels, name)
			}
			if !strings.Contains(types, `"/`+name+`"`) {
				t.Errorf("%s has no content type", name)
			}
		}
	}
}

func TestWriteErrorIsPassedOn(t *testing.T) {
	err := New(Options{}).Export(brokenPipe{}, output.Input{Doc: report(t)})
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("Export: %v, want the writer's error", err)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestNoDocumentIsRefused(t *testing.T) {
	if list := refused(t, nil); len(list) != 1 {
		t.Errorf("%d diagnostics: %v", len(list), list)
	}
}

func BenchmarkExportOfficialReport(b *testing.B) {
	d := report(b)
	e := New(Options{})
	b.ReportAllocs()
	for b.Loop() {
		if err := e.Export(io.Discard, output.Input{Doc: d}); err != nil {
			b.Fatal(err)
		}
	}
}
