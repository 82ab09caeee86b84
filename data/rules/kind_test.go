package rules

import (
	"testing"

	"gongwen/configs"
)

func TestEveryKindOfRuleIsKnown(t *testing.T) {
	for _, k := range configs.RuleKinds() {
		done, known := kindOf(k)
		about := k.Subject() == configs.RowsOfColumn || k.Subject() == configs.ColumnsOfRow
		switch {
		case !known:
			t.Errorf("%s is not known", k)
		case k == configs.EachValue:
		case done.compile == nil || done.evaluate == nil || done.table != about || about != (done.names != nil):
			t.Errorf("%s is not complete", k)
		}
	}
}
