package sum

import (
	"testing"

	"gongwen/internal/growth"
	"gongwen/internal/tier"
)

func TestGrowthOfRosters(t *testing.T) {
	tier.Long(t, "reads inputs that grow")
	for ending, format := range map[string]string{
		".txt": "某县第%d局\n", ".csv": "某县第%d局,a\n", ".yaml": "- 某县第%d局\n",
	} {
		t.Run(ending, func(t *testing.T) {
			growth.Linear(t, 1000, func(n int) func() {
				content := []byte(growth.Numbered(n, format))
				return func() {
					if r, said := ReadRoster("r"+ending, content); r == nil {
						t.Fatal(said)
					}
				}
			})
		})
	}
	t.Run("names that come again", func(t *testing.T) {
		growth.Linear(t, 1000, func(n int) func() {
			content := []byte(growth.Numbered(n, "某县第%[1]d局\n某县第%[1]d局\n"))
			return func() { _, _ = ReadRoster("r.txt", content) }
		})
	})
}
