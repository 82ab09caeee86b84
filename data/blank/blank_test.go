package blank

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/data/write"
	"gongwen/internal/golden"
)

func written(t *testing.T, head Header, previous *data.Report) string {
	t.Helper()
	template, said := configs.NewLibrary(nil).Template("open-government-2021")
	if said.HasErrors() {
		t.Fatal(said)
	}
	file, err := write.YAML(Report(template, head, previous), true)
	if err != nil {
		t.Fatal(err)
	}
	return string(file)
}

func TestBlankReport(t *testing.T) {
	file := written(t, Header{Agency: "某县教育局", Year: "2024"}, nil)
	golden.Check(t, "testdata/blank.golden.yaml", []byte(file))
	report, said := load.Report("new.yaml", []byte(file), configs.NewLibrary(nil))
	if len(said) > 0 {
		t.Errorf("a new report is not clean: %v", said)
	}
	if got := report.Fields["agency"].Text; got != "某县教育局" {
		t.Errorf("agency = %q", got)
	}
}

func TestAgencyThatLooksLikeANumber(t *testing.T) {
	file := written(t, Header{Agency: "12345", Year: "2024"}, nil)
	report, said := load.Report("new.yaml", []byte(file), configs.NewLibrary(nil))
	if said.HasErrors() || report.Fields["agency"].Text != "12345" {
		t.Error(said)
	}
}

func TestRowsCarriedOver(t *testing.T) {
	library := configs.NewLibrary(nil)
	last := strings.Replace(written(t, Header{Agency: "某县教育局", Year: "2023"}, nil),
		"四、结转下年度继续办理: [0, 0, 0, 0, 0, 0, 0]", "四、结转下年度继续办理: [2, 0, 1, 0, 0, 0, 3]", 1)
	previous, said := load.Report("last.yaml", []byte(last), library)
	if said.HasErrors() {
		t.Fatal(said)
	}
	file := written(t, Header{Year: "2024"}, previous)
	for _, want := range []string{"机关名称: 某县教育局\n", "年度: 2024\n", "二、上年结转政府信息公开申请数量: [2, 0, 1, 0, 0, 0, 3]\n", "四、结转下年度继续办理: [0, 0, 0, 0, 0, 0, 0]\n"} {
		if !strings.Contains(file, want) {
			t.Errorf("the new report lacks %q", want)
		}
	}
}

// TestTotalsOfListsAreLeftOut: the rows that they add up are still to be given.
func TestTotalsOfListsAreLeftOut(t *testing.T) {
	template, said := configs.NewLibrary(nil).Template("final-accounts")
	if said.HasErrors() {
		t.Fatal(said)
	}
	file, err := write.YAML(Report(template, Header{Agency: "某县教育局", Year: "2024"}, nil), false)
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(file), "收入决算表:")
	table, _, _ = strings.Cut(table, "支出决算表:")
	if strings.Contains(table, "合计") || !strings.Contains(table, "[]") {
		t.Errorf("the list begins with\n%s", table)
	}
}

// A 公文 is issued by the agency of whoever begins it; there may be others.
func TestAgencyThatThereMayBeManyOf(t *testing.T) {
	template, said := configs.NewLibrary(nil).Template("notice")
	if said.HasErrors() {
		t.Fatal(said)
	}
	r := Report(template, Header{Agency: "某县教育局"}, nil)
	if list := r.Lists["issuers"]; len(list) != 1 || list[0].Text != "某县教育局" || r.Agency().Text != "某县教育局" {
		t.Errorf("issuers = %v, %v", list, r.Agency())
	}
	if list, given := r.Lists["copies"]; given {
		t.Errorf("copies = %v", list)
	}
}
