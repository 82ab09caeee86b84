package configs

import "gongwen/internal/diag"

// WordFile is what rules of the form of a Word file look at.
var WordFile = &RuleKind{word: "word", scope: diag.Text{ZH: "Word 文件的版式", EN: "how a Word file is set"}}

// Laid is what rules of laid-out pages look at.
var Laid = &RuleKind{word: "pages", scope: diag.Text{ZH: "排好的页面", EN: "the pages as they are laid out"}}

// The ids of rules of laid-out pages.
const (
	BareFirstPage   = "D11"  // the first page shows no text
	ColophonOnAnOdd = "D15"  // the 版记 is on an odd page
	PartedTitle     = "D15a" // a line of the title ends where no word is known to end
	SealsAlone      = "D15b" // a page has seals and no text
)

// PageRules are the rules that pages of official documents are judged by as they are
// laid out.
func PageRules() []Rule {
	return []Rule{
		{
			ID: BareFirstPage, Level: diag.Warning, Name: "首页显示正文", Each: Laid, Example: diag.Text{ZH: "十几个机关联合行文，标志占满首页。", EN: "a dozen agencies whose mark fills the page"},
			Law:  diag.Text{ZH: "GB/T 9704—2012 7.3.3", EN: "GB/T 9704-2012, 7.3.3"},
			Help: diag.Text{ZH: "公文首页必须显示正文。程序已经缩小标志、把主送机关移到版记，还是放不下：缩短标题，或者只用主办机关的标志。", EN: "The first page shows text. Smaller names and 主送机关 in the 版记 were not enough: shorten the title, or use the mark of the host alone."},
		},
		{
			ID: ColophonOnAnOdd, Level: diag.Warning, Name: "版记在偶数页", Each: Laid, Example: diag.Text{ZH: "样式写 foot: {even: false}，公文3页。", EN: "three pages, with foot: {even: false} in the style sheet"},
			Law:  diag.Text{ZH: "GB/T 9704—2012 7.4", EN: "GB/T 9704-2012, 7.4"},
			Help: diag.Text{ZH: "双面印刷时版记在最后一面，即偶数页。样式表里写 even: true，程序自动移到偶数页；单面印刷的可以不管。", EN: "Printed on both sides, the 版记 is on the last, even page; with even: true in the style sheet it is moved there."},
		},
		{
			ID: PartedTitle, Level: diag.Warning, Name: "标题回行词意完整", Each: Laid, Example: diag.Text{ZH: "三十个字的标题里没有认得出的词，也没有写“|”。", EN: "a title of thirty characters of which no word is known, without a “|”"},
			Law:  diag.Text{ZH: "GB/T 9704—2012 7.3.1", EN: "GB/T 9704-2012, 7.3.1"},
			Help: diag.Text{ZH: "标题回行要词意完整。程序在认得出的词后面回行；认不出来的，从中间断开并说明断在哪里：在可以回行的地方写“|”。", EN: "Lines of a title end between words. Where no word is known the title is broken in the middle, and this says where: put “|” where a line may end."},
		},
		{
			ID: SealsAlone, Level: diag.Warning, Name: "印章与正文同处一面", Each: Laid, Example: diag.Text{ZH: "十五个机关联合行文，名称都在九个字以上。", EN: "fifteen agencies, each with a long name"},
			Law:  diag.Text{ZH: "GB/T 9704—2012 7.3.5.5", EN: "GB/T 9704-2012, 7.3.5.5"},
			Help: diag.Text{ZH: "印章与正文要在同一面。程序已经把署名排得更密，一面还是排不下，余下的印章排在没有正文的下一面：署名用规范化简称，或者减少联合行文的机关。", EN: "Seals share a page with text. The names stand as close as they may and a page still has no room for them: sign with short names, or with fewer agencies."},
		},
	}
}

// OwnRules are the rules that no template has: those of pages and of Word files.
func OwnRules() []Rule { return append(PageRules(), FormRules()...) }

// FormRules are the rules by which Word files of official documents are judged that
// others have made (GB/T 9704-2012). Whatever a style sheet decides is measured by the
// style sheet of the document's format.
func FormRules() []Rule {
	rules := make([]Rule, len(formRules))
	for i, r := range formRules {
		rules[i] = Rule{
			ID: r.id, Level: diag.Warning, Name: r.name, Each: WordFile, Example: diag.Text{ZH: r.example, EN: r.example},
			Law:  diag.Text{ZH: "GB/T 9704—2012 " + r.clause.ZH, EN: "GB/T 9704-2012, " + r.clause.EN},
			Help: r.help,
		}
	}
	return rules
}

