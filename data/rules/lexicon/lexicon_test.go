package lexicon

import (
	"strings"
	"testing"

	"gongwen/configs"
	"gongwen/internal/growth"
)

func TestSplit(t *testing.T) {
	l := New(&configs.Lexicon{
		Dimensions: []string{"subject", "scope"},
		Units:      []configs.WordClass{{Name: "piece", Words: []string{"件", "件次"}}},
		Classes: []configs.WordClass{
			{Dimension: "subject", Name: "request", Words: []string{"公开", "公开申请"}},
			{Dimension: "subject", Name: "bare", Words: []string{"申请"}, Otherwise: "foreign"},
			{Dimension: "subject", Name: "foreign", Words: []string{"提案"}},
			{Dimension: "scope", Name: "own", Words: []string{"我局"}},
			{Dimension: "scope", Name: "other", Words: []string{"局"}},
		},
	})
	for _, c := range []struct{ name, text, want string }{
		{"the longest word", "公开申请、公开", "request 、 request"},
		{"a number with its measure word", "申请#件次，#人", "bare #piece ， # ?"},
		{"a word behind text that is not known", "职称申请", "? foreign"},
		{"another agency", "财政局", "? other"},
		{"the report's agency by a short name", "教育局", "? own"},
		{"the report's agency with characters left out", "某县教局", "? own"},
		{"another agency of the same ends", "某县体局", "? other"},
		{"a mark for a number that is none", "C＃", "?"},
		{"nothing", "", ""},
	} {
		var got []string
		for _, x := range l.Split(c.text, func(int) bool { return true }, "某县教育局") {
			switch x.Kind {
			case Word:
				got = append(got, l.Classes[x.Class].Name)
			case Figure:
				unit := "#"
				if x.Unit != None {
					unit += l.Units[x.Unit].Name
				}
				got = append(got, unit)
			case Mark:
				got = append(got, string(x.Mark))
			case Unknown:
				got = append(got, "?")
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// TestPlacesOfGovernments: what is said of all of a place is said of the report's own where
// that is the place of its government.
func TestPlacesOfGovernments(t *testing.T) {
	l := New(&configs.Lexicon{
		Dimensions: []string{"subject", "scope"},
		Particles:  configs.Particles{Ranks: []string{"市", "县", "镇"}},
		Classes: []configs.WordClass{
			{Dimension: "scope", Name: "everywhere", Words: []string{"全县", "全镇", "各级行政机关"}, Unless: "政府"},
			{Dimension: "scope", Name: "other", Words: []string{"部门"}},
		},
	})
	for _, c := range []struct{ agency, text, want string }{
		{"松岭镇人民政府", "全镇", "everywhere"},
		{"松岭镇人民政府", "全县", "other"},
		{"云溪县人民政府", "全县", "everywhere"},
		{"云溪县人民政府", "各级行政机关", "everywhere"},
		{"云溪县教育局", "全镇", "everywhere"},
	} {
		if got := l.Classes[l.Split(c.text, func(int) bool { return false }, c.agency)[0].Class].Name; got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.text, c.agency, got, c.want)
		}
	}
}

// FuzzSplit: the parts of a sentence are all of it.
func FuzzSplit(f *testing.F) {
	l := New(&configs.Lexicon{Dimensions: []string{"subject"}, Classes: []configs.WordClass{{Dimension: "subject", Name: "a", Words: []string{"申请", "公开申请"}}}})
	for _, s := range []string{"公开申请#件", "，。#", "\xff申"} {
		f.Add(s)
	}
	f.Fuzz(growth.Bounded(func(t *testing.T, text string) {
		at := 0
		for _, x := range l.Split(text, func(int) bool { return true }, "县局") {
			if x.From != at || x.To <= x.From {
				t.Fatalf("%q: a part from %d to %d behind %d", text, x.From, x.To, at)
			}
			at = x.To
		}
		if at != len(text) {
			t.Fatalf("%q is read to %d", text, at)
		}
	}))
}

// TestPlaces: agencies and places are known by their ends, and only classes that
// say so leave a number that includes them.
func TestPlaces(t *testing.T) {
	l := New(&configs.Lexicon{
		Dimensions: []string{configs.ScopeDimension, configs.EventDimension},
		Classes: []configs.WordClass{
			{Dimension: configs.ScopeDimension, Name: configs.PlaceClass, Words: []string{"局", "县"}},
			{Dimension: configs.ScopeDimension, Name: configs.OwnClass, Words: []string{"我局"}},
			{Dimension: configs.EventDimension, Name: "carried", Words: []string{"上年结转"}, Included: true},
		},
	})
	for text, want := range map[string]bool{"财政局": true, "某县": true, "县里的事": false, "": false} {
		if l.IsPlace(text) != want {
			t.Errorf("%q is a place: %v", text, !want)
		}
	}
	carried := l.Class(configs.EventDimension, "carried")
	if !l.IsIncluded(carried) || l.IsIncluded(l.Class(configs.ScopeDimension, configs.OwnClass)) || l.IsIncluded(None) {
		t.Error("another class than the one that is included counts so")
	}
}
