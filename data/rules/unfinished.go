package rules

import (
	"regexp"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	lazy "gongwen/internal/pattern"
)

// instruction is a place of a template's initial text that tells what to write there.
var instruction = lazy.New(`【[^】]+】`)

// field is a header field in a template's text.
var field = lazy.New(`\{[^{}]*\}`)

// unfinished says what nobody has filled in since the report was begun: the
// instructions of the template's initial texts, and tables that hold nothing
// but zeros beside them. Such a report must not be published, whatever the
// levels of its rules, so that this is no rule.
func (c *check) unfinished() {
	left, written := false, false
	for _, f := range c.report.Template.Fields() {
		c.leftInField(f)
	}
	for _, s := range c.report.Template.Sections {
		if s.Kind != configs.ProseSection {
			continue
		}
		written = true
		for _, in := range instruction.FindAllString(s.Initial, -1) {
			left = c.leftIn(s, in) || left
		}
	}
	c.leftBlanks()
	if pos, zeros := c.onlyZeros(); zeros && left {
		c.found.Add(diag.Errorf(pos, "表格里的数全是 0，正文也还没有写", "all figures are 0, and the text is still to be written").
			WithHint("填写后再生成；先看样子用 --draft", "fill them in; --draft makes a draft all the same"))
	} else if zeros && !written {
		c.found.Add(diag.Warnf(pos, "表格里的数全是 0", "all figures are 0").WithHint("确认已经填写", "check that they were filled in"))
	}
}

// leftInField reports an instruction that still stands in a header field.
func (c *check) leftInField(f configs.Field) {
	value := c.report.Fields[f.ID]
	for _, in := range instruction.FindAllString(f.Initial, -1) {
		if strings.Contains(value.Text, in) {
			c.open[value.Pos] = true
			c.found.Add(diag.Errorf(value.Pos, "%s：“%s”是填写说明，还没有填写", "%s: “%s” is an instruction that is still to be replaced", f.Label, in))
			return
		}
	}
}

// leftIn reports an instruction that still stands in a section.
func (c *check) leftIn(s configs.Section, in string) bool {
	var pattern *regexp.Regexp
	for _, block := range c.prose() {
		text := block.text
		if block.section.ID != s.ID || !strings.Contains(text, "【") {
			continue
		}
		if pattern == nil {
			pattern = instructionPattern(in)
		}
		if at := pattern.FindStringIndex(text); at != nil {
			pos := data.RunsAt(block.Runs, at[0], block.Pos)
			c.open[pos] = true
			c.found.Add(diag.Errorf(pos, "“%s”是填写说明，还没有换成正文", "“%s” is an instruction, which the text has to replace", text[at[0]:at[1]]).
				WithHint("写上本机关的情况；没有的，连同小标题一起删去", "write what there is to say; where there is nothing remove it with its subheading"))
			return true
		}
	}
	return false
}

// instructionPattern finds an instruction whatever its fields were filled with.
func instructionPattern(in string) *regexp.Regexp {
	parts := field.Split(in, -1)
	for i, p := range parts {
		parts[i] = regexp.QuoteMeta(p)
	}
	return regexp.MustCompile(strings.Join(parts, `[^】]*`))
}

// onlyZeros reports whether the report has figures and all of them are zero,
// and where the first table stands.
func (c *check) onlyZeros() (pos diag.Pos, zeros bool) {
	for _, t := range c.report.Template.Tables {
		table, ok := c.report.Tables[t.ID]
		if !ok {
			continue
		}
		for _, list := range table.Lists {
			if len(list.Rows) > 0 {
				return pos, false
			}
		}
		for _, cell := range table.Cells {
			if cell.State == data.Bad || !cell.Value().IsZero() {
				return pos, false
			}
			zeros = true
		}
		if pos == (diag.Pos{}) {
			pos = table.Pos
		}
	}
	return pos, zeros
}
