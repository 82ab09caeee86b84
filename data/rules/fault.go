package rules

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"

	"github.com/expr-lang/expr/file"

	"gongwen/internal/diag"
	lazy "gongwen/internal/pattern"
)

// faultOf says why the expression library refuses an expression: its own words in
// English, without the copy of the expression that it draws below; in Chinese what
// they mean, with the column.
func faultOf(err error) diag.Text {
	if worded := (*wordedError)(nil); errors.As(err, &worded) {
		return worded.text
	}
	if text, is := patternFault(err.Error()); is {
		return text
	}
	var located *file.Error
	if !errors.As(err, &located) {
		line, _, _ := strings.Cut(err.Error(), "\n")
		return diag.Text{ZH: meaning(line), EN: line}
	}
	zh := meaning(located.Message)
	if located.Line > 0 {
		zh = fmt.Sprintf("%s（表达式第 %d 个字符处）", zh, located.Column+1)
	}
	return diag.Text{ZH: zh, EN: located.Message}
}

// faults are what the messages of the library mean; $1 is a name, @1 the type that
// stands at the first place.
var faults = []struct {
	says *lazy.Pattern
	zh   string
}{
	{lazy.New(`^unknown name (\S+)`), "没有“$1”这个名字"},
	{lazy.New(`^(\S+) is not callable`), "$1 不是函数"},
	{lazy.New(`^unknown builtin (\S+)`), "没有函数 $1"},
	{lazy.New(`^unknown field (\S+)`), "没有“$1”这一项"},
	{lazy.New(`^type (.+) has no (?:field|method) (\S+)`), "@1没有“$2”这一项"},
	{lazy.New(`^invalid operation: (\S+) \(mismatched types (.+) and (.+)\)`), "“$1”两边的类型不能一起用：@2和@3"},
	{lazy.New(`^invalid operation: (\S+) \(mismatched type (.+)\)`), "“$1”不能用于@2"},
	{lazy.New(`^unknown operator \((\S+)\)`), "没有运算“$1”"},
	{lazy.New(`^cannot use (.+) as argument \(type (.+)\) to call (\S+)`), "$3 的参数应当是@2，不是@1"},
	{lazy.New(`^cannot use (.+) to get an element from (.+)`), "不能用@1从@2里取一项"},
	{lazy.New(`^(?:array elements can only be selected|non-integer slice index)`), "列表的序号应当是整数"},
	{lazy.New(`^type (.+) does not support indexing`), "@1里不能取一项"},
	{lazy.New(`^(?:too many arguments|not enough arguments|invalid number of arguments|expected at least|expected a single argument)`), "参数的个数不对"},
	{lazy.New(`^builtin (\S+) takes only array \(got (.+)\)`), "函数 $1 用于列表，不能用于@2"},
	{lazy.New(`^invalid argument for (\S+) \(type (.+)\)`), "函数 $1 不能用于@2"},
	{lazy.New(`^predicate should return boolean \(got (.+)\)`), "逐项判断的结果应当是真假，不是@1"},
	{lazy.New(`^(?:cannot use pointer accessor|unknown pointer|wrap predicate)`), "“#”只能在逐项判断里用，写在花括号里"},
	{lazy.New(`^expected (\S+), but got (.+)`), "结果应当是@1，不是@2"},
	{lazy.New(`^non-bool expression \(type (.+)\) used as condition`), "条件应当是真假，不是@1"},
	{lazy.New(`^unexpected token EOF|^unexpected end of expression`), "没有写完"},
	{lazy.New(`^unexpected token \w+\("(.+)"\)`), "这里不该是“$1”"},
	{lazy.New(`^unexpected token`), "这里写得不对"},
	{lazy.New(`^unrecognized character: U\+[0-9A-F]+ '(.+)'`), "不认识的字符“$1”"},
	{lazy.New(`^literal not terminated`), "引号没有配对"},
	{lazy.New(`^(?:invalid char escape|unable to unescape)`), "反斜线后面的字符不对"},
	{lazy.New(`^(?:bad number|invalid (?:hex|float|binary|octal|integer) literal|(?:integer|float) literal is too large)`), "数的写法不对"},
	{lazy.New(`^unclosed comment`), "注释没有结束"},
	{lazy.New(`exceeds maximum allowed nodes`), "表达式太长"},
	{lazy.New(`^cannot redeclare`), "名字已经用过"},
	{lazy.New(`^reflect: slice index out of range|^index out of range`), "序号超出了列表"},
	{lazy.New(`memory budget exceeded`), "结果太长"},
	{lazy.New(`^integer divide by zero|^division by (?:zero|0)|decimal division by 0`), "除数是零"},
}

// ofPattern is what the library says of a regular expression.
var ofPattern = lazy.New("error parsing regexp: ([^:`]+)(?:: `(.*)`)?")

func patternFault(says string) (diag.Text, bool) {
	m := ofPattern.FindStringSubmatch(says)
	if m == nil {
		return diag.Text{}, false
	}
	fault := diag.PatternFault(&syntax.Error{Code: syntax.ErrorCode(m[1]), Expr: m[2]})
	return diag.T("正则表达式有误：%s", "the regular expression is wrong: %s", fault), true
}

// meaning is a message of the library in Chinese. Of what has no words only that
// something is wrong is said.
func meaning(message string) string {
	for _, f := range faults {
		m := f.says.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		zh := f.zh
		for i, group := range m[1:] {
			place := string(rune('1' + i))
			zh = strings.ReplaceAll(strings.ReplaceAll(zh, "$"+place, group), "@"+place, typeName(group))
		}
		return zh
	}
	return "这样写不行"
}

// typeName is what a type of Go is called for those who write rules.
func typeName(t string) string {
	switch {
	case t == "int", t == "uint", t == "int64":
		return "整数"
	case t == "decimal.Decimal", t == "float64", strings.HasSuffix(t, "numeral.Quantity"):
		return "数"
	case t == "string":
		return "文字"
	case t == "bool":
		return "真假"
	case t == "[]string":
		return "一列文字"
	case strings.HasPrefix(t, "[]"):
		return "一列不明的值"
	case strings.HasPrefix(t, "func"):
		return "函数"
	case strings.HasPrefix(t, "map"), strings.HasPrefix(t, "types.Map"):
		return "一组数"
	case t == "nil", t == "unknown", t == "interface {}":
		return "类型不明的值"
	}
	return "别种值"
}
