package configs

import (
	"strings"
	"testing"

	"gongwen/internal/diag"
)

// TestStyleSheetsThatNoPageHasRoomFor are refused at what they say themselves.
func TestStyleSheetsThatNoPageHasRoomFor(t *testing.T) {
	for _, c := range []struct{ name, base, keys, at, want string }{
		{"characters", "gb9704", "page: {characters: 60}", "4:20", "每行 60 个 16pt 的字要 338.7mm，版心宽 156mm，字会叠在一起"},
		{"size", "gb9704", "styles: {body: {size: 200pt, leading: 200pt}}", "4:23", "每行 28 个 200pt 的字"},
		{"margins", "gb9704", "page: {left: 150mm, right: 59mm}", "4:14", "版心宽 1mm"},
		{"indent", "gb9704", "styles: {body: {indent: 200}}", "4:25", "首行缩进 200 字，而样式“body”每行只有 27 个字的地方"},
		{"one character", "gb9704", "page: {right: 148mm, characters: 6}\nstyles: {title: {size: 100pt, leading: 100pt}}", "5:24", "样式“title”的一个字 100pt，比版心（宽 34mm）还宽"},
		{"mark", "gb9704-document", "head: {mark: 250mm}", "4:14", "首页排不下标题和正文"},
		{"mark over the title", "gb9704-document", "head: {mark: 185mm}", "4:14", "首页排不下标题和正文"},
		{"rule of the head", "gb9704-document", "head: {rule: {width: 300mm, strokes: [1pt]}}", "4:22", "红线长 300mm，纸宽只有 210mm"},
		{"rule in the head", "gb9704-letter", "first_page: {bottom: 250mm}", "4:22", "在版头里"},
		{"rule in the text", "gb9704-letter", "first_page: {bottom: 100mm}", "4:22", "红线会穿过正文"},
		{"inset", "gb9704-document", "foot: {inset: 80mm}", "4:15", "左右各空 80mm，版心宽 156mm，版记没有地方"},
		{"number off the paper", "gb9704", "page: {number: {drop: 34mm}}", "4:23", "页码在版心下 34mm，而版心到纸边只有 35mm"},
		{"number beside the text", "gb9704", "page: {number: {inset: 155mm}}", "4:24", "页码离版心的边 155mm"},
	} {
		text := "style: own\nextends: " + c.base + "\nname: 本县\n" + c.keys + "\n"
		sheet, problems := libraryOf(map[string]string{"own.yaml": text}).Style("own")
		if sheet != nil || len(problems) != 1 || problems[0].Level != diag.Error {
			t.Errorf("%s: %v", c.name, problems)
			continue
		}
		if said := problems[0].Format(diag.ZH); !strings.HasPrefix(said, "own.yaml:"+c.at+": ") || !strings.Contains(said, c.want) {
			t.Errorf("%s: %s", c.name, said)
		}
		checkDiagnostic(t, c.name, problems[0])
	}
	for _, keys := range []string{
		"page: {characters: 30}", "page: {left: 30mm, right: 30mm}", "head: {mark: 80mm}", "styles: {body: {size: 15pt, indent: 3}}",
	} {
		if sheet, problems := libraryOf(map[string]string{"own.yaml": "style: own\nextends: gb9704-document\nname: 本县\n" + keys + "\n"}).Style("own"); sheet == nil {
			t.Errorf("%s: %v", keys, problems)
		}
	}
}
