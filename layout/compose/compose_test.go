package compose

import (
	"os"
	"strings"
	"testing"
	"time"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/load"
	"gongwen/internal/unit"
	"gongwen/layout/doc"
)

func report(t *testing.T, name string) *data.Report {
	t.Helper()
	path := "../../examples/" + name + ".yaml"
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, said := load.Report(path, content, configs.NewLibrary(nil))
	if said.HasErrors() {
		t.Fatal(said)
	}
	return r
}

func composed(t *testing.T, name string) *doc.Document {
	t.Helper()
	r := report(t, name)
	sheet, said := configs.NewLibrary(nil).Style(r.Template.Style)
	if said.HasErrors() {
		t.Fatal(said)
	}
	d, said := Document(r, sheet, Options{Created: time.Unix(0, 0)})
	if said.HasErrors() {
		t.Fatal(said)
	}
	return d
}

func tables(d *doc.Document) []*doc.Table {
	var out []*doc.Table
	for _, b := range d.Body {
		if t, ok := b.(*doc.Table); ok {
			out = append(out, t)
		}
	}
	return out
}

// headersOf is the text of the cells that head the number at a grid place.
func headersOf(t *testing.T, table *doc.Table, row, col int) string {
	t.Helper()
	texts := map[doc.NodeID]string{}
	for _, r := range table.Rows {
		for _, c := range r.Cells {
			texts[c.ID] = doc.Text(c.Runs)
		}
	}
	for _, c := range table.Rows[row].Cells {
		if c.Col != col {
			continue
		}
		var out []string
		for _, id := range c.Headers {
			out = append(out, texts[id])
		}
		return strings.Join(out, "/")
	}
	t.Fatalf("no cell at %d, %d", row, col)
	return ""
}

func TestHeadersOfFigures(t *testing.T) {
	all := tables(composed(t, "invented-2024"))
	for _, c := range []struct {
		table, row, col int
		want            string
	}{
		{0, 3, 3, "第二十条第（一）项/现行有效件数/行政规范性文件"},
		{0, 13, 1, "第二十条第（八）项/本年收费金额（单位：万元）/行政事业性收费"},
		{1, 9, 4, "申请人情况/法人或其他组织/商业企业/三、本年度办理结果/（三）不予公开/3.危及“三安全一稳定”"},
		{1, 27, 9, "申请人情况/总计/四、结转下年度继续办理"},
		{2, 3, 12, "行政诉讼/复议后起诉/其他结果"},
	} {
		if got := headersOf(t, all[c.table], c.row, c.col); got != c.want {
			t.Errorf("table %d, row %d, column %d: headers %s, want %s", c.table, c.row, c.col, got, c.want)
		}
	}
}

func TestWidthsFillTheTextBlock(t *testing.T) {
	d := composed(t, "invented-2024")
	for i, table := range tables(d) {
		var sum unit.Length
		for _, w := range table.Widths {
			sum += w
		}
		if sum != 156*unit.Millimetre {
			t.Errorf("table %d is %v wide", i, sum)
		}
	}
}

func TestGridTracking(t *testing.T) {
	body, _ := composed(t, "invented-2024").Style("body")
	if body.Tracking != -5*unit.Twip {
		t.Errorf("tracking = %v, want -0.25pt: 28 characters of 16 pt in 156 mm", body.Tracking)
	}
}

func TestHeadingsAreNumberedBySectionAndRank(t *testing.T) {
	var got []string
	for _, b := range composed(t, "shaxian-xinfangju-2023").Body {
		if h, ok := b.(*doc.Heading); ok {
			got = append(got, h.Number)
		}
	}
	if want := "一、 （一） （二） （三） （四） （五） （六） 二、 三、 四、 五、 六、"; strings.Join(got, " ") != want {
		t.Errorf("numbers %v, want %s", got, want)
	}
}

func TestDateComesFromTheSignOff(t *testing.T) {
	if got := composed(t, "invented-2024").Meta.Created.Format(time.DateOnly); got != "2025-01-20" {
		t.Errorf("created %s", got)
	}
	if got := composed(t, "shaxian-xinfangju-2023").Meta.Created.Unix(); got != 0 {
		t.Errorf("without a 落款 the date is %d, want that of the options", got)
	}
}
