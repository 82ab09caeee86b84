package pades

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"gongwen/internal/tier"
	"gongwen/output/pdf"
	"gongwen/output/sign/padestest"
)

// bases are signed files that are attacked.
func bases(t *testing.T) map[string][]byte {
	w := newWorld(t, padestest.P256)
	out := map[string][]byte{"signed": mustSign(t, unsigned(t), w.order())}
	if tier.Soaking() {
		archived := w.stamped(t, LTA)
		archived.Evidence = w.evidence(t, now())
		out["archived"] = mustSign(t, unsigned(t), archived)
		out["sealed"] = mustSign(t, withRoom(t, pdf.PDFA2A), w.sealing(t, nil))
		out["PDF 2.0"] = mustSign(t, withRoom(t, pdf.PDFA4), w.order())
	}
	return out
}

// TestObjectsThatNoTableNames: of a file that passes every viewer shows what was
// signed, also one that repairs it.
func TestObjectsThatNoTableNames(t *testing.T) {
	for name, signed := range bases(t) {
		t.Run(name, func(t *testing.T) {
			f := newForger(t, signed)
			sound := f.begin()
			sound.store(stream("", der("a certificate")))
			passed := []variant{{"sound table", sound.end("", "")}}
			sound = f.begin()
			sound.store(stream("", der("a certificate")))
			passed = append(passed, variant{"sound stream", sound.endStream([3]int{1, 4, 1}, "", "")})
			for _, v := range passed {
				if r := Verify(t.Context(), v.data, Check{Now: now()}); !r.OK() {
					t.Fatalf("%s:\n%s", v.name, said(r))
				}
			}
			all := f.variants(tier.Soaking())
			for _, v := range all {
				if r := Verify(t.Context(), v.data, Check{Now: now()}); r.OK() {
					passed = append(passed, v)
					if !strings.HasPrefix(v.name, "nothing hidden, ") {
						t.Errorf("%s: passed, with an object that no table names:\n%s", v.name, said(r))
					}
				}
			}
			tier.Did(t, "%d variants, %d pass", len(all), len(passed))
			paths := inFiles(t, append([]variant{{"signed", signed}}, passed...))
			for viewer, ask := range viewers {
				t.Run(viewer, func(t *testing.T) {
					said := ask(t, paths)
					for i, v := range passed {
						if said[0] == "" || said[i+1] != said[0] {
							t.Errorf("%s passes, and shows %q instead of %q", v.name, said[i+1], said[0])
						}
					}
				})
			}
		})
	}
}

// TestViewersAreFooled: the attacks are built well when viewers fall for them.
func TestViewersAreFooled(t *testing.T) {
	f := newForger(t, bases(t)["signed"])
	all := f.variants(tier.Soaking())
	if !tier.Soaking() {
		all = all[:24] // with some for each of them
	}
	paths := inFiles(t, append(all, variant{"signed", f.signed}))
	for viewer, ask := range viewers {
		t.Run(viewer, func(t *testing.T) {
			said := ask(t, paths)
			fooled := 0
			for i, v := range all {
				if strings.Contains(said[i], "Second") {
					fooled++
					if r := Verify(t.Context(), v.data, Check{Now: now()}); r.OK() {
						t.Errorf("%s shows another page of “%s”, which passes", viewer, v.name)
					}
				}
			}
			tier.Did(t, "%s shows another page of %d of %d variants", viewer, fooled, len(all))
			if fooled == 0 || strings.Contains(said[len(all)], "Second") {
				t.Errorf("%d variants fool %s", fooled, viewer)
			}
		})
	}
}

// TestMutationsThatPass changes a sound revision behind a signature here and there.
// What still passes, every viewer shows as it was signed.
func TestMutationsThatPass(t *testing.T) {
	count := 400
	if tier.Soaking() {
		count = 6_000
	}
	w := newWorld(t, padestest.P256)
	signed := mustSign(t, unsigned(t), w.order())
	f := newForger(t, signed)
	table, xref := f.begin(), f.begin()
	table.store(stream("", der("a certificate")))
	xref.store(stream("", der("a certificate")))
	bases := [][]byte{table.end("", ""), xref.endStream([3]int{1, 4, 1}, "", ""), mustSign(t, signed, w.order())}
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"%", "\n", " ", "\x00", "\t", "\r", "0", "9", "+", "-", "/", "<<", ">>", "(", ")", "obj", "endobj", f.forged, "xref\n", "trailer\n", "startxref\n", "%%EOF\n", "%x\n"}
	var passed []variant
	for i := range count {
		data := bytes.Clone(bases[i%len(bases)])
		for range 1 + random.IntN(2) {
			at := len(signed) + random.IntN(len(data)-len(signed))
			switch random.IntN(3) {
			case 0:
				data[at] = byte(random.IntN(256))
			case 1:
				data = append(data[:at:at], data[min(at+1+random.IntN(4), len(data)):]...)
			default:
				data = append(data[:at:at], append([]byte(pieces[random.IntN(len(pieces))]), data[at:]...)...)
			}
			if len(data) <= len(signed)+1 {
				break
			}
		}
		if r := Verify(t.Context(), data, Check{Now: now()}); r.OK() {
			passed = append(passed, variant{fmt.Sprintf("mutation %d", i), data})
		}
	}
	t.Logf("%d of %d mutations pass", len(passed), count)
	paths := inFiles(t, append([]variant{{"signed", signed}}, passed...))
	for viewer, ask := range viewers {
		t.Run(viewer, func(t *testing.T) {
			said := ask(t, paths)
			for i, v := range passed {
				if said[0] == "" || said[i+1] != said[0] {
					t.Errorf("%s passes, and shows %q instead of %q", v.name, said[i+1], said[0])
				}
			}
		})
	}
}
