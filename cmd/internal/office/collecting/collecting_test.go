package collecting

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data/sum"
	"gongwen/internal/growth"
)

var today = time.Date(2025, 1, 20, 9, 0, 0, 0, time.UTC)

func planOf(t *testing.T, year int) *sum.Plan {
	t.Helper()
	template, said := configs.NewLibrary(nil).TemplateForYear("", year)
	if template == nil {
		t.Fatal(said)
	}
	return sum.NewPlan(template)
}

// The headlines of a template are those that it names, with the unit of their figures; then
// come the main figures of its tables, each once. Templates of text alone have none.
func TestHeadlines(t *testing.T) {
	library := configs.NewLibrary(nil)
	for id, want := range map[string]struct {
		labels string
		of     int // figures of the second one
		unit   string
	}{
		"open-government-2021": {"新收申请 复议诉讼", 3, "件"}, "open-government-2019": {"新收申请 复议诉讼", 3, "件"},
		"final-accounts": {"本年支出合计 本年收入合计 “三公”经费决算数 年末结转和结余", 1, "万元"}, "rule-of-law-government": {},
	} {
		template, said := library.Template(id)
		if template == nil {
			t.Fatal(said)
		}
		all := Headlines(sum.NewPlan(template))
		var labels []string
		seen := map[string]bool{}
		for _, h := range all {
			labels = append(labels, h.Label)
			if at := fmt.Sprint(h.Of); seen[at] {
				t.Errorf("%s: %s comes twice", id, at)
			} else {
				seen[at] = true
			}
		}
		named := strings.Fields(want.labels)
		if len(all) < len(named) || strings.Join(labels[:len(named)], " ") != want.labels {
			t.Errorf("%s: %v", id, labels)
			continue
		}
		if len(named) == 0 {
			if len(all) > 0 {
				t.Errorf("%s: %v", id, labels)
			}
		} else if all[0].Unit != want.unit || len(all[1].Of) != want.of {
			t.Errorf("%s: %+v", id, all[:2])
		}
	}
}

func TestRoster(t *testing.T) {
	members, problems := Roster("序号\t单位名称\t类别\n1\t甲局\t部门\t张三\t2025年2月1日\r\n2\t乙镇\t\t李四\n\n丙中心，事业单位，王五\n丁局\n")
	want := []store.Member{{Name: "甲局", Kind: "部门", Contact: "张三", Deadline: "2025-02-01"}, {Name: "乙镇", Contact: "李四"}, {Name: "丙中心", Kind: "事业单位", Contact: "王五"}, {Name: "丁局"}}
	if len(problems) > 0 || !slices.Equal(members, want) {
		t.Errorf("%+v, %v", members, problems)
	}
	if again, problems := Roster(Text(members)); len(problems) > 0 || !slices.Equal(again, want) {
		t.Errorf("written and read: %+v, %v", again, problems)
	}
	if _, problems := Roster(strings.Repeat("局\n", MaxMembers+2)); len(problems) != 1 {
		t.Errorf("%v", problems)
	}
}

// Whatever is pasted, a roster is read or its problems are said, and what was read is
// read again as it is.
func FuzzRoster(f *testing.F) {
	f.Add("序\t单位\n1\t甲局\t部门\t张三\t2025-1-1\n")
	f.Add("甲局,\n,\t\n1.\t2\t3")
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		members, problems := Roster(text)
		if len(problems) > 0 {
			return
		}
		if again, _ := Roster(Text(members)); len(again) > len(members) {
			t.Errorf("%q: %+v, then %+v", text, members, again)
		}
	}))
}

// given is a collection of four agencies: one has sent nothing, one a report with errors, one
// a report that was accepted, one a document of the store.
func given(t *testing.T) Given {
	t.Helper()
	plan := planOf(t, 2024)
	headlines := Headlines(plan)
	figures := func(n string) string { return `{"cell:requests/new/total":"` + n + `"}` }
	return Given{
		Collection: store.Collection{ID: "c", Year: 2024, Deadline: "2025-01-18"}, Plan: plan, Headlines: headlines, Today: today,
		Members: []store.Member{{Number: 1, Name: "甲局"}, {Number: 2, Name: "乙局", Deadline: "2025-01-25"}, {Number: 3, Name: "丙（镇）"}, {Number: 4, Name: "丁局"}},
		Receipts: []store.Receipt{
			{Number: 1, Member: "乙局", Errors: 2, Figures: figures("5"), At: today.AddDate(0, 0, -1), State: store.Undecided, File: "乙.docx"},
			{Number: 2, Member: "丙(镇)", Figures: figures("7"), At: today, State: store.Accepted},
			{Number: 3, Member: "丁局", Document: "d", Figures: figures("9"), At: today, State: store.Undecided},
			{Number: 4, Member: "戊局", Figures: figures("9"), At: today, State: store.Undecided},
		},
		Documents: []store.Document{{ID: "d", Agency: "4", State: store.Signed}, {ID: "a", Agency: "1", State: store.Reviewing}},
		Agencies:  map[string]string{"4": "丁局", "1": "甲 局"},
		Last:      []store.Receipt{{Member: "丙（镇）", Figures: figures("20"), State: store.Accepted}, {Member: "乙局", Figures: figures("1"), State: store.SentBack}},
	}
}

