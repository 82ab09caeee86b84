package configs

import "gongwen/internal/source"

// particlesKey is the key of a lexicon's Particles.
const particlesKey = "particles"

// Particles are the words by which the program follows how sentences are built.
// They are of no class: they say nothing of what a number counts. Of a list that a
// lexicon has not, nothing is found.
type Particles struct {
	Of       []string // 的: ends what is said of what follows
	There    []string // 有: behind what a number is one among
	And      []string // 和: join what stands on both sides
	Along    []string // 加上: begins what is added to the number before
	Or       []string // 或: likewise, one of the two
	Like     []string // 等: more than is named
	Not      []string // 未: what did not happen
	Is       []string // 是: one number is another one
	Outside  []string // 外: ends what is left out
	Every    []string // 每: before a number that is that of each
	Each     []string // 各: begins what says that each has the number
	Others   []string // 其他: what is left of an enumeration
	More     []string // 增: in what says that something became more
	Less     []string // 减: likewise less
	Than     []string // 比: before what is compared
	From     []string // 由: before what something was
	Average  []string // 平均: before a number of each of so many
	By       []string // 多: right before the difference of two numbers
	Reached  []string // 达: before what a change has led to
	Below    []string // 不: in a word that makes a number the upper end
	About    []string // 涉及: before what something is about, or by what means it came
	Kinds    []string // 类: end what says of which kind something is
	Requests []string // 件: what requests are counted in
	Groups   []string // 项: count what is added up, 三项合计
	Times    []string // 次: goes on a measure word, 人次
	Multiple []string // 倍: makes a number one of times
	InDetail []string // 具体: before what begins parts
	Parts    []string // 其中: begin the parts of an item
	GoesOn   []string // 其中: begin a sentence that goes on with the one before
	Rate     []string // 率: ends the name of a percentage
	Ranks    []string // 市: end the names of places
	Whole    []string // 政府: end the names of agencies whose reports are of others too
	Equal    []string // 相当于: one side of a comparison is so much of the other
	MoreThan []string // 多: what stands before 比 is more than what stands behind it
	LessThan []string // 少: likewise less
	Same     []string // 持平: both are the same
	Apart    []string // 相差: before by how much both differ
	Former   []string // 前者: the first of two before it
	Latter   []string // 后者: the second
	Both     []string // 两者: their sum
	First    []string // 最多: what stands before it is the most of its kind
	Second   []string // 次之: it comes next
	Third    []string // 第三位: it comes after that
	Least    []string // 最少: it is the least
	InTime   []string // 按期: names the percentage of what was in time
	Late     []string // 超期: what was not
	Only     []string // 仅: begin a clause that has the number of what the one before names
	InTurn   []string // 依次: before an enumeration from the most on
	Front    []string // 居前: is said of such an enumeration
	Basis    []string // 的基础上: behind what something was before it changed
	Ranked   []string // 居: begins a clause that says the rank of what the one before names
	Within   []string // 在: before that among which something has its rank
	Persons  []string // 人: count people, all alike
	Sum      []string // 总数: right before the sum of what stands before
	Half     []string // 半: behind 倍, one half more
	OrMore   []string // 以上: behind a number, which is the least
	OrLess   []string // 以下: likewise the most
	AndMore  []string // 多: behind 倍, less than once more
	Around   []string // 左右: behind 倍, nearly
	Done     []string // 了, 出: between 多 and the difference
	Limiting []string // 某: in text that is not known, make a number one of somebody or something else
}

// readParticles reads the particles of a lexicon.
func (r *templateReader) readParticles(n *source.Node) Particles {
	f := fields(n, r.problems, "of", "there", "and", "along", "or", "like", "not", "is", "outside", "every", "each", "others", "more", "less", "than", "from", "average", "by", "reached", "below",
		"about", "kinds", "requests", "groups", "times", "multiple", "in_detail", "parts", "goes_on", "rate", "ranks", "whole", "equal", "more_than", "less_than", "same", "apart", "former", "latter", "both", "first", "second", "third", "least", "in_time", "late", "basis", "only", "in_turn", "front", "limiting", "persons", "sum", "ranked", "within", "half", "or_more", "or_less", "and_more", "around", "done")
	words := func(key string) []string { return source.Strings(f.Get(key), r.problems) }
	return Particles{
		Of: words("of"), There: words("there"), And: words("and"), Along: words("along"), Or: words("or"), Like: words("like"), Not: words("not"), Is: words("is"),
		Outside: words("outside"), Every: words("every"), Each: words("each"), Others: words("others"),
		More: words("more"), Less: words("less"), Than: words("than"), From: words("from"), Average: words("average"), By: words("by"), Reached: words("reached"), Below: words("below"),
		About: words("about"), Kinds: words("kinds"), Requests: words("requests"), Groups: words("groups"),
		Times: words("times"), Multiple: words("multiple"), InDetail: words("in_detail"), Parts: words("parts"), GoesOn: words("goes_on"),
		Rate: words("rate"), Ranks: words("ranks"), Whole: words("whole"),
		Equal: words("equal"), MoreThan: words("more_than"), LessThan: words("less_than"), Same: words("same"), Apart: words("apart"),
		Former: words("former"), Latter: words("latter"), Both: words("both"), First: words("first"), Second: words("second"), Third: words("third"), Least: words("least"), InTime: words("in_time"), Late: words("late"), Basis: words("basis"), InTurn: words("in_turn"), Front: words("front"), Only: words("only"), Limiting: words("limiting"), Persons: words("persons"), Ranked: words("ranked"), Within: words("within"), Sum: words("sum"),
		Half: words("half"), OrMore: words("or_more"), OrLess: words("or_less"), AndMore: words("and_more"), Around: words("around"), Done: words("done"),
	}
}
