package prefilter

import "testing"

// TestReadyConditionsSayWhatTheyAreMadeOf for texts of any characters.
func TestReadyConditionsSayWhatTheyAreMadeOf(t *testing.T) {
	conditions := []Needed{nil, {{"申请"}}, {{"申请", "a"}, {"#"}}, {{"政府信息公开"}}, {{"é", "𠮷野家"}}, {{""}}}
	texts := []string{"", "申", "申请", "请申", "申请#", "a#", "政府信息", "政府信息公开", "府政息信开公", "é", "𠮷野家", "\xff申请"}
	for _, n := range conditions {
		ready := n.Ready()
		for _, s := range texts {
			if got, want := ready.In(s, CharactersOf(s)), n.In(s); got != want {
				t.Errorf("%v in %q: %v, want %v", n, s, got, want)
			}
		}
	}
}
