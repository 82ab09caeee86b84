package jobs

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/fonts"
)

// What counting a register gives has the counts and their lines, and nobody of the register.
func TestCounting(t *testing.T) {
	register, err := os.ReadFile("../../../../data/ledger/testdata/register.csv")
	if err != nil {
		t.Fatal(err)
	}
	e := engine.New(configs.NewLibrary(nil), fonts.Options{})
	for about, c := range map[string]struct {
		content       []byte
		lines, people int
	}{
		"a register": {register, 9, 5},
		"none":       {[]byte("a,b\n1,2\n"), 0, 0},
	} {
		answer, err := Counting(t.Context(), e, Register{Name: "台账.csv", Year: 2024, Content: c.content})
		if err != nil {
			t.Fatal(err)
		}
		var counted Counted
		if err := json.Unmarshal(answer, &counted); err != nil {
			t.Fatal(err)
		}
		people := 0
		for _, cell := range counted.Cells {
			if cell.Place == "cell:requests/new/natural_person" {
				people = cell.Count
			}
		}
		if counted.Lines != c.lines || people != c.people || (len(counted.Cells) == 0) != (len(counted.Said) > 0) {
			t.Errorf("%s: %+v", about, counted)
		}
		if strings.Contains(string(answer), "张三丰") {
			t.Errorf("%s: a name is in it", about)
		}
	}
	for lines, want := range map[int]string{0: "", 2: "第 1、2 行", 13: "共 13 行"} {
		var numbers []int
		for n := range lines {
			numbers = append(numbers, n+1)
		}
		if got := fromLines(numbers); got != want {
			t.Errorf("%d lines: %s", lines, got)
		}
	}
}
