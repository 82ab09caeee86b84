package load

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"gongwen/data"
	"gongwen/data/rules"
	"gongwen/internal/diag"
)

// told checks a published report in whose section stands that text only, and
// lists what the rules about numbers in prose say: rule and message by line.
func told(t *testing.T, file, section, text string, previous *data.Report) string {
	t.Helper()
	var content map[string]any
	if err := json.Unmarshal([]byte(figures(t, file)), &content); err != nil {
		t.Fatal(err)
	}
	for _, prose := range []string{"overview", "problems", "others"} {
		content[prose] = "无。"
	}
	content[section] = text
	changed, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	report, said := Report(file, changed, library())
	if report == nil {
		t.Fatal(said)
	}
	var lines []string
	for _, d := range rules2021().CheckWith(report, previous) {
		if strings.Contains(" T1 T2 T3 T4 T5 T6 P1 P2 P3 P7 ", " "+d.Rule+" ") {
			if d.Level != diag.Warning {
				t.Errorf("%s is no warning", d.Rule)
			}
			lines = append(lines, d.Rule+" "+d.Message.ZH)
		}
	}
	return strings.Join(lines, "\n")
}

// rules2021 compiles the rules of the format once for all texts.
var rules2021 = sync.OnceValue(func() *rules.Set {
	template, _ := library().Template("open-government-2021")
	rules, _ := rules.Compile(template)
	return rules
})

const (
	city   = "suqian-2024.json"
	bureau = "shuyang-fagaiju-2023.json"
)

// toldCase is a text that is sound when want is empty; else every line of want
// begins what is said.
type toldCase struct {
	name, file, section, text string
	want                      []string
}