func clause(s string) diag.Text { return diag.Text{ZH: s, EN: s} }

// formRules are the rules in the order of their numbers.
var formRules = [...]struct {
	id, name string
	clause   diag.Text
	example  string
	help     diag.Text
}{
	{"W1", "纸张为 A4", clause("5.1"), "纸张为 Letter（216 mm × 279 mm）。", diag.Text{ZH: "在页面设置里选 A4，210 mm × 297 mm。", EN: "Choose A4, 210 mm by 297 mm."}},
	{"W2", "页边距和版心", clause("5.2.1"), "上 25.4 mm，左 31.8 mm（Word 的默认值）。", diag.Text{ZH: "天头 37 mm，订口 28 mm，版心 156 mm × 225 mm，所以右 26 mm，下 35 mm，各可差 1 mm。", EN: "37 mm above and 28 mm at the binding edge; the type area is 156 mm by 225 mm, so that 26 mm and 35 mm are left at the right and below, each ± 1 mm."}},
	{"W3", "每页22行，每行28字", clause("5.2.3"), "文档网格为每页44行。", diag.Text{ZH: "页面设置、文档网格：指定行和字符网格，每行28字，每页22行，行距约 28.95 磅；或者正文用固定行距。", EN: "Set a grid of 22 lines of 28 characters, about 28.95 pt from line to line, or give the text a fixed line spacing."}},
	{"W4", "行距", clause("5.2.3"), "正文为1.5倍行距，页面没有文档网格。", diag.Text{ZH: "用固定值 28—30 磅，或者单倍行距并对齐到每页22行的网格。", EN: "Use exactly 28 to 30 pt, or single spacing on a grid of 22 lines."}},
	{"W5", "正文用仿宋", diag.Text{ZH: "5.2.2、7.3.3", EN: "5.2.2 and 7.3.3"}, "正文是宋体。", diag.Text{ZH: "中文字体选仿宋或者仿宋_GB2312。", EN: "Choose 仿宋 or 仿宋_GB2312 as the East Asian face."}},
	{"W6", "正文用三号字", diag.Text{ZH: "5.2.2、7.3.3", EN: "5.2.2 and 7.3.3"}, "正文是四号字。", diag.Text{ZH: "三号是16磅。各级小标题、主送机关、落款也是三号。", EN: "三号 is 16 pt. Subheadings, 主送机关 and sign-off have it too."}},
	{"W7", "标题用小标宋", clause("7.3.1"), "标题是黑体，或者加粗的宋体。", diag.Text{ZH: "用小标宋体，不加粗。", EN: "Use 小标宋, not bold."}},
	{"W8", "标题用二号字", clause("7.3.1"), "标题是小二号。", diag.Text{ZH: "二号是22磅。", EN: "二号 is 22 pt."}},
	{"W9", "标题居中", clause("7.3.1"), "标题靠左。", diag.Text{ZH: "居中，不缩进；分行时词意完整、排列对称。", EN: "Centre it without indents; break its lines at words."}},
	{"W10", "各级小标题的字体", clause("7.3.3"), "“一、”用楷体，“（一）”用仿宋。", diag.Text{ZH: "一级“一、”用黑体，二级“（一）”用楷体，三级“1.”和四级“（1）”用仿宋。", EN: "黑体 for 一、, 楷体 for （一）, 仿宋 for 1. and （1）."}},
	{"W11", "层次序数", clause("7.3.3"), "“一、”后面是“三、”；“1、”；“(一)”。", diag.Text{ZH: "依次为“一、”“（一）”“1.”“（1）”，不跳号，不重号；括号用全角，“1”后面用点，括号后面不加顿号。", EN: "一、, （一）, 1. and （1） in order, with full-width brackets, a dot behind the digit, and no mark behind a bracket."}},
	{"W12", "段首左空二字", clause("7.3.3"), "段首不缩进，或者用空格代替。", diag.Text{ZH: "段落设置、首行缩进2字符，回行顶格。", EN: "Set a first-line indent of two characters."}},
	{"W13", "正文两端对齐", clause("7.3.3"), "正文居中。", diag.Text{ZH: "正文两端对齐或者左对齐。", EN: "Justify the text or align it left."}},
	{"W14", "发文机关标志", clause("7.2.4"), "标志是黑色的，或者用黑体。", diag.Text{ZH: "红色小标宋体，居中。", EN: "Red, 小标宋, centred."}},
	{"W15", "发文字号的字体字号", clause("7.2.5"), "发文字号是四号宋体。", diag.Text{ZH: "三号仿宋，居中；上行文居左空一字。", EN: "仿宋 of 16 pt, centred; at the left where there are signers."}},
	{"W16", "正文里的发文字号", clause("7.2.5"), "正文写“国办发[2023]10号”“国办发〔2023〕第010号”。", diag.Text{ZH: "年份用六角括号“〔〕”，序号不加“第”，不编虚位。", EN: "The year stands in 〔〕, the number without 第 and without zeros before it."}},
	{"W17", "标点用全角", diag.Text{ZH: "7.3.3；GB/T 15834—2011", EN: "7.3.3; GB/T 15834-2011"}, "中文句子里的“,”“:”“(”。", diag.Text{ZH: "中文里的逗号、冒号、分号、问号、叹号、括号和引号用全角。", EN: "Commas, colons, brackets and so on are full-width in Chinese."}},
	{"W18", "附件说明", clause("7.3.4"), "“附件:1、名单；”顶格写在正文下一行。", diag.Text{ZH: "正文下空一行，左空二字写“附件：”，几个附件写“1.”“2.”，名称后面不加标点。", EN: "One line below the text, two characters in: 附件： and the names, numbered 1. 2., with no mark behind them."}},
	{"W19", "主送机关", clause("7.3.2"), "主送机关后面没有冒号，或者缩进了二字。", diag.Text{ZH: "标题下空一行，顶格，最后用全角冒号。", EN: "At the left margin, ended by a full-width colon."}},
	{"W20", "成文日期", clause("7.3.5.4"), "“二〇二四年一月五日”“2024年01月05日”，或者排在左边。", diag.Text{ZH: "阿拉伯数字，年份写全，月、日不编虚位；右空四字（不盖章的按 7.3.5.2）。", EN: "Arabic digits without zeros before them; four characters from the right margin (without a seal by 7.3.5.2)."}},
	{"W21", "署名", clause("7.3.5"), "署名排在左边。", diag.Text{ZH: "在成文日期之上，以成文日期为准居中；不盖章的右空二字。", EN: "Above the date and centred on it; without a seal two characters from the right margin."}},
	{"W22", "版记", clause("7.4"), "抄送是三号字，没有分隔线。", diag.Text{ZH: "四号仿宋，左右各空一字；首末分隔线 0.35 mm，中间 0.25 mm，与版心等宽；抄送最后用句号。", EN: "仿宋 of 14 pt between lines as wide as the type area; 抄送 ends with a full stop."}},
	{"W23", "页码", clause("7.5"), "没有页码；页码居中；页码写成“第1页”。", diag.Text{ZH: "四号半角宋体阿拉伯数字，左右各一条一字线“— 1 —”；单页居右空一字，双页居左空一字。", EN: "宋体 of 14 pt as — 1 —, at the right of odd and the left of even pages."}},
	{"W24", "份号、密级、紧急程度、签发人的字体字号", diag.Text{ZH: "7.2.1—7.2.3、7.2.6", EN: "7.2.1 to 7.2.3 and 7.2.6"}, "密级是仿宋。", diag.Text{ZH: "都用三号；密级和保密期限、紧急程度用黑体，签发人姓名用楷体。", EN: "All have 16 pt; 黑体 for 密级 and 紧急程度, 楷体 for the names of signers."}},
	{"W25", "附件的标识", clause("7.3.7"), "“附件1”是仿宋，接在正文下面。", diag.Text{ZH: "另面编排；“附件”和顺序号用三号黑体，顶格在第一行。", EN: "On a page of its own: 附件 and its number in 黑体 of 16 pt at the left of the first line."}},
	{"W26", "表格不超出版心", clause("5.2.1"), "表格宽 180 mm。", diag.Text{ZH: "表格不宽于版心（156 mm）；放不下的横排。", EN: "A table is no wider than the type area, 156 mm; one that is, is turned."}},
	{"W27", "附注", clause("7.3.6"), "附注没有缩进。", diag.Text{ZH: "成文日期下一行左空二字，加圆括号。", EN: "On the line below the date, two characters in, in brackets."}},
	{"W28", "红色分隔线", clause("7.2.7"), "发文字号下面是黑线。", diag.Text{ZH: "发文字号下 4 mm，与版心等宽的红线。", EN: "A red line as wide as the type area, 4 mm below the number."}},
	{"W29", "文字用黑色", clause("5.2.4"), "正文里有红字。", diag.Text{ZH: "如无特殊说明，公文中文字的颜色均为黑色。", EN: "But for the head the text is black."}},
}
