package pades

import (
	"bytes"
	"context"
	"crypto/rand"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/fonts"
	"gongwen/fonts/sfnt"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/frame"
	"gongwen/output"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
	"gongwen/output/sign/pki"
)

// now is the time of the tests.
func now() time.Time {
	return time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))
}

// unsigned is a file of this program with two pages.
func unsigned(t testing.TB) []byte { return made(t, "gongwen 1.0") }

func made(t testing.TB, producer string) []byte {
	t.Helper()
	return export(t, pdf.Options{Producer: producer}, pages(t))
}

func export(t testing.TB, o pdf.Options, in output.Input) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pdf.New(o).Export(&b, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pages are two pages with a line of text each.
func pages(t testing.TB) output.Input {
	t.Helper()
	content, err := os.ReadFile("../../../fonts/files/LiberationSerif-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	face := &fonts.Face{ID: "LiberationSerif-Regular", Font: font, Data: content}
	document := &doc.Document{
		Meta: doc.Meta{Title: "Report", Author: "某局", Lang: "zh-CN"},
		Page: doc.PageStyle{Width: 210 * unit.Millimetre, Height: 297 * unit.Millimetre},
	}
	var pages []frame.Page
	for i, text := range []string{"Paid: 100 yuan", "Second page"} {
		id := doc.NodeID(i + 1)
		document.Body = append(document.Body, &doc.Paragraph{ID: id, Runs: []doc.Run{{Text: text}}})
		item := &frame.Text{X: 28 * unit.Millimetre, Y: 50 * unit.Millimetre, Face: face, Size: 16 * unit.Point, Node: id, String: text}
		for at, r := range text {
			gid := font.GlyphIndex(r)
			advance := item.Size.MulDiv(int64(font.Advance(gid)), int64(font.UnitsPerEm()))
			item.Glyphs = append(item.Glyphs, frame.Glyph{ID: gid, Advance: advance, Start: at, End: at + 1})
		}
		pages = append(pages, frame.Page{Width: document.Page.Width, Height: document.Page.Height, Number: i + 1, Items: []frame.Item{item}})
	}
	return output.Input{Doc: document, Pages: pages}
}

// world is a signer, a time stamp server, and who vouches for them.
type world struct {
	root, stamperRoot *padestest.Holder
	signer, stamper   *padestest.Holder
}

func newWorld(t testing.TB, kind padestest.Kind) *world {
	t.Helper()
	w := &world{root: padestest.Root(t, "测试根", now(), kind), stamperRoot: padestest.Root(t, "TSA Root", now(), padestest.P256)}
	middle := w.root.Issue(t, "测试机构", now(), padestest.Options{Kind: kind, CA: true, Use: smx509.KeyUsageCertSign | smx509.KeyUsageCRLSign})
	w.signer = middle.Issue(t, "张三", now(), padestest.Options{Kind: kind})
	w.stamper = w.stamperRoot.Issue(t, "TSA", now(), padestest.Options{Kind: padestest.RSA, Extended: padestest.StamperUse()})
	return w
}

func (w *world) roots() []*smx509.Certificate {
	return []*smx509.Certificate{w.root.Certificate, w.stamperRoot.Certificate}
}

func (w *world) check() Check { return Check{Now: now(), Roots: w.roots()} }

func (w *world) order() Order {
	return Order{Identity: w.signer.Identity(), Now: now(), Client: &pki.Client{HTTP: http.DefaultClient, Timeout: time.Minute}, Random: rand.Reader}
}

// stamped is an order with a time stamp from an honest server.
func (w *world) stamped(t testing.TB, level Level) Order {
	o := w.order()
	o.Level = level
	o.TSA = w.stamper.Stamper(t, now, padestest.Honest)
	return o
}

// evidence is OCSP and CRL of everybody, made at a time.
func (w *world) evidence(t testing.TB, made time.Time) pki.Evidence {
	return pki.Evidence{
		OCSP: [][]byte{w.signer.OCSP(t, made, time.Time{}), w.stamper.OCSP(t, made, time.Time{})},
		CRL:  [][]byte{w.root.CRL(t, made, time.Time{})},
	}
}

// mustSign signs, or fails the test.
func mustSign(t testing.TB, data []byte, o Order) []byte {
	t.Helper()
	out, problems := Sign(context.Background(), data, o)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return out
}

// findings are the results of one check of all signatures and of the file.
func findings(r Report, check CheckName) []Finding {
	all := r.Findings
	for _, s := range r.Signatures {
		all = append(all, s.Findings...)
	}
	var out []Finding
	for _, f := range all {
		if f.Check == check {
			out = append(out, f)
		}
	}
	return out
}

// said is a report in lines.
func said(r Report) string {
	var b bytes.Buffer
	line := func(f Finding) { b.WriteString(string(f.Check) + ": " + f.Grade.String() + ": " + f.Text.EN + "\n") }
	for _, f := range r.Findings {
		line(f)
	}
	for _, s := range r.Signatures {
		b.WriteString(s.Field + " " + s.Level.String() + "\n")
		for _, f := range s.Findings {
			line(f)
		}
	}
	return b.String()
}
