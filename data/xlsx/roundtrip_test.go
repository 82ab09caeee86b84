package xlsx

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/blank"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/tier"
)

func TestExamplesComeBackFromWorkbooks(t *testing.T) {
	for _, name := range []string{"invented-2024", "shaxian-xinfangju-2023"} {
		t.Run(name, func(t *testing.T) {
			report := example(t, name)
			first, second := written(t, report), written(t, report)
			if !bytes.Equal(first, second) {
				t.Error("the same report gives other bytes")
			}
			back, list := read(t, first)
			if len(list) > 0 {
				t.Error(said(list))
			}
			differ(t, back, report)
		})
	}
}

func TestReportsToFillInComeBackFromWorkbooks(t *testing.T) {
	for _, id := range library.Templates() {
		t.Run(id, func(t *testing.T) {
			template, problems := library.Template(id)
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			report := blank.Report(template, blank.Header{Agency: "某县教育局", Year: fmt.Sprint(template.Years.From)}, nil)
			back, list := Report("r.xlsx", written(t, report), library)
			for _, d := range list {
				if !(template.NeedsSignOff && strings.Contains(d.Message.ZH, "成文日期")) {
					t.Error(said(list))
				}
			}
			yaml, err := write.YAML(report, true)
			if err != nil {
				t.Fatal(err)
			}
			direct, _ := load.Report("r.yaml", yaml, library)
			for _, s := range template.Sections {
				// A workbook does not say of a table without rows that it is there.
				if _, there := back.Tables[s.ID]; s.Optional && !there && direct.Tables[s.ID].Without() {
					delete(direct.Tables, s.ID)
				}
			}
			differ(t, back, direct)
		})
	}
}

// What looks like the escape of a character is none, also where two share a mark.
func TestTextThatLooksLikeEscapes(t *testing.T) {
	report := example(t, "invented-2024")
	const text = "_x0041_x0042_ _x005F_ _x_ _x00410_"
	report.Prose["others"] = data.Prose{Source: text}
	back, _ := read(t, written(t, report))
	if got := back.Prose["others"].Source; got != text {
		t.Errorf("got %q, want %q", got, text)
	}
}

// TestReportsComeBack: whatever a report holds, it is the same after it has
// been a workbook, a YAML file and a JSON file.
func TestReportsComeBack(t *testing.T) {
	tier.Long(t, "writes and reads many workbooks")
	ids := inWorkbooks(library)
	for seed := range uint64(60) {
		r := maker{rand.New(rand.NewPCG(seed, 1))}
		template, _ := library.Template(ids[seed%uint64(len(ids))])
		source, err := json.Marshal(r.report(template))
		if err != nil {
			t.Fatal(err)
		}
		want, list := load.Report("r.json", source, library)
		if wrong(list) {
			t.Fatalf("seed %d: %s\n%s", seed, said(list), source)
		}
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			back, list := Report("r.xlsx", written(t, want), library)
			if wrong(list) {
				t.Fatal(said(list))
			}
			differ(t, back, want)
			yaml, err := write.YAML(back, false)
			if err != nil {
				t.Fatal(err)
			}
			back, list = load.Report("r.yaml", yaml, library)
			if wrong(list) {
				t.Fatalf("%s\n%s", said(list), yaml)
			}
			differ(t, back, want)
			back, list = load.Report("r.json", write.JSON(back), library)
			if wrong(list) {
				t.Fatal(said(list))
			}
			differ(t, back, want)
		})
	}
}

// maker makes up reports.
type maker struct{ *rand.Rand }

// field is a value of a header field: a list or a map where it can be one.
func (m maker) field(f configs.Field) any {
	switch {
	case len(f.Parts) > 0:
		parts := map[string]any{}
		for _, part := range f.Parts {
			parts[part.ID] = m.field(part)
		}
		return parts
	case len(f.Choices) > 0:
		return f.Choices[m.IntN(len(f.Choices))]
	case f.Type == configs.DateField:
		return "2024-01-08"
	case f.Type == configs.TitleField:
		return []string{"关于甲的通知", "关于甲|和乙的通知"}[m.IntN(2)]
	case f.Many && m.IntN(2) == 0:
		return []string{"某县教育局", "某县财政局"}
	}
	return "某县教育局"
}

func (m maker) report(t *configs.Template) map[string]any {
	year := t.Years.From + m.IntN(2)
	if t.Years.To > 0 {
		year = t.Years.From
	}
	r := map[string]any{"template": t.ID}
	for _, f := range t.Header {
		r[f.ID] = m.field(f)
		if f.Type == configs.YearField {
			r[f.ID] = year
		}
	}
	notes, around := map[string]any{}, map[string]any{}
	for _, s := range t.Sections {
		switch s.Kind {
		case configs.ProseSection:
			if !s.Optional || m.IntN(2) == 0 {
				r[s.ID] = m.prose()
			}
		case configs.AttachmentsSection:
			if m.IntN(3) > 0 {
				r[s.ID] = []any{map[string]any{"title": "附件的名称", "text": m.prose()}, map[string]any{"title": "2", "text": m.prose()}}
			}
		case configs.TableSection:
			if m.IntN(3) == 0 {
				notes[s.ID] = []string{"注：含上年度结转数量。", "见**附件**。", "=1+1", "12"}[m.IntN(4)]
			}
			if m.IntN(3) == 0 {
				around[s.ID] = map[string]any{[]string{"before", "after"}[m.IntN(2)]: m.prose()}
			}
		}
	}
	if len(notes) > 0 {
		r["notes"] = notes
	}
	if len(around) > 0 {
		r["text"] = around
	}
	for i := range t.Tables {
		r[t.Tables[i].ID] = m.table(t, &t.Tables[i])
	}
	if m.IntN(3) == 0 && t.Rule("F6") != nil {
		r["waive"] = map[string]any{"F6": "合署办公，用两个名称", "P6": []string{"=1+1 不是公式", "2024年起机构改革，\"两局\"合并"}[m.IntN(2)]}
	}
	if t.NeedsSignOff || t.SignOff && m.IntN(2) == 0 {
		r["sign_off"] = map[string]any{"agency": []string{"某县教育局", "某县教育委员会"}[m.IntN(2)], "date": "2025-1-20"}
	}
	return r
}

