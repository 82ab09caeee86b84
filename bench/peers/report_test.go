package main

import (
	"strings"
	"testing"
)

func TestTableHasRatiosAndNamesWhatDidNotRun(t *testing.T) {
	got := markdown([]result{
		{name: "gongwen", makes: "PDF, DOCX", cold: figures{1, 1, 1}, warm: figures{1, 1, 1}, size: 1, facts: facts{yes, "2a", yes, yes, yes}},
		{name: "fpdf", version: "v0.12.0", makes: "PDF", cold: figures{12.34, 2.345, 0.678}, warm: figures{3, 4, 5}, size: 0.5, facts: facts{no, no, no, yes, unasked}},
		{name: "absent", failed: "there is none"},
	}, 7, 20)
	for _, want := range []string{
		"| fpdf v0.12.0 | PDF | 12 | 2.3 | 0.68 | 3.0 | 4.0 | 0.50 |\n",
		"| fpdf | no | no | no | by the caller | – |\n",
		"| gongwen | yes | 2a | yes | yes | yes |\n",
		"Not run: absent (there is none).",
		"7 pairs", "20 more documents",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %q:\n%s", want, got)
		}
	}
}

func TestPartOfTheGuideIsReplacedAgainAndAgain(t *testing.T) {
	const begins, ends = "<!-- peers: written by make bench-peers -->\n", "<!-- end of peers -->\n"
	guide := "before\n" + begins + ends + "after\n"
	once, err := inGuide().Between(guide, "one\n")
	if err != nil {
		t.Fatal(err)
	}
	twice, err := inGuide().Between(once, "two\n")
	if want := "before\n" + begins + "\ntwo\n\n" + ends + "after\n"; err != nil || twice != want {
		t.Errorf("%q, %v", twice, err)
	}
	if _, err := inGuide().Between("no marks", "one"); err == nil {
		t.Error("a guide without marks is taken")
	}
}

// A machine that is too busy can make the difference of two runs negative.
func TestBarsLeaveOutWhatIsNoRatio(t *testing.T) {
	list := bars([]result{
		{name: "gongwen", cold: figures{1, 1, 1}, warm: figures{1, 1, 1}, size: 1},
		{name: "odd", cold: figures{2, 2, 2}, warm: figures{-1, 1, 1}, size: 1},
		{name: "absent", failed: "there is none"},
	})
	for _, c := range list {
		want := 2
		if strings.Contains(c.Title, "further") {
			want = 1
		}
		if len(c.Categories) != want || len(c.Series[0].Values) != want {
			t.Errorf("%s: %v", c.Title, c.Categories)
		}
	}
}
