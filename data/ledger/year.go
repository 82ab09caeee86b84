package ledger

import (
	"strconv"

	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/records"
	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

// belongs says to which year a line belongs.
type belongs struct {
	in       when // this year or an earlier one
	received day
	answered day
	open     bool // answered after the end of the report's year
}

// day is a day, or a year alone; the zero value is none.
type day struct {
	data.Date
}

func (d day) given() bool { return d.Year > 0 }

// before reports whether a day is before another, as far as both are known.
func (d day) before(other day) bool {
	if d.Year != other.Year || d.Month == 0 || other.Month == 0 {
		return d.Year < other.Year
	}
	return d.Month < other.Month || d.Month == other.Month && d.Day < other.Day
}

// belongs says to which year a line belongs. It is false for a line that is not
// counted.
func (c *counter) belongs(line records.Line) (b belongs, ok bool) {
	if b.received, ok = c.day(line, c.year.received, true); !ok {
		return b, false
	}
	if b.answered, ok = c.day(line, c.year.answered, false); !ok {
		return b, false
	}
	year := c.options.Year
	if !b.received.given() {
		b.received.Year = year // the mapping names no such column
	}
	switch {
	case b.received.Year > year:
		c.other(line, c.year.received, c.year.later, "%d 年收到，不属于 %d 年度", "received in %d, which does not belong to %d", b.received.Year)
		return b, false
	case b.answered.given() && b.answered.before(b.received):
		c.refuse(line, c.year.answered, "", "“%s”比“%s”早", "“%s” is before “%s”", c.table.Heads[c.year.answered], c.table.Heads[c.year.received])
		return b, false
	case b.answered.given() && b.answered.Year < year:
		c.other(line, c.year.answered, c.year.closedEarlier, "%d 年就已经答复，不属于 %d 年度", "answered in %d, which does not belong to %d", b.answered.Year)
		return b, false
	}
	b.in = thisYear
	if b.received.Year < year {
		b.in = earlier
	}
	b.open = b.answered.Year > year
	return b, true
}

// other is a line of another year.
func (c *counter) other(line records.Line, column int, how belonging, zh, en string, year int) {
	if how == skip {
		c.left = append(c.left, line.Number)
		return
	}
	c.refuse(line, column, "", zh, en, year, c.options.Year)
}

// yearOnly is a year alone; dayTime is a day with the time behind it.
var (
	yearOnly = pattern.New(`^([0-9]{4})(?:年|年度)?$`)
	dayTime  = pattern.New(`^([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)[ T].*$`)
)

// day is the day that a cell names, or none.
func (c *counter) day(line records.Line, column int, needed bool) (d day, ok bool) {
	if column < 0 || c.table.Cols[column] == 0 {
		return day{}, true
	}
	text := line.Cells[column].Text
	if text == "" || c.columns[column].none[source.Normalize(text)] {
		if needed {
			c.refuse(line, column, "", "“%s”是空的", "“%s” is empty", c.table.Heads[column])
		}
		return day{}, !needed
	}
	if m := yearOnly.FindStringSubmatch(text); m != nil {
		d.Year, _ = strconv.Atoi(m[1]) // four digits
		return d, true
	}
	if m := dayTime.FindStringSubmatch(text); m != nil {
		text = m[1]
	}
	var understood bool
	if d.Date, understood = load.Day(text); !understood {
		c.noDate(line, column, text)
	}
	return d, understood
}

// agrees reports whether the outcome of a line and the day of its answer do not
// contradict each other; pending is an outcome that says that there is none yet. A
// line that came from an earlier year and was closed says when: it may have been
// closed in that year.
func (c *counter) agrees(line records.Line, outcome int, pending bool, when belongs) bool {
	switch {
	case pending && when.answered.given() && line.Cells[outcome].Text == "":
		c.refuse(line, outcome, "", "有“%s”，“%s”是空的", "“%s” is given, “%s” is empty", c.table.Heads[c.year.answered], c.table.Heads[outcome])
		return false
	case pending && when.answered.given():
		c.refuse(line, outcome, "", "“%[2]s”是还没有办结，却有“%[1]s”", "“%[1]s” is given, “%[2]s” says that it is open", c.table.Heads[c.year.answered], c.table.Heads[outcome])
		return false
	case !pending && !when.answered.given() && when.in == earlier && c.year.answered >= 0:
		c.refuse(line, c.year.answered, "", "%d 年收到，已有结果，没有答复日期，看不出是不是 %d 年答复的", "received in %d, with an outcome and no day of the answer: whether it was answered in %d is not known", when.received.Year, c.options.Year)
		return false
	}
	return true
}

// doubts notes what is doubtful about a line that is counted.
func (c *counter) doubts(line records.Line, when belongs) {
	last := c.options.Year
	if when.answered.given() {
		last = when.answered.Year
	}
	if last > when.received.Year+1 {
		c.long = append(c.long, line.Number)
	}
	if !when.answered.given() && c.closed(line) {
		c.undated = append(c.undated, line.Number)
	}
}

// closed reports whether a line has an outcome.
func (c *counter) closed(line records.Line) bool {
	for _, rule := range c.counts {
		if rule.rowOf < 0 || !c.asked(rule) {
			continue
		}
		if is := c.columns[rule.rowOf]; is.empty != "" {
			if row, counts, ok := c.meaning(line, rule.rowOf); ok && counts && row != is.empty {
				return true
			}
		}
	}
	return false
}

// doubtful says what is doubtful about lines that were counted.
func (c *counter) doubtful() diag.List {
	var said diag.List
	pos := diag.Pos{File: c.options.Name}
	if len(c.undated) > 0 && c.year.answered >= 0 {
		name := c.columns[c.year.answered].names[0]
		if c.table.Cols[c.year.answered] == 0 {
			said.Add(diag.Warnf(pos, "台账没有“%s”一栏，有结果的都按 %d 年办结计了", "the register has no column “%s”: whatever has an outcome was counted as closed in %d", name, c.options.Year).
				WithHint("%d 年收到、下一年才答复的应计入结转下年度", "what was received in %d and answered in the next year is carried out", c.options.Year))
		} else {
			said.Add(diag.Warnf(pos, "第 %s 行有结果，没有答复日期，按 %d 年办结计了", "lines %s have an outcome and no day of the answer, and were counted as closed in %d", NumbersOf(c.undated), c.options.Year).
				WithHint("下一年才答复的应计入结转下年度：补上“%s”", "what was answered in the next year is carried out: fill in “%s”", c.table.Heads[c.year.answered]))
		}
	}
	if len(c.long) > 0 {
		said.Add(diag.Warnf(pos, "第 %s 行从收到到答复跨了一年以上，核对日期", "lines %s were open for more than a year, look at their dates", NumbersOf(c.long)))
	}
	return said
}