func testTold(t *testing.T, cases []toldCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.section == "" {
				c.section = "overview"
			}
			got := told(t, c.file, c.section, c.text, nil)
			lines := strings.Split(got, "\n")
			if got == "" {
				lines = nil
			}
			bad := len(lines) != len(c.want)
			for i := range lines {
				bad = bad || !strings.HasPrefix(lines[i], c.want[i])
			}
			if bad {
				t.Errorf("%s\nsaid\n%s\nwant\n%s", c.text, got, strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestRequestsInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"the number of the table", city, "", "2024年，全市共收到政府信息公开申请3525件。", nil},
		{"with blanks and full-width digits", city, "", "2024 年，我市新收 政府信息公开申请３５２５ 件，上年结转121件。", nil},
		{"with a thousands mark", city, "", "收到公民、法人和其他组织提出的政府信息公开申请3,525件。", nil},
		{"in Chinese numerals", bureau, "", "全年共收到依申请公开申请二十六件。", nil},
		{"about", city, "", "全年收到政府信息公开申请3500余件。全年收到政府信息公开申请近3600件。", nil},
		{"about, with 万", city, "", "全年收到政府信息公开申请0.35万件。", nil},
		{"the number before the noun", bureau, "", "我局共收到26份政府信息公开申请，均已办理。", nil},
		{"dealt with, the number before the noun", bureau, "", "共受理26件政府信息公开申请，全年答复26件公开申请。", nil},
		{"dealt with of one kind", bureau, "", "共受理5件涉及土地征收的政府信息公开申请，受理3件行政许可申请。", nil},
		{"with a note in brackets", city, "", "收到政府信息公开申请3525件（含网络申请3000件），收到公开申请3525件。", nil},
		{"last year's is another number", city, "", "2023年收到政府信息公开申请3511件，2024年收到政府信息公开申请3525件。", nil},
		{"compared with last year", city, "", "收到政府信息公开申请3525件，比上年增加14件。", nil},
		{"by one channel", city, "", "其中，通过网络平台收到政府信息公开申请3000件。", nil},
		{"another agency's", bureau, "", "全县各单位共收到政府信息公开申请950件。", nil},
		{"until a day", bureau, "", "截至6月底，共收到政府信息公开申请12件。", nil},
		{"answered at once or passed on", bureau, "", "当场答复政府信息公开申请5件，延期办理政府信息公开申请2件，收到市政府办公室转来的政府信息公开申请3件。", nil},
		{"what the law says of numbers", bureau, "others", "行政机关收到政府信息公开申请10件以下的不收费，收到申请后应当在20个工作日内答复。", nil},
		{"one that was withdrawn and is not counted", bureau, "", "收到政府信息公开申请1件，后撤回，未计入统计。", nil},
		{"together with other things", bureau, "", "收到咨询和信息公开申请共30件。", nil},
		{"none of a kind of content", bureau, "", "未收到涉及商业秘密的政府信息公开申请。", nil},
		{"a plan", bureau, "", "力争全年收到政府信息公开申请不超过3件。", nil},
		{"other things that are received", bureau, "", "收到政府信息公开举报3件，收到行政许可申请200件，收到咨询30件。", nil},
		{"what is dealt with may have last year's", city, "", "全年办理政府信息公开申请3646件。受理政府信息公开申请3525件。共答复政府信息公开申请3521件。", nil},
		{"requests in brackets of last year", city, "", "收到政府信息公开申请3646件（其中121件为上年结转）。", nil},
		{"none, by a rule of the law", bureau, "", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请0件。", nil},
		{"none of a kind", bureau, "", "没有政府信息公开申请逾期答复的情况，无依申请公开收费情形。", nil},

		{"R18: fewer than in the table", bureau, "", "2023年，我局共收到政府信息公开申请2件。",
			[]string{"T1 “我局共收到政府信息公开申请2件”：文字里是 2，表中“一、本年新收政府信息公开申请数量 · 总计”是 26"}},
		{"R02: the office's number, which may be meant", city, "", "2024年，市政府办公室收到政府信息公开申请17件。", nil},
		{"none, but the table has some", bureau, "", "全年未收到政府信息公开申请。", []string{"T1 “未收到政府信息公开申请”：文字里是 0，表中“一、本年新收政府信息公开申请数量 · 总计”是 26"}},
		{"without a verb", bureau, "", "2023年，本单位无依申请公开事项。", []string{"T1 “无依申请公开事项”：文字里是 0"}},
		{"Chinese numerals that differ", bureau, "", "共收到政府信息公开申请三十六件。", []string{"T1 “收到政府信息公开申请三十六件”：文字里是 三十六"}},
		{"about, and wide of it", city, "", "收到政府信息公开申请近3000件。", []string{"T1 “收到政府信息公开申请近3000件”：文字里是 3000"}},
		{"the number before the noun differs", bureau, "", "共收到8份政府信息公开申请。", []string{"T1 “收到8份政府信息公开申请”"}},
		{"with a note in brackets, and another number", city, "", "收到政府信息公开申请3552件（含网络申请3000件）。", []string{"T1 “收到政府信息公开申请3552件”"}},
		{"the amount of requests", bureau, "", "政府信息公开申请量为30件。", []string{"T1 “政府信息公开申请量为30件”"}},
		{"dealt with but differing, the number before the noun", bureau, "", "共受理36件政府信息公开申请（均为自然人提交），按期办结率100%。", []string{"T1 “受理36件政府信息公开申请”"}},
		{"dealt with more than there were", city, "", "全年办理政府信息公开申请3700件。", []string{"T1 “全年办理政府信息公开申请3700件”：文字里是 3700，表中“一、本年新收政府信息公开申请数量 · 总计”是 3525、“一、本"}},
	})
}

func TestReviewInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"both totals", city, "", "因政府信息公开工作被申请行政复议170件，被提起行政诉讼77件。", nil},
		{"a lawsuit behind a comma", city, "", "因政府信息公开被申请行政复议170件，行政诉讼77件。", nil},
		{"neither is about information", city, "", "全年办理行政复议案件1200件，行政诉讼300件。", nil},
		{"the results", city, "", "因政府信息公开引发行政复议170件，其中结果维持88件、纠正18件、尚未审结36件。", nil},
		{"lawsuits by kind", city, "", "未经复议直接起诉25件，复议后起诉52件。", nil},
		{"the results of lawsuits", city, "", "全市政府信息公开行政诉讼77件，其中维持40件，尚未审结20件。", nil},
		{"none of all kinds", "suqian-2023.json", "", "复议、诉讼纠正情况见表。", nil},
		{"as the authority that reviews", city, "", "市政府作为复议机关，全年受理行政复议1200件，其中信息公开类行政复议300件。", nil},
		{"none for a mistake", city, "", "未发生因信息公开答复不规范引起的行政复议。", nil},
		{"new ones only", city, "", "新增政府信息公开行政复议100件。", nil},
		{"some of the agency's", city, "", "以市政府为被申请人的行政复议案件80件。被申请行政复议80件，其中政府信息公开类30件。", nil},
		{"other reconsiderations", city, "", "全市办理行政复议案件2000件。", nil},
		{"last year's", city, "", "2023年，因政府信息公开被申请行政复议440件。", nil},
		{"no lawsuit", bureau, "", "全年未发生政府信息公开行政诉讼。", nil},
		{"all upheld with none", bureau, "", "信息公开行政诉讼案件均获维持。", nil},

		{"R05: both totals differ", city, "", "全市因政府信息公开被申请行政复议134件、行政诉讼57件。", []string{
			"T2 “因政府信息公开被申请行政复议134件”：文字里是 134，表中“行政复议 · 总计”是 170",
			"T2 “行政诉讼57件”：文字里是 57，表中“未经复议直接起诉 · 总计 + 复议后起诉 · 总计”是 77"}},
		{"R10: all upheld, but some are pending", bureau, "", "因政府信息公开被申请行政复议1件，均获维持。", []string{"T2 “因政府信息公开被申请行政复议1件，均获维持”：表中共 1 件，其中“行政复议 · 结果维持”是 0"}},
		{"none corrected, but the table has some", city, "", "没有因政府信息公开被行政复议纠正、行政诉讼败诉的情形。", []string{"T2 “没有因政府信息公开被行政复议纠正、行政诉讼败诉”：文字里是 0，表中“行政复议 · 结果纠正”是 18"}},
		{"none, but the table has one", bureau, "", "全年未发生因政府信息公开引发的行政复议和行政诉讼。", []string{"T2 “未发生因政府信息公开引发的行政复议和行政诉讼”：文字里是 0，表中“行政复议 · 总计”是"}},
		{"none, without a verb", bureau, "", "无行政复议、行政诉讼。", []string{"T2 “无行政复议、行政诉讼”"}},
		{"a result differs", city, "", "因政府信息公开被申请行政复议170件，其中维持90件。", []string{"T2 “维持90件”：文字里是 90，表中“行政复议 · 结果维持”是 88"}},
		{"a lawsuit behind a comma differs", city, "", "收到政府信息公开申请3525件，上年结转121件，因政府信息公开被申请行政复议170件，行政诉讼76件。", []string{"T2 “行政诉讼76件”：文字里是 76"}},
		{"lawsuits of a kind differ", city, "", "复议后起诉50件。", []string{"T2 “复议后起诉50件”"}},
	})
}

func TestDocumentsInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"made, repealed, in force", city, "", "全年制发行政规范性文件50件，废止227件，现行有效420件。", nil},
		{"the number before the noun", bureau, "", "制发的8件行政规范性文件全部做到同步解读。", nil},
		{"in force at the end of the year", bureau, "", "截至2023年12月31日，现行有效的行政规范性文件18件。", nil},
		{"regulations", city, "", "制定政府规章2件，废止规章1件，现行有效规章12件。", nil},
		{"only some of them", city, "", "其中，制定涉企规范性文件12件，审查规范性文件60件，报送备案规范性文件30件。", nil},
		{"of last year", city, "", "2023年制发行政规范性文件109件。", nil},
		{"revised ones", bureau, "", "修订行政规范性文件3件。", nil},
		{"of the departments", city, "", "各部门制发规范性文件43件。", nil},
		{"of the government itself, where the table has the city's", city, "", "市政府制定行政规范性文件15件，市政府办公室印发规范性文件12件。", nil},
		{"a plan", bureau, "", "2024年计划制定规范性文件5件。", nil},
		{"other documents", bureau, "", "印发文件120件，废止文件3件。", nil},

		{"made", bureau, "", "全年制发行政规范性文件9件。", []string{"T3 “全年制发行政规范性文件9件”：文字里是 9，表中“行政规范性文件 · 本年制发件数”是 8"}},
		{"none was made", bureau, "", "本年度未制定行政规范性文件。", []string{"T3 “未制定行政规范性文件”：文字里是 0"}},
		{"repealed and in force", city, "", "对行政规范性文件开展清理，废止61件，现行有效422件。", []string{"T3 ", "T3 “现行有效422件”：文字里是 422，表中“行政规范性文件 · 现行有效件数”是 420"}},
		{"regulations", city, "", "制定规章3件。", []string{"T3 “制定规章3件”：文字里是 3，表中“规章 · 本年制发件数”是 2"}},
		{"in force, about", bureau, "", "现行有效的规范性文件30余件。", []string{"T3 “现行有效的规范性文件30余件”：文字里是 30余"}},
	})
}

func TestAllRequestsClosedInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"nothing is carried over", bureau, "", "收到政府信息公开申请26件，全部办结，办结率100%。", nil},
		{"all by the rules", city, "", "收到政府信息公开申请3525件，均按规定办理。", nil},
		{"in time or carried over", city, "", "收到政府信息公开申请3525件，均在法定期限内答复或者结转下年度继续办理。", nil},
		{"answered in time", city, "", "政府信息公开申请按时答复率100%。申请均已按期答复。", nil},
		{"except some", city, "", "除125件结转下年度外，申请全部办结。", nil},
		{"last year's are closed", city, "", "上年结转的申请均已办结。", nil},
		{"answered within the time", city, "", "收到政府信息公开申请3525件，均在法定时限内答复，答复率100%。", nil},
		{"letters are closed", city, "", "依申请公开规范有序。来信、留言全部办结，办结率100%。", nil},
		{"other applications are closed", city, "", "依申请公开以外，行政许可申请全部办结。", nil},
		{"less than all", city, "", "政府信息公开申请办结率96.6%。", nil},

		{"R08: all closed, but some carried over", city, "", "收到政府信息公开申请3525件，全部办结。", []string{"T4 “收到政府信息公开申请3525件，全部办结”：表中“四、结转下年度继续办理”总计 125 件"}},
		{"all closed, with last year's", city, "", "收到政府信息公开申请3525件，上年结转121件，全部办结。", []string{"T4 "}},
		{"all answered", city, "", "受理的政府信息公开申请均已答复。", []string{"T4 “受理的政府信息公开申请均已答复”"}},
		{"a rate of a hundred", city, "", "政府信息公开申请办结率达100%。", []string{"T4 "}},
		{"a rate in Chinese", city, "", "收到的政府信息公开申请，办结率达到百分之百。", []string{"T4 "}},
	})
}

func TestResultsInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"every group", city, "", "收到政府信息公开申请3525件，予以公开1431件，部分公开471件，不予公开92件，无法提供941件，不予处理117件，其他处理469件，结转下年度继续办理125件。", nil},
		{"under the heading of requests", city, "", "## 依申请公开\n\n予以公开1431件、部分公开471件，均已送达。", nil},
		{"numbers before the words", city, "", "收到的申请中，1431件予以公开，471件部分公开，92件不予公开。", nil},
		{"two results in one number", city, "", "收到的申请中，予以公开或部分公开1902件，不予公开和无法提供1033件。", nil},
		{"rows of a group", city, "", "收到申请后，属于国家秘密2件、属于四类过程性信息11件，本机关不掌握相关政府信息897件，信访举报投诉类申请87件。", nil},
		{"carried over both ways", city, "", "收到政府信息公开申请3525件，上年结转121件，结转下年度继续办理125件。", nil},
		{"with those carried over", city, "", "共收到政府信息公开申请3646件（其中121件为上年度结转）。", nil},
		{"with those carried over, in the other order", city, "", "共办理政府信息公开申请3646件，其中上年结转121件。", nil},
		{"documents are no requests", city, "", "## 依申请公开\n\n制发公文80件，其中主动公开50件、依申请公开20件、不予公开10件。12345热线转办件238件，其中予以公开4件。", nil},
		{"proposals are no requests", city, "", "## 监督保障\n\n全年办理人大代表建议20件，提案复文予以公开12件。", nil},
		{"the whole city's, in a bureau's report", bureau, "", "全县共答复申请1453件。其中，予以公开966件，不予公开81件。", nil},
		{"the office's, in a government's report", city, "", "市政府办公室收到8件申请。其中，予以公开2件，部分公开2件。", nil},
		{"carried over, in other words", city, "", "对上一年度结转的121件申请全部答复，剩余125件申请结转下一年度办理。", nil},
		{"by kind of applicant", city, "", "申请人中，自然人3440件，其中予以公开1000件。", nil},
		{"last year's results", city, "", "2023年，收到的申请予以公开1191件。", nil},
		{"nothing carried over", bureau, "", "收到政府信息公开申请26件，予以公开26件，无结转下年度的申请。", nil},

		{"R32: not held is not refused", bureau, "", "收到的申请中，不予公开1件(无法提供，本机关不掌握)。", []string{
			"T5 “不予公开1件(无法提供，本机关不掌握”：不掌握、不存在"}},
		{"a secret is not what cannot be provided", city, "", "收到的申请中，无法提供941件（涉及商业秘密12件）。", []string{"T5 “无法提供941件（涉及商业秘密”：依法不公开的"}},
		{"a result differs", city, "", "收到政府信息公开申请3525件，予以公开1413件，部分公开471件。", []string{"T5 “予以公开1413件”：文字里是 1413，表中“三、本年度办理结果（一）予以公开 · 总计”是 1431"}},
		{"a group differs", city, "", "对收到的申请，无法提供897件。", []string{"T5 “无法提供897件”：文字里是 897，表中“三、本年度办理结果（四）无法提供 · 总计”是 941"}},
		{"received and carried over do not add up", city, "", "共收到政府信息公开申请3525件，其中上年结转121件。", []string{"T5 “收到政府信息公开申请3525件”：表中新收 3525 件加上年结转 121 件，与 3525 件不符"}},
		{"carried over differs", city, "", "收到政府信息公开申请3525件，上年结转120件，结转下年度继续办理124件。", []string{
			"T5 “上年结转120件”：文字里是 120", "T5 “结转下年度继续办理124件”：文字里是 124，表中“四、结转下年度继续办理 · 总计”是 125"}},
		{"numbers before the words differ", city, "", "收到的申请中，1341件予以公开，其余见下表。", []string{"T5 “1341件予以公开”"}},
	})
}

func TestPartsInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"R30: parts add up", city, "", "全年公开信息805条，其中概况类258条、政务动态35条、公示公告265条、其他247条。", nil},
		{"parts named all", city, "", "全年发布信息1474条，分别为网站326条、政务新媒体1148条。", nil},
		{"in brackets", city, "", "主动公开规章13件（含新制定5件，修改4件，废止4件）。", nil},
		{"only some of them", city, "", "发布信息1193条，其中政策解读20条、民生服务30条、公示公告40条。", nil},
		{"two of them", city, "", "发布信息100条，其中财政信息60条、环保信息30条。", nil},
		{"not all named", city, "", "发布信息100条，其中财政信息60条、环保信息30条、教育信息5条等。", nil},
		{"parts of parts in brackets", city, "", "发布信息100条，其中网站60条（含子站20条）、微信30条、微博10条。", nil},
		{"what is no part of it", bureau, "", "公开信息276条，其中：政务动态216条，更新目录50条，向县政府办报送信息100余条。", nil},
		{"in a sentence of its own", bureau, "", "公开各类信息46条。其中工作动态类36条；计划总结类7条；其他类3条。", nil},
		{"about", city, "", "发布信息1.2万余条，其中网站8000余条、微信3000余条、微博1200余条。", nil},
		{"a name with a list in it", city, "", "发布信息100条，其中教育、医疗信息60条，就业、养老信息30条，其他10条。", nil},
		{"results of requests", city, "", "收到申请100件，上年结转10件。予以公开87件、部分公开20件、不予公开3件。", []string{
			"T1 “收到申请100件”", "T5 “上年结转10件”", "T5 “予以公开87件”", "T5 “部分公开20件”", "T5 “不予公开3件”"}},

		{"R10: parts that do not add up", city, "", "全年公开信息805条，其中概况类258条、政务动态35条、公示公告265条、其他158条。", []string{
			"T6 “全年公开信息805条，其中概况类258条、政务动态35条、公示公告265条、其他158条”：分项相加是 716，总数是 805"}},
		{"more than the total", city, "", "发布信息100条，其中网站80条、微信30条。", []string{"T6 “发布信息100条，其中网站80条、微信30条”：分项相加是 110，总数是 100"}},
		{"parts named all that lack some", city, "", "发布信息100条，分别为网站60条、微信30条。", []string{"T6 "}},
		{"in brackets that lack some", city, "", "开展培训9次（包括集中培训3次、线上培训5次）。", []string{"T6 “开展培训9次（包括集中培训3次、线上培训5次”：分项相加是 8，总数是 9"}},
	})
}

func TestPercentagesInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"a share, rounded", city, "", "收回问卷512份，其中满意498份，占97.3%。", nil},
		{"shares of all", city, "", "公开指南1条，占8%；公文5条，占42%；预决算2条，占17%；采购2条，占17%；公告2条，占17%。", nil},
		{"growth", city, "", "公开信息3646条，比上年的3607条增长1.08%。", nil},
		{"growth without decimals", city, "", "公开信息3646条，较2023年3607条增长1%。", nil},
		{"decline", city, "", "公开信息90条，比上年120条下降25%。", nil},
		{"of numbers that are not there", city, "", "政策文件的解读率提高到96.7%，同比增长4.3个百分点，满意度97.3%。", nil},
		{"about", city, "", "收回问卷510余份，其中满意500份，占97.3%。收回问卷512份，其中满意498份，占约97%。", nil},
		{"shares of something else", city, "", "培训3期、196人次，绩效考核占比4%。公开指南1条，占8%；公文5条，占40%。", nil},
		{"of a number that is not the nearest", city, "", "公开指南1条、公文11条，其中规范性文件2条，占16.7%。答复1453件，包括上年结转30件。其中，予以公开966件，占66.48%。", nil},
		{"last year and this", city, "", "2023年公开信息3607条，2024年公开信息3646条，增长1.08%。", nil},

		{"R35: a share cut off", city, "", "公开指南1条，占8%；公文5条，占41%；预决算2条，占17%；采购2条，占17%；公告2条，占17%。", []string{
			"P1 5 占各项合计 12 的 42%，文字里是 41%"}},
		{"R05: growth", city, "", "公开信息3646条，比上年3607条增长1.05%。", []string{"P1 “公开信息3646条，比上年3607条增长1.05%”：从 3607 到 3646 增长 1.08%"}},
		{"a share of a total", city, "", "收回问卷512份，其中满意498份，占97.2%。", []string{"P1 “收回问卷512份，其中满意498份，占97.2%”：498 占 512 的 97.3%"}},
		{"decline", city, "", "公开信息90条，比上年120条下降33.3%。", []string{"P1 “公开信息90条，比上年120条下降33.3%”：从 120 到 90 下降 25.0%"}},
		{"two years", city, "", "2023年公开信息3607条，2024年公开信息3646条，同比增长1.05%。", []string{"P1 "}},
	})
}

func TestUnitsInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"parts in 条", city, "", "全年发布信息173769条，其中网站75656条、新媒体98113条。", nil},
		{"all in 万", city, "", "全年发布信息17.4万条，其中网站7.6万条、新媒体9.8万条。", nil},
		{"the total in 万", city, "", "全年发布信息17.4万条，其中网站75656条、新媒体98113条。", nil},
		{"few in 万", city, "", "总访问量173769万次，其中首页75656次。", nil},
		{"fees in 万元", city, "others", "全年行政事业性收费72701.2578万元。", nil},
		{"fees in 元", city, "others", "全年行政事业性收费727012578元。", nil},

		{"more and then less", city, "", "公开信息52件，同比增加6件，下降13%。", []string{"P1 “增加6件，下降13%”：前面说增加，后面说下降"}},
		{"less and then more", city, "", "公开信息52件，比上年减少6件、同比上升10.3%。", []string{"P1 “减少6件、同比上升10.3%”：前面说减少，后面说增长"}},
		{"more by a number and per cent", city, "", "公开信息52件，同比增加6件，增长13.04%。", nil},
		{"R36: 万 too many", city, "", "全年发布信息173769万条，其中网站75656条、新媒体98113条。", []string{"P2 “全年发布信息173769万条，其中网站75656条、新媒体98113条”：各项相加是 173769，“173769万”疑多写了“万”"}},
		{"without a word between", city, "", "全年发布信息173769万条，网站75656条，新媒体98113条。", []string{"P2 "}},
		{"in brackets", city, "", "点击12万次（首页5次、专栏7次）。", []string{"P2 "}},
		{"fees in 元 that are 万元", city, "others", "行政事业性收费共72701.2578元。", []string{"P2 “行政事业性收费共72701.2578元”：表中行政事业性收费是 72701.2578 万元，单位疑有误"}},
	})
}

func TestTheSameNumberInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"twice the same", bureau, "", "全年主动公开政府信息55条。\n\n## 主动公开\n\n2023年，我局主动公开政府信息55条。", nil},
		{"about and exactly", bureau, "", "全年主动公开政府信息50余条。\n\n我局主动公开政府信息55条。", nil},
		{"by channels", bureau, "", "通过网站主动公开政府信息22条。通过微信公众号主动公开政府信息33条。全年主动公开政府信息55条。", nil},
		{"other units", bureau, "", "全年主动公开政府信息55条。全年主动公开政府信息3件。", nil},
		{"by half years", bureau, "", "上半年主动公开政府信息22条。全年主动公开政府信息55条。", nil},
		{"last year's and this", bureau, "", "2022年我局主动公开政府信息22条。2023年我局主动公开政府信息55条。", nil},
		{"other courses", bureau, "", "全年组织政务公开培训6次。全年组织政务公开培训2期。", nil},

		{"R37: twice, and not the same", bureau, "", "2023年，我局主动公开政府信息22条。\n\n## 主动公开\n\n全年共主动公开政府信息55条。", []string{
			"P3 “全年共主动公开政府信息55条”：这里是 55，前面是 22"}},
		{"in another section", bureau, "others", "全年主动公开政府信息22条。全年共公开政府信息23条。", []string{"P3 “全年共公开政府信息23条”：这里是 23"}},
		{"in Chinese numerals", bureau, "", "全年主动公开政府信息二十二条。共主动公开信息二十三条。", []string{"P3 "}},
		{"courses", bureau, "", "全年组织政务公开培训6次。年内举办政务公开业务培训5次。", []string{"P3 “年内举办政务公开业务培训5次”：这里是 5"}},
	})
}

func TestFeesInProse(t *testing.T) {
	testTold(t, []toldCase{
		{"none", city, "others", "2024年度，我单位未收取政府信息公开信息处理费。", nil},
		{"none, and the rule for it", city, "others", "本年度未收取信息处理费。信息处理费按件计收的，11至30件每件100元。", nil},
		{"R04: items add up", city, "others", "2024年共收取信息处理费2950元，其中420元、290元、1500元、140元、600元。", nil},
		{"R05: items add up, with applications", city, "others", "收取信息处理费2230元，分别为3件申请880元、2件申请1080元、1件申请270元。", nil},
		{"said twice", city, "others", "共收取信息处理费2950元。收取的信息处理费2950元已上缴国库。", nil},
		{"by way of charging", city, "others", "按件收取信息处理费420元，按量收取信息处理费2530元，共收取信息处理费2950元。", nil},
		{"last year's", city, "others", "2023年收取信息处理费100元。2024年未收取信息处理费。", nil},

		{"none and some", city, "others", "本年度未收取信息处理费。全年共收取信息处理费2950元。", []string{"P7 “全年共收取信息处理费2950元”：这里是 2950，前面是 0"}},
		{"two amounts", city, "others", "共收取信息处理费2950元。全年收取信息处理费2590元。", []string{"P7 "}},
		{"by the piece and by the page", city, "others", "共收取信息处理费2950元，其中：按件计收1040元，按页计收1910元。", nil},
		{"items do not add up", city, "others", "共收取信息处理费2950元，其中420元、290元、1500元、140元、60元。", []string{"P7 “共收取信息处理费2950元，其中420元、290元、1500元、140元、60元”：各项相加是 2410 元，合计写的是 2950 元"}},
		{"the fees of the table", city, "others", "2024年收取信息处理费72701.2578万元。", []string{"P7 “信息处理费72701.2578万元”：与表中“行政事业性收费”的 72701.2578 万元相同"}},
	})
}
