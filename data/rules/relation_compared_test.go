package rules

import (
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// TestComparisons compares what stands on both sides of a word: numbers, pronouns
// for them, and names for which the table has figures.
func TestComparisons(t *testing.T) {
	proportion := configs.Claim{Relation: configs.ProportionRelation, Check: "proportional(p, a, b)", Place: "p"}
	times := configs.Claim{Relation: configs.TimesRelation, Check: "timesOf(n, rest, a, b)", Place: "n"}
	excess := configs.Claim{Relation: configs.ExcessRelation, Check: "differBy(n, word, a, b)", Place: "n"}
	order := configs.Claim{Relation: configs.OrderRelation, Check: "ordered(word, a, b)"}
	restated := configs.Claim{Relation: configs.RestatedRelation, Check: "n == said", Place: "n"}
	for _, c := range []struct {
		name  string
		claim configs.Claim
		text  string
		wrong int
	}{
		{"a number of a number", proportion, "自然人6件占收到的20件的三成", 0},
		{"a number of a number that is wrong", proportion, "自然人6件占收到的20件的四成", 1},
		{"the former", proportion, "自然人6件，企业2件，前者占两者之和的75%", 0},
		{"the former that is wrong", proportion, "自然人6件，企业2件，前者占两者之和的65%", 1},
		{"all together", proportion, "收到20件，其中自然人6件、企业2件，两项占收到的20件的40%", 0},
		{"all together that is wrong", proportion, "收到20件，其中自然人6件、企业2件，两项占收到的20件的50%", 1},
		{"a part below", proportion, "收到20件，其中自然人6件，不足一半", 0},
		{"a part that is not below", proportion, "收到20件，其中自然人16件，不足一半", 1},
		{"no whole", proportion, "自然人16件，不足一半", 0},
		{"a part of two that are enumerated", proportion, "指南1条、公文11条，其中规范性文件2条，占16.7%", 0},
		{"a part of two that are enumerated that is wrong", proportion, "指南1条、公文11条，其中规范性文件2条，占26.7%", 1},
		{"times", times, "自然人6件，企业2件，前者是后者的3倍", 0},
		{"times that are wrong", times, "自然人6件，企业2件，前者是后者的4倍", 1},
		{"times of what is named", times, "收到自然人6件，企业2件，自然人是企业的4倍", 1},
		{"nearly so many times", times, "自然人197件，企业25件，前者是后者的近8倍", 0},
		{"nearly so many times that is wrong", times, "自然人197件，企业25件，前者是后者的近9倍", 1},
		{"times of another year", times, "企业6件，是去年的4倍", 0},
		{"more", excess, "自然人6件，企业2件，前者比后者多4件", 0},
		{"more that is wrong", excess, "自然人6件，企业2件，前者比后者多5件", 1},
		{"less", excess, "企业2件，比自然人的6件少4件", 0},
		{"less that is more", excess, "自然人6件，比企业的2件少4件", 1},
		{"apart", excess, "自然人6件、企业2件，相差3件", 1},
		{"more of the table", excess, "答复比收到多3件", 1},
		{"more of another year", excess, "收到比去年多3件", 0},
		{"the order of the table", order, "答复少于收到", 0},
		{"the order that is not that of the table", order, "收到少于答复", 1},
		{"the same", order, "收到与答复持平", 1},
		{"more by a word at the end", order, "答复比收到多", 1},
		{"names that the table has not", order, "提案少于信访", 0},
		{"said again", restated, "收费12.5万元，超过12万元", 0},
		{"said again wrongly", restated, "收费12.5万元，突破13万元", 1},
		{"said again by a range", restated, "收费1234元，是1300余元", 1},
		{"an average is not said again", restated, "收费12.5万元，平均近3万元", 0},
		{"a sum is not said again", restated, "收费12.5万元，合计近30万元", 0},
		{"another number", restated, "收费12.5万元，退还近3万元", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(configs.Rule{ID: "T", Name: "一致", Level: diag.Warning, Each: configs.EachClaim, Claims: []configs.Claim{c.claim}, Statements: []configs.Statement{
				{Amount: configs.AmountNumber, Units: []string{"piece"}, Classes: said("event", "received", "subject", "|request"), Equals: []string{"requests.new.total"}},
				{Amount: configs.AmountNumber, Units: []string{"piece"}, Classes: said("event", "answered", "subject", "|request"), Equals: []string{"requests.outcome.total.total"}},
			}})
			config.Lexicon = words()
			config.Lexicon.Classes = append(config.Lexicon.Classes, configs.WordClass{Dimension: "aside", Name: "bound", Words: []string{"少于", "不足", "超过"}}, configs.WordClass{Dimension: "role", Name: "filler", Words: []string{"是", "前", "后", "者"}})
			r := report(config, "new", "total", "20", "outcome.total", "total", "18")
			r.Prose = prose(block(3, 0, "", c.text))
			got := compiled(t, config).Check(r)
			if len(got) != c.wrong {
				t.Errorf("%s: said %d times, want %d: %v", c.text, len(got), c.wrong, got)
			}
		})
	}
}
