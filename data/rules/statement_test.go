package rules

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// particles are those of the prose rules that come with the program.
func particles() configs.Particles {
	p, _ := configs.NewLibrary(nil).Prose("open-government")
	return p.Lexicon.Particles
}

// words is a lexicon of a few words.
func words() *configs.Lexicon {
	class := func(dimension, name string, words ...string) configs.WordClass {
		return configs.WordClass{Dimension: dimension, Name: name, Words: words}
	}
	bare := class("subject", "bare", "申请")
	bare.Refers, bare.Otherwise = []string{"request"}, "foreign"
	asked := class("subject", "asked", "依申请公开")
	asked.Yields = []string{"published"}
	answered := class("event", "answered", "答复", "办结")
	answered.Absorbs = []string{"handled"}
	carried := class("event", "carried", "上年结转")
	carried.Included, carried.Absorbs = true, []string{"handled"}
	disclosed, refused := class("event", "disclosed", "予以公开"), class("event", "refused", "不予公开")
	disclosed.Absorbs, refused.Absorbs = []string{"handled", "answered", "received"}, []string{"handled", "answered", "received"}
	own := class("period", "own", "Y年", "今年")
	own.Parts = [][]string{{"first_half", "second_half"}}
	everywhere := class("scope", "everywhere", "全县")
	everywhere.Unless = "政府"
	return &configs.Lexicon{
		Dimensions: []string{"subject", "event", "who", "aside", "period", "scope", "of", "role"},
		Particles:  particles(),
		Units:      []configs.WordClass{{Name: "piece", Words: []string{"件", "项"}}, {Name: "percent", Words: []string{"%"}}, {Name: "yuan", Words: []string{"元"}}},
		Classes: []configs.WordClass{
			class("subject", "request", "信息公开申请"), bare, asked, class("subject", "published", "主动公开"), class("subject", "review", "行政复议"), class("subject", "suit", "行政诉讼"),
			class("subject", "foreign", "提案"),
			class("event", "received", "收到"), class("event", "handled", "办理"), answered, carried, class("event", "repealed", "废止"), class("event", "lapsed", "失效"), disclosed, refused,
			class("who", "person", "自然人"), class("who", "company", "企业"),
			class("aside", "change", "增加", "增长"), class("aside", "compare", "比上年的", "比上年"), class("aside", "target", "增至"), class("aside", "channel", "网上"),
			own, class("period", "first_half", "上半年"), class("period", "second_half", "下半年"), class("period", "months", "#月"), class("period", "cutoff", "截至#月#日", "截至#月底"), class("period", "years", "#年来"), class("period", "other", "X年", "去年"),
			class("scope", "own", "我局"), everywhere, class("scope", "except", "除"), class("scope", "other", "局", "各部门"), class("scope", "place", "县"),
			class("of", "openness", "信息公开"),
			class("role", "none", "没有", "未"), class("role", "all", "全部", "均"), class("role", "including", "其中", "含"), class("role", "respectively", "分别", "分别为"), class("role", "total", "共", "合计"),
			class("role", "share", "占"), class("role", "among", "中"), class("role", "cause", "因"), class("role", "filler", "的", "有", "已", "了", "为", "和", "总数"),
		},
	}
}

// stating is a template of these statements.
func stating(statements ...configs.Statement) *configs.Template {
	for i := range statements {
		if statements[i].Amount == "" {
			statements[i].Amount = configs.AmountNumber
		}
		if statements[i].Units == nil {
			statements[i].Units = []string{"piece"}
		}
	}
	config := template(configs.Rule{ID: "T", Name: "一致", Level: diag.Warning, Each: configs.EachClaim, Statements: statements})
	config.Lexicon = words()
	return config
}

func said(class ...string) (out configs.Keyed[[]string]) {
	for i := 0; i < len(class); i += 2 {
		out = append(out, configs.Key[[]string]{Name: class[i], Value: strings.Split(class[i+1], "|")})
	}
	return out
}

