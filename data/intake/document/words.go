package document

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongwen/internal/pattern"
)

// kinds are the kinds of documents of article 8 of the 条例, and of texts that are
// issued with one.
const kinds = `决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|复函|议案|函|纪要`

var (
	kindAtEnd   = pattern.New(`(?:` + kinds + `)(?:[（(][^（）()]{1,12}[）)])?$`)
	behindTitle = pattern.New(`[-_|—–].{1,40}$`) // the name of a site in the title of a window
	published   = pattern.New(`(?:公告|通告|公报)$`)
	// 发文字号 in whatever brackets, with 第 and zeros too, as it is typed.
	numberWhole = pattern.New(`^[（(]?([^\s\x{3000}〔〕\[\]【】（）()［］:：，。；]{1,24}?[〔\[【（(［〈]\s*(?:19|20)?[0-9]{2}\s*年?[〕\]】）)］〉]\s*第?\s*[0-9]{1,5}\s*号)[)）]?$`)
	ordinal     = pattern.New(`^[（(]?(第\s*[0-9〇零一二三四五六七八九十百]{1,6}\s*[号期次])[)）]?$`)
	copyNumber  = pattern.New(`^(?:份号[:：]?|No\.?|№)?\s*([0-9]{1,8})$`)
	secrecy     = pattern.New(`^(绝密|机密|秘密)(?:[★☆＊*·]?(.{0,8}))?$`)
	urgency     = pattern.New(`^(特急|加急|平急|特提|急件|紧急)$`)
	signersLine = pattern.New(`签\s*发\s*人\s*[:：]`)
	adoption    = pattern.New(`^[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*(?:通过|批准|公布|发布|修订|修正)[^（）()]*)[）)]$`)
	attachment  = pattern.New(`^(?:[^，。；：]{1,20}〔[0-9]{4}〕[0-9]{1,5}号)?附件[0-9一二三四五六七八九十]{0,3}[:：]?$`)
	listBegins  = pattern.New(`^附\s*件\s*[:：]`)
	labelled    = pattern.New(`^\p{Han}{2,8}[:：]`)
	listItem    = pattern.New(`^([0-9]{1,2})\s*[.．、]\s*`)
	copiesLine  = pattern.New(`^(抄\s*送|抄\s*报|分\s*送|主\s*送)\s*[:：]\s*`)
	printedLine = pattern.New(`^(.*?)[\s\x{3000}]*([0-9〇零一二三四五六七八九十]{4}\s*年\s*[0-9一二三四五六七八九十]{1,3}\s*月\s*[0-9一二三四五六七八九十]{1,3}\s*日)\s*印\s*发$`)
	dateLine    = pattern.New(`^[（(]?((?:19|20)[0-9]{2}|[二一][〇零○◯Ｏ0OoΟο一二三四五六七八九]{3})年([0-9]{1,2}|[一二三四五六七八九十]{1,2}|元)月([0-9]{1,2}|[一二三四五六七八九十]{1,3})日[）)]?$`)
	printedLess = pattern.New(`^(\p{Han}{2,30}(?:[（(][^（）()]{1,20}[）)])?)[\s\x{3000}]+([0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)$`) // without 印发
	noteBare    = pattern.New(`^(?:此件|本件|联系人|联系电话|信息公开)[^。]{0,60}$`)
	signedDate  = pattern.New(`^(.{2,40}?)[\s\x{3000}]+((?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)$`)
	namesLine   = pattern.New(`^(出\s*席|请\s*假|缺\s*席|列\s*席)[\s\x{3000}]*(?:人员)?\s*[:：]\s*`)
	postAndName = pattern.New(`^(\p{Han}{0,30}?(?:长|主席|主任|书记|总理|委员|经理|代表|司令员|政治委员))(\p{Han}{2,4})$`)
	postAlone   = pattern.New(`^\p{Han}{0,30}(?:长|主席|主任|书记|总理|委员|经理|代表|司令员|政治委员)$`)
	adoptedOn   = pattern.New(`^(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日`)
	// What begins on a line of its own and stands behind the end of another, where lines
	// were joined.
	glued      = pattern.New(`。((?:附\s*件|出\s*席|请\s*假|列\s*席|抄\s*送|分\s*送)\s*[:：]|[^。，；：]{2,40}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s*印发$)`)
	pageNumber = pattern.New(`^(?:[-–—－─·•]{1,2}\s*[0-9]{1,3}\s*[-–—－─·•]{1,2}|第\s*[0-9]{1,3}\s*页)$`)
	agencyEnd  = pattern.New(`(?:政府|部门|机构|机关|委员会|人大|政协|局|厅|委|办|办公室|办事处|单位|法院|检察院|学院|大学|学校|医院|公司|集团|中心|银行|街道|乡|镇|组织|处|部|会|站|所|队|企业|团体|党组|小组|指挥部|总社|协会|院|室|科|组|校|区|县|市)(?:[（(][^（）()]{1,20}[）)])?$`)
	numbered   = pattern.New(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、]|[（(][0-9]{1,2}[）)])`)
	follows    = pattern.New(`(?:如下|下列|以下[^，。]{0,8}|要求|事项)[:：]$`)
	sentence   = pattern.New(`[。；！？]`)
	stops      = pattern.New(`[。；！？：:]`)
	closing    = pattern.New(`^(?:特此|以上|妥否|请予|专此|此复|此令|当否|现予|附件|盼|望)`)
)

// tight is a text without blanks.
func tight(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// unmarked is a title without marks behind it, which do not belong there.
func unmarked(s string) string { return strings.TrimRight(s, "。．.！!；;，,") }

// spaced is a text whose stretches of blanks are one; between Han characters that
// stand apart, as the letters of a 标志 do, there are none.
func spaced(s string) string {
	fields := strings.Fields(s)
	apart := len(fields) > 1
	for _, f := range fields {
		apart = apart && utf8.RuneCountInString(f) == 1
	}
	if apart {
		return strings.Join(fields, "")
	}
	return strings.Join(fields, " ")
}

// runes is how many characters a text has.
func runes(s string) int { return utf8.RuneCountInString(s) }

// tokens are the parts of a line that tabs or several blanks part.
func tokens(s string) []string {
	var list []string
	var b strings.Builder
	gap := 0
	flush := func() {
		if text := strings.TrimSpace(b.String()); text != "" {
			list = append(list, text)
		}
		b.Reset()
	}
	for _, r := range s {
		switch {
		case r == '\t':
			gap += 2
		case unicode.IsSpace(r):
			gap++
		default:
			if gap > 1 {
				flush()
			} else if gap == 1 {
				b.WriteRune(' ')
			}
			gap = 0
			b.WriteRune(r)
			continue
		}
	}
	flush()
	return list
}

// IsName reports whether a text without blanks may be the name of an agency.
func IsName(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			n++
		case !strings.ContainsRune("（）()·、-0123456789“”", r):
			return false
		}
	}
	return n >= 2 && n <= maxName && !strings.HasPrefix(s, "关于") && !closing.MatchString(s)
}

// names are the names of people in a list that blanks or marks part. Where a name
// of two characters has a blank inside, that is one name.
func names(s string) []string {
	s = strings.TrimRight(strings.TrimSpace(s), "。；;")
	marks := func(r rune) bool { return r == '、' || r == '，' || r == ',' || r == '；' }
	if strings.IndexFunc(s, marks) >= 0 {
		var list []string
		for _, part := range strings.FieldsFunc(s, marks) {
			if part = strings.TrimSpace(part); part != "" {
				list = append(list, part)
			}
		}
		return list
	}
	var list []string
	fields := strings.Fields(s)
	for i := 0; i < len(fields); i++ {
		single := runes(fields[i]) == 1
		switch {
		case single && i+1 < len(fields) && runes(fields[i+1]) == 1:
			list = append(list, fields[i]+"　"+fields[i+1])
			i++
		case single && len(list) > 0:
			list[len(list)-1] += "　" + fields[i]
		default:
			list = append(list, fields[i])
		}
	}
	return list
}

// agencies are the names in a list of agencies. A comma or semicolon parts them;
// where there is none, a 顿号 does between names that are whole by themselves.
func agencies(s string) []string {
	s = strings.TrimRight(strings.TrimSpace(s), "。：:；;，")
	if list := cutAt(s, "，,；;"); len(list) > 1 {
		return list
	}
	list := cutAt(s, "、")
	for _, part := range list {
		if runes(part) < 3 || !agencyEnd.MatchString(part) || strings.HasPrefix(part, "各") {
			return []string{s}
		}
	}
	return list
}

// cutAt cuts a text at marks that stand in no brackets.
func cutAt(s, marks string) []string {
	var list []string
	depth, from := 0, 0
	add := func(part string) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	for i, r := range s {
		switch {
		case strings.ContainsRune("（(《“", r):
			depth++
		case strings.ContainsRune("）)》”", r):
			depth = max(0, depth-1)
		case depth == 0 && strings.ContainsRune(marks, r):
			add(s[from:i])
			from = i + utf8.RuneLen(r)
		}
	}
	add(s[from:])
	return list
}
