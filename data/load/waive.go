package load

import (
	"unicode/utf8"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// waivers reads the map of rules that the report does not keep to the reasons
// (豁免). A rule that every report must keep cannot be waived.
func (b *builder) waivers(n *source.Node) {
	if n == nil || n.Kind == source.Null {
		return
	}
	if n.Kind != source.Map {
		b.problems.Add(diag.Errorf(n.Pos, "“豁免”后面应为“规则: 理由”，实为%s", "“waive” should be followed by rules with reasons, is %s", n.Kind.Name()).
			WithHint("写成 豁免: {T2: 统计口径不同，含上年结转案件}", "written as waive: {T2: the reason}"))
		return
	}
	for _, e := range n.Entries {
		id := trimBlanks(e.Key.Text)
		rule, known := b.rules[id]
		switch {
		case !known:
			b.problems.Add(source.Suggest(diag.Errorf(e.Key.Pos, "豁免：没有规则“%s”", "waive: there is no rule %q", clip(id)), id, b.waivable()))
			continue
		case rule.Binding():
			d := diag.Errorf(e.Key.Pos, "规则 %s 不能豁免：%s", "the rule %s cannot be waived: %s", id, rule.Name)
			if rule.OfFigures() {
				d = d.WithHint("数对不上的要改正", "figures that do not agree have to be mended")
			} else {
				d = d.WithHint("错误都要改正，能豁免的是警告（gongwen explain %s）", "errors have to be mended, warnings can be waived (gongwen explain %s)", id)
			}
			b.problems.Add(d)
			continue
		}
		if reason, ok := b.line(e.Value, "豁免 "+id+" 的理由", maxReason); ok {
			if utf8.RuneCountInString(reason.Text) < data.MinReason {
				b.problems.Add(diag.Errorf(reason.Pos, "豁免 %s 的理由：至少写 %d 个字", "the reason to waive %s: at least %d characters", id, data.MinReason).
					WithHint("写明为什么本报告不适用这条规则", "say why the rule does not apply to this report"))
				continue
			}
			b.report.Waivers = append(b.report.Waivers, data.Waiver{Rule: id, Reason: reason.Text, Pos: e.Key.Pos})
		}
	}
}

// waivable are the rules that a report may waive, in the order of the template.
func (b *builder) waivable() []string {
	var ids []string
	for _, r := range b.report.Template.Rules {
		if !r.Binding() {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
