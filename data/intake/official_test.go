package intake

import (
	"strconv"
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data/intake/flow"
	"gongwen/data/write"
)

// linesOf are paragraphs, a line each.
func linesOf(text string) *flow.Document {
	d := &flow.Document{}
	for l := range strings.Lines(text) {
		d.Blocks = append(d.Blocks, line(strings.TrimSpace(l)))
	}
	return d
}

// TestHeadingsInTheLineOfTheirText: those with a face of their own become subheadings
// whose mark lets the text run in.
func TestHeadingsInTheLineOfTheirText(t *testing.T) {
	d := linesOf("某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n一、加强领导。各校要加强领导。\n（一）落实责任：各校要落实。\n（二）明确分工，各负其责。\n二、严格考核。\n考核结果要公布。\n三、取消收费。\n某市教育局\n2024年1月5日")
	for i := range d.Blocks {
		switch text := d.Blocks[i].Text(); {
		case strings.HasPrefix(text, "一、"):
			d.Blocks[i].Lead = 6 // the mark has the face of the text
		case strings.HasPrefix(text, "（一）"):
			d.Blocks[i].Lead = 8
		case strings.HasPrefix(text, "（二）"):
			d.Blocks[i].Lead = 5 // in the middle of a sentence
		case strings.HasPrefix(text, "二、"):
			d.Blocks[i].Lead = 7
		}
		d.Blocks[i].Pos.Cell = strconv.Itoa(i)
	}
	report, said := Report("文件.docx", d, configs.NewLibrary(nil), Options{})
	if report == nil {
		t.Fatal(said)
	}
	got := string(write.JSON(report))
	for _, want := range []string{`## 加强领导。\n\n各校要加强领导。`, `### 落实责任：\n\n各校要落实。`, `\n（二）明确分工，各负其责。\n`, `## 严格考核\n\n考核结果要公布。`, `\n三、取消收费。\n`} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
	if !strings.Contains(said.Error(), "单独一行的小标题末尾不用标点，没有放进报告：严格考核。") {
		t.Error(said)
	}
}

