package sum

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// Options is how sources are chosen.
type Options struct {
	Year    string  // the year of the sum; empty for that of most sources
	Roster  *Roster // the agencies that should report; nil for none
	Partial bool    // what cannot be added is left out instead of stopping the sum
}

// Choice is which sources are added and which are not.
type Choice struct {
	Sources []*Source // in the order of the roster, else as they were given
	Left    []*Source // with their Reason
	Missing []string  // agencies of the roster without a report
	Stopped bool      // the sum must not be made
}

// Choose decides which sources can be added: those without errors, of one
// template and year, one for each agency, all of them on the roster. Two files
// of one agency always stop the sum, because nothing says which is meant;
// anything else does unless the choice may be partial. Sources that are left
// out get their Reason.
func Choose(sources []*Source, o Options) (Choice, diag.List) {
	c := &chooser{Options: o, sources: sources}
	c.kinds()
	c.twice()
	c.roster()
	c.resemblances()
	for _, s := range sources {
		if s.Sound() {
			c.choice.Sources = append(c.choice.Sources, s)
			continue
		}
		c.choice.Left = append(c.choice.Left, s)
		c.leave(diag.Pos{File: s.File}, diag.T("没有计入：%s", "not added: %s", s.Reason), diag.Text{})
	}
	c.order()
	if len(c.choice.Sources) == 0 {
		c.choice.Stopped = true
		c.said.Add(diag.Errorf(diag.Pos{}, "没有可以汇总的报告", "there is no report that can be added"))
	}
	return c.choice, c.said
}

type chooser struct {
	Options
	sources []*Source
	choice  Choice
	said    diag.List
}

// leave says what is not added: an error, and only a warning where the sum may
// be partial.
func (c *chooser) leave(pos diag.Pos, message, hint diag.Text) {
	d := diag.Diagnostic{Level: diag.Warning, Pos: pos, Message: message, Hint: hint}
	if !c.Partial {
		d.Level = diag.Error
		c.choice.Stopped = true
	}
	c.said.Add(d)
}

// kinds leaves out sources of another template or year than most have. Templates
// with the same figures, such as one and its own with the rules of a county, are
// one: that of the first source.
func (c *chooser) kinds() {
	type kind struct{ template, year string }
	var known []*configs.Template
	kindOf := func(s *Source) kind {
		for _, t := range known {
			if t.ID == s.Template.ID || data.SameFigures(t, s.Template) {
				return kind{t.ID, s.Year.Text}
			}
		}
		known = append(known, s.Template)
		return kind{s.Template.ID, s.Year.Text}
	}
	count := map[kind]int{}
	var most kind
	for _, s := range c.sources {
		if s.Template == nil || s.Year.Text == "" {
			continue
		}
		k := kindOf(s)
		count[k]++
		if c.Year != "" && k.year != c.Year {
			continue
		}
		if most == (kind{}) || count[k] > count[most] {
			most = k
		}
	}
	for _, s := range c.sources {
		if s.Template == nil || s.Year.Text == "" {
			continue
		}
		k := kindOf(s)
		switch {
		case most == (kind{}):
			s.because(diag.T("是 %s 年度的，不是 %s 年度的", "it is of %s, not of %s", k.year, c.Year))
		case k.template != most.template:
			s.because(diag.T("格式是 %s（%s 年度），与其他 %d 份的 %s（%s 年度）不能相加", "its template is %s (%s) and cannot be added to that of %d others, %s (%s)",
				s.Template.ID, k.year, count[most], most.template, most.year))
		case k.year != most.year:
			s.because(diag.T("是 %s 年度的，其他 %d 份是 %s 年度的", "it is of %s, %d others are of %s", k.year, count[most], most.year))
		}
	}
}

// because gives a source its reason unless it has one already.
func (s *Source) because(reason diag.Text) {
	if s.Sound() {
		s.Reason = reason
	}
}

// twice finds agencies that have more than one report.
func (c *chooser) twice() {
	first := map[string]*Source{}
	for _, s := range c.sources {
		name := key(s.Agency.Text)
		if name == "" {
			continue
		}
		other, had := first[name]
		if !had {
			first[name] = s
			continue
		}
		c.choice.Stopped = true
		c.said.Add(diag.Errorf(s.place(), "“%s”有两份报告", "there are two reports of %q", s.Agency.Text).
			WithRelated(other.place(), "另一份在这里", "this is the other one").
			WithHint("只留一份再汇总", "keep one of them"))
	}
}

