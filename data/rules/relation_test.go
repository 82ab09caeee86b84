package rules

import (
	"testing"

	"gongwen/configs"
	"gongwen/internal/diag"
)

func TestRelations(t *testing.T) {
	claim := func(relation, check string) configs.Claim {
		return configs.Claim{Relation: relation, Check: check}
	}
	parts := claim(configs.PartsRelation, `added("part") == whole`)
	listed := claim(configs.PartsRelation, `listed == "" and unlisted == ""`)
	total := claim(configs.TotalRelation, `added("part") == whole`)
	share := claim(configs.ShareRelation, "rounds(p, part, whole)")
	shares := claim(configs.SharesRelation, "consistent(p, part, q, other)")
	rate := claim(configs.RateRelation, "rounds(p, part, whole)")
	average := claim(configs.AverageRelation, "averages(average, whole, count)")
	change := claim(configs.ChangeRelation, "rounds(p, now - past, past)")
	growth := claim(configs.GrowthRelation, "rounds(p, by, now - by)")
	difference := claim(configs.DifferenceRelation, "now - past == by")
	for _, c := range []struct {
		name  string
		claim configs.Claim
		text  string
		wrong int
	}{
		{"parts", parts, "共5条，其中甲2条、乙3条", 0},
		{"parts that are too few", parts, "共5条，其中甲2条、乙2条", 1},
		{"parts in brackets", parts, "共5条（甲2条、乙2条）", 1},
		{"parts behind the noun", parts, "公布5条消息，其中甲2条，乙2条", 1},
		{"parts of any unit", parts, "共5场次，分别为甲2场次、乙2场次", 1},
		{"parts of another unit", parts, "共5条，其中甲2次、乙2次", 0},
		{"parts of a part", parts, "共5条，其中甲2条（其一1条、其二1条）、乙3条", 0},
		{"what comes behind the parts", parts, "共5条，其中甲2条、乙3条；活动2次", 0},
		{"parts without a word", parts, "共5条，甲2条、乙2条", 1},
		{"a semicolon ends parts", parts, "共5条，其中甲2条、乙3条；丙6条", 0},
		{"a semicolon ends one part", parts, "共5条，其中甲5条；丙6条", 0},
		{"semicolons between parts", parts, "共5条，其中：甲2条；乙2条", 1},
		{"what comes when the parts are whole", parts, "共5条，其中甲2条、乙3条，丙6条", 0},
		{"parts that begin again behind a full stop, of the last number", parts, "收到9条；转出6条。其中，甲2条、乙2条", 1},
		{"parts that begin again behind a full stop, of an earlier number", parts, "收到9条；转出1条。其中，甲2条、乙2条", 0},
		{"parts of each of an enumeration", parts, "行政复议3件、行政诉讼3件，其中行政复议维持3件、行政诉讼维持2件", 0},
		{"parts of the last of an enumeration", parts, "行政复议3件、行政诉讼3件，其中维持1件、纠正1件", 1},
		{"parts of a number before 中", parts, "5条消息中甲2条、乙2条", 1},
		{"one number behind 中", parts, "5条消息中甲2条", 0},
		{"parts of which nothing was named before", listed, "共5条，其中网站2条、微信2条", 0},
		{"parts that were all named before", listed, "网站、微信共5条，其中网站2条、微信2条", 1},
		{"parts of more than were named before", listed, "网站、微信、报纸共5条，其中网站2条、微信2条", 1},
		{"parts that were named in another turn", listed, "微信、网站共5条，其中网站2条、微信2条", 0},
		{"two that are added", total, "甲2条，乙3条，两项合计6条", 1},
		{"brackets between those that are added", total, "甲2条，乙（丙）3条，共6条", 1},
		{"a total", total, "甲2条、乙3条，共5条", 0},
		{"a total that is wrong", total, "甲2条、乙3条，共6条", 1},
		{"a total with its noun", total, "甲2条、乙3条，两类消息合计6条", 1},
		{"no total", total, "甲2条、乙3条，丙6条", 0},
		{"a share", share, "收到52件，网络30件，占57.69%", 0},
		{"a share that is wrong", share, "收到52件，网络30件，占67.69%", 1},
		{"a share of a number in brackets", share, "网络30件，占总数（52件）的57.69%", 0},
		{"a share of a number in brackets that is wrong", share, "网络30件，占总数（52件）的67.69%", 1},
		{"a share of what is not said", share, "网络30件，占57.69%", 0},
		{"a share of something else", share, "收到52件，网络30件，占全省网络申请的0.1%", 0},
		{"other parts are no whole", share, "网络30件，占57.69%；信函15件，占28.85%", 0},
		{"shares of one whole", shares, "网络30件，占57.69%；信函15件，占28.85%", 0},
		{"shares of two wholes", shares, "网络30件，占57.69%；信函15件，占38.85%", 1},
		{"shares in a row", shares, "网络30件、信函15件、窗口7件，占57.69%、28.85%和13.46%", 0},
		{"a share in a row that is wrong", shares, "网络30件、信函15件、窗口7件，占57.69%、28.85%和23.46%", 1},
		{"a rate", rate, "收到留言89条，回复80条，回复率89.9%", 0},
		{"a rate that is wrong", rate, "收到留言89条，回复80条，回复率100%", 1},
		{"a rate of the year", rate, "收到留言89条，回复80条，今年回复率100%", 1},
		{"a rate of rounded numbers", rate, "受理30万件，办结27万件，办结率98%", 1},
		{"a rate that rounded numbers may have", rate, "受理30万件，办结27万件，办结率91.5%", 0},
		{"a rate of something else", rate, "收到留言89条，回复80条，满意率100%", 0},
		{"a rate in time", rate, "收到留言89条，回复80条，按时回复率100%", 0},
		{"a rate that is called behind its part", rate, "留言241条中有240条按期回复，按期率99.6%", 0},
		{"a rate that is called behind its part and is wrong", rate, "留言241条中有240条按期回复，按期率98.6%", 1},
		{"an average behind a total", average, "培训6期共412人次，场均69人次", 0},
		{"an average behind a total that is wrong", average, "培训6期共412人次，场均78人次", 1},
		{"a change", change, "共52件，比上年的46件增加6件，增长13%", 0},
		{"a change that is wrong", change, "共52件，比上年的46件增加6件，增长15%", 1},
		{"a change to a number", change, "去年46件，增至52件，增长23%", 1},
		{"a change with the difference", growth, "共52件，增加6件，增长13.04%", 0},
		{"a change with the difference that is wrong", growth, "共52件，增加6件，增长15.04%", 1},
		{"a change whose past stands behind it", change, "共52件，增长15%（去年46件）", 1},
		{"a difference before both numbers", difference, "增加6件，由46件增至52件", 0},
		{"a difference before both numbers that is wrong", difference, "增加7件，由46件增至52件", 1},
		{"numbers that nothing parts", difference, "共3 52件，比上年多 3 4件，是上年2 6件的2倍", 0},
		{"a difference", difference, "共52件，比上年的46件增加6件", 0},
		{"a difference that is wrong", difference, "共52件，比上年的46件增加7件", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.claim.Place = map[string]string{configs.PartsRelation: "whole", configs.TotalRelation: "whole", configs.DifferenceRelation: "by"}[c.claim.Relation]
			config := template(configs.Rule{ID: "T", Name: "一致", Level: diag.Warning, Each: configs.EachClaim, Claims: []configs.Claim{c.claim}})
			config.Lexicon = words()
			r := report(config)
			r.Prose = prose(block(3, 0, "", c.text))
			if got := compiled(t, config).Check(r); len(got) != c.wrong {
				t.Errorf("%s: said %d times, want %d: %v", c.text, len(got), c.wrong, got)
			}
		})
	}
}
