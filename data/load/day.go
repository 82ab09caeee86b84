package load

import (
	"strconv"
	"strings"
	"time"

	"gongwen/data"
	"gongwen/internal/diag"
	"gongwen/internal/numeral"
	"gongwen/internal/pattern"
)

// The forms of a date beside that of a workbook: 2024-01-25, 2024.1.25,
// 2024/1/25, 2024年1月25日, 20240125 and 二〇二四年一月二十五日, in which people type
// many a character for 〇.
var (
	partedDay  = pattern.New(`^([0-9]{4})(?:[-./年])([0-9]{1,2})(?:[-./月])([0-9]{1,2})[日号]?$`)
	compactDay = pattern.New(`^([0-9]{4})([0-9]{2})([0-9]{2})$`)
	chineseDay = pattern.New(`^([〇零○◯0OoΟο一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2}|[0-9]{1,2})月([一二三四五六七八九十]{1,3}|[0-9]{1,2})[日号]$`)
	timeOfDay  = pattern.New(`[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$`) // as spreadsheets export dates
	serialDay  = pattern.New(`^[34][0-9]{4}$`)
)

// dateWord says what came of reading a date.
type dateWord uint8

const (
	notADate dateWord = iota
	noDay             // of the form of a date, as 2024-02-30 is
	farDay            // of a year that no report is of, but a line of a table may be
	someDay
)

// wrong is what is wrong with a text that is no date.
func (w dateWord) wrong(text string) diag.Text {
	switch w {
	case noDay:
		return diag.T("没有“%s”这一天", "“%s” is not a day", clip(text))
	case farDay:
		return diag.T("“%s”不在 %d 年到 %d 年之间", "“%s” is not in the years %d to %d", clip(text), minYear, maxYear)
	}
	return diag.T("看不懂“%s”", "“%s” is not understood", clip(text))
}

// parseDay reads a date.
func parseDay(f data.Field) (data.Date, dateWord) {
	text := timeOfDay.ReplaceAllString(strings.TrimSpace(widths.Replace(f.Text)), "")
	text = strings.NewReplacer(" ", "", "　", "", "元月", "1月").Replace(text)
	m := partedDay.FindStringSubmatch(text)
	if m == nil {
		m = compactDay.FindStringSubmatch(text)
	}
	if m == nil {
		m = chineseDate(text)
	}
	if m == nil && serialDay.MatchString(text) {
		// A spreadsheet counts the days from 30 December 1899.
		days, _ := strconv.Atoi(text)
		day := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
		return data.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day(), Pos: f.Pos}, someDay
	}
	if m == nil {
		return data.Date{}, notADate
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1])
	}
	day := time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, time.UTC)
	if day.Year() != n[0] || int(day.Month()) != n[1] || day.Day() != n[2] {
		return data.Date{}, noDay
	}
	date := data.Date{Year: n[0], Month: n[1], Day: n[2], Pos: f.Pos}
	if n[0] < minYear || n[0] > maxYear {
		return date, farDay
	}
	return date, someDay
}

// chineseDate is a date in Chinese numerals as partedDay has its parts; nil for none.
func chineseDate(text string) []string {
	m := chineseDay.FindStringSubmatch(strings.NewReplacer("零", "〇", "廿", "二十", "卅", "三十").Replace(text))
	if m == nil {
		return nil
	}
	year := strings.Map(func(r rune) rune {
		if n := strings.IndexRune("〇一二三四五六七八九", r); n >= 0 {
			return rune('0' + n/len("〇"))
		}
		return '0'
	}, m[1])
	return []string{m[0], year, strconv.Itoa(numeral.First(m[2])), strconv.Itoa(numeral.First(m[3]))}
}

// Day reads a date in one of the forms that a report file may have; it is false
// for a text that is none.
func Day(text string) (data.Date, bool) {
	d, what := parseDay(data.Field{Text: text})
	return d, what == someDay
}
