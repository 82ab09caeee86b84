package cell

import "testing"

func TestYearsOfLabels(t *testing.T) {
	own := YearsOf([]string{"年度", "2024年", "2025年预算数"})
	for _, test := range []struct {
		label, want string
	}{
		{"2024年", "本年2024"},
		{"2025年", "本年2025"},
		{"2025年预算数", "本年预算数2025"},
		{"2023年", "本年"},
		{"预算数", "预算数"},
	} {
		if got := own.NameOf(test.label); got != test.want {
			t.Errorf("%s is called %q, want %q", test.label, got, test.want)
		}
	}
	if got := YearsOf([]string{"年度"}).NameOf("2024年"); got != NameOf("2024年") {
		t.Errorf("without years of its own it is called %q", got)
	}
}

// TestHeadsOfYears: a column whose head names a year itself is no other year's.
func TestHeadsOfYears(t *testing.T) {
	official := HeadOf("2024年金额")
	for head, want := range map[string]Likeness{"2024年金额": Same, "2025年金额": Unlike, "金额": Unlike} {
		if got := HeadOf(head).Like(official); got != want {
			t.Errorf("%s is %v like 2024年金额, want %v", head, got, want)
		}
	}
}
