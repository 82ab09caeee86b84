package load

import (
	"testing"

	"gongwen/data"
	"gongwen/data/rules"
)

const attached = `template: attached
agency: 某局
year: 2023
measures: 本年度的标题如上。
items: {licensing: [减4, 1], fees: [-1, +2.50]}
附件:
  - 标题: 数据统计说明
    正文: |
      二、统计范围

      ## 二、统计范围

      【说明】

      ### 许可

      ## 执法数据
  - {title: 任务分工, text: "一段话。"}
落款: {成文日期: 2024-01-05}
`

func TestAttachmentsAreRead(t *testing.T) {
	report, said := Report("a.yaml", []byte(attached), library())
	if report == nil || len(said) > 0 {
		t.Fatal(said)
	}
	if len(report.Attachments) != 2 {
		t.Fatalf("%d attachments, want 2", len(report.Attachments))
	}
	first, second := report.Attachments[0], report.Attachments[1]
	if first.Title.Text != "数据统计说明" || first.Title.Pos.Line != 7 || second.Title.Text != "任务分工" {
		t.Errorf("titles: %+v, %+v", first.Title, second.Title)
	}
	if len(first.Text.Blocks) != 5 || first.Text.Blocks[1].Level != 1 || first.Text.Blocks[3].Level != 2 || second.Text.Blocks[0].Text() != "一段话。" {
		t.Errorf("texts: %+v, %+v", first.Text, second.Text)
	}
	cell := report.Tables["items"].Cells[data.Ref{Row: "licensing", Column: "change"}]
	if cell.Printed() != "减4" || cell.Value().String() != "-4" {
		t.Errorf("减4 is %s, printed %s", cell.Value(), cell.Printed())
	}
}

// The first heading of an attachment is numbered 一、: it has none above it.
func TestRulesSeeAttachments(t *testing.T) {
	report, _ := Report("a.yaml", []byte(attached), library())
	template, problems := library().Template("attached")
	if template == nil {
		t.Fatal(problems)
	}
	rules, problems := rules.Compile(template)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := listing(rules.Check(report))
	const want = `a.yaml:4:15: 说明: 2023年的主要举措、项目情况 [H]
  no English
a.yaml:11:10: 警告: “统计范围”编号“二、”，应为“一、” [F2]
  no English
a.yaml:13:7: 警告: “【说明】”：填写说明 [F3]
`
	if got != want {
		t.Errorf("said %s\nwant %s", got, want)
	}
}
