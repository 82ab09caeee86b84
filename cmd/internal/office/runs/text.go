package runs

import (
	"bytes"
	"fmt"
	"strings"

	"gongwen/internal/diag"
)

// mostNamed are the agencies and reports of a kind that are named on a terminal.
const mostNamed = 20

// Text is the result as lines of text; short, with some of each kind only.
func (r *Result) Text(lang diag.Lang, short bool) []byte {
	w := &lines{lang: lang, short: short}
	w.add("共 %d 份：完成 %d 份，内容有错误 %d 份，没有做成 %d 份，还没有做 %d 份", "%d reports: %d done, %d refused, %d failed, %d not finished", r.Reports, r.Done, r.RefusedCount(), r.FailedCount(), r.Unfinished)
	if r.Reports > 0 {
		w.add("用时 %s，每秒 %s 份", "%s, %s reports a second", r.Took(), fmt.Sprintf("%.1f", r.Rate()))
	}
	w.reasons("　%d 份：%s", "  %d: %s", r.Refused)
	w.reasons("　没有做成 %d 份：%s", "  failed, %d: %s", r.Failed)
	if o := r.Roster; o != nil {
		due, open := o.waiting()
		w.add("名册 %d 个机关：迟报 %d 个，还没有交、未到期 %d 个，还没有交、没有写截止日期 %d 个，不在名册里的报告 %d 份", "%d agencies on the roster: %d late, %d without documents and not yet due, %d without documents and a deadline; %d reports of others",
			o.Agencies, len(o.Late), len(due), len(open), len(o.Strangers))
		w.agencies("迟报", "late", o.Late)
		w.agencies("未到期", "not yet due", due)
		w.agencies("没有写截止日期", "without a deadline", open)
		w.each(len(o.Several), func(i int) {
			s := o.Several[i]
			w.add("　%s有 %d 份报告：%s", "  %s has %d reports: %s", s.Agency, len(s.Reports), s.which())
		})
		w.each(len(o.Strangers), func(i int) { w.add("　不在名册里：%s", "  not on the roster: %s", o.Strangers[i]) })
	}
	return w.out.Bytes()
}

// lines are lines of text in one language.
type lines struct {
	out   bytes.Buffer
	lang  diag.Lang
	short bool
}

func (w *lines) add(zh, en string, args ...any) {
	w.out.WriteString(diag.Printable(diag.T(zh, en, args...).In(w.lang)) + "\n")
}

// reasons says of each reason how many reports it has and which.
func (w *lines) reasons(zh, en string, list []Reason) {
	w.each(len(list), func(i int) {
		r := list[i]
		what := r.title(w.lang)
		if r.Rule != "" {
			what += " [" + r.Rule + "]"
		}
		if w.short {
			w.add(zh+"，如 %s", en+", such as %s", len(r.Reports), what, r.of(0, w.lang))
			return
		}
		w.add(zh, en, len(r.Reports), what)
		w.each(len(r.Reports), func(i int) { w.add("　　%s", "    %s", r.of(i, w.lang)) })
	})
}

// each says each of so many things, or some and how many are left out.
func (w *lines) each(count int, say func(i int)) {
	for i := range count {
		if w.short && i == mostNamed {
			w.add("　……另有 %d 个，见 --report", "  … and %d more, see --report", count-i)
			return
		}
		say(i)
	}
}

func (w *lines) agencies(zh, en string, list []Agency) {
	w.each(len(list), func(i int) {
		a := list[i]
		due := diag.Text{}
		if a.Due != "" {
			due = diag.T("（截止 %s）", " (due %s)", a.Due)
		}
		w.add("　"+zh+"：%s%s，%s", "  "+en+": %s%s, %s", a.Name, due, StateWord(a.State))
	})
}

// which names the reports of an agency, or some of them.
func (s Several) which() string {
	const most = 5
	if len(s.Reports) > most {
		return strings.Join(s.Reports[:most], "、") + " ……"
	}
	return strings.Join(s.Reports, "、")
}

// waiting are the agencies without documents that have still time: those with a deadline and
// those without.
func (o *Roster) waiting() (due, open []Agency) {
	for _, a := range o.Waiting {
		if a.Due == "" {
			open = append(open, a)
		} else {
			due = append(due, a)
		}
	}
	return due, open
}
