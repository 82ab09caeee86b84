package main

import (
	"github.com/shopspring/decimal"

	"gongwen/bench/guide"
	"gongwen/layout/doc"
)

// draw writes the ratios as bars to an SVG file.
func (s *setup) draw(list []result, path string) error {
	picture, err := guide.SVG(s.document, s.sheet, bars(list))
	if err != nil {
		return err
	}
	return writeFile(path, picture)
}

// bars are the charts: time from nothing, time of each further document, memory, size.
func bars(list []result) []*doc.Chart {
	var all []*doc.Chart
	for _, c := range []struct {
		title string
		of    func(result) float64
	}{
		{"Processor, one report from nothing; gongwen 1", func(r result) float64 { return r.cold.cpu }},
		{"Clock, one report from nothing; gongwen 1", func(r result) float64 { return r.cold.wall }},
		{"Processor, each further report; gongwen 1", func(r result) float64 { return r.warm.cpu }},
		{"Memory at the peak; gongwen 1", func(r result) float64 { return r.cold.memory }},
		{"Size of the file of the same format; gongwen 1", func(r result) float64 { return r.size }},
	} {
		one := &doc.Chart{Title: c.title, Series: []doc.Series{{Label: c.title}}}
		for _, r := range list {
			if r.failed != "" {
				continue
			}
			text := ratio(c.of(r))
			amount, err := decimal.NewFromString(text)
			if err != nil || amount.IsNegative() {
				continue // a machine too busy for a difference of two runs
			}
			one.Categories = append(one.Categories, r.name)
			one.Series[0].Values = append(one.Series[0].Values, doc.Value{Text: text, Amount: amount})
		}
		all = append(all, one)
	}
	return all
}
