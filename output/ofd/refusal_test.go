package ofd

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/internal/diag"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
	"gongwen/layout/example"
	"gongwen/layout/frame"
	"gongwen/output"
)

func at(line int) diag.Pos { return diag.Pos{File: "report.yaml", Line: line, Col: 3} }

// first is the first text of the report's own words, and its node.
func first(in *output.Input) *frame.Text {
	for _, item := range in.Pages[0].Items {
		if t, ok := item.(*frame.Text); ok && t.Artifact == frame.Content && len(t.Glyphs) > 3 {
			return t
		}
	}
	return nil
}

// say makes the first text of the document say something else.
func say(in *output.Input, text string) {
	t := first(in)
	size := len(text) - len(t.String[:t.Glyphs[0].End])
	t.String = text + t.String[t.Glyphs[0].End:]
	for i := range t.Glyphs {
		t.Glyphs[i].End += size
		if i > 0 {
			t.Glyphs[i].Start += size
		}
	}
	titleAt(in, at(7)).Text = text
}

// titleAt says where the title begins in the report.
func titleAt(in *output.Input, pos diag.Pos) *doc.Run {
	run := &in.Doc.Body[0].(*doc.Title).Lines[0][0]
	run.Pos = pos
	return run
}

// TestProfilesRefuse breaks what a profile asks for and wants it refused with
// its place, by the profiles that ask for it and by no others.
func TestProfilesRefuse(t *testing.T) {
	link := func(text string) func(in *output.Input) {
		return func(in *output.Input) {
			in.Source = nil
			node := doc.NodeID(1 << 20)
			in.Doc.Body = append(in.Doc.Body, &doc.Paragraph{ID: node, Style: doc.BodyRole, Runs: []doc.Run{{ID: node + 1, Text: text, Link: "https://example.cn/a", Pos: at(9)}}})
		}
	}
	for _, c := range []struct {
		name     string
		profiles []Profile
		want     string
		change   func(in *output.Input)
	}{
		{"no title", []Profile{Archive}, "report.yaml:7:3: 错误: 文档没有标题", func(in *output.Input) { in.Doc.Meta.Title = " "; titleAt(in, at(7)) }},
		{"a private-use character", []Profile{Archive}, "report.yaml:7:3: 错误: “\uE123”（U+E123）是自造字", func(in *output.Input) { say(in, "\uE123") }},
		{"no character", Profiles(), "report.yaml:7:3: 错误: 文字里有 U+FFFE", func(in *output.Input) { say(in, "\uFFFE") }},
		{"a control character", Profiles(), "report.yaml:7:3: 错误: 文字里有 U+0007", func(in *output.Input) { say(in, "\x07") }},
		{"a missing glyph", Profiles(), "report.yaml:7:3: 错误: 字体 ", func(in *output.Input) { first(in).Glyphs[0].ID = 0; titleAt(in, at(7)) }},
		{"an address that is not said", []Profile{Archive}, "report.yaml:9:3: 错误: 链接“这里”的网址 https://example.cn/a 不在文字里", link("这里")},
		{"an address that the attached file has", nil, "", func(in *output.Input) { source := in.Source; link("这里")(in); in.Source = source }},
		{"an address that is said", nil, "", link("见 example.cn/a。")},
	} {
		for _, profile := range Profiles() {
			in := example.Report(t, plainReport)
			c.change(&in)
			var file bytes.Buffer
			e := New(Options{Profile: profile})
			err := e.Export(&file, in)
			if refused := err != nil; refused != slices.Contains(c.profiles, profile) || refused && (!strings.Contains(err.Error(), c.want) || file.Len() > 0) {
				t.Errorf("%s, %s: %v", c.name, profile, err)
			}
			if judged := e.Refuses(in); fmt.Sprint(judged) != fmt.Sprint(err) {
				t.Errorf("%s, %s: Refuses says %v, Export %v", c.name, profile, judged, err)
			}
		}
	}
}

// TestFaultsOfTheProgramAreErrors: pages and documents that do not belong
// together.
func TestFaultsOfTheProgramAreErrors(t *testing.T) {
	for name, change := range map[string]func(in *output.Input){
		"text of no leaf":         func(in *output.Input) { first(in).Node = 1 << 20 },
		"text without a face":     func(in *output.Input) { first(in).Face = nil },
		"text without size":       func(in *output.Input) { first(in).Size = 0 },
		"a glyph outside":         func(in *output.Input) { first(in).Glyphs[0].ID = 0xFFFF },
		"a glyph without text":    func(in *output.Input) { first(in).Glyphs[0].End = 0 },
		"a slanted rule":          func(in *output.Input) { add(in, &frame.Rule{X2: unit.Point, Y2: unit.Point, Width: unit.Point}) },
		"a link of no run":        func(in *output.Input) { add(in, &frame.Link{Node: 1 << 20}) },
		"an image without pixels": func(in *output.Input) { add(in, &frame.Image{}) },
		"an item that is new":     func(in *output.Input) { add(in, nil) },
		"two nodes of one id":     func(in *output.Input) { in.Doc.Body = append(in.Doc.Body, in.Doc.Body[0]) },
	} {
		in := example.Report(t, plainReport)
		change(&in)
		var file bytes.Buffer
		if err := New(Options{}).Export(&file, in); err == nil || file.Len() > 0 {
			t.Errorf("%s: %v and %d bytes", name, err, file.Len())
		}
	}
}

func add(in *output.Input, item frame.Item) {
	in.Pages[0].Items = append(in.Pages[0].Items, item)
}

// What archives may not hold is in no file of theirs (GB/T 42133-2022 6.2.2, 6.2.5, 6.15).
func TestArchiveProfileHoldsNothingThatActs(t *testing.T) {
	in := example.Report(t, plainReport)
	parts, names := unpack(t, export(t, New(Options{Profile: Archive}), in))
	for _, name := range names {
		for _, forbidden := range []string{"<ofd:URI", "Permissions", "VPreferences", "Extensions", "Bookmarks", "CustomTags", "Signatures", "Template"} {
			if bytes.Contains(parts[name], []byte(forbidden)) {
				t.Errorf("%s has %s", name, forbidden)
			}
		}
	}
	if !bytes.Contains(parts[rootPart], []byte(`DocType="OFD-A"`)) || !bytes.Equal(parts[folder+"Attachs/report.txt"], in.Source.Data) {
		t.Error("not the root or the attachment of an archive's file")
	}
	in.Source = &output.SourceFile{Name: "报告.xlsx", Data: []byte("PK\x03\x04\xFF\xFE")}
	if parts, _ := unpack(t, export(t, New(Options{Profile: Archive}), in)); parts[folder+attachmentsPart] != nil {
		t.Error("a workbook is attached")
	}
	if parts, _ := unpack(t, export(t, New(Options{}), in)); !bytes.Equal(parts[folder+"Attachs/report.xlsx"], in.Source.Data) {
		t.Error("a workbook is not attached where it may be")
	}
}

func TestSourceNames(t *testing.T) {
	for name, want := range map[string]string{"a/报告.yaml": "报告.yaml", `c:\x\b.json`: "b.json", "": "report", "..": "report", "\x01": "report"} {
		if got := sourceName(&output.SourceFile{Name: name}); got != want {
			t.Errorf("%q is called %q", name, got)
		}
	}
}
