package compose

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

// A heading is kept with what follows it: over a table that begins a page, or stands on
// pages that are turned, it stands on that page.
func TestHeadingsStandWithTheirTables(t *testing.T) {
	paragraph, part, heading := &doc.Paragraph{}, &doc.Heading{Level: 1}, &doc.Heading{Level: 2}
	table := &doc.Table{NewPage: true, Turned: true}
	keepWithTables([]doc.Block{paragraph, part, heading, table})
	if !part.NewPage || !part.Turned || heading.NewPage || !heading.Turned || table.NewPage {
		t.Errorf("%+v, %+v, %+v", part, heading, table)
	}
	alone := &doc.Table{NewPage: true}
	runIn := &doc.Heading{Level: 1, Text: paragraph}
	keepWithTables([]doc.Block{runIn, alone})
	if runIn.NewPage || !alone.NewPage {
		t.Errorf("text is not kept with a table: %+v, %+v", runIn, alone)
	}
}

// What no word gives a place to break at is broken into lines of one length, and it is said
// where; neither digits are parted nor does a line begin with 的.
func TestTitlesOfUnknownWords(t *testing.T) {
	m := measure{em: unit.Point, width: 10 * unit.Point}
	for text, want := range map[string]string{
		"甲乙丙丁":                   "甲乙丙丁",
		"甲乙丙丁戊己庚辛壬癸子丑":           "甲乙丙丁戊己|庚辛壬癸子丑",
		"甲乙丙丁戊2024年己庚辛壬":         "甲乙丙丁戊|2024年己庚辛壬",
		"甲乙丙丁戊己的庚辛壬癸子":           "甲乙丙丁戊|己的庚辛壬癸子",
		"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥": "甲乙丙丁戊己庚|辛壬癸子丑寅卯|辰巳午未申酉戌亥",
	} {
		l := titleLine{text: text, ends: []int{len(text)}}
		said := 0
		m.part(&l, func(*titleLine, int) { said++ })
		var lines []string
		start := 0
		for _, end := range l.ends {
			lines, start = append(lines, text[start:end]), end
		}
		if got := strings.Join(lines, "|"); got != want || said != len(lines)-1 {
			t.Errorf("%s, want %s; said %d times", got, want, said)
		}
	}
	l := configs.NewLibrary(nil)
	d, problems := Document(reportOf(t, l, strings.Repeat("甲", 25), "无。"), sheet(t, l, "gb9704"), Options{})
	if d == nil || len(problems) != 1 || problems[0].Rule != configs.PartedTitle || !strings.Contains(problems[0].Message.ZH, "“甲甲甲甲/甲甲甲甲”") {
		t.Errorf("%v", problems)
	}
}
