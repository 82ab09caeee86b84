package collecting

import (
	"fmt"
	"strings"
	"time"
)

// Reminder is what is written to an agency.
type Reminder struct{ To, Contact, Text string }

// Sender is who writes.
type Sender struct{ Agency, Name string }

// Reminders are what is to be written to agencies whose reports are missing or wrong, and
// what is to be said of all of them at once; mistakes are those of a report, by the name of
// its agency. Agencies whose reports are in order get none.
func (d *Desk) Reminders(names []string, by Sender, mistakes map[string][]string) (each []Reminder, all string) {
	var missing, wrong []string
	for _, name := range names {
		m := d.Find(name)
		if m == nil || m.Group == Waiting || m.Group == Taken {
			continue
		}
		if m.Group == Missing {
			missing = append(missing, m.Name)
		} else {
			wrong = append(wrong, m.Name)
		}
		each = append(each, Reminder{m.Name, m.Contact, d.reminder(m, by, mistakes[name])})
	}
	if len(each) == 0 {
		return nil, ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "各单位：\n　　截至%s，%s的报送情况如下。\n", day(d.Today), d.what())
	for _, part := range []struct {
		of    []string
		words string
	}{{missing, "尚未报送"}, {wrong, "报送的报告有错误，需改正后重报"}} {
		if len(part.of) > 0 {
			fmt.Fprintf(&b, "　　%s的有 %d 个单位：%s。\n", part.words, len(part.of), strings.Join(part.of, "、"))
		}
	}
	if d.Collection.Deadline != "" {
		b.WriteString("　　" + d.due(d.Collection.Deadline) + "\n")
	}
	b.WriteString(signed(by, d.Today))
	return each, b.String()
}

func (d *Desk) what() string {
	return fmt.Sprintf("%d年度%s", d.Collection.Year, d.Plan.Template.Name)
}

// reminder is what is written to one agency.
func (d *Desk) reminder(m *Member, by Sender, mistakes []string) string {
	var b strings.Builder
	b.WriteString(m.Name + "：\n")
	switch {
	case m.Group == Wrong:
		fmt.Fprintf(&b, "　　贵单位报送的%s（%s）有错误 %d 处，请改正后重新报送：\n", d.what(), m.Receipt.File, m.Receipt.Errors)
		for i, text := range mistakes {
			fmt.Fprintf(&b, "　　%d. %s\n", i+1, text)
		}
	case m.Receipt != nil:
		fmt.Fprintf(&b, "　　贵单位报送的%s已退回：%s。请改正后重新报送。\n", d.what(), strings.TrimRight(m.Receipt.Reason, "。"))
	default:
		fmt.Fprintf(&b, "　　截至%s，还没有收到贵单位的%s，请尽快报送。\n", day(d.Today), d.what())
	}
	if m.Due != "" {
		b.WriteString("　　" + d.due(m.Due) + "\n")
	}
	if m.Contact != "" {
		b.WriteString("　　联系人：" + m.Contact + "\n")
	}
	b.WriteString(signed(by, d.Today))
	return b.String()
}

// due says how far a deadline is.
func (d *Desk) due(on string) string {
	days, ok := Left(on, d.Today)
	then, err := time.Parse(dayForm, on)
	if !ok || err != nil {
		return ""
	}
	switch text := "报送截止日期是" + day(then) + "，"; {
	case days > 0:
		return fmt.Sprintf("%s还有 %d 天。", text, days)
	case days == 0:
		return text + "就是今天。"
	default:
		return fmt.Sprintf("%s已经超过 %d 天。", text, -days)
	}
}

func day(t time.Time) string { return t.Format("2006年1月2日") }

func signed(by Sender, on time.Time) string {
	return "　　　　" + by.Agency + "　" + by.Name + "\n　　　　" + day(on) + "\n"
}
