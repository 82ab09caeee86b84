package rules

import (
	"testing"

	"gongwen/internal/prefilter"
)

func TestPlacesLeftToBeFilledIn(t *testing.T) {
	for _, text := range []string{
		"收到申请〔待填〕件。", "收到申请（待填写）", "公开信息[待补充]", "内容（请在此处填写）", "培训【待定】", "收到申请【填写】件", "【填写本年度情况】", "〔填报处〕", "【补充数据】", "公开信息？？条", "公开信息?? 条", "收到申请？件，", "公开××件", "公开XX条信息", "召开ＸＸ次会议",
		"公开xx条。", "收到申请X件。", "收到申请N 件，", "公开×条；", "公开○○条", "公开□□件", "公开**件", "公开____条", "公开＿＿条", "公开……条，", "20××年", "202X年", "20__年", "公开#REF!条", "见错误！未找到引用源。",
		"收到{{count}}件", "«申请数»件", "单击此处输入文字。", "收到申请  件，", "××县教育局", "XX局", "×× 年", "（？）", "（XX）", "（____）",
	} {
		if len(leftBlank(text, prefilter.CharactersOf(text))) == 0 {
			t.Errorf("%q is finished", text)
		}
	}
	for _, text := range []string{
		"申请人张××反映。", "谁来管？个人也要管。", "怎么办？条例有规定。", "二〇〇〇年建成，二○○五年改造。", "3×5米", "开设【一图读懂】栏目", "开设【填报指南】栏目", "【填写说明】一文", "（待答复3件）", "制度有待完善。", "A4纸50张", "5G基站3个", "联系：a__b@example.cn", "网址 https://a.example/x_y/__z", "公开信息…… 各项工作",
		"编号X1234", "线索（待核实）3条", "增长12.5%", "向社会公开（详见附件）", "iPhone X件数不计", "“？”和“！”", "20个年份", "（一）公开", "（5）公开", "数据#1", "“×”表示没有", "某某县", "张  三件事",
	} {
		if at := leftBlank(text, prefilter.CharactersOf(text)); len(at) > 0 {
			t.Errorf("%q: %q is not finished", text, text[at[0][0]:at[0][1]])
		}
	}
}
