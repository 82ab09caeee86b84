package main

import (
	"testing"

	"gongwen/bench/peers/neutral"
)

func TestLevelThatMetadataClaim(t *testing.T) {
	for meta, want := range map[string]string{
		"<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n": "2a",
		`<rdf:Description pdfaid:part="3" pdfaid:conformance="B"/>`:                  "3b",
		"<pdfaid:part>4</pdfaid:part>\n<dc:title>x</dc:title>":                       "4",
		"<dc:title>x</dc:title>": no,
	} {
		if got := claimed(meta); got != want {
			t.Errorf("%s claims %s, want %s", meta, got, want)
		}
	}
}

// table has a head, and a label beside four rows.
func table4() *neutral.Document {
	t := &neutral.Table{HeadRows: 1, Rows: 5}
	add := func(row, col, rows int, role, text string) {
		t.Cells = append(t.Cells, neutral.Cell{Row: row, Col: col, RowSpan: rows, ColSpan: 1, Role: role, Runs: []neutral.Run{{Text: text}}})
	}
	add(0, 0, 1, "head", "项目")
	add(1, 0, 4, "stub", "办理结果")
	for i, text := range []string{"予以公开的信息", "不予公开的信息", "无法提供的信息", "其他处理的信息"} {
		add(i+1, 1, 1, "stub", text)
	}
	return &neutral.Document{Blocks: []neutral.Block{{Kind: neutral.Grid, Table: t}}}
}

func TestWhatIsRepeatedOverPages(t *testing.T) {
	first := "项目\n办理\n结果 予以公开的信息 不予公开\n的信息"
	for name, c := range map[string]struct {
		pages                []string
		heads, labels, split bool
	}{
		"both":        {[]string{"正文", first, "项目 办理结果 无法提供的信息 其他处理的信息"}, true, true, true},
		"heads alone": {[]string{first, "项目 无法提供的信息 其他处理的信息"}, true, false, true},
		"neither":     {[]string{first, "无法提供的信息 其他处理的信息"}, false, false, true},
		"one page":    {[]string{"正文", first + "无法提供的信息其他处理的信息"}, true, true, false},
	} {
		if heads, labels, split := repeated(table4(), c.pages); heads != c.heads || labels != c.labels || split != c.split {
			t.Errorf("%s: heads %v, labels %v, split %v", name, heads, labels, split)
		}
	}
}
