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

// TestCaptionsOfAnotherYear: what stands above a table and names another year says that
// its figures are of that year.
func TestCaptionsOfAnotherYear(t *testing.T) {
	const heading = "三、收到和处理政府信息公开申请情况\n"
	text := tabbed(t)
	for name, c := range map[string]struct {
		above string
		level diag.Level
		said  string
	}{
		"caption":        {heading + "2023年收到和处理政府信息公开申请情况\n", diag.Error, "说的是 2023 年，不是 2024 年"},
		"numbered":       {heading + "表2 2023年收到和处理政府信息公开申请情况表\n", diag.Error, "说的是 2023 年，不是 2024 年"},
		"heading":        {"三、2023年收到和处理政府信息公开申请情况\n", diag.Error, "标题“三、2023年收到和处理政府信息公开申请情况”说的是 2023 年"},
		"something else": {heading + "2023年台账口径\n", diag.Warning, "它说的是 2023 年"},
	} {
		if _, said := pasted(edited(t, text, heading, c.above), intake.Options{}); !says(said, c.level, c.said) {
			t.Errorf("%s: %s", name, said)
		}
	}
	for name, above := range map[string]string{
		"own year":  heading + "2024年收到和处理政府信息公开申请情况\n",
		"two years": heading + "2023年与2024年收到和处理政府信息公开申请情况\n",
	} {
		if got, said := pasted(edited(t, text, heading, above), intake.Options{}); got == nil || said.HasErrors() || says(said, diag.Warning, "2023 年") {
			t.Errorf("%s: %s", name, said)
		}
	}
	if _, said := pasted(edited(t, text, "一、总体情况\n", "一、2023年总体情况\n"), intake.Options{}); said.HasErrors() || !says(said, diag.Warning, "标题“一、2023年总体情况”说的是 2023 年，不是 2024 年") {
		t.Errorf("prose: %s", said)
	}
}

// TestRadicalsInLabelsAreNamed, as those in text are.
func TestRadicalsInLabelsAreNamed(t *testing.T) {
	text := tabbed(t)
	for from, to := range map[string]string{"行政许可\t": "⾏政许可\t", "自然人": "⾃然⼈", "一、总体情况\n": "⼀、总体情况\n"} {
		got, said := pasted(edited(t, text, from, to), intake.Options{})
		if got == nil || said.HasErrors() || !says(said, diag.Note, "是部首或兼容字") {
			t.Errorf("%s: %s", to, said)
		}
	}
}
