package intake_test

import (
	"testing"

	"gongwen/data/intake"
)

func BenchmarkReport(b *testing.B) {
	text := tabbed(b)
	for b.Loop() {
		if report, _ := pasted(text, intake.Options{}); report == nil {
			b.Fatal("not recognised")
		}
	}
}
