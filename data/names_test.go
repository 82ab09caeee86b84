package data

import (
	"testing"

	"gongwen/configs"
)

// table is a table with groups and totals, whose rows have columns of two sets.
func table() configs.Table {
	return configs.Table{
		Columns: []configs.ColumnSet{
			{ID: "people", Columns: []configs.Column{{ID: "person", Label: "自然人"}, {ID: "total", Label: "总计", Total: true}}},
			{ID: "fee", Columns: []configs.Column{{ID: "amount", Label: "金额（单位：万元）"}}},
		},
		Rows: []configs.Row{
			{ID: "new", Label: "一、新收", Columns: "people"},
			{ID: "outcome", Label: "三、办理结果", Columns: "people", Rows: []configs.Row{
				{ID: "given", Label: "（一）予以公开"},
				{ID: "refused", Label: "（二）不予公开", Rows: []configs.Row{{ID: "secret", Label: "1.国家秘密"}}},
				{ID: "total", Label: "（三）总计", Total: true},
			}},
			{ID: "fees", Label: "收费", Columns: "fee"},
		},
	}
}

func TestNames(t *testing.T) {
	c := table()
	for ref, want := range map[Ref]string{
		{"new", "person"}:                    "一、新收 · 自然人",
		{"outcome.given", "total"}:           "三、办理结果（一）予以公开 · 总计",
		{"outcome.refused.secret", "person"}: "三、办理结果（二）不予公开 1.国家秘密 · 自然人",
		{"fees", "amount"}:                   "收费 · 金额（单位：万元）",
		{"none", "person"}:                   "none · person",
	} {
		if got := CellName(&c, ref); got != want {
			t.Errorf("%v is %q, want %q", ref, got, want)
		}
	}
	if got := RowName(&c, "outcome.refused"); got != "三、办理结果（二）不予公开" {
		t.Errorf("the group is %q", got)
	}
}

func TestLeaves(t *testing.T) {
	c := table()
	leaves := Leaves(&c)
	want := []struct {
		path, group string
		columns     int
		total       bool
	}{
		{"new", "", 2, false}, {"outcome.given", "outcome", 2, false}, {"outcome.refused.secret", "outcome.refused", 2, false},
		{"outcome.total", "outcome", 2, true}, {"fees", "", 1, false},
	}
	if len(leaves) != len(want) {
		t.Fatalf("%d rows, want %d", len(leaves), len(want))
	}
	for i, w := range want {
		l := leaves[i]
		if l.Path != w.path || l.Group != w.group || len(l.Columns) != w.columns || l.Total != w.total || l.Name != RowName(&c, w.path) {
			t.Errorf("row %d is %+v, want %+v", i, l, w)
		}
	}
}
