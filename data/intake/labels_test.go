package intake_test

import (
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// TestLabelsInOtherWords: words that say the same are read, with a note; the
// report's own year is, another one is an error.
func TestLabelsInOtherWords(t *testing.T) {
	text := tabbed(t)
	for name, changes := range map[string][]string{
		"合计":          {"总计", "合计"},
		"其它":          {"其他处理", "其它处理", "3.其他", "3、其它"},
		"own year":    {"行政许可\t", "行政许可（2024年）\t", "行政强制\t", "2024年行政强制\t"},
		"year of row": {"一、本年新收", "一、2024年新收", "三、本年度", "三、2024年度"},
		"head":        {"本年制发件数", "制发件数（2024年度）", "现行有效件数", "现行有效件数（历史累计）"},
	} {
		got, said := pasted(strings.NewReplacer(changes...).Replace(text), intake.Options{})
		if got == nil || said.HasErrors() {
			t.Errorf("%s: %s", name, said)
			continue
		}
		for _, f := range []struct{ table, row, column, want string }{
			{"disclosure", "licensing", "decisions", "1286"}, {"disclosure", "compulsion", "decisions", "5"}, {"requests", "new", "total", "239"}, {"requests", "outcome.total", "total", "225"}, {"requests", "outcome.otherwise.other", "natural_person", "4"}, {"disclosure", "normative_documents", "in_force", "19"},
		} {
			if is := figure(got, f.table, f.row, f.column); is != f.want {
				t.Errorf("%s: %s is %q: %s", name, f.row, is, said)
			}
		}
	}
	for from, to := range map[string]string{"行政许可\t": "行政许可（2023年）\t", "一、本年新收": "一、2023年新收", "三、本年度": "三、2022年度", "行政强制\t": "2023年行政强制\t"} {
		got, said := pasted(strings.Replace(text, from, to, 1), intake.Options{})
		if !says(said, diag.Error, "不是 2024 年") {
			t.Errorf("%s: %v %s", to, got != nil, said)
		}
	}
}

// TestUnitsAboveTablesAreNamed as what they are for.
func TestUnitsAboveTablesAreNamed(t *testing.T) {
	got, said := page(strings.Replace(published(t), "<table>", "<p>单位：件、万元</p><table>", 1))
	if got == nil || said.HasErrors() || !says(said, diag.Note, "“单位：件、万元”用来核对") {
		t.Errorf("%s", said)
	}
}
