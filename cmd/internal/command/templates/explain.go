package templates

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

func (a app) explainCommand() *cobra.Command {
	var only string
	cmd := &cobra.Command{
		Use:   "explain [flags] [RULE…]",
		Short: a.Text("说明规则：查什么、依据、怎样改正", "Explain rules: what they check, the law behind them, how to mend"),
		Long: a.Text("说明规则：查什么、级别、依据、违反的例子、怎样改正、哪些格式有。不写规则时列出全部规则。",
			"Explain rules: what they check, level, law, an example of what breaks them, how to mend, which templates have them. Without a rule all are listed."),
		Example:           "  gongwen explain T2",
		ValidArgsFunction: a.rulesLeft,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.explain(cmd.Context(), cmd.Flags(), args, only)
		},
	}
	cmd.Flags().StringVar(&only, "template", "", a.Text("只看这种格式的规则", "only the rules of this template"))
	return cmd
}

func (a app) explain(ctx context.Context, flags *pflag.FlagSet, args []string, only string) error {
	library, config, err := a.Library(ctx, flags)
	if err != nil {
		return err
	}
	rules, problems := engine.RulesOf(library, only)
	if problems.HasErrors() {
		return a.Refuse(problems)
	}
	var out bytes.Buffer
	e := explainer{app: a, out: &out, levels: config.Rules}
	if len(args) == 0 {
		e.list(rules)
	}
	var unknown diag.List
	for _, id := range args {
		found := slices.DeleteFunc(slices.Clone(rules), func(r engine.ExplainedRule) bool { return !strings.EqualFold(r.ID, id) })
		if len(found) == 0 {
			d := source.Suggest(diag.Errorf(diag.Pos{}, "没有规则“%s”", "there is no rule %q", id), id, engine.RuleIDs(rules))
			if d.Hint == (diag.Text{}) {
				d = d.WithHint("gongwen explain 后面什么都不写，列出全部规则", "gongwen explain alone lists all rules")
			}
			unknown.Add(d)
		}
		for _, r := range found {
			e.rule(r)
		}
	}
	if len(unknown) > 0 {
		return a.Refuse(unknown)
	}
	a.PrintText(out.String())
	return nil
}

// explainer writes rules.
type explainer struct {
	app
	out    *bytes.Buffer
	levels configs.RuleLevels
}

// list writes a line for each rule, with its templates where others have
// another rule of that id.
func (e explainer) list(rules []engine.ExplainedRule) {
	for i, r := range rules {
		name := r.Name
		if i > 0 && rules[i-1].ID == r.ID || i+1 < len(rules) && rules[i+1].ID == r.ID {
			name += e.Text("（", " (") + strings.Join(r.Templates, e.Text("、", ", ")) + e.Text("）", ")")
		}
		fmt.Fprintf(e.out, "%-4s %s  %s\n", r.ID, e.level(r.Rule), name)
	}
}

// rule writes all about a rule.
func (e explainer) rule(r engine.ExplainedRule) {
	if e.out.Len() > 0 {
		e.out.WriteByte('\n')
	}
	fmt.Fprintf(e.out, "%s  %s\n", r.ID, r.Name)
	level := e.level(r.Rule)
	if r.Binding() {
		level += e.Text("，不能放宽，不能豁免", ", cannot be relaxed or waived")
	}
	e.part("级别", "level", level)
	e.part("范围", "checks", e.scope(r.Rule))
	e.part("依据", "law", e.said(r, func(r configs.Rule) diag.Text { return r.Law }))
	e.part("地方规定", "notice", e.said(r, func(r configs.Rule) diag.Text { return diag.T("%s", "%s", r.Notice) }))
	e.part("例子", "example", e.said(r, func(r configs.Rule) diag.Text { return r.Example }))
	e.part("改正", "mend", e.said(r, func(r configs.Rule) diag.Text { return r.Help }))
	e.part("格式", "templates", strings.Join(r.Templates, e.Text("、", ", ")))
}

// said is what the templates say of a rule, each thing once, on lines of its own.
func (e explainer) said(r engine.ExplainedRule, what func(configs.Rule) diag.Text) string {
	var lines []string
	for _, v := range r.Variants {
		if text := what(v).In(e.Lang); text != "" && !slices.Contains(lines, text) {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

func (e explainer) part(zh, en, value string) {
	if value = strings.TrimSpace(value); value != "" {
		fmt.Fprintf(e.out, "  %s  %s\n", e.Text(zh, en), strings.ReplaceAll(value, "\n", "\n        "))
	}
}

// level is the rule's level in words, with the one that the configuration gives it.
func (e explainer) level(r configs.Rule) string {
	usual := e.levelName(r.Level)
	l, given := e.levels.Of(r.ID)
	switch {
	case given && l.Off:
		return usual + e.Text("（已关闭）", " (switched off)")
	case given && l.Level != r.Level:
		return usual + e.Text("（改为", " (now ") + e.levelName(l.Level) + e.Text("）", ")")
	}
	return usual
}

// scope says what a rule looks at.
func (e explainer) scope(r configs.Rule) string {
	words := r.Each.Scope().In(e.Lang)
	if r.Table != "" {
		words += e.Text("（", " (") + r.Table + e.Text("）", ")")
	}
	if r.Previous {
		words += e.Text("，与上年的报告比较（--previous）", ", compared with last year's report (--previous)")
	}
	return words
}

// rulesLeft are the rules that have not been named.
func (a app) rulesLeft(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	rules, _ := engine.RulesOf(a.Known(cmd), "")
	ids := slices.DeleteFunc(engine.RuleIDs(rules), func(id string) bool { return slices.Contains(args, id) })
	return ids, cobra.ShellCompDirectiveNoFileComp
}
