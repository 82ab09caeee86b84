package rules

import (
	"maps"
	"time"

	"github.com/expr-lang/expr/types"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// signOffRule compiles a rule about the 落款: signer is who signs, date the
// date as it is printed, elapsed how many days it is after the end of the
// report's year, and overdue how many after the last of the template's
// deadlines (without any after the end of the year that follows).
func (c *compiler) signOffRule() {
	c.addStrings("signer", "date")
	c.env["elapsed"], c.env["overdue"] = types.Int, types.Int
	c.conditions()
}

// eachSignOff evaluates a rule for the 落款. A report without one, or whose
// year is not known, is judged by none.
func (c *check) eachSignOff(r *rule) {
	s := c.report.SignOff
	year := c.year()
	if s == nil || year == 0 {
		return
	}
	env := maps.Clone(c.base)
	env["signer"], env["date"] = s.Agency.Text, s.Date.String()
	day := dayOf(s.Date)
	env["elapsed"] = daysFrom(time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC), day)
	env["overdue"] = daysFrom(lastDay(c.report.Template, year), day)
	if c.applies(r, env) && !c.holds(r, env) {
		c.broken(r, s.Date.Pos, env, diag.T("落款：%s", "sign-off: %s", r.Name))
	}
}

// year is the report's year, 0 where it is not known.
func (c *check) year() int {
	f := c.report.Template.Year()
	if f == nil {
		return 0
	}
	year, _ := c.base[f.ID].(int)
	return year
}

func dayOf(d data.Date) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

func daysFrom(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// lastDay is the last of the days by which a report of a year is due.
func lastDay(t *configs.Template, year int) time.Time {
	last := time.Date(year, time.December, 31, 0, 0, 0, 0, time.UTC)
	for _, d := range t.Deadlines {
		if day := time.Date(year+1, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC); day.After(last) {
			last = day
		}
	}
	if len(t.Deadlines) == 0 {
		return time.Date(year+1, time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	return last
}
