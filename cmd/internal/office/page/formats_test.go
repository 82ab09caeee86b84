package page

import (
	"encoding/json"
	"html"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongwen/cmd/internal/engine"
	"gongwen/data"
	"gongwen/data/sheet"
	"gongwen/data/write"
)

// exampleOf is a document of a format that has everything filled in, with its lists in it.
func (o *office) exampleOf(folder, name string) *data.Report {
	o.Helper()
	report, said := o.engine.Check(o.Context(), engine.Input{Folder: os.DirFS(folder), File: name, Path: name, Name: name}, engine.Order{})
	if report == nil {
		o.Fatal(said)
	}
	for _, table := range report.Tables {
		for path, list := range table.Lists {
			list.File, list.Sheet = "", ""
			table.Lists[path] = list
		}
	}
	return report
}

// A document of each format begins on the page, all that its example has is filled in where
// the page shows it, and what is saved is, downloaded, what the command line reads of the
// example.
func TestEveryFormatIsFilledIn(t *testing.T) {
	o := newOffice(t)
	b := o.signedIn("clerk")
	fields := regexp.MustCompile(`(?:data-place|data-list)="([^"]*)"`)
	examples := map[string]string{"rule-of-law-government": "../../../../examples/invented-rule-of-law-2023.yaml"}
	for _, v := range o.page.formats() {
		path := examples[v.ID]
		if path == "" {
			path = "../../../../examples/documents/" + v.ID + ".yaml"
		}
		t.Run(v.ID, func(t *testing.T) {
			at := strings.LastIndexByte(path, '/')
			example := o.exampleOf(path[:at], path[at+1:])
			year := example.Year().Text
			if year == "" {
				year = "2024"
			}
			answer, body := b.upload("/new", map[string]string{"how": "blank", "template": v.ID, "year": year}, "", "", nil)
			if answer.StatusCode != http.StatusSeeOther {
				t.Fatalf("%d %.600s", answer.StatusCode, body)
			}
			o.document.ID = strings.TrimPrefix(answer.Header.Get("Location"), "/documents/")
			want, before := sheet.Of(example).Values, map[sheet.Place]string{}
			entries, _, err := o.store.Entries(t.Context(), o.document.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				before[e.Place] = e.Value
			}
			var shown []string
			parts := []string{headPart}
			for _, s := range example.Template.Sections {
				parts = append(parts, s.ID)
			}
			for _, part := range parts {
				status, body := b.get("/documents/" + o.document.ID + "/parts/" + part)
				if status != http.StatusOK {
					t.Errorf("%s: %d", part, status)
				}
				for _, m := range fields.FindAllStringSubmatch(body, -1) {
					shown = append(shown, html.UnescapeString(m[1]))
				}
			}
			secret := false
			var edits [][3]string
			for place, value := range want {
				switch {
				case strings.HasPrefix(place.ID(), secrecyField):
					secret = true // such documents are refused
				case place.Kind() == sheet.Waive:
					edits = append(edits, [3]string{string(place), before[place], value})
				case !slices.Contains(shown, string(place)):
					t.Errorf("the page does not show %s", place)
				default:
					edits = append(edits, [3]string{string(place), before[place], value})
				}
			}
			for place, value := range before {
				if want[place] == "" {
					edits = append(edits, [3]string{string(place), value, ""})
				}
			}
			view := b.save("1", edits...)
			if len(view.Pages) == 0 || len(view.Conflicts) > 0 {
				t.Errorf("%d pages, %v", len(view.Pages), view.Conflicts)
			}
			if n := errorsOf(view); n > 0 && !secret {
				t.Errorf("%d errors: %+v", n, view.Findings)
			}
			status, file := b.get("/documents/" + o.document.ID + "/files/yaml")
			if status != http.StatusOK {
				t.Fatalf("%d %.300s", status, file)
			}
			got, said := o.engine.CheckContent(t.Context(), engine.Input{Path: "r.yaml"}, []byte(file), engine.Order{})
			if got == nil {
				t.Fatal(said)
			}
			a, c := map[string]any{}, map[string]any{}
			if err := json.Unmarshal(write.JSON(example), &a); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(write.JSON(got), &c); err != nil {
				t.Fatal(err)
			}
			delete(a, secrecyField)
			delete(c, secrecyField)
			was, is := jsonOf(t, a), jsonOf(t, c)
			if was != is {
				at := 0
				for at < min(len(was), len(is)) && was[at] == is[at] {
					at++
				}
				t.Errorf("the command line reads …%.300s\nof the example …%.300s", is[max(0, at-40):], was[max(0, at-40):])
			}
			for _, form := range []string{"docx", "pdf", "ofd", "html"} {
				if answer, body := b.send(http.MethodGet, "/documents/"+o.document.ID+"/files/"+form, "", nil); answer.StatusCode != http.StatusOK || len(body) < 1000 {
					t.Errorf("%s: %d %.300s", form, answer.StatusCode, body)
				}
			}
		})
	}
	// 公文 are as many as there are; a report is one a year.
	for _, want := range []int{http.StatusSeeOther, http.StatusSeeOther} {
		if answer, body := b.upload("/new", map[string]string{"how": "blank", "template": "notice", "year": "2024"}, "", "", nil); answer.StatusCode != want {
			t.Errorf("another notice: %d %.300s", answer.StatusCode, body)
		}
	}
	for about, values := range map[string]map[string]string{
		"a second one of a year":        {"how": "blank", "template": "final-accounts", "year": "2023"},
		"no such format":                {"how": "blank", "template": "none", "year": "2023"},
		"a path":                        {"how": "blank", "template": "../notice", "year": "2023"},
		"a year that it does not serve": {"how": "blank", "template": "final-accounts", "year": "1999"},
	} {
		if answer, body := b.upload("/new", values, "", "", nil); answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %.300s", about, answer.StatusCode, body)
		}
	}
	if status, body := b.get("/"); status != http.StatusOK || !strings.Contains(body, "通知：") || !strings.Contains(body, "2023年度部门决算公开") {
		t.Errorf("%d %.3000s", status, body)
	}
}

func jsonOf(t *testing.T, value any) string {
	t.Helper()
	content, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
