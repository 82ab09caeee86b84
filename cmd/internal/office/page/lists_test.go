package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/configs"
	"gongwen/data/sheet"
	"gongwen/data/write"
	"gongwen/fonts"
)

// withAccounts has the office work at the accounts of a department, whose tables have lists.
func (o *office) withAccounts() {
	o.Helper()
	const folder = "../../../../examples/documents"
	report, said := o.engine.Check(o.Context(), engine.Input{Folder: os.DirFS(folder), File: "final-accounts.yaml", Path: "final-accounts.yaml", Name: "final-accounts.yaml"}, engine.Order{})
	if report == nil {
		o.Fatal(said)
	}
	account, err := o.store.AccountByLogin(o.Context(), "clerk")
	if err != nil {
		o.Fatal(err)
	}
	o.document, err = o.store.NewDocument(o.Context(), store.Document{Agency: o.document.Agency, Template: report.Template.ID, Year: 2023, State: store.Drafting}, sheet.Of(report).Values, account.ID, noon)
	if err != nil {
		o.Fatal(err)
	}
}

// A list is filled in row by row: its figures are computed and judged at their cells, each
// change of a row is kept, and what two people change is put together.
func TestListsAreFilledIn(t *testing.T) {
	o := newOffice(t)
	o.withAccounts()
	b := o.signedIn("clerk")
	_, body := b.get("/documents/" + o.document.ID + "/state")
	view := b.parsed(body)
	if errorsOf(view) != 0 {
		t.Fatalf("%+v", view.Findings)
	}
	const place = "list:gk02/items"
	was := o.value(place)
	rows := sheet.Rows(was)
	if len(rows) < 10 {
		t.Fatalf("%d rows", len(rows))
	}
	shown := map[sheet.Place]bool{}
	for _, p := range view.Pages {
		for _, l := range p.Lines {
			shown[l.Place] = true
		}
	}
	if at := sheet.RowCellAt("gk02", "items", 2, "name"); !shown[at] {
		t.Errorf("no line of a page is at %s", at)
	}
	if view.Totals["cell:gk02/total/total"] == "" || view.Totals[sheet.RowCellAt("gk02", "items", 1, "total")] == "" {
		t.Errorf("totals of lists are not said: %v", view.Totals)
	}

	// A figure that is none, a code that is none, a row that is missing a figure's place.
	cells := sheet.Cells(rows[2])
	cells[3] = "三万"
	bad := strings.Join(cells, "\t")
	view = b.save("1", [3]string{place, was, strings.Join(append(append(append([]string{}, rows[:2]...), "", bad), rows[3:]...), "\n")})
	at := sheet.RowCellAt("gk02", "items", 4, "fiscal")
	found := false
	for _, f := range view.Findings {
		if f.Place == at {
			found = f.Level == "error" && f.Part == "gk02" && strings.Contains(f.Where, "第 4 行")
		}
	}
	if !found {
		t.Errorf("nothing is said at %s: %+v", at, view.Findings)
	}
	view = b.save("2", [3]string{place, o.value(place), was})
	if errorsOf(view) != 0 {
		t.Errorf("mended: %+v", view.Findings)
	}

	// Two change other cells of one row, and each puts in a row.
	one, other := append([]string{}, rows...), append([]string{}, rows...)
	last := len(rows) - 1
	mine, theirs := sheet.Cells(rows[last]), sheet.Cells(rows[last])
	mine[1], theirs[3] = "甲改的", "1.00"
	one[last], other[last] = strings.Join(mine, "\t"), strings.Join(theirs, "\t")
	b.save("3", [3]string{place, was, strings.Join(other, "\n")})
	view = b.save("4", [3]string{place, was, strings.Join(one, "\n")})
	mine[3] = "1.00"
	if got := sheet.Rows(o.value(place))[last]; got != strings.Join(mine, "\t") || len(view.Conflicts) > 0 || len(view.Merged) != 1 {
		t.Errorf("together: %q, %+v", got, view.Conflicts)
	}
	both := o.value(place)
	b.save("5", [3]string{place, both, both + "\n9990001\t甲\t1\t1\t\t\t\t\t"})
	view = b.save("6", [3]string{place, both, both + "\n9990002\t乙\t1\t1\t\t\t\t\t"})
	if got := o.value(place); !strings.Contains(got, "9990001") || !strings.Contains(got, "9990002") || len(view.Conflicts) > 0 {
		t.Errorf("both rows: %q", got[len(got)-80:])
	}
	if status, body := b.get("/documents/" + o.document.ID + "/changes"); status != http.StatusOK || !strings.Contains(body, "第 4 行") || !strings.Contains(body, "三万") || !strings.Contains(body, "科目名称 甲改的") {
		t.Errorf("%d %.2000s", status, body)
	}

	for about, value := range map[string]string{"too many rows": strings.Repeat("1\t2\n", sheet.MaxRows+1), "too long": strings.Repeat("字", maxList), "no text": "a\x00"} {
		answer, _ := b.send(http.MethodPost, "/documents/"+o.document.ID+"/edits", "application/json", strings.NewReader(fmt.Sprintf(`{"id": "x", "edits": [{"place": %q, "was": "", "value": %q}]}`, place, value)))
		if answer.StatusCode < 400 || answer.StatusCode >= 500 {
			t.Errorf("%s: %d", about, answer.StatusCode)
		}
	}
	for _, never := range []string{"list:gk02/none", "list:requests/items", "cell:gk02/items#1/total", "list:gk02"} {
		answer, _ := b.send(http.MethodPost, "/documents/"+o.document.ID+"/edits", "application/json", strings.NewReader(fmt.Sprintf(`{"id": "x", "edits": [{"place": %q, "was": "", "value": "1"}]}`, never)))
		if answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d", never, answer.StatusCode)
		}
	}
	for _, part := range []string{"head", "overview", "gk01", "gk02", "gk07", "attached"} {
		status, body := b.get("/documents/" + o.document.ID + "/parts/" + part)
		if status != http.StatusOK || strings.Contains(body, "style=") {
			t.Errorf("%s: %d", part, status)
		}
	}
}

