package compose

import (
	"slices"
	"testing"
)

func TestWordsOfALabelMeetWhereItIsMarked(t *testing.T) {
	for parted, want := range map[string][]int{
		"":             nil,
		"总计":           nil,
		"结果/维持":        {6},
		"三、本/年度/办理/结果": {9, 15, 21},
	} {
		if got := wordBreaks(parted); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", parted, got, want)
		}
	}
}
