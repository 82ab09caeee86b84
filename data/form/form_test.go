package form

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/intake/document"
	"gongwen/data/intake/docx"
	"gongwen/data/intake/look"
	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// judged is what is said of a Word file by a style sheet.
func judged(t *testing.T, path, style string) diag.List {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, said := docx.Read(t.Context(), filepath.Base(path), content)
	if text == nil {
		t.Fatal(said)
	}
	l, said := docx.Look(t.Context(), filepath.Base(path), content, docx.StandardLimits())
	if l == nil {
		t.Fatal(said)
	}
	found := document.Recognise(text)
	if found == nil {
		t.Fatal("no official document was found")
	}
	sheet, said := configs.NewLibrary(nil).Style(style)
	if sheet == nil {
		t.Fatal(said)
	}
	return Judge(filepath.Base(path), found, l, sheet)
}

// TestFaults: every rule finds what was planted for it.
func TestFaults(t *testing.T) {
	broken := map[string]bool{}
	for name, style := range map[string]string{"faults": "gb9704-document", "letter-paper": "gb9704-letter", "grid": "gb9704-document", "own-hand": "gb9704-document", "run-in": "gb9704-document"} {
		said := judged(t, "testdata/"+name+".docx", style)
		var b strings.Builder
		for _, d := range Grouped(said) {
			b.WriteString(d.Format(diag.ZH) + "\n")
			broken[d.Rule] = true
		}
		golden.Check(t, "testdata/"+name+".golden", []byte(b.String()))
	}
	for _, r := range configs.FormRules() {
		if !broken[r.ID] {
			t.Errorf("nothing breaks %s: %s", r.ID, r.Name)
		}
	}
	if len(broken) != len(configs.FormRules()) {
		t.Errorf("rules that are none: %v", broken)
	}
}

// TestWhatIsRightIsNotBlamed: a document of another program that keeps the standard.
func TestWhatIsRightIsNotBlamed(t *testing.T) {
	for name, style := range map[string]string{"notice": "gb9704-document", "request": "gb9704-document", "reply": "gb9704-document", "joint-table": "gb9704-document", "minutes": "gb9704-minutes", "letter-text-box": "gb9704-letter", "frames": "gb9704-document", "opinion-numbering": "gb9704-document"} {
		if said := judged(t, "../../cmd/internal/engine/testdata/official/"+name+".docx", style); len(said) > 0 {
			t.Errorf("%s: %v", name, said)
		}
	}
}

// TestRulesOfForm: their numbers run on, and each is explained.
func TestRulesOfForm(t *testing.T) {
	for i, r := range configs.FormRules() {
		if r.ID != fmt.Sprintf("W%d", i+1) || r.Name == "" || r.Law.EN == "" || r.Example.ZH == "" || r.Help.ZH == "" || r.Help.EN == "" || r.Each.Scope().EN == "" {
			t.Errorf("rule %d is %+v", i+1, r)
		}
	}
}

func TestFaces(t *testing.T) {
	for _, c := range []struct {
		face, kind string
		is         bool
	}{
		{"仿宋", "仿宋", true}, {"仿宋_GB2312", "仿宋", true}, {"FangSong", "仿宋", true}, {"方正仿宋简体", "仿宋", true}, {"宋体", "仿宋", false},
		{"SimSun", "宋体", true}, {"宋体", "半角宋体", true}, {"仿宋", "宋体", false}, {"方正小标宋简体", "宋体", false}, {"NSimSun", "宋体", true},
		{"方正小标宋简体", "小标宋", true}, {"FZXiaoBiaoSong-B05S", "小标宋", true}, {"黑体", "小标宋", false},
		{"楷体_GB2312", "楷体", true}, {"KaiTi", "楷体", true}, {"SimHei", "黑体", true}, {"微软雅黑", "黑体", true}, {"某体", "某体", true},
	} {
		if got := look.IsFace(c.face, c.kind); got != c.is {
			t.Errorf("%s as %s: %v", c.face, c.kind, got)
		}
	}
}

