package rules

import "gongwen/configs"

// kind is what is done for the rules of one kind.
type kind struct {
	// compile compiles the rule that the compiler is at. Nil where data/load
	// judges the rules of the kind as it reads the file.
	compile func(*compiler)
	// evaluate evaluates a compiled rule on a report.
	evaluate func(*check, *rule)
	// names notes what of a table an expression uses by a name; nil for kinds
	// that are about prose.
	names func(*collector, string)
	// calculates says that expressions have the numbers of prose too.
	calculates bool
	// table says that the rule is about a table.
	table bool
}

// kindOf is the kind of a rule; there is none for a rule without.
func kindOf(k *configs.RuleKind) (kind, bool) {
	switch k {
	case configs.EachColumn:
		return kind{compile: (*compiler).columnRule, evaluate: (*check).eachColumn, names: (*collector).row, table: true}, true
	case configs.EachRow:
		return kind{compile: (*compiler).rowRule, evaluate: (*check).eachRow, names: (*collector).column, table: true}, true
	case configs.EachValue:
		return kind{}, true
	case configs.EachMatch:
		return kind{compile: (*compiler).matchRule, evaluate: (*check).eachMatch}, true
	case configs.EachHeading:
		return kind{compile: (*compiler).headingRule, evaluate: (*check).eachHeading}, true
	case configs.EachSection:
		return kind{compile: (*compiler).sectionRule, evaluate: (*check).eachSection}, true
	case configs.EachSignOff:
		return kind{compile: (*compiler).signOffRule, evaluate: (*check).eachSignOff}, true
	case configs.EachField:
		return kind{compile: (*compiler).fieldRule, evaluate: (*check).eachField}, true
	case configs.EachAbsent:
		return kind{compile: (*compiler).texts, evaluate: (*check).eachAbsent}, true
	case configs.EachClaim:
		return kind{compile: (*compiler).claimRule, evaluate: (*check).eachClaim, calculates: true}, true
	case configs.EachMention:
		return kind{compile: (*compiler).mentionRule, evaluate: (*check).eachMention}, true
	}
	return kind{}, false
}
