package configs

import (
	"fmt"
	"time"

	"gongwen/internal/diag"
	"gongwen/internal/pattern"
	"gongwen/internal/source"
)

var monthDay = pattern.New(`^(?:0?([1-9])|(1[0-2]))-(?:0?([1-9])|([12][0-9]|3[01]))$`)

// deadline reads an entry of the list of deadlines.
func (r *templateReader) deadline(n *source.Node) Deadline {
	f := fields(n, r.problems, "for", "by", "law")
	d := Deadline{
		For: required(f, "for", r.problems),
		Law: optional(f, "law", r.problems),
		Pos: n.Pos,
	}
	by := f.Require("by")
	if by == nil {
		return d
	}
	text := source.String(by, r.problems)
	if by.Kind != source.Scalar {
		return d
	}
	// 2001 is no leap year: a deadline is a day that every year has.
	if m := monthDay.FindStringSubmatch(text); m != nil {
		if day, err := time.Parse("2006-1-2", fmt.Sprintf("2001-%s-%s", m[1]+m[2], m[3]+m[4])); err == nil {
			d.Month, d.Day = int(day.Month()), day.Day()
			return d
		}
	}
	r.problems.Add(diag.Errorf(by.Pos, "“%s”不是每年都有的一天", "%q is no day that every year has", text).
		WithHint("写成 月-日，如 01-31", "written as month-day, such as 01-31"))
	return d
}

// signOff reads whether a report may have a 落款, or must, and whether persons
// sign in it.
func (r *templateReader) signOff(n *source.Node) {
	choice := source.Choice(n, r.problems, "false", "true", "required", "stamped")
	r.Stamped = choice == "stamped"
	r.SignOff, r.NeedsSignOff = choice != "false", choice == "required" || r.Stamped
}

// attachmentsLast checks that attachments come after everything else, as they
// do in print: their names below the text, they themselves behind the 落款
// (GB/T 9704-2012 7.3.4).
func (r *templateReader) attachmentsLast() {
	for i, s := range r.Sections {
		if s.Kind == AttachmentsSection && i < len(r.Sections)-1 {
			r.problems.Add(diag.Errorf(s.Pos, "附件“%s”应是最后一部分", "the attachments %q must be the last section", s.ID))
		}
	}
}
