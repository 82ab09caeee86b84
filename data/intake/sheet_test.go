package intake_test

import (
	"strings"
	"testing"

	"gongwen/data/intake"
	"gongwen/internal/diag"
)

// TestSpreadsheetsSavedAsText: headings stand in rows filled up with commas,
// thousands in quotation marks, the note in a cell of its own.
func TestSpreadsheetsSavedAsText(t *testing.T) {
	const title = "云岭市某局2024年政府信息公开工作年度报告"
	_, tables, _ := strings.Cut(tabbed(t), "\n二、主动公开政府信息情况\n")
	tables, rest, _ := strings.Cut(tables, "\n五、")
	out := []string{title + ",,,", "二、主动公开政府信息情况,,,"}
	for line := range strings.SplitSeq(tables, "\n") {
		switch cells := strings.Split(line, "\t"); {
		case len(cells) > 1:
			line = strings.Join(cells, ",")
		case strings.HasPrefix(line, "注："):
			line = "表注," + line + strings.Repeat(",", 13)
		case line != "":
			line += ",,,"
		default:
			continue
		}
		out = append(out, line)
	}
	text := edited(t, strings.Join(out, "\n"), ",1286", `,"1,286"`) + "\n\n一、总体情况\n正文。\n五、" + rest
	got, said := pasted(text, intake.Options{})
	if got == nil || said.HasErrors() {
		t.Fatal(said)
	}
	if figure(got, "disclosure", "licensing", "decisions") != "1286" || figure(got, "requests", "new", "total") != "239" || figure(got, "review", "litigation", "total") != "3" {
		t.Error(said)
	}
	if !says(said, diag.Note, "“1,286”按 1286 读取") || got.Notes["review"].Source != "注：行政复议、行政诉讼数量含上年度结转数量。" {
		t.Errorf("%+v\n%s", got.Notes, said)
	}
}

// TestSpreadsheetsOfAWholeReport: a whole report in one sheet, its text in cells of
// several lines in quotation marks, all rows filled up.
func TestSpreadsheetsOfAWholeReport(t *testing.T) {
	want := example(t, "invented-2024")
	for name, mark := range map[string]string{"commas": ",", "semicolons": ";", "tabs": "\t"} {
		var out []string
		for section := range strings.SplitSeq(tabbed(t), "\n") {
			cells := strings.Split(strings.TrimRight(section, "\t"), "\t")
			for i, c := range cells {
				if strings.ContainsAny(c, mark+`"`) {
					cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
				}
			}
			out = append(out, strings.Join(cells, mark)+strings.Repeat(mark, 15-len(cells)))
		}
		text := edited(t, strings.Join(out, "\n"), "六、其他需要报告的事项"+strings.Repeat(mark, 14)+"\n", "六、其他需要报告的事项"+strings.Repeat(mark, 14)+"\n\"甲。\n乙\"\"丙\"\"。\""+strings.Repeat(mark, 14)+"\n")
		got, said := pasted(text, intake.Options{})
		if got == nil || said.HasErrors() {
			t.Errorf("%s: %s", name, said)
			continue
		}
		for id, table := range want.Tables {
			for ref, cell := range table.Cells {
				if is := got.Tables[id].Cells[ref].Printed(); is != cell.Printed() {
					t.Errorf("%s: %s %v is %q, not %q", name, id, ref, is, cell.Printed())
				}
			}
		}
		if others := got.Prose["others"].Source; !strings.HasPrefix(others, "甲。\n\n乙\"丙\"。") {
			t.Errorf("%s: %q", name, others)
		}
	}
}

// TestTextOfSpreadsheets: the overview in rows of its own, in one cell, in one with
// its heading or beside it, in rows that are filled up and rows that are not.
func TestTextOfSpreadsheets(t *testing.T) {
	want := example(t, "invented-2024")
	above, below, _ := strings.Cut(tabbed(t), "一、总体情况\n")
	overview, below, _ := strings.Cut(below, "\n二、")
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	rows := func(s string, width int) string {
		var out []string
		for line := range strings.SplitSeq(s, "\n") {
			cells := strings.Split(strings.TrimRight(line, "\t"), "\t")
			for i, c := range cells {
				if strings.ContainsAny(c, `,"`) {
					cells[i] = quoted(c)
				}
			}
			out = append(out, strings.Join(cells, ",")+strings.Repeat(",", max(0, width-len(cells))))
		}
		return strings.Join(out, "\n")
	}
	for _, width := range []int{0, 15} {
		for name, text := range map[string]string{
			"rows":               rows("一、总体情况\n"+overview, width),
			"a cell":             rows("一、总体情况", width) + "\n" + quoted(overview),
			"with its heading":   quoted("一、总体情况\n" + overview),
			"beside its heading": "一、总体情况," + quoted(overview),
		} {
			got, said := pasted(rows(above, width)+"\n"+text+"\n"+rows("二、"+below, width), intake.Options{})
			if got == nil || said.HasErrors() {
				t.Errorf("%s, %d: %s", name, width, said)
				continue
			}
			for id, prose := range want.Prose {
				if is := got.Prose[id].Source; is != prose.Source {
					t.Errorf("%s, %d: %s is %q", name, width, id, is)
				}
			}
			if figure(got, "requests", "new", "total") != "239" {
				t.Errorf("%s, %d: %s", name, width, said)
			}
		}
	}
}

// TestSpreadsheetsEndWithWhoSigns: the 落款 in rows of its own, filled up with commas,
// below the table or below text.
func TestSpreadsheetsEndWithWhoSigns(t *testing.T) {
	head, _, _ := strings.Cut(tabbed(t), "\n六、")
	for name, below := range map[string]string{"text": "六、其他需要报告的事项\n无。", "heading": "六、其他需要报告的事项"} {
		var out []string
		for line := range strings.SplitSeq(head+"\n"+below+"\n云岭市某局\n2025年1月20日", "\n") {
			cells := strings.Split(strings.TrimRight(line, "\t"), "\t")
			for i, c := range cells {
				if strings.ContainsAny(c, `,"`) {
					cells[i] = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
				}
			}
			out = append(out, strings.Join(cells, ",")+strings.Repeat(",", 15-len(cells)))
		}
		got, said := pasted(strings.Join(out, "\n"), intake.Options{})
		if got == nil || says(said, diag.Warning, "没有放进报告") || got.SignOff == nil || got.SignOff.Agency.Text != "云岭市某局" {
			t.Errorf("%s: %s", name, said)
		}
	}
}
