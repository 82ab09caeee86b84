package cell

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongwen/internal/pattern"
)

// Head is what the head of a column, or the label of a row, says of its figures.
type Head struct {
	Name string // its words, as source.Normalize has them, without year and unit
	Unit string // 件, 元, 万元, 万件; empty where it names none
	Year int    // that it names; 0 for none
	Note string // in brackets, where it is more than a unit or a mark
}

// allYears are notes of heads that only what is in force can have.
var allYears = map[string]bool{"历史累计": true, "累计": true, "含往年": true, "含历年": true}

const scaled = `(?:以|按)?(?:人民币)?((?:十|百|千|万|亿|十万|百万|千万)?(?:美元|港元|欧元|日元|元|角|分|RMB|[¥￥$]|件次|人次|件|项|个|条|宗|份|次|起|人|%|‰))(?:计|计算|人民币)?`

var (
	unitNamed  = pattern.New(`单位[:为是]?` + scaled)
	unitAlone  = pattern.New(`[(\[【]` + scaled + `[)\]】]`)
	moneyBare  = pattern.New(`[^\s(]((?:千|万|百万|亿)?元)$`)
	yearNamed  = pattern.New(`((?:19|20)[0-9]{2})年?度?`)
	yearOfName = pattern.New(`(?:19|20)[0-9]{2}年?度?`)
	// What heads put in or leave out without another meaning.
	idle = strings.NewReplacer("本年度", "", "本年", "", "件数", "", "数量", "", "总数", "", "总量", "", "数", "", "件", "", "新", "", "的", "", "情况", "")
	// Words that make another head of one that has them: another year, a part, a
	// change, something else that is done.
	contrary = []string{"上", "去年", "前年", "往年", "历年", "累计", "下年", "下半年", "季", "月", "修改", "修订", "新增", "增", "减", "同比", "占", "比", "率", "计划", "拟", "未", "不", "其中",
		"新收", "结转", "金额", "失效", "无效", "撤", "停", "变更", "待", "非", "除", "退", "免", "欠", "应收", "届", "字"}
	// Words that turn a label into its contrary, however few they are.
	turning = []string{"不", "上", "下", "非", "无"}
)

// HeadOf reads a head.
func HeadOf(text string) Head {
	compact := strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	h := Head{Name: NameOf(text), Unit: UnitIn(text)}
	for _, m := range inBrackets.FindAllStringSubmatch(Compact(text), -1) {
		if note := yearOfName.ReplaceAllString(m[1], ""); !isIdle(note) && !isExplanation(note, compact) {
			h.Note += m[1]
		}
	}
	if m := moneyBare.FindStringSubmatch(h.Name); m != nil {
		h.Unit, h.Name = m[1], strings.TrimSuffix(h.Name, m[1])
	}
	if m := yearNamed.FindStringSubmatch(compact); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			h.Year = n
		}
		h.Name = yearOfName.ReplaceAllString(h.Name, "")
	}
	return h
}

// UnitIn is the unit that a text names: 单位：万元, （元）; empty for none.
func UnitIn(text string) string {
	compact := strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	for _, pattern := range []*pattern.Pattern{unitNamed, unitAlone} {
		if m := pattern.FindStringSubmatch(compact); m != nil {
			return m[1]
		}
	}
	return ""
}

// InUnit reports whether the figures under a head that names a unit can stand
// in a column whose figures have the unit of, without being converted. An empty
// name fits; for whole figures any does that is no power of ten, money or
// percentage.
func InUnit(named, of string, whole bool) bool {
	return named == "" || named == of || whole && !strings.ContainsAny(named, "十百千万亿元角分人¥$%‰")
}

// Likeness is how much a head is like a column's label.
type Likeness uint8

// The likenesses.
const (
	Unlike Likeness = iota
	Likely          // cut off, or with a few characters mistyped: so it is in its own place only
	Same            // the label, but for words that do not change the meaning
)

// Like compares a head with that of a column.
func (h Head) Like(official Head) Likeness {
	switch {
	case h.Note != "" && h.Note != official.Note && !(allYears[h.Note] && strings.HasPrefix(official.Name, "现行")), h.Name == "" && official.Name != "":
		return Unlike
	case official.Year != 0 && h.Year != official.Year:
		return Unlike
	case h.Name == official.Name:
		return Same
	}
	for _, word := range contrary {
		if strings.Contains(h.Name, word) && !strings.Contains(official.Name, word) {
			return Unlike
		}
	}
	mine, theirs := idle.Replace(h.Name), idle.Replace(official.Name)
	switch {
	case mine != "" && mine == theirs:
		return Same
	case mine == "", strings.HasPrefix(official.Name, h.Name), Near(h.Name, official.Name) && len([]rune(official.Name)) > shortHead:
		return Likely
	}
	return Unlike
}

// Contrary reports whether a label, as source.Normalize has it, says something else
// than the official one that it is nearly the same as: another year, or the
// contrary. 未 says the same as 不.
func Contrary(label, official string) bool {
	label, official = strings.ReplaceAll(label, "未", "不"), strings.ReplaceAll(official, "未", "不")
	for _, word := range contrary {
		if strings.Contains(label, word) && !strings.Contains(official, word) {
			return true
		}
	}
	for _, word := range turning {
		if strings.Count(label, word) != strings.Count(official, word) {
			return true
		}
	}
	return false
}

// shortHead is how many characters a head has at most that must be right.
const shortHead = 4
