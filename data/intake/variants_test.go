package intake_test

import (
	"strings"
	"testing"

	"gongwen/data"
	"gongwen/data/intake"
	"gongwen/data/intake/flow"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/diag"
)

// tabbed is the invented report as a browser copies it.
func tabbed(t testing.TB) string {
	t.Helper()
	return printedText(example(t, "invented-2024"), shapes()["tabs between cells"])
}

// edited is a text with changes made to it, each of which must apply.
func edited(t testing.TB, text string, changes ...string) string {
	t.Helper()
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the text has no %q", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	return text
}

// says whether a diagnostic of a level holds all the words.
func says(list diag.List, level diag.Level, words ...string) bool {
	for _, d := range list {
		if d.Level != level {
			continue
		}
		all := true
		for _, w := range words {
			all = all && strings.Contains(d.Format(diag.ZH), w)
		}
		if all {
			return true
		}
	}
	return false
}

func figure(r *data.Report, table, row, column string) string {
	return r.Tables[table].Cells[data.Ref{Row: row, Column: column}].Printed()
}

// TestVariants: what is written otherwise than in the official template is
// read all the same, with a note.
func TestVariants(t *testing.T) {
	want := example(t, "invented-2024")
	for name, c := range map[string]struct {
		changes []string
		note    []string
	}{
		"规范性文件 for 行政规范性文件":                  {[]string{"行政规范性文件\t", "规范性文件\t"}, nil},
		"a mistyped label":                   {[]string{"2.其他法律行政法规禁止公开", "2.其他法律行政止公开"}, nil},
		"another mistake":                    {[]string{"6.属于四类过程性信息", "6.属于四类过程信息"}, []string{"按“", "6.属于四类过程性信息”读取"}},
		"a label without its bracketed note": {[]string{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开"}, nil},
		"a head with more words":             {[]string{"现行有效件数", "现行有效件数 (历史累计)"}, nil},
		"数量 behind 结转下年度继续办理":                {[]string{"四、结转下年度继续办理", "四、结转下年度继续办理数量"}, []string{"按“四、结转下年度继续办理”读取"}},
		"a group whose label is lost":        {[]string{"（三）不予公开\t", ""}, nil},
		"a group whose label is a row":       {[]string{"（四）无法提供\t", "（四）无法提供\n"}, nil},
		"full-width digits":                  {[]string{"1286", "１２８６"}, nil},
		"a unit":                             {[]string{"1286", "1286件"}, []string{"“1286件”按 1286 读取"}},
		"the unit of money":                  {[]string{"12.3860", "12.3860万元"}, []string{"按 12.3860 读取"}},
		"thousands with commas":              {[]string{"1286", "1,286"}, []string{"“1,286”按 1286 读取"}},
		"no-break spaces":                    {[]string{"\t1286", "\t\u00a01286\u00a0"}, nil},
		"a title on one line":                {[]string{"云岭市𬒈溪傣族佤族自治县民族宗教事务局\n", "云岭市𬒈溪傣族佤族自治县民族宗教事务局"}, nil},
		"the year inside the title":          {[]string{"2024年政府信息公开工作年度报告", "政府信息公开工作2024年度报告"}, nil},
		"a title without 政府":                 {[]string{"2024年政府信息公开工作年度报告", "2024年度信息公开年度报告"}, nil},
		"blanks in the year":                 {[]string{"2024年政府信息公开工作年度报告", "2 0 2 4 年 政府信息公开工作年度报告"}, nil},
		"a date below the title":             {[]string{"2024年政府信息公开工作年度报告\n", "2024年政府信息公开工作年度报告\n（2025年1月）\n"}, []string{"2025年1月"}},
		"a year in Chinese":                  {[]string{"2024年政府信息公开工作年度报告", "二〇二四年政府信息公开工作年度报告"}, nil},
		"an old heading":                     {[]string{"四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议和提起行政诉讼情况"}, []string{"按“政府信息公开行政复议、行政诉讼情况”读取"}},
		"headings without numbers":           {[]string{"二、主动公开政府信息情况", "主动公开政府信息情况", "五、存在", "存在"}, nil},
		"a heading with other words":         {[]string{"五、存在的主要问题及改进情况", "五、存在的主要问题和改进措施"}, []string{"存在的主要问题及改进情况”读取"}},
		"a colon behind a heading":           {[]string{"六、其他需要报告的事项", "六、其他需要报告的事项："}, nil},
		"page numbers in the text":           {[]string{"\n二、主动公开", "\n— 2 —\n\n二、主动公开"}, []string{"页码", "— 2 —"}},
		"a table of contents": {[]string{"2024年政府信息公开工作年度报告\n",
			"2024年政府信息公开工作年度报告\n目录\n一、总体情况………………1\n二、主动公开政府信息情况………2\n"}, []string{"目录里的一行", "总体情况………………1"}},
		"the title twice": {[]string{"2024年政府信息公开工作年度报告\n",
			"2024年政府信息公开工作年度报告\n云岭市𬒈溪傣族佤族自治县民族宗教事务局2024年政府信息公开工作年度报告\n"}, []string{"标题前后的文字"}},
		"the title twice on its line": {[]string{"云岭市𬒈溪傣族佤族自治县民族宗教事务局\n2024年政府信息公开工作年度报告\n",
			strings.Repeat("云岭市𬒈溪傣族佤族自治县民族宗教事务局2024年政府信息公开工作年度报告 ", 2) + "\n"}, []string{"标题在一行里重复"}},
		"a label that is explained":   {[]string{"行政规范性文件\t", "行政规范性文件（指以本机关名义印发、标题里有“办法”“细则”“规程”等字样的公文）\t"}, []string{"印发", "按“行政规范性文件”读取"}},
		"a label with an instruction": {[]string{"规章\t", "规章（设区的市、自治州人民政府应提供相关数据）\t"}, []string{"应提供相关数据", "按“规章”读取"}},
		"a head that is explained":    {[]string{"本年制发件数", "本年制发件数（指2024年印发的件数）"}, []string{"指2024年印发的件数"}},
		"other words in the title":    {[]string{"2024年政府信息公开工作年度报告", "2024年政府信息公开年度工作报告（公开版）"}, []string{"(公开版)"}},
		"what a portal prints": {[]string{"2024年政府信息公开工作年度报告\n",
			"2024年政府信息公开工作年度报告\n发布时间：2025-01-20 来源：区发改局 浏览次数：33\n"}, []string{"浏览次数：33"}},
		"a breadcrumb": {[]string{"云岭市𬒈溪傣族佤族自治县民族宗教事务局\n", "当前位置：首页 > 政府信息公开年报\n云岭市𬒈溪傣族佤族自治县民族宗教事务局\n"}, []string{"当前位置"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(edited(t, tabbed(t), c.changes...), intake.Options{})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			same(t, got, want)
			if c.note != nil && !says(said, diag.Note, c.note...) {
				t.Errorf("no note %q in\n%s", c.note, said)
			}
		})
	}
}

// TestRefused: what is not certain is an error that shows the row, and the
// figures are not in the report.
func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		changes []string
		said    []string
		missing data.Ref
	}{
		"a figure too few": {[]string{"1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1", "1.属于国家秘密\t1\t0\t0\t0\t0\t1"},
			[]string{"1.属于国家秘密：应有 7 个数，实有 6 个", "1.属于国家秘密 1 0 0 0 0 1"}, data.Ref{Row: "outcome.refused.state_secret", Column: "other"}},
		"a figure too many": {[]string{"2.重复申请\t3", "2.重复申请\t3\t0"},
			[]string{"2.重复申请：应有 7 个数，实有 8 个"}, data.Ref{Row: "outcome.not_processed.repeated", Column: "total"}},
		"a row that stands twice": {[]string{"2.重复申请\t3\t0\t0\t0\t0\t0\t3\n", "2.重复申请\t3\t0\t0\t0\t0\t0\t3\n2.重复申请\t0\t0\t0\t0\t0\t0\t0\n"},
			[]string{"2.重复申请：找到两次"}, data.Ref{Row: "outcome.not_processed.repeated", Column: "total"}},
		"a row that is not there": {[]string{"2.重复申请\t3\t0\t0\t0\t0\t0\t3\n", ""},
			[]string{"没有找到“三、本年度办理结果（五）不予处理 2.重复申请”这一行"}, data.Ref{Row: "outcome.not_processed.repeated", Column: "total"}},
		"a head of another year": {[]string{"本年制发件数", "上年制发件数"},
			[]string{"“上年制发件数”不是本格式的栏目", "行政规范性文件 3"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a head of another year in figures": {[]string{"本年制发件数", "2022年制发件数"},
			[]string{"“2022年制发件数”是 2022 年的，不是 2024 年的"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a head that is explained with another year": {[]string{"本年制发件数", "本年制发件数（指2023年印发的件数）"},
			[]string{"2023 年的，不是 2024 年的"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a label that is narrowed": {[]string{"行政许可\t", "行政许可（指其中不含委托乡镇办理的事项）\t"},
			[]string{"没有找到“行政许可”这一行"}, data.Ref{Row: "licensing", Column: "decisions"}},
		"a head of another meaning": {[]string{"本年废止件数", "本年修改件数"},
			[]string{"“本年修改件数”不是本格式的栏目"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a head that is a piece of another": {[]string{"自然人\t", "法人\t"},
			[]string{"“法人”不是本格式的栏目"}, data.Ref{Row: "outcome.refused.state_secret", Column: "other"}},
		"two heads that are the same": {[]string{"本年废止件数", "本年制发件数"},
			[]string{"“本年制发件数”不是本格式的栏目"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a head in yuan": {[]string{"本年收费金额（单位：万元）", "本年收费金额（单位：元）"},
			[]string{"行政事业性收费：单位是元，不是万元，没有换算"}, data.Ref{Row: "fees", Column: "amount"}},
		"a head in 亿元": {[]string{"本年收费金额（单位：万元）", "本年收费金额（亿元）"},
			[]string{"行政事业性收费：单位是亿元，不是万元"}, data.Ref{Row: "fees", Column: "amount"}},
		"a head in 万件": {[]string{"本年制发件数", "本年制发件数（单位：万件）"},
			[]string{"单位是万件，不是件"}, data.Ref{Row: "normative_documents", Column: "made"}},
		"a label in yuan": {[]string{"行政事业性收费\t12", "行政事业性收费（元）\t12"},
			[]string{"行政事业性收费：单位是元，不是万元"}, data.Ref{Row: "fees", Column: "amount"}},
		"a line with the unit": {[]string{"本年收费金额（单位：万元）", "本年收费金额", "二、主动公开政府信息情况\n", "二、主动公开政府信息情况\n单位：件、元\n"},
			[]string{"行政事业性收费：单位是元，不是万元"}, data.Ref{Row: "fees", Column: "amount"}},
		"no figure": {[]string{"行政许可\t1286", "行政许可\t若干"},
			[]string{"行政许可：“若干”不是数，这一行没有读取"}, data.Ref{Row: "licensing", Column: "decisions"}},
		"fourteen figures in table C": {[]string{"4\t1\t1\t2\t8\t2", "4\t1\t1\t2\t8"},
			[]string{"没有找到“政府信息公开行政复议、行政诉讼情况”的表格"}, data.Ref{Row: "reconsideration", Column: "total"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(edited(t, tabbed(t), c.changes...), intake.Options{})
			if got == nil {
				t.Fatal(said)
			}
			if !says(said, diag.Error, c.said...) {
				t.Errorf("no error %q in\n%s", c.said, said)
			}
			for id, table := range got.Tables {
				if cell, there := table.Cells[c.missing]; there {
					t.Errorf("%s has %v: %s", id, c.missing, cell.Printed())
				}
			}
		})
	}
}

// TestOtherwiseAsOneRow: reports that have （六）其他处理 as one row.
func TestOtherwiseAsOneRow(t *testing.T) {
	text := tabbed(t)
	start, end := strings.Index(text, "（六）其他处理\t"), strings.Index(text, "（七）总计")
	text = text[:start] + "（六）其他处理\t13\t3\t0\t0\t1\t1\t18\n" + text[end:]
	got, said := pasted(text, intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	for row, want := range map[string]string{"outcome.otherwise.other": "18", "outcome.otherwise.no_correction": "0", "outcome.otherwise.fee_unpaid": "0"} {
		if is := figure(got, "requests", row, "total"); is != want {
			t.Errorf("%s is %s, want %s", row, is, want)
		}
	}
	if !says(said, diag.Note, "只有一行", "3.其他", "其他各行计 0") {
		t.Error(said)
	}
}

// TestEmptyAndStruckFigures count as nothing was said of them, and are not 0.
func TestEmptyAndStruckFigures(t *testing.T) {
	for name, row := range map[string]string{
		"strokes":       "四、结转下年度继续办理\t20\t3\t/\t-\t—\t无\t24",
		"empty inside":  "四、结转下年度继续办理\t20\t3\t\t\t\t\t24",
		"empty at ends": "四、结转下年度继续办理\t\t3\t\t\t\t\t",
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(edited(t, tabbed(t), "四、结转下年度继续办理\t20\t3\t0\t0\t1\t0\t24", row), intake.Options{})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			if c := got.Tables["requests"].Cells[data.Ref{Row: "carried_out", Column: "research"}]; c.State != data.Empty {
				t.Errorf("科研机构 is %v %q", c.State, c.Printed())
			}
			if is := figure(got, "requests", "carried_out", "business"); is != "3" {
				t.Errorf("商业企业 is %q", is)
			}
		})
	}
}

// TestPaddedRowsAreNotGuessed: where rows are padded with empty cells and not
// all alike, an empty one is no figure.
func TestPaddedRowsAreNotGuessed(t *testing.T) {
	text := printedText(example(t, "invented-2024"), shapes()["tabs between places"])
	text = edited(t, text, "四、结转下年度继续办理\t\t\t20\t3\t0\t0\t1\t0\t24", "四、结转下年度继续办理\t\t\t20\t3\t0\t0\t0\t0\t",
		"二、上年结转政府信息公开申请数量\t\t\t", "二、上年结转政府信息公开申请数量\t")
	_, said := pasted(text, intake.Options{})
	if !says(said, diag.Error, "四、结转下年度继续办理：应有 7 个数，实有 6 个") {
		t.Error(said)
	}
}

// TestEmptyTotals are computed, because a total that was left empty is not 0.
func TestEmptyTotals(t *testing.T) {
	got, said := pasted(edited(t, tabbed(t), "2.重复申请\t3\t0\t0\t0\t0\t0\t3", "2.重复申请\t3\t0\t0\t0\t0\t0\t"), intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	c := got.Tables["requests"].Cells[data.Ref{Row: "outcome.not_processed.repeated", Column: "total"}]
	if c.State != data.Computed || c.Printed() != "3" || !says(said, diag.Note, "2.重复申请 · 总计”空着") {
		t.Errorf("总计 is %v %q: %s", c.State, c.Printed(), said)
	}
}

// TestOddFigures: what is no number stands in the report file as it was typed,
// where check refuses it.
func TestOddFigures(t *testing.T) {
	for _, odd := range []string{"7.5", "12元", "减4", "1,47"} {
		got, said := pasted(edited(t, tabbed(t), "行政许可\t1286", "行政许可\t"+odd), intake.Options{})
		if got == nil || said.HasErrors() || !says(said, diag.Warning, "行政许可", odd, "[N8]") {
			t.Errorf("%s: %v", odd, said)
			continue
		}
		written := string(write.JSON(got))
		if !strings.Contains(written, `"licensing": "`+odd+`"`) {
			t.Errorf("%s is not written", odd)
		}
		if _, again := load.Report("a.json", []byte(written), library()); !says(again, diag.Error, odd, "[N8]") {
			t.Errorf("%s is read back as a number: %s", odd, again)
		}
	}
}

// TestFiguresAwayFromTheirLabels: a program that takes the text of a PDF column
// by column parts figures from their labels. Where the official order leaves
// one way to read them they are read, with a warning.
func TestFiguresAwayFromTheirLabels(t *testing.T) {
	text := printedText(example(t, "invented-2024"), shapes()["one cell a line"])
	label := "1.属于国家秘密\n"
	moved := edited(t, text, label, "")
	got, said := pasted(edited(t, moved, "2.其他法律行政法规禁止公开\n0\n0\n0\n0\n0\n0\n0\n", "2.其他法律行政法规禁止公开\n0\n0\n0\n0\n0\n0\n0\n"+label), intake.Options{})
	if got == nil || !says(said, diag.Error, "") {
		t.Fatal("（三）不予公开 stands between the figures, so that they cannot be told apart")
	}
	label = "2.其他法律行政法规禁止公开\n"
	moved = edited(t, text, label, "")
	got, said = pasted(moved, intake.Options{})
	if got == nil || said.HasErrors() || !says(said, diag.Warning, "2.其他法律行政法规禁止公开", "按官方表格的顺序读取") {
		t.Fatal(said)
	}
	same(t, got, example(t, "invented-2024"))
	if _, said = pasted(edited(t, moved, "3.危及“三安全一稳定”\n", ""), intake.Options{}); said.HasErrors() {
		t.Error(said)
	}
	if _, said = pasted(edited(t, moved, "3.危及“三安全一稳定”\n2\n", ""), intake.Options{}); !says(said, diag.Error, "1.属于国家秘密：应有 7 个数") {
		t.Error(said)
	}
}

// TestLabelsInPieces: in narrow columns pieces of the group's label stand
// between those of the row's.
func TestLabelsInPieces(t *testing.T) {
	row := "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
	text := printedText(example(t, "invented-2024"), shapes()["single blanks"])
	got, said := pasted(edited(t, text, row+" ", "（六）其\n2、申请人逾期未按收费通知要\n他处理\n求缴纳费用、行政机关不再处理 ",
		"3.其他 4", "其政府信息公开申请\n3.其他 4"), intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	same(t, got, example(t, "invented-2024"))
}

// TestFormats: the format is found by the year and by what the tables look like.
func TestFormats(t *testing.T) {
	trial := printedText(example(t, "invented-2020"), shapes()["tabs between cells"])
	got, said := pasted(strings.Replace(trial, "2020年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告", 1), intake.Options{})
	if got == nil || got.Template.ID != "open-government-2019" || !says(said, diag.Warning, "2023 年度", "open-government-2019") {
		t.Fatal(said)
	}
	if is := figure(got, "disclosure", "licensing", "change"); is != "-4" {
		t.Errorf("本年增/减 is %s", is)
	}
	got, said = pasted(trial, intake.Options{Template: "open-government-2021"})
	if got == nil || !said.HasErrors() {
		t.Error("the tables of 2019 were read as those of 2021")
	}
}

func TestAgencyAndYearFromFlags(t *testing.T) {
	text := tabbed(t)
	text = text[strings.Index(text, "2024年政府信息公开工作年度报告"):]
	got, said := pasted(text, intake.Options{})
	if got == nil || !says(said, diag.Error, "没有找到机关名称", "--agency") {
		t.Fatal(said)
	}
	got, said = pasted(text, intake.Options{Agency: "某局", Year: 2022})
	if got == nil || said.HasErrors() || got.Fields["agency"].Text != "某局" || got.Fields["year"].Text != "2022" {
		t.Error(said)
	}
}

// TestBrokenParagraphs: lines of a page become the paragraphs that they are of.
func TestBrokenParagraphs(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a page break in a sentence": {"全年充分发挥网站平台作用，确\n\n- 2 -\n\n保平台规范运行。\n另一段。", "全年充分发挥网站平台作用，确保平台规范运行。\n\n另一段。"},
		"lines of a page with indents": {"   全年充分发挥网站平台作用，各方面的工作都有进展。\n全年共公开信息31条，办理申请2件，确\n保平台规范运行。\n   另一段。",
			"全年充分发挥网站平台作用，各方面的工作都有进展。全年共公开信息31条，办理申请2件，确保平台规范运行。\n\n另一段。"},
		"a number in a sentence, and a page number": {"全年工作平稳有序，公开信息共\n196\n条，比\n1\n上年多。", "全年工作平稳有序，公开信息共196条，比上年多。"},
		"words of Latin letters":                    {"全年充分发挥网站平台作用，在 Windows\nServer 上运行。", "全年充分发挥网站平台作用，在 Windows Server 上运行。"},
		"a heading behind a sentence":               {"全年充分发挥网站平台作用，有以下方面\n（一）主动公开\n公开31条。", "全年充分发挥网站平台作用，有以下方面\n\n## 主动公开\n\n公开31条。"},
		"a number out of order stays":               {"（二）依申请公开\n收到31件。", "## （二）依申请公开\n\n收到31件。"},
		"a chapter of another format":               {"正文。\n七、收费情况\n没有收费。", "正文。\n\n## 收费情况\n\n没有收费。"},
		"一是 on a line of its own":                   {"一是健全机制\n" + strings.Repeat("建立制度，", 10) + "落实责任。", "## 健全机制\n\n" + strings.Repeat("建立制度，", 10) + "落实责任。"},
		"items of a list are no heads":              {"1.公开目录\n2.公开指南\n", "1.公开目录\n\n2.公开指南"},
		"marks of Markdown":                         {"2*3 和 C:\\a，见[附表](一)", "2*3 和 C:\\a，见\\[附表\\](一)"},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted("某局2023年政府信息公开工作年度报告\n一、总体情况\n"+c.text, intake.Options{})
			if got == nil {
				t.Fatal(said)
			}
			if is := got.Prose["overview"].Source; is != c.want {
				t.Errorf("got\n%s\nwant\n%s", is, c.want)
			}
		})
	}
}

// TestHeadingsInsideText: a heading that stands in the midst of a paragraph, or was left
// out before （一）, does not cost its section.
func TestHeadingsInsideText(t *testing.T) {
	const before = "本报告根据条例编制，统计期限自2024年1月1日起至12月31日止。"
	for name, c := range map[string]struct {
		front             string // what stands between the title and 二、
		preface, overview string
		level             diag.Level
		said              []string
	}{
		"behind a sentence": {before + " 一、总体情况 2024年，全局公开信息31条，详见二、主动公开政府信息情况。",
			before, "2024年，全局公开信息31条，详见二、主动公开政府信息情况。", diag.Note, []string{"总体情况”写在一段文字里"}},
		"between blanks that do not break": {before + "\u00a0\u00a0一、总体情况\u00a0\u00a0（一）主动公开。全年公开信息31条。",
			before, "（一）主动公开。全年公开信息31条。", diag.Note, []string{"总体情况”写在一段文字里"}},
		"left out": {before + "\n（一）主动公开。全年公开信息31条。",
			before, "（一）主动公开。全年公开信息31条。", diag.Warning, []string{"没有“总体情况”这个标题"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := tabbed(t)
			to := strings.Index(text, "\n二、主动公开政府信息情况\n")
			title := text[:strings.Index(text, "\n根据")+1]
			got, said := pasted(title+c.front+"\n"+text[to:], intake.Options{})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			if p, o := got.Prose["preface"].Source, got.Prose["overview"].Source; p != c.preface || o != c.overview {
				t.Errorf("the preface is %q, the overview %q", p, o)
			}
			if !says(said, c.level, c.said...) {
				t.Error(said)
			}
		})
	}
}

func TestTextBesideTables(t *testing.T) {
	got, said := pasted(edited(t, tabbed(t),
		"三、收到和处理政府信息公开申请情况\n", "三、收到和处理政府信息公开申请情况\n\n本年共收到申请239件。都已答复。\n",
		"四、结转下年度继续办理\t20\t3\t0\t0\t1\t0\t24\n", "四、结转下年度继续办理\t20\t3\t0\t0\t1\t0\t24\n其中：网上申请\t7\t0\t0\t0\t0\t0\t7\n注：含上年结转。\n"), intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	if !says(said, diag.Note, "表前", "本年共收到申请239件。都已答复。") || !says(said, diag.Warning, "没有这一行", "网上申请 7 0") {
		t.Error(said)
	}
	if got := got.Around["requests"].Before.Source; got != "本年共收到申请239件。都已答复。" {
		t.Errorf("the text before the table is %q", got)
	}
	if got.Notes["requests"].Source != "注：含上年结转。" {
		t.Errorf("the note is %q", got.Notes["requests"].Source)
	}
}

// TestProseAroundTables: what is prose in the section of a table is told from
// its rows, and goes where it stood.
func TestProseAroundTables(t *testing.T) {
	const head, carried = "三、收到和处理政府信息公开申请情况\n", "四、结转下年度继续办理\t20\t3\t0\t0\t1\t0\t24\n"
	for name, c := range map[string]struct {
		above, below  string // of the table of requests
		before, after string
		wrapped       bool
	}{
		"a line that leads to the table":  {above: "表格如下：\n", before: "表格如下："},
		"a sentence without a full stop":  {above: "本年度我局依法办理申请，没有收费\n", before: "本年度我局依法办理申请，没有收费"},
		"a subheading and its text":       {above: "（一）办理情况\n我局按期办理。\n（二）表格\n", before: "## 办理情况\n\n我局按期办理。"},
		"a subheading of the line":        {above: "（一）办理结果\n表格如下：\n", before: "## 办理结果\n\n表格如下："},
		"what begins with a label":        {above: "予以公开的为多数。\n", before: "予以公开的为多数。"},
		"below the table and its note":    {below: "注：含上年结转。\n与上年相比有所增加。\n原因见前。\n", after: "与上年相比有所增加。\n\n原因见前。"},
		"lines of one paragraph":          {above: "　　本年度我局认真受理，依法依规按期\n办理答复申请人提出的全部\n申请。\n", before: "本年度我局认真受理，依法依规按期办理答复申请人提出的全部申请。", wrapped: true},
		"what begins with a row is named": {above: "我局按照条例的规定受理，共 12\n件，均已答复。\n", wrapped: true},
	} {
		t.Run(name, func(t *testing.T) {
			got, said := pasted(edited(t, tabbed(t), head, head+c.above, carried, carried+c.below), intake.Options{Wrapped: c.wrapped})
			if got == nil || said.HasErrors() {
				t.Fatal(said)
			}
			around := got.Around["requests"]
			if around.Before.Source != c.before || around.After.Source != c.after {
				t.Errorf("before the table %q, after it %q\n%s", around.Before.Source, around.After.Source, said)
			}
			if c.before == "" && c.after == "" && !says(said, diag.Warning, "不完整") {
				t.Error(said)
			}
			if figure(got, "requests", "carried_out", "total") != "24" || figure(got, "requests", "new", "total") != "239" {
				t.Error("figures are lost")
			}
		})
	}
}

// TestTablesAsPictures: a table that is a picture has no figures, which is said.
func TestTablesAsPictures(t *testing.T) {
	document := blocks("某局2023年政府信息公开工作年度报告", "一、总体情况", "正文。", "二、主动公开政府信息情况", "", "三、收到和处理政府信息公开申请情况")
	document.Blocks[4] = flow.Block{Kind: flow.Picture, Runs: []flow.Run{{Text: "表一"}}}
	report, said := intake.Report("a.html", document, library(), intake.Options{})
	if report == nil || !says(said, diag.Error, "主动公开政府信息情况”的表格是图片") || !says(said, diag.Warning, "表一") ||
		!says(said, diag.Error, "没有找到“收到和处理政府信息公开申请情况”的表格") {
		t.Error(said)
	}
	if len(report.Tables) != 0 {
		t.Errorf("%d tables were made", len(report.Tables))
	}
}

// TestTablesElsewhere: figures of tables are read in whatever section they
// stand, and a table that is none of the report's is named with what it holds.
func TestTablesElsewhere(t *testing.T) {
	text := tabbed(t)
	text = edited(t, text, "\n四、政府信息公开行政复议、行政诉讼情况\n", "", "\n一、总体情况\n", "\n一、总体情况\n\n平台\t条数\n网站\t31\n")
	got, said := pasted(text, intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	if is := figure(got, "review", "reconsideration", "total"); is != "8" {
		t.Errorf("行政复议总计 is %q", is)
	}
	if !says(said, diag.Warning, "总体情况”里的表格没有放进报告：平台 条数；网站 31") {
		t.Error(said)
	}
}

func TestNotAReport(t *testing.T) {
	for _, text := range []string{"随便一段文字。", "1\t2\t3\n", "# 标题\n\n正文"} {
		if report, said := pasted(text, intake.Options{}); report != nil || !says(said, diag.Error, "没有认出报告的任何一个标题") {
			t.Errorf("%q: %v", text, said)
		}
	}
}

func TestTooLargeDocuments(t *testing.T) {
	document := blocks(strings.Split(strings.Repeat("一\n", 30_000), "\n")...)
	if report, said := intake.Report("a.txt", document, library(), intake.Options{}); report != nil || !says(said, diag.Error, "最多可以有") {
		t.Error(said)
	}
}