// TestOfficialDocuments: what is read of official documents, what their format lacks and
// what it misses in them.
func TestOfficialDocuments(t *testing.T) {
	for _, c := range []struct {
		name, text string
		options    Options
		has        []string // of the report file
		says       []string
	}{
		{
			name: "a notice", text: "机密★1年\n某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n附件：1.名单\n2.日程\n某市财政局\n2024年1月5日\n（公开）\n别的话\n附件1\n名册\n张某。",
			has: []string{
				`"template": "notice"`, `"issuers": "某市教育局"`, `"number": "某教〔2024〕5号"`, `"secrecy": {"level": "机密", "period": "1年"}`,
				`"agency": "某市财政局"`, `"date": "2024-01-05"`, `"title": "名册"`, `"bound": "apart"`,
			},
			says: []string{"文件标有密级“机密”", "没有放进报告文件：别的话", "与附件说明里的“名单”不同", "附件“日程”只有名称，没有正文，按另订读取"},
		},
		{
			name: "a line of the head that names no agency", text: "督查时段：2024年第三季度\n某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通报\n各学校：\n请按时开学。\n某市教育局\n2024年1月5日",
			has: []string{`"template": "circular"`, `"issuers": "某市教育局"`}, says: []string{"没有放进报告文件：督查时段：2024年第三季度"},
		},
		{
			name: "attachments that are only named, when it is checked", options: Options{Checked: true},
			text: "某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n附件：名单\n某市教育局\n2024年1月5日",
			has:  []string{`"bound": "apart"`},
		},
		{
			name: "attachments of which one in the middle is not there",
			text: "某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n附件：1.名单\n2.日程\n3.要求\n某市教育局\n2024年1月5日\n附件1\n名单\n张某。\n附件3\n要求\n准时。",
			has:  []string{"\"title\": \"日程\",\n   \"bound\": \"apart\"\n  }, {\n   \"title\": \"要求\",\n   \"text\": \"准时。"}, says: []string{"附件“日程”只有名称"},
		},
		{
			name: "without a number and a date", text: "某市教育局文件\n第5号\n关于开学的请示\n某市人民政府：\n请批准。\n特此请示。",
			has: []string{`"template": "request"`}, says: []string{"没有找到“签发人”", "没有找到成文日期"},
		},
		{
			name: "an order", text: "某市人民政府令\n第5号\n现予公布。\n市长　　张某某\n2024年1月5日",
			has: []string{`"template": "order"`, `"title": "某市人民政府令（第5号）"`, `"post": "市长"`},
		},
		{
			name: "several agencies", text: "某市教育局\n某市财政局\n文件\n某教〔2024〕5号\n关于开学的通知\n各学校：\n请按时开学。\n某市教育局　　某市财政局\n2024年1月5日",
			has: []string{`"template": "joint"`, `"issuers": ["某市教育局", "某市财政局"]`},
		},
		{
			name: "several agencies that do not sign in that order", text: "某市教育局\n某市财政局\n文件\n某教〔2024〕5号\n关于开学的通知\n各学校：\n请按时开学。\n某市财政局　　某市教育局\n2024年1月5日",
			has: []string{`"agency": ["某市财政局", "某市教育局"]`},
		},
		{
			name: "a format that is asked for", options: Options{Template: "decision", Agency: "某市人民政府"},
			text: "某市教育局文件\n某教〔2024〕5号\n签发人：张某\n关于开学的通知\n各学校：\n请按时开学。\n某市教育局\n2024年1月5日",
			has:  []string{`"template": "decision"`, `"issuers": "某市人民政府"`}, says: []string{"格式“决定”里没有这一项", "按命令行取“某市人民政府”"},
		},
		{
			name: "minutes that nobody signs", text: "某局局务会议纪要\n第7期\n第7次局务会议纪要\n会议同意。\n2024年1月5日\n分送：各科室。\n某局办公室　　2024年1月6日印发",
			has: []string{`"template": "minutes"`, `"meeting": "某局局务会议"`, `"issuers": "某局办公室"`},
		},
		{
			name: "a kind that is no format", text: "某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的命令（试行）\n各学校：\n请按时开学。\n某市教育局\n2024年1月5日",
			has: []string{`"template": "order"`},
		},
		{
			name: "who issues it by its title", text: "某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n2024年1月5日",
			has: []string{`"issuers": "某市教育局"`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			report, said := Report("文件.docx", linesOf(c.text), configs.NewLibrary(nil), c.options)
			if report == nil {
				t.Fatalf("it is not read: %v", said)
			}
			content := string(write.JSON(report))
			for _, has := range c.has {
				if !strings.Contains(content, has) {
					t.Errorf("%s is not in\n%s", has, content)
				}
			}
			for _, says := range c.says {
				if !strings.Contains(said.Error(), says) {
					t.Errorf("%q is not said: %v", says, said)
				}
			}
		})
	}
}

// TestReportsAreNoOfficialDocuments: a report with chapters of its format is one, with a
// 红头 above it too; what no format is asked for that is one is not read as one.
func TestReportsAreNoOfficialDocuments(t *testing.T) {
	text := "某县教育局文件\n某教〔2024〕5号\n某县教育局2023年政府信息公开工作年度报告\n一、总体情况\n正文。\n二、主动公开政府信息情况\n五、存在的主要问题及改进情况\n正文。\n六、其他需要报告的事项\n无。\n某县教育局\n2024年1月5日"
	report, _ := Report("文件.docx", linesOf(text), configs.NewLibrary(nil), Options{})
	if report == nil || report.Template.ID != "open-government-2021" {
		t.Errorf("it is read as %v", report)
	}
	official := "某市教育局文件\n某教〔2024〕5号\n某市教育局关于开学的通知\n各学校：\n请按时开学。\n某市教育局\n2024年1月5日"
	if report, said := Report("文件.docx", linesOf(official), configs.NewLibrary(nil), Options{Template: "open-government-2021"}); report != nil {
		t.Errorf("a notice is read as a report: %v", said)
	}
	if report, said := Report("文件.docx", linesOf("只有一句话。"), configs.NewLibrary(nil), Options{Template: "notice"}); report != nil {
		t.Errorf("a sentence is read as a notice: %v", said)
	}
}
