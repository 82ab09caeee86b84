package compose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/layout/doc"
)

// library has the embedded style sheets and those of testdata's kind given
// here, by id.
func library(sheets map[string]string) *configs.Library {
	files := fstest.MapFS{}
	for id, text := range sheets {
		files[id+".yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return configs.NewLibrary(files)
}

func sheet(t *testing.T, l *configs.Library, id string) *configs.StyleSheet {
	t.Helper()
	s, problems := l.Style(id)
	if s == nil {
		t.Fatal(problems)
	}
	return s
}

// reportOf is a report of 2023 with the given agency and text of section
// overview, a paragraph a line, "## " before a subheading.
func reportOf(t *testing.T, l *configs.Library, agency, overview string) *data.Report {
	t.Helper()
	template, problems := l.Template("open-government-2021")
	if template == nil {
		t.Fatal(problems)
	}
	r := &data.Report{
		Template: template,
		Fields: map[string]data.Field{
			"agency": {Text: agency, Pos: diag.Pos{File: "r.yaml", Line: 2, Col: 7}},
			"year":   {Text: "2023"},
		},
		Prose: map[string]data.Prose{},
	}
	var p data.Prose
	for _, line := range strings.Split(overview, "\n") {
		b := data.Block{}
		if head, ok := strings.CutPrefix(line, "## "); ok {
			b.Level, line = 1, head
		}
		b.Runs = []data.Run{{Text: line}}
		p.Blocks = append(p.Blocks, b)
	}
	r.Prose["overview"] = p
	return r
}

func compose(t *testing.T, r *data.Report, s *configs.StyleSheet) *doc.Document {
	t.Helper()
	d, problems := Document(r, s, Options{})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return d
}

func titleLines(d *doc.Document) []string {
	var lines []string
	for _, l := range d.Body[0].(*doc.Title).Lines {
		lines = append(lines, doc.Text(l))
	}
	return lines
}

func TestTitleLines(t *testing.T) {
	const report = "2023年政府信息公开工作年度报告"
	l := library(nil)
	tests := []struct {
		name, agency string
		want         []string
	}{
		{"a name of one line is one line", "三明市沙县区人民政府信访局", []string{"三明市沙县区人民政府信访局"}},
		{"a name that just fits is one line", "金平苗族瑶族傣族自治县民族宗教事务局", []string{"金平苗族瑶族傣族自治县民族宗教事务局"}},
		{"a rare character counts as one", "云岭市𬒈溪傣族佤族自治县民族宗教事务局", []string{"云岭市𬒈溪傣族佤族自治县民族宗教事务局"}},
		{"the shorter line comes first where the report's own line is longest", "新疆维吾尔自治区人民政府办公厅政务公开办公室", []string{"新疆维吾尔自治区", "人民政府办公厅政务公开办公室"}},
		{"an autonomous county is whole", "积石山保安族东乡族撒拉族自治县人力资源和社会保障局", []string{"积石山保安族东乡族撒拉族自治县", "人力资源和社会保障局"}},
		{"a trapezium", "双江拉祜族佤族布朗族傣族自治县住房和城乡建设局", []string{"双江拉祜族佤族布朗族傣族自治县", "住房和城乡建设局"}},
		{"as few lines as names allow", "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县锡伯族乡人民政府党政综合办公室", []string{"新疆维吾尔自治区伊犁哈萨克自治州", "察布查尔锡伯自治县锡伯族乡", "人民政府党政综合办公室"}},
		{"a name of unknown words is parted in the middle", strings.Repeat("甲", 25), []string{strings.Repeat("甲", 12), strings.Repeat("甲", 13)}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := titleLines(compose(t, reportOf(t, l, test.agency, "无。"), sheet(t, l, "gb9704")))
			if want := append(slices.Clone(test.want), report); !slices.Equal(got, want) {
				t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

func TestTitleLineKeepsItsPlaceInTheReport(t *testing.T) {
	l := library(nil)
	d := compose(t, reportOf(t, l, "新疆维吾尔自治区人民政府办公厅政务公开办公室", "无。"), sheet(t, l, "gb9704"))
	second := d.Body[0].(*doc.Title).Lines[1][0]
	if got := second.Pos.String(); got != "r.yaml:2:15" {
		t.Errorf("%q is said to stand at %s", second.Text, got)
	}
	if d.Meta.Title != "新疆维吾尔自治区人民政府办公厅政务公开办公室2023年政府信息公开工作年度报告" {
		t.Errorf("the document calls itself %q", d.Meta.Title)
	}
}

func TestWordEnds(t *testing.T) {
	l := library(map[string]string{"own": "style: own\nextends: gb9704\nname: 本地\nwords: {ends: [堡子], whole: [云岭/民族中学]}\n"})
	w := newWords(sheet(t, l, "own").Words)
	for text, want := range map[string]string{
		"三明市沙县区人民政府信访局":        "三明市|沙县区|人民政府|信访局",
		"江苏省镇江市人民政府":           "江苏省镇江市|人民政府",
		"枣庄市市中区市场监管局":          "枣庄市市中区|市场监管局",
		"厦门市市场监督管理局":           "厦门市|市场监督|管理局",
		"聊城市城市管理局":             "聊城市|城市管理局",
		"广州市黄埔区龙湖街道办事处":        "广州市|黄埔区|龙湖街道办事处",
		"省人力资源和社会保障厅（省就业局）":    "省|人力资源和|社会保障厅（省|就业局）",
		"2023年政府信息公开工作年度报告":    "2023年|政府信息公开|工作|年度报告",
		"2023年度报告":             "2023年度报告",
		"2023 年政府信息公开":         "2023 年|政府信息公开",
		"国办发〔2021〕30号":         "国办发〔2021〕30号",
		"云岭民族中学":               "云岭|民族中学",
		"红堡子派出所":               "红堡子|派出所",
		"":                     "",
		"北京市":                  "北京市",
		"柯尔克孜自治州统计局":           "柯尔克孜自治州|统计局",
		"𬒈溪傣族佤族自治县民族宗教事务局":     "𬒈溪|傣族|佤族自治县|民族宗教|事务局",
		"内蒙古自治区鄂温克族自治旗民族事务委员会": "内蒙古自治区|鄂温克族自治旗|民族|事务委员会",
	} {
		var got strings.Builder
		start := 0
		for _, at := range w.breaks(text) {
			got.WriteString(text[start:at] + "|")
			start = at
		}
		if got.WriteString(text[start:]); got.String() != want {
			t.Errorf("%s, want %s", got.String(), want)
		}
	}
}

func TestHeadingsThatRunIn(t *testing.T) {
	l := library(map[string]string{"own": "style: own\nextends: gb9704\nname: 本地\nstyles: {heading-2: {run_in: true}}\n"})
	const overview = "## 主动公开情况\n公开4条。\n## 怎样公开？\n按规定。\n## 没有正文\n## 依申请公开情况\n无。"
	kinds := func(id string) []string {
		var got []string
		for _, b := range compose(t, reportOf(t, l, "某局", overview), sheet(t, l, id)).Body {
			if h, ok := b.(*doc.Heading); ok && h.Level == 2 {
				said := h.Number + doc.Text(h.Runs)
				if h.Text != nil {
					said += "+"
				}
				got = append(got, said+" "+h.Label())
			}
		}
		return got
	}
	if got, want := kinds("own"), []string{"（一）主动公开情况。+ （一）主动公开情况", "（二）怎样公开？+ （二）怎样公开？", "（三）没有正文 （三）没有正文", "（四）依申请公开情况。+ （四）依申请公开情况"}; !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	const marked = "## 主动公开情况。\n公开4条。\n## 依申请公开情况：\n无。\n## 单独一行。\n## 末尾"
	var got []string
	for _, b := range compose(t, reportOf(t, l, "某局", marked), sheet(t, l, "gb9704")).Body {
		if h, ok := b.(*doc.Heading); ok && h.Level == 2 {
			got = append(got, fmt.Sprintf("%s%s %v", h.Number, doc.Text(h.Runs), h.Text != nil))
		}
	}
	if want := []string{"（一）主动公开情况。 true", "（二）依申请公开情况： true", "（三）单独一行。 false", "（四）末尾 false"}; !slices.Equal(got, want) {
		t.Errorf("a mark lets a heading run in: %q, want %q", got, want)
	}
	for _, said := range kinds("gb9704") {
		if strings.ContainsAny(said, "+。") {
			t.Errorf("a heading of GB/T 9704 runs in: %s", said)
		}
	}
}

// TestEndlessNameIsBrokenInTime: a name without end has breakings without number.
func TestEndlessNameIsBrokenInTime(t *testing.T) {
	name := strings.Repeat("云岭市人民政府", 2000)
	lines := titleLines(compose(t, reportOf(t, library(nil), name, "无。"), sheet(t, library(nil), "gb9704")))
	if joined := strings.Join(lines[:len(lines)-1], ""); joined != name {
		t.Error("the name is not whole")
	}
	for _, l := range lines {
		if n := len([]rune(l)); n > 20 {
			t.Fatalf("a line of %d characters", n)
		}
	}
}