func TestSizesHaveNames(t *testing.T) {
	for n, want := range map[int]string{32: "三号（16 磅）", 44: "二号（22 磅）", 31: "15.5 磅"} {
		if got := sizeName(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

func TestPlacesOfOneFaultAreOne(t *testing.T) {
	at := func(cell string) diag.Pos { return diag.Pos{File: "a.docx", Sheet: "正文", Cell: cell} }
	one := func(cell, quote string) diag.Diagnostic {
		return diag.Diagnostic{Level: diag.Warning, Rule: "W5", Pos: at(cell), Message: diag.Text{ZH: "正文用了宋体", EN: "x"}}.WithRelated(at(cell), "“%s”", "“%s”", quote)
	}
	list := diag.List{
		{Level: diag.Error, Rule: "D1", Pos: at("第1段"), Message: diag.Text{ZH: "甲", EN: "a"}},
		one("第3段", "甲"), one("第7段", "乙"), one("第5段", "丙"), one("第6段", "丁"), one("第9段", "戊"), one("第10段", "己"),
	}
	var got []string
	for _, d := range Grouped(list) {
		got = append(got, d.Format(diag.ZH))
	}
	want := []string{"a.docx!正文:第1段: 错误: 甲 [D1]", "a.docx!正文:第3、5–7、9、10段: 警告: 正文用了宋体：“甲”等 6 处 [W5]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if got := Grouped(diag.List{one("第3段", "甲"), one("第1行第2格", "乙")})[0].Format(diag.ZH); got != "a.docx!正文:第3段: 警告: 正文用了宋体：“甲”等 2 处 [W5]" {
		t.Errorf("got %q", got)
	}
}

// TestOrdinals: the numbers of levels, their forms and their order (7.3.3).
func TestOrdinals(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  int
	}{
		{[]string{"一、甲", "（一）甲", "1.甲", "（1）甲", "（2）甲", "2.甲", "（二）甲", "二、乙", "（一）丙"}, 0},
		{[]string{"一、甲", "1.甲", "2.乙", "二、丙"}, 0},
		{[]string{"（一）甲", "（二）乙"}, 0},
		{[]string{"1.甲", "2.乙"}, 0},
		{[]string{"一、甲", "二、乙", "二、丙"}, 1},
		{[]string{"一、甲", "三、乙"}, 1},
		{[]string{"一、甲", "（二）乙"}, 1},
		{[]string{"一、甲", "（一）、乙"}, 1},
		{[]string{"一．甲"}, 1},
		{[]string{"（一)甲"}, 1},
		{[]string{"1、甲"}, 1},
		{[]string{"一、甲", "（1）乙"}, 1},
		{[]string{"一、甲", "（一）甲", "1.甲", "1）甲"}, 1},
		{[]string{"一、甲", "一）甲"}, 1},
		{[]string{"2024年"}, 0},
	} {
		j := &judge{found: &document.Document{Roles: map[diag.Pos]document.Role{}}}
		var o ordinals
		for _, text := range c.texts {
			j.ordinal(&o, &look.Paragraph{Runs: []look.Run{{Text: text}}})
		}
		if len(j.said) != c.want {
			t.Errorf("%v: %v", c.texts, j.said)
		}
	}
}

// TestAttachmentLabels: 附件 and its number in Arabic digits, without a mark (7.3.7).
func TestAttachmentLabels(t *testing.T) {
	sheet, said := configs.NewLibrary(nil).Style("gb9704-document")
	if sheet == nil {
		t.Fatal(said)
	}
	for label, want := range map[string]string{
		"附件": "", "附件1": "", "附件 12": "", "云教〔2024〕3号附件2": "", "十渡发〔2024〕3号附件2": "",
		"附件：": "“附件”和顺序号后面不加冒号", "附件1:": "“附件”和顺序号后面不加冒号", "附件一": "附件的顺序号应为阿拉伯数字",
	} {
		j := &judge{sheet: sheet, look: &look.Document{}}
		j.attachment(&look.Paragraph{NewPage: true, Runs: []look.Run{{Text: label, EastAsia: "黑体", ASCII: "黑体", Size: 32}}})
		got := ""
		for _, d := range j.said {
			got += d.Message.ZH
		}
		if got != want {
			t.Errorf("%s: %s", label, got)
		}
	}
}

// TestParagraphsThatDoNotEnd: running text ends with a mark; headings and short lines
// of lists need none.
func TestParagraphsThatDoNotEnd(t *testing.T) {
	for text, want := range map[string]bool{
		"各单位要加强检查。消除隐患": true, "各单位要加强检查。": false, "联系人：张三": false, "加强检查，消除隐患": false, "各单位要加强检查。（附后）": false,
		"各单位要明确责任，加强检查，消除隐患，做到人员到位、责任到位、措施到位、保障到位，确保不发生事故": true, "检查中发现的问题，要立即整改。不能立即整改的，": true,
	} {
		j := &judge{}
		if j.unended(&look.Paragraph{Runs: []look.Run{{Text: text}}}); (len(j.said) > 0) != want {
			t.Errorf("%s: %v", text, j.said)
		}
	}
}

func TestMarks(t *testing.T) {
	for text, want := range map[string]string{
		"全角，标点。": "", "半角,标点": "W17", "（甲）": "", "(甲)": "W17", "甲:": "W17", "1,234件": "", "“甲”": "", "\"甲\"": "W17", "结束.": "W17", "Word,Excel": "",
		"国办发〔2023〕10号": "", "国办发[2023]10号": "W16", "国办发〔2023〕第10号": "W16", "国办发〔2023〕010号": "W16", "（2023）10号": "",
		"重复，，标点": "W17", "重复。。": "W17", "先，。": "W17", "“引。”，后": "", "省略……": "", "明确 责任": "W17", "张　三": "", "GB 9704": "",
	} {
		j := &judge{found: &document.Document{}}
		j.marks(&look.Paragraph{Runs: []look.Run{{Text: text}}})
		got := ""
		if len(j.said) > 0 {
			got = j.said[0].Rule
		}
		if got != want {
			t.Errorf("%s: %q", text, got)
		}
	}
}

// TestLinesOfTables: a title, a unit and a note beside a table are set as it is; text that
// leads to a table is not theirs, nor is a centred line elsewhere.
func TestLinesOfTables(t *testing.T) {
	l := &look.Document{}
	found := &document.Document{Roles: map[diag.Pos]document.Role{}}
	add := func(table int, align, text string) {
		pos := diag.Pos{File: "r.docx", Line: len(l.Paragraphs) + 1}
		l.Paragraphs = append(l.Paragraphs, look.Paragraph{Pos: pos, Table: table, Align: align, Runs: []look.Run{{Text: text}}})
		found.Roles[pos] = document.BodyRole
	}
	for _, p := range []struct {
		table       int
		align, text string
	}{
		{0, "center", "不在表旁边的一行"}, {0, "both", "任务分工见下表："}, {0, "center", "任务分工"}, {0, "both", "金额单位：万元"}, {1, "", "甲"}, {1, "", "乙"}, {0, "both", "注：资金为计划数。"}, {0, "both", "请遵照执行。"},
		{0, "both", "分工如下。"}, {2, "", "丙"}, {0, "both", "第二段。"},
	} {
		add(p.table, p.align, p.text)
	}
	var got []string
	beside := (&judge{look: l, found: found}).besideTables()
	for i := range l.Paragraphs {
		if beside[i] {
			got = append(got, l.Paragraphs[i].Text())
		}
	}
	if want := []string{"任务分工", "金额单位：万元", "注：资金为计划数。"}; !slices.Equal(got, want) {
		t.Errorf("%q beside tables, want %q", got, want)
	}
}

func TestNamesStandApartInATitle(t *testing.T) {
	for role, want := range map[document.Role]int{document.TitleRole: 0, document.BodyRole: 1} {
		p := look.Paragraph{Pos: diag.Pos{File: "r.docx", Line: 1}, Runs: []look.Run{{Text: "云岭市水利局 云岭市财政局关于开展检查的通知"}}}
		j := &judge{look: &look.Document{}, found: &document.Document{Roles: map[diag.Pos]document.Role{p.Pos: role}}}
		if j.marks(&p); len(j.said) != want {
			t.Errorf("role %d: %v", role, j.said)
		}
	}
}

// TestWhatIsDoneByHand: what people do to text beside its style is said of the text, each
// with its rule, and nothing of text that is as it should be.
func TestWhatIsDoneByHand(t *testing.T) {
	sheet, said := configs.NewLibrary(nil).Style("gb9704-document")
	if sheet == nil {
		t.Fatal(said)
	}
	const text = "各县要按月报送情况。"
	plain := look.Run{Text: text, EastAsia: "仿宋", ASCII: "仿宋", Size: 32}
	with := func(change func(*look.Run, *look.Paragraph)) look.Paragraph {
		r := plain
		p := look.Paragraph{Align: "both", FirstChars: 200, Line: 579, LineRule: "exact"}
		change(&r, &p)
		p.Runs = []look.Run{r}
		return p
	}
	for _, c := range []struct {
		name, rule string
		role       document.Role
		p          look.Paragraph
	}{
		{"as it should be", "", document.BodyRole, with(func(*look.Run, *look.Paragraph) {})},
		{"underlined", "W29", document.BodyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Marked = true })},
		{"bold", "W5", document.BodyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Bold = true })},
		{"closer", "W3", document.BodyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Spacing = -30 })},
		{"as close as lines of 28 ask for", "", document.BodyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Spacing = -5 })},
		{"below a blank line", "W4", document.BodyRole, with(func(_ *look.Run, p *look.Paragraph) { p.Blank = 1 })},
		{"digits", "W17", document.BodyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Text = "不少于１２０亩。" })},
		{"another mark than ★", "W24", document.SecrecyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Text, r.EastAsia = "机密*1年", "黑体" })},
		{"the ★", "", document.SecrecyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Text, r.EastAsia = "机密★1年", "黑体" })},
		{"no period", "", document.SecrecyRole, with(func(r *look.Run, _ *look.Paragraph) { r.Text, r.EastAsia = "机密", "黑体" })},
		{"an open bracket", "W27", document.NoteRole, with(func(r *look.Run, _ *look.Paragraph) { r.Text = "（此件公开" })},
	} {
		before := with(func(*look.Run, *look.Paragraph) {})
		before.Pos, c.p.Pos = diag.Pos{File: "r.docx", Line: 1}, diag.Pos{File: "r.docx", Line: 2}
		j := &judge{sheet: sheet, look: &look.Document{Paragraphs: []look.Paragraph{before, c.p}}, counted: map[diag.Pos]string{},
			found: &document.Document{Roles: map[diag.Pos]document.Role{before.Pos: document.BodyRole, c.p.Pos: c.role}}}
		j.paragraphs()
		var rules []string
		for _, d := range j.said {
			rules = append(rules, d.Rule)
		}
		if got := strings.Join(rules, " "); got != c.rule {
			t.Errorf("%s: rules %q, want %q: %v", c.name, got, c.rule, j.said)
		}
	}
}

