package runs

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strconv"
	"sync"
	"time"

	"gongwen/internal/diag"
)

//go:embed page.html
var pageSource string

// page is parsed when it is first written: most runs write none.
var page = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageSource)) })

// The parts of the page.
type (
	count struct {
		Name   string
		Number int
		Bad    bool
	}
	bar struct {
		Class   string
		Percent string
	}
	reasonRow struct {
		Count                int
		Message, Rule, First string
		More                 []string
	}
	reasonTable struct {
		Title string
		Rows  []reasonRow
	}
	listing struct {
		Title string
		Heads []string
		Rows  [][]string
	}
)

// stateWords are the states of agencies for people.
var stateWords = map[string]diag.Text{
	Missing: {ZH: "没有报送", EN: "no report"}, Refused: {ZH: "内容有错误", EN: "refused"},
	Failed: {ZH: "没有做成", EN: "failed"}, Unfinished: {ZH: "还没有做", EN: "not finished"},
}

// StateWord is the state of an agency for people.
func StateWord(state string) diag.Text { return stateWords[state] }

// Page is the result as a web page that stands alone.
func (r *Result) Page(lang diag.Lang) ([]byte, error) {
	in := func(zh, en string) string { return diag.Text{ZH: zh, EN: en}.In(lang) }
	refused := r.RefusedCount()
	counts := []count{
		{in("报告", "reports"), r.Reports, false},
		{in("完成", "done"), r.Done, false},
		{in("内容有错误", "refused"), refused, refused > 0},
		{in("没有做成", "failed"), r.FailedCount(), r.FailedCount() > 0},
		{in("还没有做", "not finished"), r.Unfinished, r.Unfinished > 0},
	}
	var lists []listing
	var tables []reasonTable
	if len(r.Refused) > 0 {
		tables = append(tables, reasonTable{in("内容有错误，按原因", "Refused, by reasons"), reasonRows(r.Refused, lang)})
	}
	if len(r.Failed) > 0 {
		tables = append(tables, reasonTable{in("没有做成，按原因", "Failed, by reasons"), reasonRows(r.Failed, lang)})
	}
	if o := r.Roster; o != nil {
		counts = append(counts, count{in("迟报", "late"), len(o.Late), len(o.Late) > 0})
		due, open := o.waiting()
		heads := []string{in("机关", "Agency"), in("截止日期", "Deadline"), in("状态", "State"), in("报告", "Report")}
		for _, l := range []struct {
			title    string
			agencies []Agency
		}{{in("迟报", "Late"), o.Late}, {in("还没有交，未到期", "Without documents, not yet due"), due}, {in("还没有交，没有写截止日期", "Without documents, without a deadline"), open}} {
			if len(l.agencies) > 0 {
				lists = append(lists, listing{l.title, heads, agencyRows(l.agencies, lang)})
			}
		}
		if len(o.Strangers) > 0 {
			lists = append(lists, listing{in("不在名册里", "Not on the roster"), []string{in("报告", "Report")}, rowsOf(o.Strangers)})
		}
		if len(o.Several) > 0 {
			lists = append(lists, listing{in("同一机关有几份报告", "Agencies with more reports than one"), []string{in("机关", "Agency"), in("报告", "Reports")}, severalRows(o.Several)})
		}
	}
	const minute = "2006-01-02 15:04"
	var out bytes.Buffer
	err := page().Execute(&out, map[string]any{
		"Lang": in("zh-CN", "en"), "Title": in("成批生成结果", "What became of the run"),
		"When": diag.T("%s 至 %s，用时 %s，每秒 %s 份，%s", "%s to %s, %s, %s reports a second, %s",
			r.Started.Format(minute), r.Ended.Format(minute), r.Took(), fmt.Sprintf("%.1f", r.Rate()), r.Program).In(lang),
		"Counts": counts, "Bars": r.bars(refused),
		"ReasonHeads": []string{in("份数", "Reports"), in("原因", "Reason"), in("报告", "Which")},
		"Reasons":     tables,
		"Lists":       lists,
	})
	return out.Bytes(), err
}

// Took is how long the run has taken, for people.
func (r *Result) Took() diag.Text { return Span(r.Ended.Sub(r.Started)) }

// Span is a length of time for people, in its two largest units.
func Span(d time.Duration) diag.Text {
	switch {
	case d < time.Minute:
		return diag.T("%s 秒", "%s s", strconv.FormatFloat(d.Seconds(), 'f', 1, 64))
	case d < time.Hour:
		return diag.T("%d 分 %d 秒", "%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return diag.T("%d 小时 %d 分", "%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

func (r *Result) bars(refused int) []bar {
	var all []bar
	for _, b := range []struct {
		class string
		n     int
	}{{Done, r.Done}, {Refused, refused}, {Failed, r.FailedCount()}} {
		if b.n > 0 {
			all = append(all, bar{b.class, fmt.Sprintf("%.2f", 100*float64(b.n)/float64(r.Reports))})
		}
	}
	return all
}

func reasonRows(list []Reason, lang diag.Lang) []reasonRow {
	var rows []reasonRow
	for _, reason := range list {
		row := reasonRow{Count: len(reason.Reports), Message: diag.Printable(reason.title(lang)), Rule: reason.Rule, First: diag.Printable(reason.of(0, lang))}
		for i := range reason.Reports[1:] {
			row.More = append(row.More, diag.Printable(reason.of(i+1, lang)))
		}
		rows = append(rows, row)
	}
	return rows
}

func rowsOf(paths []string) (rows [][]string) {
	for _, path := range paths {
		rows = append(rows, []string{diag.Printable(path)})
	}
	return rows
}

func agencyRows(agencies []Agency, lang diag.Lang) (rows [][]string) {
	for _, a := range agencies {
		rows = append(rows, []string{diag.Printable(a.Name), a.Due, StateWord(a.State).In(lang), diag.Printable(a.Report)})
	}
	return rows
}

func severalRows(all []Several) (rows [][]string) {
	for _, s := range all {
		for _, path := range s.Reports {
			rows = append(rows, []string{diag.Printable(s.Agency), diag.Printable(path)})
		}
	}
	return rows
}
