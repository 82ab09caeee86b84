package load

import (
	"os"
	"testing"

	"gongwen/data"
	"gongwen/data/rules"
)

func BenchmarkCompileRules(b *testing.B) {
	template, problems := library().Template("open-government-2021")
	if template == nil {
		b.Fatal(problems)
	}
	for b.Loop() {
		if _, problems := rules.Compile(template); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}

// BenchmarkFirstCheck is the first report of a process: what it needs of the
// rules is compiled.
func BenchmarkFirstCheck(b *testing.B) {
	report := largestExample(b)
	for b.Loop() {
		_ = rules.Prepare(report.Template).Check(report)
	}
}

func BenchmarkCheckLargestExample(b *testing.B) {
	report := largestExample(b)
	rules, problems := rules.Compile(report.Template)
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	for b.Loop() {
		_ = rules.Check(report)
	}
}

func largestExample(b *testing.B) *data.Report {
	b.Helper()
	content, err := os.ReadFile("../../examples/invented-2024.yaml")
	if err != nil {
		b.Fatal(err)
	}
	report, said := Report("r.yaml", content, library())
	if report == nil {
		b.Fatal(said)
	}
	return report
}
