package diag

import "regexp/syntax"

// patternFaults are what a regular expression can have wrong.
var patternFaults = map[syntax.ErrorCode]string{
	syntax.ErrInvalidCharClass:      "字符集合写得不对",
	syntax.ErrInvalidCharRange:      "字符集合的范围从大到小",
	syntax.ErrInvalidEscape:         "反斜线后面的字符不对",
	syntax.ErrInvalidNamedCapture:   "组的名称不对，或者用过了",
	syntax.ErrInvalidPerlOp:         "不支持这种写法（前瞻、后顾等）",
	syntax.ErrInvalidRepeatOp:       "重复的写法不对",
	syntax.ErrInvalidRepeatSize:     "重复的次数不对，连同外层的一共最多 1000",
	syntax.ErrInvalidUTF8:           "字符编码不对",
	syntax.ErrMissingBracket:        "方括号没有关上",
	syntax.ErrMissingParen:          "圆括号没有关上",
	syntax.ErrMissingRepeatArgument: "重复的前面没有内容",
	syntax.ErrTrailingBackslash:     "末尾多一个反斜线",
	syntax.ErrUnexpectedParen:       "多一个右圆括号",
	syntax.ErrNestingDepth:          "括号套得太深",
	syntax.ErrLarge:                 "展开以后太长",
}

// PatternFault says what is wrong with a regular expression, and with which part of it.
func PatternFault(e *syntax.Error) Text {
	zh, known := patternFaults[e.Code]
	if !known {
		zh = "写法不对"
	}
	en := string(e.Code)
	if e.Expr != "" {
		return T("%s：%s", "%s: %s", Text{zh, en}, e.Expr)
	}
	return Text{zh, en}
}
