package rules

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// template has the table and the rules given.
func template(rules ...configs.Rule) *configs.Template {
	for i := range rules {
		rules[i].Pos = diag.Pos{File: "t.yaml", Line: 10 + i, Col: 1}
	}
	return &configs.Template{
		ID:       "test",
		Header:   []configs.Field{{ID: "agency", Type: configs.AgencyField}, {ID: "year", Type: configs.YearField}},
		Sections: []configs.Section{{ID: "preface", Kind: configs.ProseSection, Optional: true, Heading: "引言"}, {ID: "requests", Kind: configs.TableSection, Heading: "申请情况"}},
		Tables:   []configs.Table{requests()},
		Values:   []configs.ValueType{{ID: "count", Whole: true, Digits: 12}, {ID: "amount", Decimals: 6, Digits: 12}},
		Rules:    rules,
	}
}

// requests is a table with groups, totals and an amount.
func requests() configs.Table {
	count := func(id, label string, total bool) configs.Column {
		return configs.Column{ID: id, Label: label, Type: "count", Total: total}
	}
	return configs.Table{
		ID: "requests",
		Columns: []configs.ColumnSet{
			{ID: "people", Columns: []configs.Column{count("person", "自然人", false), count("company", "商业企业", false), count("total", "总计", true)}},
			{ID: "fee", Columns: []configs.Column{{ID: "amount", Label: "金额（单位：万元）", Type: "amount"}}},
		},
		Rows: []configs.Row{
			{ID: "new", Label: "一、新收", Columns: "people"},
			{ID: "outcome", Label: "三、办理结果", Columns: "people", Rows: []configs.Row{
				{ID: "given", Label: "（一）予以公开"},
				{ID: "refused", Label: "（二）不予公开", Rows: []configs.Row{{ID: "secret", Label: "1.国家秘密"}}},
				{ID: "total", Label: "（三）总计", Total: true},
			}},
			{ID: "fees", Label: "收费", Columns: "fee"},
			{ID: "fines", Label: "罚款", Columns: "fee"},
		},
	}
}

// report has a table of zeros but for the figures given, as row column number by turns.
func report(t *configs.Template, figures ...string) *data.Report {
	cells := map[data.Ref]data.Cell{}
	for i, l := range data.Leaves(&t.Tables[0]) {
		for _, c := range l.Columns {
			cells[data.Ref{Row: l.Path, Column: c.ID}] = data.Cell{Number: data.NewNumber("0", decimal.Zero), State: data.Given, Pos: diag.Pos{File: "r.yaml", Line: i + 1, Col: 1}}
		}
	}
	for i := 0; i < len(figures); i += 3 {
		ref := data.Ref{Row: figures[i], Column: figures[i+1]}
		cell := cells[ref]
		text := figures[i+2]
		switch text {
		case "bad":
			cell.State = data.Bad
		case "empty":
			cell.State = data.Empty
		default:
			if number, computed := strings.CutPrefix(text, "="); computed {
				cell.State, text = data.Computed, number
			}
			cell.Number = data.NewNumber(text, decimal.RequireFromString(text))
		}
		cells[ref] = cell
	}
	return &data.Report{
		Template: t,
		Fields:   map[string]data.Field{"agency": {Text: "某县档案局"}, "year": {Text: "2023"}},
		Prose:    map[string]data.Prose{},
		Tables:   map[string]data.Table{"requests": {Cells: cells}},
	}
}

// compiled is the rules of a template alone, without what is judged by itself.
func compiled(t *testing.T, c *configs.Template) *Set {
	t.Helper()
	rules, problems := Compile(c)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	rules.totals = nil
	return rules
}

func messages(l diag.List) string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Message.ZH
	}
	return strings.Join(lines, "\n")
}

