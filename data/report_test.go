package data

import (
	"testing"

	"github.com/shopspring/decimal"

	"gongwen/configs"
	"gongwen/internal/diag"
)

// filled is a report of a template with a year, an agency, text, a table and
// attachments.
func filled() *Report {
	picture := &Picture{}
	return &Report{
		Template: &configs.Template{
			Header: []configs.Field{
				{ID: "who", Type: configs.AgencyField}, {ID: "period", Type: configs.YearField}, {ID: "unit", Type: configs.TextField},
			},
			Sections: []configs.Section{
				{ID: "overview", Kind: configs.ProseSection}, {ID: "figures", Kind: configs.TableSection}, {ID: "more", Kind: configs.AttachmentsSection},
			},
		},
		Fields: map[string]Field{"who": {Text: "某局"}, "period": {Text: "2023"}},
		Prose:  map[string]Prose{"overview": {Blocks: []Block{{Runs: []Run{{Text: "一"}, {Text: "二"}}}, {Picture: picture}}}},
		Tables: map[string]Table{"figures": {Cells: map[Ref]Cell{
			{"a", "n"}: {Number: NewNumber("1.50", decimal.RequireFromString("1.5")), State: Given},
			{"b", "n"}: {Number: NewNumber("", decimal.RequireFromString("2.25")), State: Computed, Note: "含结转"},
			{"c", "n"}: {State: Bad, Typed: "若干"},
		}}},
		Attachments: []Attachment{
			{Title: Field{Text: "附表"}, Text: Prose{Blocks: []Block{{Runs: []Run{{Text: "三"}}}}}},
			{Title: Field{Text: "附图"}, Text: Prose{Blocks: []Block{{Picture: picture}, {Runs: []Run{{Text: "四"}}}}}},
		},
	}
}

func TestYearAndAgencyAreFoundByWhatTheyAre(t *testing.T) {
	r := filled()
	if r.Year().Text != "2023" || r.Agency().Text != "某局" {
		t.Errorf("%+v, %+v", r.Year(), r.Agency())
	}
	if text := r.Fill("{who}{period}年{unit}报告"); text != "某局2023年报告" {
		t.Error(text)
	}
	r.Template.Header = nil
	if r.Year() != (Field{}) || r.Agency() != (Field{}) {
		t.Error("a template without header fields has a year and an agency")
	}
}

func TestTextsOfSections(t *testing.T) {
	r := filled()
	sections := r.Template.Sections
	if texts := r.Texts(sections[2]); len(texts) != 2 {
		t.Errorf("there are %d attachments", len(texts))
	}
	var all string
	for _, s := range sections {
		for _, b := range r.Blocks(s) {
			all += b.Text() + "."
		}
	}
	if all != "一二..三..四." {
		t.Error(all)
	}
	if len(r.Pictures()) != 2 {
		t.Errorf("there are %d pictures", len(r.Pictures()))
	}
	if !r.Has("overview") || !r.Has("figures") || r.Has("more") {
		t.Error("the report has other sections than it has")
	}
}

func TestFiguresArePrintedAsTheyWereWritten(t *testing.T) {
	r := filled()
	cells := r.Tables["figures"].Cells
	for row, want := range map[string]string{"a": "1.50", "b": "2.25（含结转）", "c": ""} {
		if got := cells[Ref{row, "n"}].Printed(); got != want {
			t.Errorf("%s is printed as %q", row, got)
		}
	}
	if n := r.ChartValue("figures", []Ref{{"a", "n"}}); n.String() != "1.50" {
		t.Errorf("one figure is %s in a chart", n)
	}
	if n := r.ChartValue("figures", []Ref{{"a", "n"}, {"b", "n"}, {"c", "n"}}); n.String() != "3.75" {
		t.Errorf("the sum of figures is %s", n)
	}
}

func TestPlacesInRuns(t *testing.T) {
	at := func(col int) diag.Pos { return diag.Pos{File: "a.yaml", Line: 2, Col: col} }
	plain := Run{Text: "甲乙丙", Pos: at(5)}
	escaped := Run{Text: "丁*戊", Pos: at(20), Cols: []int{20, 22, 23}}
	if plain.At(2) != at(7) || escaped.At(1) != at(22) || escaped.At(3) != at(24) {
		t.Errorf("%v, %v, %v", plain.At(2), escaped.At(1), escaped.At(3))
	}
	if rest := escaped.From(len("丁")); rest.Text != "*戊" || rest.At(0) != at(22) || rest.At(1) != at(23) {
		t.Errorf("%+v", rest)
	}
	if rest := plain.From(len("甲")); rest.Text != "乙丙" || rest.At(0) != at(6) {
		t.Errorf("%+v", rest)
	}
	runs := []Run{plain, escaped}
	for offset, want := range map[int]diag.Pos{0: at(5), len("甲"): at(6), len("甲乙丙"): at(20), len("甲乙丙丁"): at(22), len("甲乙丙丁*戊"): at(24), 99: {}} {
		if got := RunsAt(runs, offset, diag.Pos{}); got != want {
			t.Errorf("byte %d stands at %v, not %v", offset, got, want)
		}
	}
}

// GB/T 9704-2012 7.3.5.4
func TestDatesAreNotPadded(t *testing.T) {
	if got := (Date{Year: 2024, Month: 1, Day: 5}).String(); got != "2024年1月5日" {
		t.Error(got)
	}
}

func TestRowsOfGroups(t *testing.T) {
	c := table()
	for _, leaf := range Leaves(&c) {
		if leaf.Within("outcome") != (leaf.Path != "new" && leaf.Path != "fees") || !leaf.Within("") {
			t.Errorf("%s stands in another group", leaf.Path)
		}
		_, person := leaf.Column("person")
		if _, amount := leaf.Column("amount"); amount == person {
			t.Errorf("%s has columns of both sets or none", leaf.Path)
		}
	}
}