func TestDesk(t *testing.T) {
	g := given(t)
	d, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	want := []Group{Missing, Wrong, Taken, Waiting}
	late := []int{2, 0, 2, 2}
	for i, m := range d.Rows {
		if m.Group != want[i] || m.Late != late[i] {
			t.Errorf("%s: %s, %d days late", m.Name, m.Group, m.Late)
		}
	}
	if d.Rows[0].Document == nil || d.Rows[0].Document.State != store.Reviewing || !d.Rows[0].IsLate() || d.Rows[2].IsLate() {
		t.Errorf("%+v", d.Rows[0])
	}
	if c, ok := d.Rows[2].Change(0); !ok || c.Difference() != -13 || d.Odd(&d.Rows[2], 0) != "比上年减少一半以上" {
		t.Errorf("%+v, %q", c, d.Odd(&d.Rows[2], 0))
	}
	if _, ok := d.Rows[1].Change(0); ok {
		t.Error("a report that was sent back last year counts")
	}
	if total, many := d.Total(0, false); total.String() != "21" || many != 3 {
		t.Errorf("%s of %d", total, many)
	}
	if left, ok := d.Left(); !ok || left != -2 || d.Late() != 1 || d.Count(Taken) != 1 {
		t.Errorf("%d, %d late", left, d.Late())
	}
	g.Documents[0].State = store.Drafting // its signature was withdrawn
	if d, err = New(g); err != nil || d.Rows[3].Group != Missing {
		t.Errorf("%+v, %v", d.Rows[3], err)
	}
	g.Receipts[1].Figures = "x"
	if _, err = New(g); err == nil {
		t.Error("figures that are none are taken")
	}
}

// What is added of a report are its figures; a figure that is no number is left out.
func TestSourceOfFigures(t *testing.T) {
	g := given(t)
	f, err := Decoded(`{"cell:requests/new/total":"5","cell:disclosure/fees/amount":"1.50","cell:requests/new/business":"x"}`)
	if err != nil {
		t.Fatal(err)
	}
	source := f.Source(g.Plan, "甲局", "2024", "甲.docx")
	known := 0
	for _, v := range source.Figures {
		if v.Known {
			known++
		}
	}
	if known != 2 || source.Agency.Text != "甲局" || !source.Sound() {
		t.Errorf("%d figures of %+v", known, source.Agency)
	}
	if text, err := f.Encoded(); err != nil || !strings.Contains(text, `"1.50"`) {
		t.Errorf("%s, %v", text, err)
	}
	g.Members[0].Kind, g.Members[1].Kind, g.Members[2].Kind = "部门", "部门", "乡镇"
	d, err := New(g)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(d.Kinds(), []string{"部门", "乡镇"}) || Wrong.Word() != "有错误" || !d.Rows[2].Counts() || d.Rows[2].Figures() == nil {
		t.Errorf("%v", d.Kinds())
	}
}

func TestReminders(t *testing.T) {
	d, err := New(given(t))
	if err != nil {
		t.Fatal(err)
	}
	each, all := d.Reminders([]string{"甲局", "乙局", "丙（镇）", "没有的局"}, Sender{"某县人民政府", "段春梅"}, map[string][]string{"乙局": {"合计不平"}})
	if len(each) != 2 {
		t.Fatalf("%+v", each)
	}
	for text, wants := range map[string][]string{
		each[0].Text: {"还没有收到贵单位的2024年度政府信息公开工作年度报告", "2025年1月18日，已经超过 2 天。", "某县人民政府　段春梅"},
		each[1].Text: {"（乙.docx）有错误 2 处", "1. 合计不平", "2025年1月25日，还有 5 天。"},
		all:          {"尚未报送的有 1 个单位：甲局。", "需改正后重报的有 1 个单位：乙局。"},
	} {
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s\nhas no %s", text, want)
			}
		}
	}
	if each, all := d.Reminders([]string{"丙（镇）"}, Sender{}, nil); each != nil || all != "" {
		t.Errorf("%+v %s", each, all)
	}
}
