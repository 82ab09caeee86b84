package page

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/store"
	"gongwen/data/sheet"
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
