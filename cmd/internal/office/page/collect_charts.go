package page

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	number10 "github.com/shopspring/decimal"

	"gongwen/cmd/internal/office/collecting"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/peers"
	"gongwen/internal/picture"
	"gongwen/internal/unit"
	"gongwen/layout/chart"
	"gongwen/output/svg"
)

// collectCharts are the charts beside a roster.
type collectCharts struct {
	Progress template.HTML
	In, All  int
	Legend   []legendView
	Daily    template.HTML
	Strip    template.HTML
	Spread   peers.Spread
	Judged   bool // there are enough agencies to be held against each other
	Years    template.HTML
	YearsOf  string
	Changes  []jumpView
	Numbers  bool   // reports of the format have numbers
	Label    string // of the headline
	Unit     string
}

type legendView struct{ Class, Word string }

// jumpView is an agency whose number has changed much.
type jumpView struct {
	Name, Report, Before, Now, Change string
}

// smallCharts are the measures and colours of the charts, which those of the page's
// style sheet go with.
func smallCharts() chart.Small {
	return chart.Small{
		Width: 308 * unit.Point, Size: 11 * unit.Point,
		Strong: picture.Color{R: 0x1f, G: 0x4e, B: 0x8c}, Plain: picture.Color{R: 0x6f, G: 0x8f, B: 0xb5},
		Band: picture.Color{R: 0xdc, G: 0xe7, B: 0xf4}, Line: picture.Color{R: 0x85, G: 0x88, B: 0x8d},
	}
}

// charts draws a desk.
func (s *Server) charts(ctx context.Context, d *collecting.Desk, figure int) (collectCharts, error) {
	v := collectCharts{All: len(d.Rows)}
	v.progress(d)
	v.daily(d)
	if len(d.Headlines) == 0 {
		return v, nil
	}
	v.Numbers, v.Label, v.Unit = true, d.Headlines[figure].Label, d.Headlines[figure].Unit
	v.strip(d, figure)
	v.changes(d, figure)
	err := s.years(ctx, &v, d, figure) // before v is given: Go does not say in which order a return takes them
	return v, err
}

// progress is the bar of the groups.
func (v *collectCharts) progress(d *collecting.Desk) {
	green, red := picture.Color{R: 0x2c, G: 0x6b, B: 0x45}, picture.Color{R: 0xb3, G: 0x16, B: 0x1b}
	small := smallCharts()
	fills := map[collecting.Group]*picture.Color{collecting.Taken: &green, collecting.Waiting: &small.Strong, collecting.Wrong: &red}
	var shares []chart.Share
	var words []string
	groups := collecting.Groups()
	slices.Reverse(groups)
	for i, g := range groups {
		n := d.Count(g)
		shares = append(shares, chart.Share{Amount: int64(n), Fill: fills[g]})
		v.Legend = append(v.Legend, legendView{"c" + number(i+1), g.Word() + " " + number(n)})
		words = append(words, fmt.Sprintf("%s %d 家", g.Word(), n))
	}
	v.In = len(d.Rows) - d.Count(collecting.Missing)
	const high = 18 * unit.Point
	v.Progress = inlined(svg.Drawing(small.Shares(shares, high), strings.Join(words, "，")))
}

// The height of columns.
const columnsHigh = 48 * unit.Point

// daily are the reports that came in, by days.
func (v *collectCharts) daily(d *collecting.Desk) {
	zone := d.Today.Location()
	counts := map[time.Time]int64{}
	first, last := dayAt(d.Today), dayAt(d.Today)
	for i := range d.Rows {
		if m := &d.Rows[i]; m.Group != collecting.Missing {
			day := dayAt(m.Receipt.At.In(zone))
			counts[day]++
			if day.Before(first) {
				first = day
			}
		}
	}
	due, dated := dayOf(d.Collection.Deadline)
	if dated && due.After(last) {
		last = due
	}
	const longest = 45 // days; of what came long ago nothing is said
	if from := last.AddDate(0, 0, -longest); first.Before(from) {
		first = from
	}
	const shortest = 10 // columns would be as wide as walls
	for last.Sub(first) < shortest*24*time.Hour {
		first = first.AddDate(0, 0, -1)
	}
	var bars []chart.Bar
	var mark *chart.Mark
	most, best := int64(0), first
	today := dayAt(d.Today)
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		bar := chart.Bar{Amount: counts[day], Text: number64(counts[day]), Strong: day.Equal(today)}
		switch {
		case day.Equal(today):
			bar.Label = "今日"
		case day.Equal(first) || dated && day.Equal(due):
			bar.Label = day.Format("1月2日")
		}
		if counts[day] > most {
			most, best = counts[day], day
		}
		bars = append(bars, bar)
		if dated && day.Equal(due) {
			mark = &chart.Mark{Before: len(bars), Text: "报送截止"}
		}
	}
	alt := "还没有收到报告"
	if most > 0 {
		alt = fmt.Sprintf("每日收到的份数，最多的一天是%s，%d 份", best.Format("1月2日"), most)
	}
	if dated {
		alt += "；" + due.Format("1月2日") + "截止"
	}
	v.Daily = inlined(svg.Drawing(smallCharts().Columns(bars, mark, columnsHigh), alt))
}

