package collecting

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gongwen/cmd/internal/office/store"
	"gongwen/data/load"
	"gongwen/data/sum"
)

// What a roster may have at most: members, and characters of what is said of one.
const (
	MaxMembers = 2000
	maxText    = 100
)

// dayForm is how days are kept.
const dayForm = "2006-01-02"

// Day is a day as it is kept, of whatever form a report file may have for one; empty for
// an empty text, false for one that is no day.
func Day(text string) (string, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return "", true
	}
	d, ok := load.Day(text)
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day), ok
}

// Roster reads a roster as it is typed, or pasted from a table: an agency a line, behind
// its name its kind, who is to be asked and a deadline of its own, with tabs or commas
// between them. A number in front of a name is left out, and so is a line of heads.
// The problems are said by their lines.
func Roster(text string) (members []store.Member, problems []string) {
	said := func(line int, format string, args ...any) {
		const most = 10
		if len(problems) < most {
			problems = append(problems, fmt.Sprintf("第 %d 行：", line)+fmt.Sprintf(format, args...))
		}
	}
	line := 0
	var names []string
	var lines []int
	for one := range strings.Lines(text) {
		line++
		cells := split(one)
		if len(cells) == 0 || isHead(cells[0]) {
			continue
		}
		m := store.Member{Name: cells[0]}
		for i, to := range []*string{&m.Kind, &m.Contact, &m.Deadline} {
			if len(cells) > i+1 {
				*to = cells[i+1]
			}
		}
		day, ok := Day(m.Deadline)
		if !ok {
			said(line, "截止日期“%s”不是日期", m.Deadline)
		}
		m.Deadline = day
		for _, text := range []string{m.Name, m.Kind, m.Contact} {
			if utf8.RuneCountInString(text) > maxText {
				said(line, "超过 %d 个字", maxText)
			}
		}
		names, lines = append(names, m.Name), append(lines, line)
		if members = append(members, m); len(members) > MaxMembers {
			return nil, []string{fmt.Sprintf("单位超过 %d 个。", MaxMembers)}
		}
	}
	whole := sum.NewRoster(names)
	for i, name := range names {
		if first := whole.Index(name); first != i {
			said(lines[i], "“%s”与第 %d 行是同一个单位", name, lines[first])
		}
	}
	if len(members) == 0 {
		problems = append(problems, "名册里没有单位。")
	}
	return members, problems
}

// split parts a line of a roster.
func split(line string) []string {
	cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
	if len(cells) < 2 {
		cells = strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '，' })
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if len(cells) > 1 && (strings.Trim(cells[0], "0123456789.、 ") == "" || cells[0] == "序" || cells[0] == "序号") {
		cells = cells[1:]
	}
	if len(cells) > 0 && cells[0] == "" {
		return nil
	}
	return cells
}

func isHead(text string) bool {
	switch strings.ReplaceAll(text, " ", "") {
	case "单位", "单位名称", "机关名称", "部门", "部门名称", "名称", "机关":
		return true
	}
	return false
}

// Text is a roster as Roster reads it.
func Text(members []store.Member) string {
	var b strings.Builder
	for _, m := range members {
		b.WriteString(strings.TrimRight(strings.Join([]string{m.Name, m.Kind, m.Contact, m.Deadline}, "\t"), "\t") + "\n")
	}
	return b.String()
}

// Left is how many days there are from a moment to a day; negative behind it. It is false
// for no day.
func Left(day string, now time.Time) (int, bool) {
	then, err := time.ParseInLocation(dayForm, day, time.UTC)
	if err != nil {
		return 0, false
	}
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	return int(then.Sub(today) / (24 * time.Hour)), true
}