func TestStatements(t *testing.T) {
	received := configs.Statement{Classes: said("subject", "request|bare|asked", "event", "received"), Equals: []string{"1"}}
	answered := configs.Statement{Classes: said("subject", "request|bare", "event", "answered"), Equals: []string{"1", "2"}}
	all := configs.Statement{Classes: said("subject", "request|bare", "event", "answered"), Amount: configs.AllRole, Check: "false", Message: diag.Text{ZH: "全部"}}
	none := configs.Statement{Classes: said("subject", "request|review|suit", "event", "|received"), Amount: configs.NoneRole, Equals: []string{"1"}}
	carried := configs.Statement{Classes: said("subject", "|request|bare", "event", "carried"), Equals: []string{"1"}}
	with := configs.Statement{Classes: said("subject", "request|bare", "event", "received"), Including: "carried", Equals: []string{"2"}}
	person := configs.Statement{Classes: said("subject", "request|bare", "event", "|received", "who", "person"), Equals: []string{"1"}}
	review := configs.Statement{Classes: said("subject", "review", "event", "|received"), Equals: []string{"1"}}
	repealed := configs.Statement{Classes: said("event", "repealed|lapsed"), Plus: "lapsed", Equals: []string{"3"}}
	suit := configs.Statement{Classes: said("subject", "suit", "event", "answered"), Equals: []string{"1"}}
	asked := configs.Statement{Classes: said("subject", "asked"), Equals: []string{"1"}}
	every := configs.Statement{Classes: said("subject", "request|bare", "event", "answered"), Amount: configs.AmountEvery, Equals: []string{"1"}}
	disclosed := configs.Statement{Classes: said("subject", "|request|bare", "event", "disclosed|refused"), Amount: configs.AmountShare, Equals: []string{"2"}, Wholes: []string{"8"}}
	disclosed2 := configs.Statement{Classes: said("subject", "|request|bare", "event", "disclosed"), Equals: []string{"1"}}
	none2 := configs.Statement{Classes: said("subject", "|request|bare", "event", "disclosed|refused"), Amount: configs.NoneRole, Equals: []string{"1"}}
	target := configs.Statement{Classes: said("subject", "request", "aside", "target"), Equals: []string{"1"}}
	for _, c := range []struct {
		name      string
		statement configs.Statement
		text      string
		wrong     int
	}{
		{"verb, noun, number", received, "收到信息公开申请5件", 1},
		{"verb, number, noun", received, "收到5件信息公开申请", 1},
		{"noun, verb, number", received, "信息公开申请收到5件", 1},
		{"the number that is right", received, "收到信息公开申请1件", 0},
		{"words that say nothing", received, "已收到了信息公开申请共5件", 1},
		{"a short noun behind the long one", received, "信息公开申请有序办理。收到申请5件", 1},
		{"a short noun of something else", received, "收到职称申请5件", 0},
		{"a noun that is not known", received, "信息公开申请很少，收到职称材料5件", 0},
		{"another unit", received, "收到信息公开申请5人", 0},
		{"another year", received, "去年收到信息公开申请5件", 0},
		{"another year holds to the end of the sentence", received, "去年很少，收到信息公开申请5件", 0},
		{"this year again", received, "去年很少，今年收到信息公开申请5件", 1},
		{"another year in brackets", received, "少（X去年3件），收到信息公开申请5件", 1},
		{"another agency", received, "财政局收到信息公开申请5件", 0},
		{"the agency by its short name", received, "档案局收到信息公开申请5件", 1},
		{"all agencies", received, "全县收到信息公开申请5件", 0},
		{"a part", received, "网上收到信息公开申请5件", 0},
		{"a part of the same", received, "收到信息公开申请1件，其中收到申请5件", 0},
		{"two subjects", received, "收到提案和信息公开申请5件", 0},
		{"with what it includes", with, "收到信息公开申请5件（含上年结转3件）", 1},
		{"without what it includes", with, "收到信息公开申请5件", 0},
		{"one that includes others", received, "收到信息公开申请5件（含上年结转3件）", 0},
		{"one of several values", answered, "信息公开申请答复2件", 0},
		{"none of several values", answered, "信息公开申请答复3件", 1},
		{"the nearer of two events", carried, "办理上年结转5件", 1},
		{"two events", carried, "上年结转答复5件", 0},
		{"who", person, "信息公开申请，其中自然人5件", 1},
		{"who behind", person, "收到信息公开申请8件，5件为自然人", 1},
		{"a number that is only counted", received, "收到信息公开申请1件，另5件", 0},
		{"all", all, "收到的信息公开申请均已答复", 1},
		{"all of what was carried over", all, "上年结转的信息公开申请3件均已答复", 0},
		{"all of a kind", all, "收到信息公开申请5件，自然人3件，均已答复", 0},
		{"all with a number", all, "信息公开申请均答复5件", 0},
		{"none", none, "没有收到信息公开申请", 1},
		{"none of two", none, "没有行政复议、行政诉讼", 2},
		{"none that something else happened to", none, "没有答复信息公开申请", 0},
		{"none of what is not known", none, "没有收到对信息公开申请答复的异议", 0},
		{"an event that holds for the next", review, "收到信息公开申请1件、行政复议5件", 1},
		{"an event that is none of the next", review, "办结信息公开申请1件、行政复议5件", 0},
		{"all and the part that is meant", review, "行政复议8件，其中信息公开行政复议5件", 1},
		{"two that make one", repealed, "废止1件，失效2件", 0},
		{"two that do not", repealed, "废止1件，失效1件", 1},
		{"of one of several in the clause before", suit, "行政复议2件、行政诉讼1件，办结5件", 0},
		{"of the last of several clauses", suit, "行政复议2件，行政诉讼1件，办结5件", 1},
		{"an attribute", asked, "主动公开3件、依申请公开5件", 0},
		{"no attribute", asked, "依申请公开5件", 1},
		{"a cause", person, "有5件因自然人", 0},
		{"a number of each", every, "收到信息公开申请，5件均已答复", 1},
		{"halves that are the year", received, "上半年收到信息公开申请3件，下半年收到2件", 1},
		{"halves of a year that is right", received, "上半年收到信息公开申请1件，下半年0件", 0},
		{"half a year", received, "上半年收到信息公开申请5件", 0},
		{"months that are halves", received, "1至6月收到信息公开申请3件，7至12月收到信息公开申请3件", 1},
		{"up to a day in the year", answered, "截至6月30日信息公开申请答复5件", 0},
		{"up to the end of the year", answered, "截至12月31日信息公开申请答复5件", 1},
		{"a share", disclosed, "予以公开占25%", 0},
		{"a share that is wrong", disclosed, "予以公开占35%", 1},
		{"a share in tenths", disclosed, "超过七成予以公开", 1},
		{"a share behind the number", disclosed, "予以公开2件，占总数的35%", 1},
		{"a share of another whole", disclosed, "予以公开占全县的35%", 0},
		{"a verb that another one did", received, "东山县收到信息公开申请5件", 0},
		{"what is not known beside what is", received, "收到信息公开申请复印5件", 0},
		{"a number of another kind that limits", received, "信息公开申请前5人收到5件", 0},
		{"what it was", received, "收到信息公开申请5件增至8件", 0},
		{"of those that are named before", answered, "收到企业信息公开申请6件，答复5件", 0},
		{"more than those that are named before, which may be of them", answered, "收到企业信息公开申请6件，答复7件", 0},
		{"of those that are named before the colon", answered, "企业信息公开申请：收到6件，答复7件", 0},
		{"what is left out", answered, "信息公开申请除3件外，答复7件", 1},
		{"all but those that are left out", all, "除3件外，收到的信息公开申请均已答复", 0},
		{"another agency that is left out", answered, "除某某局外，答复信息公开申请7件", 0},
		{"a part of those that are named before", disclosed2, "收到信息公开申请6件，其中企业3件，予以公开2件", 0},
		{"a number in a slogan", received, "信息公开申请“收到5件”", 0},
		{"one event or another", disclosed2, "信息公开申请5件予以公开或不予公开", 0},
		{"none of several", none2, "没有予以公开、不予公开的信息公开申请", 2},
		{"what it has become", target, "信息公开申请比上年的3件增至5件", 1},
		{"in one year", received, "一年来收到信息公开申请5件", 1},
		{"in several years", received, "三年来收到信息公开申请5件", 0},
		{"several kinds of one thing", disclosed2, "3件予以公开、不予公开", 0},
		{"together with what stands in brackets", disclosed2, "予以公开（自然人、企业）合计3件", 1},
		{"a part that is more than what it is said to be part of", disclosed2, "收到信息公开申请5件，上年结转1件，其中予以公开3件", 1},
		{"not one", none, "没有一件信息公开申请", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := stating(c.statement)
			r := report(config)
			r.Prose = prose(block(3, 0, "", c.text))
			if got := compiled(t, config).Check(r); len(got) != c.wrong {
				t.Errorf("%s: said %d times, want %d: %v", c.text, len(got), c.wrong, got)
			}
		})
	}
}