// place is where the source names its agency.
func (s *Source) place() diag.Pos {
	return cmp.Or(s.Agency.Pos, diag.Pos{File: s.File})
}

// roster compares the sources with the agencies that should report. A source
// with errors is a report all the same.
func (c *chooser) roster() {
	if c.Roster == nil {
		return
	}
	reported := map[string]bool{}
	var strangers []*Source
	for _, s := range c.sources {
		if s.Agency.Text == "" {
			continue
		}
		reported[key(s.Agency.Text)] = true
		if !c.Roster.has(s.Agency.Text) {
			strangers = append(strangers, s)
		}
	}
	var missing []Name
	for _, n := range c.Roster.Names {
		if !reported[key(n.Text)] {
			missing = append(missing, n)
			c.choice.Missing = append(c.choice.Missing, n.Text)
		}
	}
	for _, s := range strangers {
		s.because(diag.T("“%s”不在名册里", "%q is not on the roster", s.Agency.Text))
		if n := nearest(s.Agency.Text, missing); n != nil {
			c.said.Add(diag.Diagnostic{Level: diag.Note, Pos: s.place(), Message: diag.T(
				"“%s”不在名册里，是不是名册的“%s”（%s）？", "%q is not on the roster; is it %q of it (%s)?", s.Agency.Text, n.Text, n.Pos)})
		}
	}
	for _, n := range missing {
		c.leave(n.Pos, diag.T("“%s”没有报告", "there is no report of %q", n.Text), diag.Text{})
	}
}

// resemblances warns of what may be one report or one agency twice.
func (c *chooser) resemblances() {
	var named []*Source
	var names []string
	for _, s := range c.sources {
		if s.Agency.Text != "" {
			named, names = append(named, s), append(names, s.Agency.Text)
		}
	}
	for _, pair := range resembling(names) {
		s, other := named[pair[0]], named[pair[1]]
		if c.Roster != nil && c.Roster.has(s.Agency.Text) && c.Roster.has(other.Agency.Text) {
			continue
		}
		c.said.Add(diag.Warnf(s.place(), "“%s”与“%s”（%s）名称相近，是不是同一个机关？", "%q and %q (%s) have similar names: are they one agency?",
			s.Agency.Text, other.Agency.Text, other.place()))
	}
	c.copies()
}

// copies warns of reports whose figures are the same.
func (c *chooser) copies() {
	known := map[string]*Source{}
	for _, s := range c.sources {
		figures := s.fingerprint()
		if figures == "" {
			continue
		}
		other, had := known[figures]
		if !had {
			known[figures] = s
			continue
		}
		if key(other.Agency.Text) != key(s.Agency.Text) {
			c.said.Add(diag.Warnf(diag.Pos{File: s.File}, "表里的数与 %s（%s）完全相同，是不是重复？", "the figures of the tables are those of %s (%s) exactly: is it a copy?",
				other.File, other.Agency.Text))
		}
	}
}

// fingerprint is the figures of a source; empty when hardly one is above zero,
// because small agencies have the same few.
func (s *Source) fingerprint() string {
	const telling = 8
	var b strings.Builder
	above := 0
	for _, v := range s.Figures {
		if !v.Value.IsZero() {
			above++
		}
		fmt.Fprintf(&b, "%s ", v.Value)
	}
	if above < telling {
		return ""
	}
	for _, list := range s.Lists {
		for i := range list.Rows {
			for _, c := range list.Rows[i].Cells {
				fmt.Fprintf(&b, "%s%s ", c.Text, c.Value())
			}
		}
	}
	return b.String()
}

// order puts the sources that are added in the order of the roster.
func (c *chooser) order() {
	if c.Roster == nil {
		return
	}
	place := map[string]int{}
	for i, n := range c.Roster.Names {
		place[key(n.Text)] = i
	}
	slices.SortStableFunc(c.choice.Sources, func(a, b *Source) int {
		return place[key(a.Agency.Text)] - place[key(b.Agency.Text)]
	})
}
