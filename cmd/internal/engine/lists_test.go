package engine

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gongwen/configs"
	"gongwen/data/write"
	"gongwen/fonts"
	"gongwen/output"
	"gongwen/output/docx"
	"gongwen/output/html"
	"gongwen/output/ofd"
	"gongwen/output/pdf"
)

// TestATableFormatIsConfiguration builds a report in a format of tables that is
// nothing but a YAML file: rows of unknown number from a CSV file, groups with sums,
// a head of three rows, on pages that are turned, in all formats.
func TestATableFormatIsConfiguration(t *testing.T) {
	e := New(configs.NewLibrary(os.DirFS("../../../examples/templates")), fonts.Options{})
	in := Input{Folder: os.DirFS("../../../examples/tables"), File: "project-funds-2023.yaml", Path: "project-funds-2023.yaml", Name: "funds"}
	o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), pdf.New(pdf.Options{}), html.New(html.Options{}), ofd.New(ofd.Options{})}}
	made, said := e.Make(t.Context(), in, o)
	if made == nil || len(said) > 0 {
		t.Fatal(said)
	}
	if len(made.Documents) != len(o.Exporters) || len(made.Pictures) != 1 || made.Pictures[0].Path != "project-funds-2023.csv" {
		t.Errorf("%d documents, beside them %v", len(made.Documents), made.Pictures)
	}
	page := string(made.Documents[2].Data)
	for _, want := range []string{"<p class=\"gw-table-mark\">编制单位：某县财政局</p>", "县教育局小计", "6,354,971.19", "page:gw-turned"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
	// What is written as one file needs no other.
	for path, list := range made.Report.Tables["funds"].Lists {
		list.File = ""
		made.Report.Tables["funds"].Lists[path] = list
	}
	alone, err := write.YAML(made.Report, false)
	if err != nil {
		t.Fatal(err)
	}
	again, said := e.Make(t.Context(), Input{Folder: fstest.MapFS{"r.yaml": {Data: alone}}, File: "r.yaml", Path: "r.yaml", Name: "funds"}, o)
	if again == nil {
		t.Fatal(said)
	}
	if !bytes.Equal(again.Documents[1].Data, made.Documents[1].Data) {
		t.Error("rows in the report file itself make another document")
	}
	json := write.JSON(made.Report)
	if again, said = e.Make(t.Context(), Input{Folder: fstest.MapFS{"r.json": {Data: json}}, File: "r.json", Path: "r.json", Name: "funds"}, o); again == nil || !bytes.Equal(again.Documents[1].Data, made.Documents[1].Data) {
		t.Error("rows in JSON make another document", said)
	}
}

// TestListsComeBackFromDocuments imports the documents of reports with tables of any
// number of rows: what is built of them again says the same.
func TestListsComeBackFromDocuments(t *testing.T) {
	e := New(configs.NewLibrary(os.DirFS("../../../examples/templates")), fonts.Options{})
	for name, in := range map[string]Input{
		"codes":  {Folder: os.DirFS("../../../examples/documents"), File: "final-accounts.yaml", Path: "final-accounts.yaml", Name: "r"},
		"groups": {Folder: os.DirFS("../../../examples/tables"), File: "project-funds-2023.yaml", Path: "project-funds-2023.yaml", Name: "r"},
	} {
		o := Order{Exporters: []output.Exporter{docx.New(docx.Options{}), html.New(html.Options{}), pdf.New(pdf.Options{}), ofd.New(ofd.Options{})}}
		made, said := e.Make(t.Context(), in, o)
		if made == nil {
			t.Fatal(said)
		}
		want := unnumbered(made.Documents[1].Data)
		for _, d := range made.Documents {
			t.Run(name+" "+d.Path, func(t *testing.T) {
				file, said := e.Import(t.Context(), Input{Folder: fstest.MapFS{d.Path: {Data: d.Data}}, File: d.Path, Path: d.Path, Name: "r"}, ImportOrder{Path: "r.yaml"})
				if file == nil || said.HasErrors() {
					t.Fatal(said)
				}
				again, said := e.Make(t.Context(), Input{Folder: fstest.MapFS{"r.yaml": {Data: file.Data}}, File: "r.yaml", Path: "r.yaml", Name: "r"}, Order{Exporters: o.Exporters[1:2]})
				if again == nil {
					t.Fatal(said)
				}
				if got := unnumbered(again.Documents[0].Data); got != want {
					t.Errorf("other words: %s", first(got, want))
				}
			})
		}
	}
}

// unnumbered is a page without the numbers of its elements.
func unnumbered(page []byte) string { return elementNumber.ReplaceAllString(string(page), "") }

var elementNumber = regexp.MustCompile(` (?:id|headers)="[^"]*"`)

// first is where two texts begin to differ.
func first(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + " / " + y[i]
		}
	}
	return "one is longer"
}

// TestPartsOfATableAreJoined: a list that goes on in a table of its own below 续表, with
// its heads or without, is read as one.
func TestPartsOfATableAreJoined(t *testing.T) {
	e := New(configs.NewLibrary(nil), fonts.Options{})
	in := Input{Folder: os.DirFS("../../../examples/documents"), File: accounts, Path: accounts, Name: "r"}
	o := Order{Exporters: []output.Exporter{html.New(html.Options{})}}
	made, said := e.Make(t.Context(), in, o)
	if made == nil {
		t.Fatal(said)
	}
	page := string(made.Documents[0].Data)
	begins := strings.Index(page, `<table aria-label="支出决算表"`)
	if begins < 0 {
		t.Fatal("there is no table")
	}
	table := page[begins : begins+strings.Index(page[begins:], "</table>")]
	head := table[strings.Index(table, "<thead>") : strings.Index(table, "</thead>")+len("</thead>")]
	cut := strings.LastIndex(table[:strings.Index(table, ">2050801<")], "<tr")
	for name, between := range map[string]string{
		"with heads":    "</tbody></table><p>续表</p><table>" + head + "<tbody>",
		"without 续表":    "</tbody></table><table>" + head + "<tbody>",
		"without heads": "</tbody></table><p>续表</p><table><tbody>",
	} {
		t.Run(name, func(t *testing.T) {
			parted := page[:begins] + table[:cut] + between + table[cut:] + page[begins+len(table):]
			file, said := e.Import(t.Context(), uploaded("r.html", parted), ImportOrder{Path: "r.yaml"})
			if file == nil || said.HasErrors() {
				t.Fatal(said)
			}
			again, said := e.Make(t.Context(), uploaded("r.yaml", string(file.Data)), o)
			if again == nil {
				t.Fatal(said)
			}
			if got, want := unnumbered(again.Documents[0].Data), unnumbered(made.Documents[0].Data); got != want {
				t.Errorf("other words: %s", first(got, want))
			}
		})
	}
}
