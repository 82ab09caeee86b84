package configs

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/internal/diag"
	"gongwen/internal/golden"
)

// small is a template with one of everything, on which the cases below make
// one change each.
const small = `template: small-2020
name: 小表
law: 某文
years: {from: 2020, to: 2021}
style: gb9704
header:
  - {id: agency, label: 机关名称, type: agency}
  - {id: year, label: 年度, type: year}
title: ["{agency}", "{year}年表"]
author: "{agency}"
sections:
  - {id: prose, label: 总体情况, kind: prose, initial: "{year}年"}
  - {id: table, label: 数表, kind: table}
values:
  - {id: count, whole: true, rule: V}
tables:
  - id: table
    columns:
      kinds:
        - {id: a, label: 甲, type: count}
        - {id: b, label: 乙, type: count}
        - {id: total, label: 总计, type: count, total: true}
      single:
        - {id: sum, label: 合计, type: count}
    rows:
      - {id: first, label: 一、头行, columns: kinds}
      - id: group
        label: 二、组
        columns: kinds
        rows:
          - {id: second, label: （一）次行}
          - {id: last, label: （二）末行, columns: single}
    widths: [10mm, 10mm, 10mm, 10mm]
    row_height: 6mm
    head_rows: 1
    grid:
      - [{head: 项目}, {head: 甲}, {head: 乙}, {head: 总计}]
      - [{stub: 一、头行}, {numbers: first}]
      - [{stub: 二、组, rowspan: 2}, {number: group.second.a}, {number: group.second.b}, {number: group.second.total}]
      - [{numbers: group.last, colspan: 3}]
rules:
  - {id: V, name: 整数, level: error, each: value}
  - {id: S, name: 合计, each: row, table: table, rows: [first], cell: total, equals: a + b}
  - {id: M, name: 用词, each: match, in: [prose], find: "年", check: "true", message: {zh: "错", en: "wrong"}, hint: 改}
`

