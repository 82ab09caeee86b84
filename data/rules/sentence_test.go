package rules

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/internal/growth"
)

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"numbers and years", "2023年，共收到26件，2022年12件。", "Y年，共收到#件，X年#件"},
		{"sentences end at full stops", "有3件。没有！是吗？好", "有#件|没有|是吗|好"},
		{"其中 belongs to the sentence before", "共5条。其中，网站3条。完", "共#条。其中，网站#条|完"},
		{"blanks are left out", "2023 年 收到　26 件", "Y年收到#件"},
		{"full-width digits and signs", "收到２６件，占４１％", "收到#件，占#%"},
		{"a percentage in Chinese", "占百分之四十一", "占#%"},
		{"words about the number are part of it", "近30余件，约三百件，20件以上", "#件，#件，#件以上"},
		{"a sign that is the mark", "C#语言", "C＃语言"},
		{"two numbers beside each other", "12 5件", "##件"},
		{"nothing", "", ""},
	} {
		p := newPassage(proseOf(1, 0, "", c.text), "2023")
		var got []string
		for _, s := range p.split(nil, particles().GoesOn, 1000) {
			got = append(got, s.marked())
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %s, want %s", c.name, strings.Join(got, "|"), c.want)
		}
	}
}

func TestSentencesOfAReport(t *testing.T) {
	config := template()
	r := report(config)
	picture := block(4, 0, "", "图1")
	picture.Picture = &data.Picture{}
	r.Prose = prose(block(1, 1, "一、", "标题1"), block(2, 0, "", "有1件"), picture, block(5, 2, "", "小标题"), block(6, 0, "", "有2件。有3件"))
	var got []string
	for _, s := range sentencesOf((&check{report: r}).prose(), "2023", particles().GoesOn, 1000) {
		got = append(got, s.section.ID+" "+s.heading+" "+s.marked())
	}
	const want = "preface 标题1 有#件;preface 小标题 有#件;preface 小标题 有#件"
	if strings.Join(got, ";") != want {
		t.Errorf("%s, want %s", strings.Join(got, ";"), want)
	}
}

// The place of a number is that of its own first character, also behind marks,
// blanks and runs of another look.
func TestPlacesOfNumbers(t *testing.T) {
	p := newPassage(proseOf(7, 0, "", "收到 近", "３０余件，退", "5件"), "2023")
	s := p.split(nil, particles().GoesOn, 1000)[0]
	at := strings.IndexByte(s.marked(), '#')
	number, ok := s.number(at)
	if pos := data.RunsAt(s.runs, number.digits, s.pos); !ok || pos.Line != 7 || pos.Col != 103 {
		t.Errorf("the first number stands at %s", pos)
	}
	if got := s.as(at, at+len("#件")); got != "近３０余件" {
		t.Errorf("it is written %q", got)
	}
	last := strings.LastIndexByte(s.marked(), '#')
	if pos := data.RunsAt(s.runs, s.originOf(last), s.pos); pos.Col != 203 {
		t.Errorf("the last number stands at %s", pos)
	}
	if got := s.as(last, len(s.marked())); got != "5件" {
		t.Errorf("it is written %q", got)
	}
}

func TestClause(t *testing.T) {
	s := newPassage(proseOf(1, 0, "", "去年3件，今年5件（大约），明年；完"), "2023").split(nil, particles().GoesOn, 1000)[0]
	from := strings.LastIndex(s.marked(), "#")
	if got := s.clause(from, from+1); got != "今年#件" {
		t.Error(got)
	}
	if got := s.clause(0, from+1); got != "去年#件，今年#件" {
		t.Error(got)
	}
}

// FuzzPassage: every mark has its number, and every offset its place in the text.
func FuzzPassage(f *testing.F) {
	for _, s := range []string{"2023 年收到近３０余件，占百分之四十一。其中 5件", "# Y X", "１2 3,456万条", "\xff1件"} {
		f.Add(s)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		p := newPassage(proseOf(1, 0, "", text), "2023")
		if len(p.origin) != len(p.text) {
			t.Fatalf("%d places of %d bytes", len(p.origin), len(p.text))
		}
		for i, r := range p.text {
			if _, marked := p.marks[i]; r == numberMark && !marked {
				t.Fatalf("the mark at %d of %q is no number", i, p.text)
			}
			if o := p.origin[i]; !utf8.RuneStart(text[o]) {
				t.Fatalf("offset %d of %q is inside a character", o, text)
			}
		}
		for _, s := range p.split(nil, particles().GoesOn, 1000) {
			for i, r := range s.marked() {
				if number, ok := s.number(i); ok && r == numberMark && number.digits >= len(text) {
					t.Fatalf("the number at %d stands behind %q", i, text)
				}
			}
		}
	}))
}

// proseOf is a block as rules read it.
func proseOf(line, level int, typed string, texts ...string) *proseBlock {
	b := block(line, level, typed, texts...)
	return &proseBlock{Block: b, section: &configs.Section{}, text: b.Text()}
}