// Sums of groups stand behind the last row of a group, where they are printed, and are the sums
// of what was typed.
func TestSumsOfGroups(t *testing.T) {
	o := newOffice(t)
	const folder = "../../../../examples"
	o.page.Engine = engine.New(configs.NewLibrary(os.DirFS(folder+"/templates")), fonts.Options{})
	report, said := o.page.Engine.Check(t.Context(), engine.Input{Folder: os.DirFS("../../../../examples/tables"), File: "project-funds-2023.yaml", Path: "r.yaml", Name: "r.yaml"}, engine.Order{})
	if report == nil {
		t.Fatal(said)
	}
	values := sheet.Of(report).Values
	const place = "list:funds/projects"
	rows := [][]string{ // code, name, department, day, total, central, local, spent
		{"1", "桥", "交通局", "2023-03-01", "", "1.10", "2.25", "3.00"},
		{"2", "路", "交通局", "2023-04-01", "", "10", "0.05", "7.5"},
		{"3", "渠", "水利局", "2023-05-01", "", "4", "4", "8"},
	}
	var lines []string
	for _, row := range rows {
		lines = append(lines, strings.Join(row, "\t"))
	}
	values[place] = strings.Join([]string{lines[0], "", lines[1], lines[2]}, "\n") // with a blank line, which counts
	account, err := o.store.AccountByLogin(t.Context(), "clerk")
	if err == nil {
		o.document, err = o.store.NewDocument(t.Context(), store.Document{Agency: o.document.Agency, Template: "project-funds", Year: 2023, State: store.Drafting}, values, account.ID, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := o.signedIn("clerk")
	_, body := b.get("/documents/" + o.document.ID + "/state")
	view := b.parsed(body)
	want := []groupSum{
		{List: place, Row: 3, Label: "交通局小计", Values: map[string]string{"budget": "13.4", "central": "11.1", "local": "2.3", "spent": "10.5"}},
		{List: place, Row: 4, Label: "水利局小计", Values: map[string]string{"budget": "8", "central": "4", "local": "4", "spent": "8"}},
	}
	if !reflect.DeepEqual(view.Sums, want) {
		t.Errorf("%+v", view.Sums)
	}
	if got := view.Totals["cell:funds/total/budget"]; got != "21.4" {
		t.Errorf("the total of all is %s", got)
	}
}

// Last year's figures stand beside the rows of this year, by their codes.
func TestLastYearOfAList(t *testing.T) {
	o := newOffice(t)
	o.withAccounts()
	before := o.exampleOf("../../../../examples/documents", "final-accounts.yaml")
	values := sheet.Of(before).Values
	const place = "list:gk02/items"
	rows := sheet.Rows(values[place])
	slices.Reverse(rows) // other places, the same codes
	values[place] = strings.Join(rows, "\n")
	values[sheet.At(sheet.Field, "year")] = "2024"
	account, err := o.store.AccountByLogin(t.Context(), "clerk")
	if err == nil {
		o.document, err = o.store.NewDocument(t.Context(), store.Document{Agency: o.document.Agency, Template: before.Template.ID, Year: 2024, State: store.Drafting}, values, account.ID, noon)
	}
	if err != nil {
		t.Fatal(err)
	}
	b := o.signedIn("clerk")
	if answer, body := b.upload("/documents/"+o.document.ID+"/previous", nil, "file", "2023.json", bytes.ReplaceAll(write.JSON(before), []byte("某县教育局"), []byte("某局"))); answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", answer.StatusCode, body)
	}
	_, body := b.get("/documents/" + o.document.ID + "/parts/gk02")
	found := regexp.MustCompile(`data-list="list:gk02/items" data-last="([^"]*)"`).FindStringSubmatch(body)
	if found == nil {
		t.Fatal("the list has no figures of last year")
	}
	var last map[string]map[string]string
	if err := json.Unmarshal([]byte(html.UnescapeString(found[1])), &last); err != nil {
		t.Fatal(err)
	}
	list := before.Tables["gk02"].Lists["items"]
	if len(last) != len(list.Rows) {
		t.Errorf("%d rows of %d", len(last), len(list.Rows))
	}
	for _, row := range list.Rows {
		cells := last[row.Cells[0].Text]
		if cells["total"] != row.Cells[2].Printed() || cells["fiscal"] != row.Cells[3].Printed() {
			t.Errorf("%s: %v, not %s and %s", row.Cells[0].Text, cells, row.Cells[2].Printed(), row.Cells[3].Printed())
		}
	}
}