func templateFaults() []struct{ name, old, new string } {
	return []struct{ name, old, new string }{
		{"unknown key", "law: 某文", "laws: 某文"},
		{"unknown key in a column", "{id: a, label: 甲, type: count}", "{id: a, lable: 甲, type: count}"},
		{"id is not the file's name", "template: small-2020", "template: other"},
		{"years without a beginning", "{from: 2020, to: 2021}", "{to: 2021}"},
		{"years backwards", "{from: 2020, to: 2021}", "{from: 2020, to: 2019}"},
		{"years that the id does not end in", "{from: 2020, to: 2021}", "{from: 2019}"},
		{"header is no list", "header:\n", "header: x\nhelp:\n"},
		{"two fields of one id", "{id: year, label: 年度", "{id: agency, label: 年度"},
		{"two keys of one label", "{id: prose, label: 总体情况", "{id: prose, label: 一、年度"},
		{"id that a report file has already", "{id: prose, label: 总体情况", "{id: notes, label: 总体情况"},
		{"id that names sources", "{id: prose, label: 总体情况", "{id: sources, label: 总体情况"},
		{"label that a report file has already", "{id: prose, label: 总体情况", "{id: prose, label: 来源"},
		{"column that expressions cannot name", "{id: b, label: 乙", "{id: in, label: 乙"},
		{"column that expressions have for something else", "{id: b, label: 乙", "{id: note, label: 乙"},
		{"row that expressions have for something else", "{id: first, label: 一、头行", "{id: sum, label: 一、头行"},
		{"brace that is not closed", "\"{year}年表\"", "\"{year年表\""},
		{"brace that is not closed before another", "\"{year}年表\"", "\"{yea{year}年表\""},
		{"find of nothing", "find: \"年\"", "find: \"\""},
		{"find that looks ahead", "find: \"年\"", "find: \"本(?=年)\""},
		{"find that repeats too much", "find: \"年\"", "find: \"(((a{1,1000}){1,1000})+)b\""},
		{"id in capitals", "{id: year, label", "{id: Year, label"},
		{"two fields that are the year", "label: 机关名称, type: agency", "label: 机关名称, type: year"},
		{"unknown kind of field", "type: year}", "type: day}"},
		{"unknown kind of section", "kind: prose", "kind: list"},
		{"placeholder for nothing", "\"{year}年表\"", "\"{yaer}年表\""},
		{"placeholder for nothing in prose", "initial: \"{year}年\"", "initial: \"到{date}\""},
		{"title without lines", `title: ["{agency}", "{year}年表"]`, "title: []"},
		{"title with an empty line", `title: ["{agency}", "{year}年表"]`, `title: ["{agency}", " "]`},
		{"section without its table", "{id: table, label: 数表, kind: table}", "{id: tabel, label: 数表, kind: table}"},
		{"decimals of a whole number", "whole: true", "whole: true, decimals: 2"},
		{"format that is none", "whole: true", "whole: true, format: \"0,0\""},
		{"format of a whole number with decimals", "whole: true", "whole: true, format: \"#,##0.0\""},
		{"format that prints too few decimals", "whole: true", "decimals: 2, format: \"#,##0.0\""},
		{"unknown alignment of figures", "whole: true", "whole: true, align: middle"},
		{"unknown value type", "{id: b, label: 乙, type: count}", "{id: b, label: 乙, type: money}"},
		{"two columns of one id", "{id: b, label: 乙, type: count}", "{id: a, label: 乙, type: count}"},
		{"two totals", "{id: b, label: 乙, type: count}", "{id: b, label: 乙, type: count, total: true}"},
		{"unknown set of columns", "label: 一、头行, columns: kinds", "label: 一、头行, columns: kind"},
		{"row without a set of columns", "label: 一、头行, columns: kinds", "label: 一、头行"},
		{"row that carries over an unknown row", "label: （一）次行", "label: （一）次行, previous: group"},
		{"two rows of one label", "（一）次行", "（二）末行"},
		{"total that is a group", "label: 二、组\n", "label: 二、组\n        total: true\n"},
		{"length without a unit", "row_height: 6mm", "row_height: 6"},
		{"negative length", "row_height: 6mm", "row_height: -6mm"},
		{"width of nothing", "widths: [10mm, ", "widths: [0mm, "},
		{"one width too few", "widths: [10mm, ", "widths: ["},
		{"one width too many", "widths: [10mm, ", "widths: [10mm, 10mm, "},
		{"rowspan too long", "rowspan: 2", "rowspan: 3"},
		{"rowspan too short", "rowspan: 2", "rowspan: 1"},
		{"rowspan under a head", "{head: 项目}", "{head: 项目, rowspan: 2}"},
		{"colspan too wide", "colspan: 3", "colspan: 4"},
		{"cell of two kinds", "{head: 项目}", "{head: 项目, stub: 项目}"},
		{"words of another label", "{head: 项目}", "{head: 项目, breaks: 科/目}"},
		{"words of another section", "label: 数表, kind: table", "label: 数表, breaks: 字/表, kind: table"},
		{"cell of no kind", "{head: 项目}", "{text: 项目}"},
		{"more head than table", "head_rows: 1", "head_rows: 5"},
		{"figure of an unknown row", "{numbers: first}", "{numbers: frist}"},
		{"figure of an unknown column", "{number: group.second.b}", "{number: group.second.c}"},
		{"figure without a column", "{number: group.second.b}", "{number: first}"},
		{"figure printed twice", "{number: group.second.b}", "{number: group.second.a}"},
		{"rule without an id", "{id: M, name: 用词", "{name: 用词"},
		{"two rules of one id", "id: S,", "id: V,"},
		{"rule for each nothing", "each: row,", "each: cell,"},
		{"rule of an unknown level", "level: error", "level: fatal"},
		{"rule about an unknown table", "table: table, rows", "table: tables, rows"},
		{"rule about an unknown row", "rows: [first]", "rows: [third]"},
		{"rule about an unknown column", "cell: total", "cell: sums"},
		{"rule with no condition", ", equals: a + b", ""},
		{"rule with two conditions", "equals: a + b", "equals: a + b, check: a > b, message: 错"},
		{"equals without a cell", "cell: total, ", ""},
		{"check without a message", ", message: {zh: \"错\", en: \"wrong\"}", ""},
		{"message without Chinese", "{zh: \"错\", en", "{en"},
		{"find is no regular expression", "find: \"年\"", "find: \"(年\""},
		{"find and alike", "find: \"年\"", "find: \"年\", alike: agency"},
		{"neither find nor alike", "find: \"年\", ", ""},
		{"alike an unknown field", "find: \"年\"", "alike: agancy"},
		{"find of sections", "each: match, in: [prose], find", "each: section, in: [prose], find"},
		{"law that is a list", "find: \"年\"", "find: \"年\", law: [条例]"},
		{"rule about an unknown section", "in: [prose]", "in: [tables]"},
		{"key that such a rule has not", "each: value", "each: value, table: table"},
		{"absent field that the template has not", "each: value", "each: absent, field: agancy"},
		{"value type of an unknown rule", "rule: V", "rule: S"},
		{"落款 that is neither", "law: 某文", "law: 某文\nsign_off: sometimes"},
		{"deadline that is no day", "law: 某文", "law: 某文\ndeadlines: [{for: 公开, by: 02-29}, {for: 报送, by: 一月}]"},
		{"headlines of no figure", "law: 某文", "law: 某文\nheadlines: [{label: 甲, of: [table.first.c]}, {label: 乙, of: []}, {of: [table.first.a]}]"},
		{"deadline for nobody", "law: 某文", "law: 某文\ndeadlines: [{by: 01-31}]"},
		{"attachments before the end", "{id: prose, label: 总体情况, kind: prose, initial: \"{year}年\"}", "{id: prose, label: 附件, heading: 附件, kind: attachments}"},
		{"attachments without a word", "{id: table, label: 数表, kind: table}\n", "{id: table, label: 数表, kind: table}\n  - {id: more, label: 附件, kind: attachments}\n"},
		{"initial text of a table", "{id: table, label: 数表, kind: table}", "{id: table, label: 数表, kind: table, initial: 无}"},
		{"placeholder for nothing in a heading", "label: 总体情况, kind: prose", "label: 总体情况, heading: \"{yaer}年\", kind: prose"},
	}
}