// TestStatementsOfAGrid: the words near a number say which figure of a table it is.
func TestStatementsOfAGrid(t *testing.T) {
	line := func(name, whole string, class ...string) configs.GridLine {
		l := configs.GridLine{Classes: said(class...), Names: []string{name}}
		if whole != "" {
			l.Whole = []string{whole}
		}
		return l
	}
	grid := &configs.StatementGrid{
		Table:   "requests",
		Rows:    []configs.GridLine{line("new", "", "event", "|received"), line("outcome", "", "event", "answered"), line("outcome.given", "outcome", "event", "disclosed"), line("outcome.refused", "outcome", "event", "refused")},
		Columns: []configs.GridLine{line("person", "total", "who", "person"), line("company", "total", "who", "company"), line("total", "")},
	}
	figures := []string{"new", "person", "4", "new", "company", "1", "new", "total", "5", "outcome.given", "person", "1", "outcome.given", "total", "2"}
	for text, want := range map[string]string{
		"收到信息公开申请5件":       "",
		"收到信息公开申请6件":       "“收到信息公开申请6件”：文字里是 6，表中“一、新收 · 总计”是 5",
		"信息公开申请，自然人4件":     "",
		"信息公开申请，自然人5件":     "“自然人5件”：文字里是 5，表中“一、新收 · 自然人”是 4",
		"予以公开2件，其中自然人2件":   "“自然人2件”：文字里是 2，表中“三、办理结果（一）予以公开 · 自然人”是 1",
		"没有予以公开的信息公开申请":    "“没有予以公开的信息公开申请”：文字里是 0，表中“三、办理结果（一）予以公开 · 总计”是 2",
		"没有不予公开的信息公开申请":    "",
		"收到的信息公开申请均为自然人申请": "“收到的信息公开申请均为自然人申请”：表中共 5 件，其中“一、新收 · 自然人”是 4",
		"信息公开申请全部予以公开":     "",
		"网上收到信息公开申请6件":     "",
	} {
		list := []configs.Statement{}
		for _, amount := range []string{configs.AmountNumber, configs.NoneRole, configs.AllRole} {
			list = append(list, configs.Statement{Classes: said("subject", "|request|bare"), Amount: amount, Grid: grid})
		}
		config := stating(list...)
		for i, c := range config.Lexicon.Classes {
			if c.Name == "all" {
				config.Lexicon.Classes[i].Words = append(c.Words, "均为")
			}
		}
		r := report(config, figures...)
		r.Prose = prose(block(3, 0, "", text))
		var got []string
		for _, d := range compiled(t, config).Check(r) {
			got = append(got, d.Message.ZH)
		}
		if strings.Join(got, "\n") != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, strings.Join(got, "\n"), want)
		}
	}
}