// fragments are what text is made of, hard things among it.
var fragments = []string{
	"2023 年，我局深入实施条例。", "一是**健全机制。**落实人员", "见<https://www.example.gov.cn/a?b=1&c=2>", "[网站](https://example.gov.cn)",
	"《关于<通知>的意见》", "_x0041_", "=SUM(A1)", "'单引号", "\"双引号\"", "# 不是标题", "\t制表", "　　两个空格", "𬒈溪", "a: b", "- 列", "1. 一",
	"100%", "\\*星号\\*", `1\<2&3`, "……——", "２０２３年", "12.50", "TRUE", "{year}", "“引号”", "||", "尾随空格 ", "行尾反斜杠\\", "\u00a0不换行", "👍",
}

func (m maker) prose() string {
	var b strings.Builder
	b.WriteString("开头。")
	for range m.IntN(12) {
		switch m.IntN(8) {
		case 0:
			b.WriteString("\n")
			b.WriteString("续行")
		case 1, 2:
			b.WriteString(strings.Repeat("\n", 2+m.IntN(3)))
			b.WriteString("新段")
		case 3:
			b.WriteString("\n\n## （一）主动公开\n")
			if m.IntN(2) == 0 {
				b.WriteString("\n")
			}
			b.WriteString("小标题下")
		case 4:
			if m.IntN(6) == 0 {
				b.WriteString(strings.Repeat("很长的一段，", 500+m.IntN(6000)))
			}
		}
		b.WriteString(fragments[m.IntN(len(fragments))])
	}
	return b.String()
}

func (m maker) table(t *configs.Template, table *configs.Table) map[string]any {
	values := map[string]configs.ValueType{}
	for _, v := range t.Values {
		values[v.ID] = v
	}
	rows := map[string]any{}
	for _, l := range data.Leaves(table) {
		if l.Total && m.IntN(2) == 0 {
			continue
		}
		group := rows
		for id := range strings.SplitSeq(l.Group, ".") {
			if id == "" {
				break
			}
			if group[id] == nil {
				group[id] = map[string]any{}
			}
			group = group[id].(map[string]any)
		}
		row := map[string]any{}
		for _, c := range l.Columns {
			if c.Total && m.IntN(2) == 0 {
				continue
			}
			row[c.ID] = m.figure(values[c.Type])
		}
		group[l.Row.ID] = row
		if len(l.Columns) == 1 {
			group[l.Row.ID] = row[l.Columns[0].ID]
		}
	}
	return rows
}

func (m maker) figure(v configs.ValueType) any {
	var f any = json.RawMessage(fmt.Sprint(m.IntN(40)))
	switch m.IntN(12) {
	case 0:
		f = nil
	case 1:
		f = json.RawMessage(fmt.Sprint(100_000_000_000 + m.Int64N(800_000_000_000)))
	case 2:
		if !v.Whole {
			f = json.RawMessage(fmt.Sprintf("%d.%06d", 100_000_000_000+m.Int64N(800_000_000_000), m.IntN(1_000_000)))
		}
	case 3, 4, 5:
		if !v.Whole {
			f = json.RawMessage(fmt.Sprintf("%d.%0*d", m.IntN(9000), 1+m.IntN(5), m.IntN(9)))
		}
	}
	if m.IntN(10) == 0 {
		return map[string]any{"value": f, "note": []string{"其中修订16件", "（内）有括号", `有"引号"`, "a;b", strings.Repeat("长", 60), "#,##0", "[红]", "见 h:mm"}[m.IntN(8)]}
	}
	return f
}

func TestPicturesAndChartsComeBack(t *testing.T) {
	report := example(t, "invented-2024")
	yaml, err := write.YAML(report, false)
	must(t, err)
	text := string(yaml)
	text = strings.Replace(text, "其他需要报告的事项: |\n", `其他需要报告的事项: |
  图表：
    类型: bar
    题注: 新收申请

    表: requests
    行: [new]
  后一段。

  ![题注](图/a.png "替代文字")

`, 1)
	want, list := load.Report("r.yaml", []byte(text), library)
	must(t, list.Err())
	if n := len(want.Prose["others"].Blocks); n < 4 || want.Prose["others"].Blocks[0].Chart == nil {
		t.Fatalf("%d blocks", n)
	}
	back, _ := read(t, written(t, want))
	differ(t, back, want)
}

// inWorkbooks are the templates whose reports can be workbooks: those without lists.
func inWorkbooks(library *configs.Library) []string {
	return slices.DeleteFunc(library.Templates(), func(id string) bool {
		template, _ := library.Template(id)
		return slices.ContainsFunc(template.Tables, func(t configs.Table) bool { return t.HasLists() })
	})
}
