package linebreak

import (
	"strings"
	"testing"
)

func BenchmarkBreak(b *testing.B) {
	text := strings.Join(prose(b), "")
	for _, size := range []struct {
		name       string
		characters int
	}{{"1000", 1000}, {"20000", 20000}, {"200000", 200000}} {
		runes := []rune(strings.Repeat(text, size.characters/len([]rune(text))+1))[:size.characters]
		p := paragraph(string(runes))
		p.Width, p.Indent, p.Justify = 28*em, 2*em, true
		b.Run(size.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Break(p)
			}
		})
		b.Run(size.name+"/balance", func(b *testing.B) {
			p := p
			p.Justify, p.Balance = false, true
			for b.Loop() {
				Break(p)
			}
		})
	}
}