func TestFigureRules(t *testing.T) {
	column := configs.Rule{ID: "C", Table: "requests", Each: configs.EachColumn, Cell: "outcome.total", Equals: `sum("outcome")`}
	row := configs.Rule{ID: "R", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company"}
	exact := configs.Rule{ID: "D", Table: "requests", Each: configs.EachColumn, Cell: "fees", Equals: "fines * 2 + 0.1 - 0.1"}
	check := configs.Rule{ID: "K", Table: "requests", Each: configs.EachRow, Rows: []string{"outcome"}, Cell: "person", Check: "person <= company",
		When: `agency contains "县" and year == 2023`, Message: diag.Text{ZH: "{cell}：{person} > {company}，{agency}{year}"}}
	limit := configs.Rule{ID: "L", Table: "requests", Each: configs.EachRow, Cell: "amount", Check: "amount < 1 or amount >= 2.5 and amount != 3",
		Message: diag.Text{ZH: "{amount}"}}
	for _, c := range []struct {
		name    string
		rule    configs.Rule
		figures []string
		want    string
	}{
		{"zeros hold", column, nil, ""},
		{"sum leaves out totals and takes groups", column, []string{"outcome.given", "person", "2", "outcome.refused.secret", "person", "3"},
			"三、办理结果（三）总计 · 自然人：应为 5，实为 0"},
		{"every column is judged", column, []string{"outcome.given", "person", "2", "outcome.given", "total", "2"},
			"三、办理结果（三）总计 · 自然人：应为 2，实为 0\n三、办理结果（三）总计 · 总计：应为 2，实为 0"},
		{"large numbers are exact", column, []string{"outcome.given", "person", "999999999998", "outcome.total", "person", "999999999999"},
			"三、办理结果（三）总计 · 自然人：应为 999999999998，实为 999999999999"},
		{"every row with the columns is judged", row, []string{"new", "person", "1", "outcome.total", "company", "2"},
			"一、新收 · 总计：应为 1，实为 0\n三、办理结果（三）总计 · 总计：应为 2，实为 0"},
		{"what is wrong takes part in nothing", row, []string{"new", "person", "1", "new", "company", "bad", "outcome.given", "total", "bad"}, ""},
		{"an empty figure counts as zero", row, []string{"new", "person", "1", "new", "company", "empty", "new", "total", "2"}, "一、新收 · 总计：应为 1，实为 2"},
		{"an empty total is judged", row, []string{"new", "person", "1", "new", "total", "empty"}, "一、新收 · 总计：应为 1，实为空白"},
		{"an empty total is no evidence", configs.Rule{ID: "N", Table: "requests", Each: configs.EachColumn, Cell: "outcome.total", Equals: "new"},
			[]string{"new", "person", "1", "new", "total", "empty", "outcome.total", "person", "1", "outcome.total", "total", "1"}, ""},
		{"a computed total is the sum of its parts", column, []string{"outcome.given", "person", "2", "outcome.total", "person", "=3"},
			"三、办理结果（三）总计 · 自然人：应为 2，各项相加为 3"},
		{"what was all computed is judged elsewhere", configs.Rule{ID: "N", Table: "requests", Each: configs.EachColumn, Cell: "outcome.total", Equals: "new"},
			[]string{"new", "person", "=1", "outcome.total", "person", "=2"}, ""},
		{"amounts are exact", exact, []string{"fees", "amount", "999999999999.000002", "fines", "amount", "499999999999.500001"}, ""},
		{"amounts keep the last decimal", exact, []string{"fees", "amount", "0.30", "fines", "amount", "0.150001"}, "收费 · 金额（单位：万元）：应为 0.300002，实为 0.30"},
		{"amounts are compared with literals", limit, []string{"fees", "amount", "2.5", "fines", "amount", "2.499999"}, "2.499999"},
		{"amounts are compared with whole numbers", limit, []string{"fees", "amount", "3.000000", "fines", "amount", "1"}, "3\n1"},
		{"a condition is about its rows", check, []string{"new", "person", "5", "outcome.refused.secret", "person", "2"},
			"三、办理结果（二）不予公开 1.国家秘密 · 自然人：2 > 0，某县档案局2023"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(c.rule)
			if got := messages(compiled(t, config).Check(report(config, c.figures...))); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestDiagnosticsOfARule(t *testing.T) {
	config := template(configs.Rule{
		ID: "R", Level: diag.Warning, Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company",
		Hint: diag.Text{ZH: "{person}、{expected}、{actual}", EN: "{company}"},
	})
	said := compiled(t, config).Check(report(config, "outcome.given", "person", "3"))
	want := diag.List{{
		Level: diag.Warning, Rule: "R", Pos: diag.Pos{File: "r.yaml", Line: 2, Col: 1},
		Message: diag.T("三、办理结果（一）予以公开 · 总计：应为 3，实为 0", "三、办理结果（一）予以公开 · 总计: should be 3, is 0"),
		Hint:    diag.T("3、3、0", "0"),
	}}
	if !said.Equal(want) {
		t.Errorf("said %+v, want %+v", said, want)
	}
}

func TestRulesThatLackTheirDataSayNothing(t *testing.T) {
	config := template(
		configs.Rule{ID: "T", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company + 1"},
		configs.Rule{ID: "H", Table: "requests", Each: configs.EachRow, Cell: "person", Check: `agency == "甲"`, Message: diag.Text{ZH: "甲"}},
	)
	rules := compiled(t, config)
	empty := &data.Report{Template: config}
	if said := rules.Check(empty); len(said) > 0 {
		t.Errorf("an empty report: %s", said.Error())
	}
	nameless := report(config)
	delete(nameless.Fields, "agency")
	for _, d := range rules.Check(nameless) {
		if d.Rule == "H" {
			t.Errorf("a report without agency: %s", d.Format(diag.ZH))
		}
	}
}

func prose(blocks ...data.Block) map[string]data.Prose {
	return map[string]data.Prose{"preface": {Blocks: blocks}}
}

func block(line, level int, typed string, texts ...string) data.Block {
	b := data.Block{Level: level, Typed: typed, Pos: diag.Pos{File: "r.yaml", Line: line, Col: 3}}
	col := 3 + len([]rune(typed))
	for _, text := range texts {
		b.Runs = append(b.Runs, data.Run{Text: text, Pos: diag.Pos{File: "r.yaml", Line: line, Col: col}})
		col += 100
	}
	return b
}

func TestMatchRules(t *testing.T) {
	config := template(configs.Rule{ID: "M", Each: configs.EachMatch, Find: `([0-9]+)(年?)件`, Check: `number(group[1]) < 10 and len(headings) == 2`,
		Message: diag.Text{ZH: `{section}{label}“{match}”{group[2] == "" ? "}" : group[2]}{len(headings)}{headings}`}})
	r := report(config)
	r.Prose = prose(block(1, 0, "", "共5件、", "12件，又1"), block(2, 1, "(一)", "3", "45件"))
	const want = "r.yaml:1:103: 错误: preface“12件”}2引言、申请情况 [M]\nr.yaml:2:6: 错误: preface“345件”}2引言、申请情况 [M]"
	if got := compiled(t, config).Check(r).Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMatchRuleWithoutAConditionForbids(t *testing.T) {
	config := template(configs.Rule{ID: "M", Name: "不用感叹号", Each: configs.EachMatch, Find: "！", In: []string{"preface"}})
	r := report(config)
	r.Prose = prose(block(1, 0, "", strings.Repeat("好！", maxOfRule+3)))
	said := compiled(t, config).Check(r)
	if len(said) != maxOfRule+1 || said[0].Message.ZH != "“！”：不用感叹号" || said[0].Pos.Col != 4 {
		t.Fatalf("%d said, first %+v", len(said), said[0])
	}
	if last := said[maxOfRule]; last.Message.ZH != "从这里起还有 3 处同样的问题没有列出，改好前面的再检查" || last.Rule != "M" || last.Pos.Col != 2*maxOfRule+4 {
		t.Errorf("what is not listed: %+v", last)
	}
}

// TestNothingIsFoundNowhere: a pattern that nothing matches too is found where there is
// something.
func TestNothingIsFoundNowhere(t *testing.T) {
	config := template(configs.Rule{ID: "M", Name: "不用感叹号", Each: configs.EachMatch, Find: "！*", In: []string{"preface"}})
	r := report(config)
	r.Prose = prose(block(1, 0, "", "好好好！！好"))
	if said := compiled(t, config).Check(r); len(said) != 1 || said[0].Pos.Col != 6 {
		t.Errorf("%v", said)
	}
}

func TestHeadingRules(t *testing.T) {
	config := template(configs.Rule{ID: "H", Each: configs.EachHeading, Check: `false`, Message: diag.Text{ZH: "{level} {typed} {ordinal} {text}"}})
	r := report(config)
	r.Prose = prose(block(1, 1, "一、", "甲"), block(2, 2, "", "乙"), block(3, 2, "", "丙"), block(4, 1, "", "丁"), block(5, 2, "", "戊"),
		block(6, 0, "", "申请情况"), block(7, 0, "", "二、申请情况：无"), block(8, 0, "", "申请情况见下表"))
	const want = "1 一、 （一） 甲\n2  1. 乙\n2  2. 丙\n1  （二） 丁\n2  1. 戊\n0   申请情况\n0 二、  申请情况"
	if got := messages(compiled(t, config).Check(r)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Subheadings of texts without a heading of their own over them go on in the count of
// those before, also where a rule is about a later text only.
func TestHeadingRulesUnderOneHeading(t *testing.T) {
	config := template(configs.Rule{ID: "H", Each: configs.EachHeading, In: []string{"requests"}, Check: `false`, Message: diag.Text{ZH: "{level} {ordinal} {text}"}})
	config.Sections[1].Heading = ""
	r := report(config)
	r.Prose = prose(block(1, 1, "", "甲"), block(2, 1, "", "乙"))
	r.Around = map[string]data.Around{"requests": {Before: prose(block(3, 1, "", "丙"), block(4, 2, "", "丁"))["preface"], After: prose(block(5, 1, "", "戊"))["preface"]}}
	const want = "1 （三） 丙\n2 1. 丁\n1 （四） 戊"
	if got := messages(compiled(t, config).Check(r)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRulesThatAreWrong(t *testing.T) {
	column := func(r configs.Rule) configs.Rule {
		r.ID, r.Table, r.Each = "X", "requests", configs.EachColumn
		return r
	}
	row := func(r configs.Rule) configs.Rule {
		r.ID, r.Table, r.Each = "X", "requests", configs.EachRow
		return r
	}
	for _, c := range []struct {
		name string
		rule configs.Rule
		want string
	}{
		{"an unknown row", column(configs.Rule{Cell: "new", Equals: "outcome.gone"}), "规则 X 的 equals 写法有误：没有“gone”这一项"},
		{"an unknown name", column(configs.Rule{Cell: "new", Equals: "gone"}), "规则 X 的 equals 写法有误：没有“gone”这个名字"},
		{"broken syntax", column(configs.Rule{Cell: "new", Equals: "new +"}), "规则 X 的 equals 写法有误：没有写完"},
		{"a group that is no number", column(configs.Rule{Cell: "new", Equals: "outcome"}), "规则 X 的 equals 的结果应当是整数或金额，不是一组数"},
		{"a condition that is no condition", column(configs.Rule{Cell: "new", Check: "new + 1"}), "规则 X 的 check 写法有误：结果应当是真假，不是整数"},
		{"an unknown cell", column(configs.Rule{Cell: "gone", Equals: "new"}), "规则 X 的 cell “gone”不是表“requests”的行"},
		{"a sum of an unknown group", column(configs.Rule{Cell: "new", Check: `sum("gone") == 0.5`}), `规则 X：sum 的括号里应当是加引号的一组行，如 sum("outcome")`},
		{"a sum of a group without quotes", column(configs.Rule{Cell: "new", Equals: `sum(agency)`}), `规则 X：sum 的括号里应当是加引号的一组行，如 sum("outcome")`},
		{"rows without a common column", column(configs.Rule{Cell: "new", Check: "new > 0 and fees > 0"}), "规则 X 所用的行没有共同的列"},
		{"columns that no row has", row(configs.Rule{Cell: "person", Check: "person > 0 and amount > 0"}), "规则 X：没有一行有它所用的列"},
		{"a row that has not the columns", row(configs.Rule{Rows: []string{"fees"}, Cell: "person", Equals: "amount"}), "规则 X：行“fees”没有所用的列"},
		{"an unknown row to judge", row(configs.Rule{Rows: []string{"gone", "new"}, Cell: "person", Equals: "company"}), "规则 X 的行“gone”不存在"},
		{"equals without cell", row(configs.Rule{Equals: "company"}), "规则 X：equals 与 table、cell 同用"},
		{"no condition", row(configs.Rule{Cell: "person"}), "规则 X 既没有 check 也没有 equals"},
		{"an unknown table", configs.Rule{ID: "X", Each: configs.EachRow, Table: "gone", Cell: "a", Equals: "b"}, "规则 X 的 table “gone”不存在"},
		{"no each", configs.Rule{ID: "X"}, "规则 X 没有写明 each"},
		{"a pattern that is none", configs.Rule{ID: "X", Each: configs.EachMatch, Find: "("}, "规则 X 的 find 不是正则表达式"},
		{"a group that the pattern has not", configs.Rule{ID: "X", Each: configs.EachMatch, Find: "(a)", Check: `group[2] == ""`}, "规则 X 的 find 没有第 2 个括号"},
		{"a brace that is not closed", row(configs.Rule{Cell: "total", Equals: "person", Hint: diag.Text{ZH: `{"}"`}}), "规则 X 的 hint 里有没有配对的花括号"},
		{"a message with an unknown name", row(configs.Rule{Cell: "total", Equals: "person", Message: diag.Text{ZH: "好", EN: "{gone}"}}), "规则 X 的 message 写法有误：没有“gone”这个名字"},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := template(c.rule, configs.Rule{ID: "R", Table: "requests", Each: configs.EachRow, Cell: "total", Equals: "person + company"})
			rules, problems := Compile(config)
			if !strings.Contains(problems.Error(), "t.yaml:10:1: 错误: "+c.want) {
				t.Errorf("said\n%s\nwant\n%s", problems.Error(), c.want)
			}
			if got := rules.Check(report(config, "new", "person", "1")); len(got) != 1 || got[0].Rule != "R" {
				t.Errorf("the other rule says %v", got)
			}
		})
	}
}

func TestRuleThatFailsAtWorkIsReportedOnce(t *testing.T) {
	config := template(configs.Rule{ID: "X", Table: "requests", Each: configs.EachRow, Cell: "person", Check: "headings[person + 5] == agency", Message: diag.Text{ZH: "好"}})
	said := compiled(t, config).Check(report(config))
	if len(said) != 1 || said[0].Pos.File != "t.yaml" || !strings.HasPrefix(said[0].Message.ZH, "规则 X 无法计算：") {
		t.Errorf("said %v", said)
	}
}