// TestTheColophonEndsTheDocument: attachments stand before it, and their numbers in order.
func TestTheColophonEndsTheDocument(t *testing.T) {
	sheet, said := configs.NewLibrary(nil).Style("gb9704-document")
	if sheet == nil {
		t.Fatal(said)
	}
	for _, last := range []document.Role{document.CopiesRole, document.AttachmentLabelRole} {
		foot, label := look.Paragraph{Pos: diag.Pos{Line: 1}, Top: look.Border{Width: 8}}, look.Paragraph{Pos: diag.Pos{Line: 2}}
		found := &document.Document{Roles: map[diag.Pos]document.Role{foot.Pos: document.CopiesRole, label.Pos: last}}
		j := &judge{sheet: sheet, look: &look.Document{Paragraphs: []look.Paragraph{foot, label}}, found: found}
		if j.colophonLines(); (len(j.said) > 0) != (last == document.AttachmentLabelRole) {
			t.Errorf("role %d behind the 版记: %v", last, j.said)
		}
	}
	j := &judge{sheet: sheet, look: &look.Document{}, found: &document.Document{Listed: make([]document.Value, 2)}}
	for _, name := range []string{"附件：2.名单", "1.表"} {
		j.list(&look.Paragraph{FirstChars: 200, Blank: 1, Runs: []look.Run{{Text: name, EastAsia: "仿宋", ASCII: "仿宋", Size: 32}}})
	}
	if len(j.said) != 2 || j.said[0].Rule != "W18" || j.said[1].Rule != "W18" {
		t.Errorf("of numbers out of order: %v", j.said)
	}
}

// TestHeaders: a header with words breaks a rule, the mark of a draft does not.
func TestHeaders(t *testing.T) {
	sheet, said := configs.NewLibrary(nil).Style("gb9704-document")
	if sheet == nil {
		t.Fatal(said)
	}
	for text, want := range map[string]int{"内部资料": 1, sheet.Page.DraftMark: 0, " ": 0} {
		j := &judge{sheet: sheet, look: &look.Document{Sections: []look.Section{{Headers: []look.Footer{{Paragraphs: []look.Paragraph{{Runs: []look.Run{{Text: text}}}}}}}}}}
		if j.headers(); len(j.said) != want {
			t.Errorf("%q: %v", text, j.said)
		}
	}
}
