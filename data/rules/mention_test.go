package rules

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/diag"
)

// lines are the blocks of a text; # begins a subheading.
func lines(list ...string) []data.Block {
	var blocks []data.Block
	for i, line := range list {
		words, heading := strings.CutPrefix(line, "#")
		level := map[bool]int{true: 1}[heading]
		blocks = append(blocks, block(6+i, level, "", words))
	}
	return blocks
}

func TestWhatIsNotNamedIsSaid(t *testing.T) {
	rule := configs.Rule{
		ID: "L1", Name: "写明", Level: diag.Warning, Each: configs.EachMention, In: []string{"preface"}, Notice: "县府办发〔2024〕1号",
		Mentions: []configs.Mention{{Name: "监督保障", Find: "监督保障"}, {Name: "网站的数量", Find: "网站[^。]{0,10}#条"}},
		Message:  diag.T("“{label}”没有写{name}", "“{label}” lacks {name}"),
	}
	for _, test := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"both", []string{"#监督保障", "网站公开信息２０条。"}, nil},
		{"in the text", []string{"做好监督保障，网站发布约三十条。"}, nil},
		{"a number elsewhere", []string{"#监督保障", "网站公开信息。会议20条。"}, []string{"网站的数量"}},
		{"neither", []string{"全年工作有序。"}, []string{"监督保障", "网站的数量"}},
		{"not written yet", []string{"【概述总体情况。】"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			template := template(rule)
			set, problems := Compile(template)
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			rep := report(template)
			rep.Prose = map[string]data.Prose{"preface": {Blocks: lines(test.lines...), Pos: diag.Pos{File: "r.yaml", Line: 5, Col: 1}}}
			var said []string
			for _, d := range set.Check(rep) {
				said = append(said, d.Message.ZH)
				if d.Rule != "L1" || d.Pos.Line != 5 {
					t.Errorf("%v", d)
				}
			}
			if len(said) != len(test.want) {
				t.Fatalf("said %q", said)
			}
			for i, name := range test.want {
				if want := "“”没有写" + name + "（依据：县府办发〔2024〕1号）"; said[i] != want {
					t.Errorf("said %q, want %q", said[i], want)
				}
			}
		})
	}
}

func TestCharactersAreCountedAsPeopleCount(t *testing.T) {
	for _, test := range []struct {
		lines []string
		want  int
	}{
		{[]string{"主动公开。"}, 5},
		{[]string{"#主动公开", "全年公开1148条，"}, 4 + 4 + 1 + 1 + 1},
		{[]string{"增长12.5%，http://www.gov.cn/ 网站"}, 2 + 1 + 1 + 1 + 2},
		{[]string{"word PDF 版 ２０条"}, 2 + 1 + 2 + 1},
		{[]string{"𬒈溪"}, 2},
	} {
		if got := characters(data.Prose{Blocks: lines(test.lines...)}); got != test.want {
			t.Errorf("%q: %d, want %d", test.lines, got, test.want)
		}
	}
}