// TestAGridOfAnotherTableIsNamed: what the tables do not have is a fault of the rule.
func TestAGridOfAnotherTableIsNamed(t *testing.T) {
	for want, grid := range map[string]*configs.StatementGrid{
		"table “reviews”不存在": {Table: "reviews"},
		"没有“gone”":           {Table: "requests", Rows: []configs.GridLine{{Names: []string{"gone"}}}, Columns: []configs.GridLine{{Names: []string{"total"}}}},
		"没有“sum”":            {Table: "requests", Rows: []configs.GridLine{{Names: []string{"new"}}}, Columns: []configs.GridLine{{Names: []string{"sum"}}}},
	} {
		if _, problems := Compile(stating(configs.Statement{Grid: grid})); !strings.Contains(problems.Error(), want) {
			t.Errorf("said %v, want %s", problems, want)
		}
	}
}

// TestItemsOfAList: numbers of items are none of their text, and a list goes on with
// what it is about.
func TestItemsOfAList(t *testing.T) {
	received := configs.Statement{Classes: said("subject", "request", "event", "received"), Equals: []string{"1"}}
	for _, c := range []struct {
		paragraphs []string
		wrong      int
	}{
		{[]string{"信息公开申请：", "1.收到1件；", "2、收到2件。"}, 1},
		{[]string{"信息公开申请：", "（1）收到1件；", "（2）收到2件。"}, 1},
		{[]string{"信息公开申请：1.收到1件；2.收到2件"}, 1},
		{[]string{"信息公开申请很少。", "收到2件。"}, 0},
		{[]string{"信息公开申请：", "收到1.5件"}, 1},
		{[]string{"信息公开申请：", "“收到一件、收到两件”。"}, 0},
	} {
		config := stating(received)
		r := report(config)
		var blocks []data.Block
		for i, text := range c.paragraphs {
			blocks = append(blocks, block(3+i, 0, "", text))
		}
		r.Prose = prose(blocks...)
		if got := compiled(t, config).Check(r); len(got) != c.wrong {
			t.Errorf("%v: said %v", c.paragraphs, got)
		}
	}
}