func dayAt(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// dayOf is a day as the store keeps it; false for none.
func dayOf(text string) (time.Time, bool) {
	t, err := time.Parse("2006-01-02", text)
	return t, err == nil
}

// strip are the numbers of all agencies on one scale.
func (v *collectCharts) strip(d *collecting.Desk, figure int) {
	var dots []chart.Dot
	var odd []string
	for i := range d.Rows {
		m := &d.Rows[i]
		if !m.Now[figure].Known {
			continue
		}
		dot := chart.Dot{Amount: m.Now[figure].Value.Round(0).IntPart()}
		if d.Odd(m, figure) != "" {
			dot.Name = m.Name + " " + m.Now[figure].Value.String()
			odd = append(odd, dot.Name)
			if m.Before[figure].Known {
				dot.Name += "（上年 " + m.Before[figure].Value.String() + "）"
			}
		}
		dots = append(dots, dot)
	}
	slices.SortStableFunc(dots, func(a, b chart.Dot) int { // what is named lies above, the greatest first
		if (a.Name == "") != (b.Name == "") {
			return strings.Compare(a.Name, b.Name)
		}
		return cmp.Compare(b.Amount, a.Amount)
	})
	counts := d.Counts(figure)
	v.Spread = peers.Of(counts)
	v.Judged = v.Spread.Many >= peers.LeastMany
	if len(counts) == 0 {
		return
	}
	alt := fmt.Sprintf("各单位%s的分布，中位数 %d", v.Label, v.Spread.Middle)
	if len(odd) > 0 {
		alt += "；要核对的有" + strings.Join(odd, "、")
	}
	v.Strip = inlined(svg.Drawing(smallCharts().Strip(dots, v.Spread.Lower, v.Spread.Middle, v.Spread.Upper), alt))
}

// changes are the agencies whose numbers have changed most.
func (v *collectCharts) changes(d *collecting.Desk, figure int) {
	const most = 6
	var all []peers.Change
	for i := range d.Rows {
		if c, ok := d.Rows[i].Change(figure); ok {
			all = append(all, c)
		}
	}
	for _, c := range peers.Largest(all, most) {
		m := d.Find(c.Name)
		row := jumpView{Name: c.Name, Before: word(m.Before[figure]), Now: word(m.Now[figure]), Change: "—"}
		if percent, ok := c.Percent(); ok {
			row.Change = fmt.Sprintf("＋%d%%", percent)
			if percent < 0 {
				row.Change = fmt.Sprintf("－%d%%", -percent)
			}
		}
		if m.Receipt != nil {
			row.Report = "/collect/" + d.Collection.ID + "/reports/" + number64(m.Receipt.Number)
		}
		v.Changes = append(v.Changes, row)
	}
}

// years are the sums of all years for which reports were collected.
func (s *Server) years(ctx context.Context, v *collectCharts, d *collecting.Desk, figure int) error {
	all, err := s.Store.Collections(ctx, d.Collection.Agency)
	if err != nil {
		return err
	}
	slices.Reverse(all)
	var bars []chart.Bar
	var words []string
	for _, c := range all {
		if c.Year > d.Collection.Year || !s.comparable(c, d.Plan.Template) {
			continue
		}
		total, many, err := s.totalOf(ctx, c, d, figure)
		if err != nil {
			return err
		}
		if many == 0 {
			continue
		}
		bar := chart.Bar{Label: number(c.Year), Text: total.String(), Amount: total.Round(0).IntPart(), Strong: c.ID == d.Collection.ID}
		bars = append(bars, bar)
		words = append(words, fmt.Sprintf("%d年 %s", c.Year, total))
		if c.ID == d.Collection.ID {
			v.YearsOf = fmt.Sprintf("%d年为收到的 %d 家", c.Year, many)
		}
	}
	const most = 8
	bars, words = bars[max(0, len(bars)-most):], words[max(0, len(words)-most):]
	if len(bars) == 0 {
		return nil
	}
	v.Years = inlined(svg.Drawing(smallCharts().Columns(bars, nil, columnsHigh), "历年"+v.Label+"合计，"+strings.Join(words, "，")))
	return nil
}

// totalOf is the sum of a headline over all that came in for a collection.
func (s *Server) totalOf(ctx context.Context, c store.Collection, d *collecting.Desk, figure int) (total number10.Decimal, many int, err error) {
	if c.ID == d.Collection.ID {
		total, many = d.Total(figure, false)
		return total, many, nil
	}
	plan, _, err := s.planOf(c)
	if err != nil {
		return total, 0, err
	}
	g := collecting.Given{Collection: c, Plan: plan, Headlines: d.Headlines[figure : figure+1], Today: d.Today}
	if g.Members, err = s.Store.Members(ctx, c.ID); err != nil {
		return total, 0, err
	}
	if g.Documents, err = s.Store.DocumentsBelow(ctx, c.Agency, c.Template, c.Year); err != nil {
		return total, 0, err
	}
	if g.Receipts, err = s.Store.Receipts(ctx, c.ID); err != nil {
		return total, 0, err
	}
	other, err := collecting.New(g)
	if err != nil {
		return total, 0, err
	}
	total, many = other.Total(0, false)
	return total, many, nil
}
