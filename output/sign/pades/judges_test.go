package pades

import (
	"bytes"
	"encoding/hex"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/smx509"

	"gongwen/internal/judge"
	"gongwen/internal/tier"
	"gongwen/output/pdf"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

// signedFiles are files of every kind, by name, with the roots of each.
func signedFiles(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{}
	put := func(name string, data []byte, roots []*smx509.Certificate) {
		files[name] = filepath.Join(dir, name+".pdf")
		for path, content := range map[string][]byte{files[name]: data, filepath.Join(dir, name+".pem"): padestest.PEM(roots...)} {
			if err := os.WriteFile(path, content, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, kind := range []padestest.Kind{padestest.RSA, padestest.P256, padestest.P384, padestest.SM2} {
		w := newWorld(t, kind)
		put(string(kind), mustSign(t, unsigned(t), w.order()), w.roots())
	}
	w := newWorld(t, padestest.RSA)
	archived := w.stamped(t, LTA)
	archived.Evidence = w.evidence(t, now())
	put("stamped", mustSign(t, unsigned(t), w.stamped(t, T)), w.roots())
	put("archived", mustSign(t, unsigned(t), archived), w.roots())
	put("sealed", mustSign(t, mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil)), w.sealing(t, &Place{Page: 2, X: 120 * mm, Y: 100 * mm})), w.roots())
	put("twice", mustSign(t, mustSign(t, unsigned(t), w.order()), w.order()), w.roots())
	return files
}

func TestJudgesOfTheFile(t *testing.T) {
	tier.Long(t, "signs what judges read")
	for name, path := range signedFiles(t) {
		t.Run(name+"/qpdf", func(t *testing.T) {
			if out := judge.Run(t, "qpdf", "--check", path); strings.Contains(out, "WARNING") {
				t.Error(out)
			}
		})
		t.Run(name+"/pdfcpu", func(t *testing.T) { judge.Run(t, "pdfcpu", "validate", "-m", "strict", path) })
		t.Run(name+"/mutool", func(t *testing.T) {
			out := judge.Run(t, "mutool", "draw", "-q", "-r", "20", "-o", filepath.Join(t.TempDir(), "page-%d.png"), path)
			if out = strings.ReplaceAll(out, "warning: ICC support is not available", ""); strings.Contains(out, "warning") || strings.Contains(out, "error") {
				t.Error(out)
			}
		})
		t.Run(name+"/pdfinfo", func(t *testing.T) {
			out := judge.Run(t, "pdfinfo", "-struct", path)
			if n := strings.Count(out, "Form"); n != strings.Count(out, "Object ") || n == 0 {
				t.Error(out)
			}
		})
		t.Run(name+"/verapdf", func(t *testing.T) {
			program := judge.Optional(t, "verapdf")
			for _, flavour := range []string{"2a", "ua1"} {
				if out := judge.Run(t, program, "--format", "text", "-f", flavour, path); !strings.Contains(out, "PASS") {
					t.Errorf("%s: %s", flavour, out)
				}
			}
		})
	}
}

// TestJudgeVeraPDFAtEveryLevel asks about signatures that are seen and others.
func TestJudgeVeraPDFAtEveryLevel(t *testing.T) {
	program := judge.Optional(t, "verapdf")
	w := newWorld(t, padestest.P256)
	for level, flavours := range map[pdf.Level][]string{
		pdf.PDFA2B: {"2b"}, pdf.PDFA2U: {"2u"}, pdf.PDFA3A: {"3a", "ua1"}, pdf.PDFA4: {"4", "ua2"}, pdf.PDFA4F: {"4f", "ua2"},
	} {
		path := filepath.Join(t.TempDir(), "signed.pdf")
		if err := os.WriteFile(path, mustSign(t, mustSign(t, withRoom(t, level), w.sealing(t, nil)), w.order()), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, flavour := range flavours {
			if out := judge.Run(t, program, "--format", "text", "-f", flavour, path); !strings.Contains(out, "PASS") {
				t.Errorf("%v as %s: %s", level, flavour, out)
			}
		}
	}
}

// TestJudgesDrawTheSeal looks at the page: the seal is red where it should be,
// and the text below it as dark as without it, even below a picture that is
// white all over.
func TestJudgesDrawTheSeal(t *testing.T) {
	w := newWorld(t, padestest.P256)
	white := image.NewGray(image.Rect(0, 0, 50, 50))
	for i := range white.Pix {
		white.Pix[i] = 0xFF
	}
	var cover bytes.Buffer
	if err := png.Encode(&cover, white); err != nil {
		t.Fatal(err)
	}
	covered := w.order()
	covered.Show = &Show{Picture: readPicture(t, cover.Bytes())}
	plain := withRoom(t, pdf.PDFA2A)
	for name, draw := range map[string]func(path, to string) []string{
		"pdftoppm": func(path, to string) []string {
			return []string{"pdftoppm", "-r", "72", "-f", "2", "-l", "2", "-singlefile", "-png", path, strings.TrimSuffix(to, ".png")}
		},
		"mutool": func(path, to string) []string {
			return []string{"mutool", "draw", "-q", "-r", "72", "-o", to, path, "2"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			shown := func(data []byte) image.Image {
				dir := t.TempDir()
				path, to := filepath.Join(dir, "x.pdf"), filepath.Join(dir, "x.png")
				if err := os.WriteFile(path, data, 0o644); err != nil {
					t.Fatal(err)
				}
				args := draw(path, to)
				judge.Run(t, args[0], args[1:]...)
				return must(png.Decode(bytes.NewReader(must(os.ReadFile(to))(t))))(t)
			}
			dark := func(m image.Image) (n int) {
				for y := 85; y < 205; y++ {
					for x := 71; x < 190; x++ {
						if r, _, _, _ := m.At(x, y).RGBA(); r < 0x5000 {
							n++
						}
					}
				}
				return n
			}
			without, sealed := shown(plain), shown(mustSign(t, plain, w.sealing(t, nil)))
			// The middle of the star: 25 + 21 mm from the left, 30 + 21 from the top.
			if r, g, _, _ := sealed.At(130, 145).RGBA(); r < 0xB000 || g > 0x4000 {
				t.Errorf("no star at its place: %04X %04X", r, g)
			}
			white := shown(mustSign(t, plain, covered))
			if n := dark(without); n < 20 || dark(sealed) < n || dark(white) != n {
				t.Errorf("%d dark pixels, %d below the seal, %d below white", n, dark(sealed), dark(white))
			}
		})
	}
}

func TestJudgePdfsig(t *testing.T) {
	tier.Long(t, "signs what judges read")
	for name, path := range signedFiles(t) {
		t.Run(name, func(t *testing.T) {
			if name == string(padestest.SM2) {
				judge.Cannot(t, "pdfsig does not know SM2")
			}
			out := judge.Run(t, "pdfsig", "-nocert", path)
			want := map[string]int{"twice": 2, "sealed": 2}[name]
			if want == 0 {
				want = 1
			}
			if strings.Count(out, "Signature is Valid.") != want || strings.Contains(out, "Digest Mismatch") {
				t.Error(out)
			}
			if name != "archived" && strings.Count(out, "Total document signed") != 1 {
				t.Error(out)
			}
		})
	}
}

// partsOf writes the signed bytes and the CMS message of the first signature
// to files.
func partsOf(t *testing.T, path string) (content, message string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	v := &verifier{file: open(t, data), data: data}
	if err := v.collect(); err != nil {
		t.Fatal(err)
	}
	s := v.signed[0]
	content, message = filepath.Join(t.TempDir(), "content"), filepath.Join(t.TempDir(), "message")
	for file, b := range map[string][]byte{content: join(s.parts[0], s.parts[1]), message: []byte(s.contents.Value)} {
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return content, message
}

func TestJudgeOpenSSL(t *testing.T) {
	tier.Long(t, "signs what judges read")
	at := strconv.FormatInt(now().Unix(), 10)
	for name, path := range signedFiles(t) {
		t.Run(name, func(t *testing.T) {
			content, message := partsOf(t, path)
			if name == string(padestest.SM2) {
				judgeSM2(t, content, message)
				return
			}
			judge.Run(t, "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", message, "-content", content, "-cades",
				"-CAfile", strings.TrimSuffix(path, ".pdf")+".pem", "-attime", at, "-out", os.DevNull)
		})
	}
}

// judgeSM2 verifies digest and signature value one by one: the cms command of
// OpenSSL 3.0 cannot be told the user identifier that GB/T 35276 gives SM2.
func judgeSM2(t *testing.T, content, message string) {
	t.Helper()
	der, err := os.ReadFile(message)
	if err != nil {
		t.Fatal(err)
	}
	m, err := cms.Parse(der)
	if err != nil {
		t.Fatal(err)
	}
	attributes, value := m.Signed()
	digest := judge.Run(t, "openssl", "dgst", "-sm3", "-r", content)
	sum, err := hex.DecodeString(strings.Fields(digest)[0])
	if err != nil || !bytes.Contains(attributes, sum) {
		t.Errorf("the digest is not that of OpenSSL: %s, %v", digest, err)
	}
	dir := t.TempDir()
	for name, b := range map[string][]byte{"attributes": attributes, "value": value, "signer.pem": padestest.PEM(m.Signer)} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	key := judge.Run(t, "openssl", "x509", "-in", filepath.Join(dir, "signer.pem"), "-noout", "-pubkey")
	if err := os.WriteFile(filepath.Join(dir, "key.pem"), []byte(key), 0o644); err != nil {
		t.Fatal(err)
	}
	judge.Run(t, "openssl", "dgst", "-sm3", "-verify", filepath.Join(dir, "key.pem"), "-sigopt", "distid:1234567812345678",
		"-signature", filepath.Join(dir, "value"), filepath.Join(dir, "attributes"))
}