// Numbers that are said together, or one for each.
func TestStatementsOfSeveral(t *testing.T) {
	one := configs.Statement{Classes: said("event", "disclosed"), Equals: []string{"1"}}
	other := configs.Statement{Classes: said("event", "refused"), Equals: []string{"2"}}
	for text, wrong := range map[string]int{
		"予以公开、不予公开合计3件":        0,
		"予以公开、不予公开合计4件":        1,
		"予以公开、不予公开，共4件":        1,
		"予以公开、不予公开分别为1件、2件":    0,
		"予以公开、不予公开分别为1件和3件":    1,
		"予以公开、不予公开分别为1件、2件、3件": 0,
		"1件予以公开、2件不予公开":        0,
		"1件予以公开、3件不予公开":        1,
	} {
		config := stating(one, other)
		r := report(config)
		r.Prose = prose(block(3, 0, "", text))
		if got := compiled(t, config).Check(r); len(got) != wrong {
			t.Errorf("%s: said %d times, want %d: %v", text, len(got), wrong, got)
		}
	}
}

// A statement says what the text has and what the table, with both places.
func TestStatementShowsBothPlaces(t *testing.T) {
	config := stating(configs.Statement{Classes: said("subject", "request", "event", "received"), Equals: []string{"requests.new.total", "requests.new.total + requests.outcome.given.total"}})
	r := report(config, "new", "total", "5", "outcome.given", "total", "2")
	r.Prose = prose(block(3, 0, "", "今年收到信息公开申请6件。"))
	got := compiled(t, config).Check(r)
	if len(got) != 1 || len(got[0].Related) != 2 {
		t.Fatalf("said %v", got)
	}
	const want = "“今年收到信息公开申请6件”：文字里是 6，表中“一、新收 · 总计”是 5、“一、新收 · 总计 + 三、办理结果（一）予以公开 · 总计”是 7"
	if got[0].Message.ZH != want {
		t.Errorf("said\n%s\nwant\n%s", got[0].Message.ZH, want)
	}
}

// The words of the paragraph before, and of the heading, are what is meant where
// a sentence names nothing.
func TestSubjectHolds(t *testing.T) {
	config := stating(configs.Statement{Classes: said("subject", "request", "event", "answered"), Equals: []string{"1"}})
	for _, c := range []struct {
		name   string
		blocks []data.Block
		wrong  int
	}{
		{"the sentence before", []data.Block{block(1, 0, "", "收到信息公开申请。答复5件")}, 1},
		{"not behind another subject", []data.Block{block(1, 0, "", "收到信息公开申请。提案很多。答复5件")}, 0},
		{"the heading", []data.Block{block(1, 1, "", "信息公开申请情况"), block(2, 0, "", "答复5件")}, 1},
		{"a heading of two subjects", []data.Block{block(1, 1, "", "信息公开申请和提案"), block(2, 0, "", "答复5件")}, 0},
		{"not the paragraph before", []data.Block{block(1, 0, "", "收到信息公开申请"), block(2, 0, "", "答复5件")}, 0},
	} {
		r := report(config)
		r.Prose = prose(c.blocks...)
		if got := compiled(t, config).Check(r); len(got) != c.wrong {
			t.Errorf("%s: said %v", c.name, got)
		}
	}
}
