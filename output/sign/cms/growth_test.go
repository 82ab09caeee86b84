package cms_test

import (
	"encoding/asn1"
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
	"gongwen/output/sign/cms"
	"gongwen/output/sign/padestest"
)

// der is content with its tag and length in front (ITU-T X.690).
func der(t *testing.T, class, tag int, content []byte) []byte {
	t.Helper()
	b, err := asn1.Marshal(asn1.RawValue{Class: class, Tag: tag, IsCompound: true, Bytes: content})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestGrowth(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	parse := func(content []byte) {
		if m, err := cms.Parse(content); err == nil {
			_ = m.Verify([]byte("x"))
		}
		_, _ = cms.ParseTimeStamp(content)
	}
	for name, input := range map[string]func(n int) []byte{
		"certificates": func(n int) []byte {
			h := holder(t, padestest.P256)
			chain := h.Chain()
			hash, err := cms.HashFor(h.Key.Public())
			if err != nil {
				t.Fatal(err)
			}
			signer := cms.Signer{Key: h.Key, Certificate: h.Certificate}
			for range n {
				signer.Chain = append(signer.Chain, chain[0])
			}
			s, err := cms.Sign(signer, hash.Sum([]byte("x")))
			if err != nil {
				t.Fatal(err)
			}
			content, err := s.Marshal()
			if err != nil {
				t.Fatal(err)
			}
			return content
		},
		"elements": func(n int) []byte {
			var parts []byte
			for range n {
				parts = append(parts, 0x02, 0x01, 0x01)
			}
			return der(t, asn1.ClassUniversal, asn1.TagSequence, parts)
		},
		"nothing": func(n int) []byte { return make([]byte, n) },
	} {
		t.Run(name, func(t *testing.T) {
			growth.Linear(t, 50, func(n int) func() {
				content := input(n)
				return func() { parse(content) }
			})
		})
	}
}