func libraryOf(files map[string]string) *Library {
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return NewLibrary(folder)
}

func TestTemplateWithoutFaults(t *testing.T) {
	template, problems := libraryOf(map[string]string{"small-2020.yaml": small}).Template("small-2020")
	if template == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	table := template.Tables[0]
	if got := table.Grid[1].Cells[3]; got.Row != "first" || got.Column != "total" || got.Role != NumberCell || got.RowSpan != 1 {
		t.Errorf("numbers: %+v", got)
	}
	if got := table.Grid[3].Cells[0]; got.Row != "group.last" || got.Column != "sum" || got.ColSpan != 3 {
		t.Errorf("numbers with colspan: %+v", got)
	}
	if got := table.Rows[1].Rows; got[0].Columns != "kinds" || got[1].Columns != "single" {
		t.Errorf("columns are not passed on: %+v", got)
	}
	if got := template.Rules[2].Message; got != (diag.Text{ZH: "错", EN: "wrong"}) {
		t.Errorf("message: %+v", got)
	}
	if got := template.Rules[1].Level; got != diag.Error {
		t.Errorf("a rule that names no level is of level %v", got)
	}
}

func TestTemplateFaultsAreNamedWithPlace(t *testing.T) {
	var out strings.Builder
	for _, c := range templateFaults() {
		if strings.Count(small, c.old) != 1 {
			t.Fatalf("%s: %q does not stand once", c.name, c.old)
		}
		l := libraryOf(map[string]string{"small-2020.yaml": strings.Replace(small, c.old, c.new, 1)})
		template, problems := l.Template("small-2020")
		if template != nil || !problems.HasErrors() {
			t.Errorf("%s: accepted", c.name)
		}
		fmt.Fprintf(&out, "== %s\n", c.name)
		for _, d := range problems {
			fmt.Fprintf(&out, "%s\n", d.Format(diag.ZH))
			checkDiagnostic(t, c.name, d)
		}
	}
	golden.Check(t, "testdata/template-faults.golden", []byte(out.String()))
}

// checkDiagnostic demands what every diagnostic about a file has.
func checkDiagnostic(t *testing.T, name string, d diag.Diagnostic) {
	t.Helper()
	if d.Pos.Line == 0 || d.Message.EN == "" || d.Hint.ZH != "" && d.Hint.EN == "" {
		t.Errorf("%s: no place or no English: %+v", name, d)
	}
	if strings.Contains(d.Message.ZH+d.Message.EN+d.Hint.ZH+d.Hint.EN, "%!") {
		t.Errorf("%s: badly formatted: %+v", name, d)
	}
}

func TestAllFaultsOfATemplateAreFoundAtOnce(t *testing.T) {
	text := small
	for _, c := range []string{"unknown key", "rowspan too long", "find is no regular expression", "length without a unit"} {
		for _, f := range templateFaults() {
			if f.name == c {
				text = strings.Replace(text, f.old, f.new, 1)
			}
		}
	}
	_, problems := libraryOf(map[string]string{"small-2020.yaml": text}).Template("small-2020")
	if len(problems) != 4 {
		t.Errorf("%d diagnostics, want 4:\n%v", len(problems), problems)
	}
}
