package load

import (
	"os"
	"testing"

	"gongwen/data"
)

func BenchmarkCompileRules(b *testing.B) {
	template, problems := library().Template("open-government-2021")
	if template == nil {
		b.Fatal(problems)
	}
	for b.Loop() {
		if _, problems := data.Compile(template); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}

func BenchmarkCheckLargestExample(b *testing.B) {
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		b.Fatal(err)
	}
	report, said := Report("r.yaml", content, library())
	if report == nil {
		b.Fatal(said)
	}
	rules, problems := data.Compile(report.Template)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	b.ResetTimer()
	for b.Loop() {
		_ = rules.Check(report)
	}
}
