package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongwen/layout/doc"
	"gongwen/output"
)

// tagged is the structure tree as a reader finds it.
type tagged struct {
	t        testing.TB
	file     *pdfFile
	drawings []*drawing
	pageOf   map[refObj]int
	owners   map[[2]int]refObj // element that claims a page's MCID
	objects  map[refObj]refObj // element that claims an annotation
	lines    []string          // "depth kind text"
}

func readTree(t testing.TB, in output.Input) *tagged {
	t.Helper()
	f := openPDF(t, export(t, in))
	g := &tagged{t: t, file: f, pageOf: map[refObj]int{}, owners: map[[2]int]refObj{}, objects: map[refObj]refObj{}}
	fonts := f.resources()
	for i, k := range f.array(f.dict(f.catalog()["Pages"])["Kids"]) {
		g.pageOf[k.(refObj)] = i
		g.drawings = append(g.drawings, f.draw(f.dict(k), fonts))
	}
	root := f.catalog()["StructTreeRoot"].(refObj)
	g.walk(f.dict(root)["K"].(refObj), root, 0)
	return g
}

func (g *tagged) walk(r, parent refObj, depth int) {
	g.t.Helper()
	e := g.file.dict(r)
	kind := string(e["S"].(nameObj))
	if e["P"] != parent {
		g.t.Errorf("%s %d has parent %v, want %d", kind, r, e["P"], parent)
	}
	at := len(g.lines)
	g.lines = append(g.lines, "")
	text := ""
	for _, k := range g.file.array(e["K"]) {
		switch k := k.(type) {
		case refObj:
			text += "<" + string(g.file.dict(k)["S"].(nameObj)) + ">"
			g.walk(k, r, depth+1)
		case float64:
			text += g.content(r, kind, e["Pg"], k)
		case dictObj:
			if k["Type"] == nameObj("OBJR") {
				g.objects[k["Obj"].(refObj)] = r
				text += "<annotation>"
			} else {
				text += g.content(r, kind, k["Pg"], k["MCID"])
			}
		}
	}
	g.lines[at] = strings.TrimSpace(strings.Repeat("  ", depth) + kind + " " + text)
	g.lines[at] = strings.Repeat("  ", depth) + g.lines[at]
}

func (g *tagged) content(r refObj, kind string, page, mcid any) string {
	key := [2]int{g.pageOf[page.(refObj)], int(mcid.(float64))}
	if _, twice := g.owners[key]; twice {
		g.t.Errorf("page %d: MCID %d has two owners", key[0]+1, key[1])
	}
	g.owners[key] = r
	d := g.drawings[key[0]]
	if tag := d.kinds[key[1]]; tag != kind && tag != "Span" {
		g.t.Errorf("page %d: MCID %d is tagged %q and belongs to a %s", key[0]+1, key[1], tag, kind)
	}
	return d.texts[key[1]]
}

// TestReadersGetTheDocument reads the structure tree back: all of the document,
// in its order, with every character.
func TestReadersGetTheDocument(t *testing.T) {
	in := sample(t)
	want := []string{"Document"}
	add := func(depth int, kind, text string) {
		want = append(want, strings.TrimRight(strings.Repeat("  ", depth)+kind+" "+text, " "))
	}
	for _, b := range in.Doc.Body {
		switch b := b.(type) {
		case *doc.Title:
			add(1, "Title", doc.Text(b.Lines[0])+doc.Text(b.Lines[1]))
		case *doc.Heading:
			add(1, fmt.Sprintf("H%d", b.Level), b.Number+doc.Text(b.Runs))
		case *doc.Paragraph:
			text := ""
			for _, r := range b.Runs {
				if r.ID != 0 {
					text += "<Link>"
				} else {
					text += r.Text
				}
			}
			add(1, "P", text)
			for _, r := range b.Runs {
				if r.ID != 0 {
					add(2, "Link", r.Text+"<annotation>")
				}
			}
		case *doc.Table:
			add(1, "Table", "<THead><TBody>")
			for i, row := range b.Rows {
				if i == 0 {
					add(2, "THead", strings.Repeat("<TR>", b.HeadRows))
				}
				if i == b.HeadRows {
					add(2, "TBody", strings.Repeat("<TR>", len(b.Rows)-b.HeadRows))
				}
				cells := ""
				for _, c := range row.Cells {
					cells += map[doc.CellRole]string{doc.Number: "<TD>"}[c.Role]
					if c.Role != doc.Number {
						cells += "<TH>"
					}
				}
				add(3, "TR", cells)
				for _, c := range row.Cells {
					kind := "TH"
					if c.Role == doc.Number {
						kind = "TD"
					}
					add(4, kind, doc.Text(c.Runs))
				}
			}
		}
	}
	// The title line of the document ends up first; Document's own line lists its parts.
	got := readTree(t, in).lines
	got[0] = "Document"
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestParentTreeKnowsEveryOwner checks ISO 32000-1 14.7.4.4 both ways.
func TestParentTreeKnowsEveryOwner(t *testing.T) {
	g := readTree(t, sample(t))
	f := g.file
	root := f.dict(f.catalog()["StructTreeRoot"])
	nums := f.array(f.dict(root["ParentTree"])["Nums"])
	tree := map[int]any{}
	last := -1
	for i := 0; i < len(nums); i += 2 {
		key := int(nums[i].(float64))
		if key <= last {
			t.Errorf("key %d after %d", key, last)
		}
		last, tree[key] = key, nums[i+1]
	}
	if next := root["ParentTreeNextKey"]; next != float64(last+1) {
		t.Errorf("ParentTreeNextKey %v after key %d", next, last)
	}
	links := 0
	for i, page := range f.pages() {
		owners := f.array(tree[int(page["StructParents"].(float64))])
		if len(owners) != len(g.drawings[i].kinds) {
			t.Errorf("page %d: %d owners of %d pieces of content", i+1, len(owners), len(g.drawings[i].kinds))
		}
		for mcid := range g.drawings[i].kinds {
			owner, ok := g.owners[[2]int{i, mcid}]
			if !ok {
				t.Errorf("page %d: MCID %d is in no element", i+1, mcid)
			} else if owners[mcid] != owner {
				t.Errorf("page %d: MCID %d belongs to %d, the parent tree says %v", i+1, mcid, owner, owners[mcid])
			}
		}
		for _, a := range f.array(page["Annots"]) {
			links++
			annot := f.dict(a)
			if owner := g.objects[a.(refObj)]; owner == 0 || tree[int(annot["StructParent"].(float64))] != owner {
				t.Errorf("annotation %v belongs to %d, the parent tree says %v", a, owner, tree[int(annot["StructParent"].(float64))])
			}
		}
	}
	if links != 2 {
		t.Errorf("%d links, want 2", links)
	}
}

func TestLinkAnnotations(t *testing.T) {
	f := openPDF(t, export(t, sample(t)))
	var annot dictObj
	for _, page := range f.pages() {
		if list := f.array(page["Annots"]); len(list) > 0 {
			annot = f.dict(list[0])
			break
		}
	}
	if got := str(annot["A"].(dictObj)["URI"]); got != "https://www.hongze.gov.cn/%E5%B9%B4%E6%8A%A5?a=(1)" {
		t.Errorf("URI %q", got)
	}
	if got := str(annot["Contents"]); got != "打开政府门户网站（hongze.gov.cn）" {
		t.Errorf("Contents %q", got)
	}
	if annot["F"] != float64(printFlag) {
		t.Errorf("F %v: links must print", annot["F"])
	}
	if r := f.array(annot["Rect"]); r[0].(float64) >= r[2].(float64) || r[1].(float64) >= r[3].(float64) {
		t.Errorf("Rect %v", r)
	}
}

// TestTableCells checks spans, scopes and headers as ISO 14289-1 7.5 wants them.
func TestTableCells(t *testing.T) {
	f := openPDF(t, export(t, sample(t)))
	ids := map[string]dictObj{}
	names := f.array(f.dict(f.dict(f.catalog()["StructTreeRoot"])["IDTree"])["Names"])
	for i := 0; i < len(names); i += 2 {
		if i > 0 && str(names[i]) <= str(names[i-2]) {
			t.Errorf("identifier %s after %s", str(names[i]), str(names[i-2]))
		}
		ids[str(names[i])] = f.dict(names[i+1])
	}
	width := map[int]int{} // columns taken by row
	row, scopes, rows, cells := -1, map[string]int{}, 0, 0
	for i := 1; i < len(f.objects); i++ {
		e, ok := f.objects[refObj(i)].(dictObj)
		if !ok {
			continue
		}
		switch e["S"] {
		case nameObj("TR"):
			row++
			rows++
		case nameObj("TH"), nameObj("TD"):
			cells++
			a, _ := e["A"].(dictObj)
			span := func(key nameObj) int {
				if n, ok := a[key].(float64); ok {
					return int(n)
				}
				return 1
			}
			for r := range span("RowSpan") {
				width[row+r] += span("ColSpan")
			}
			if scope, _ := a["Scope"].(nameObj); e["S"] == nameObj("TH") {
				scopes[string(scope)]++
			} else if len(f.array(a["Headers"])) == 0 {
				t.Errorf("cell %d has no headers", i)
			}
			for _, h := range f.array(a["Headers"]) {
				if head := ids[str(h)]; head == nil || head["S"] != nameObj("TH") || str(head["ID"]) != str(h) {
					t.Errorf("cell %d names %q, which is no heading cell", i, str(h))
				}
			}
		}
	}
	if rows != 27 || cells != 77 {
		t.Errorf("%d rows, %d cells", rows, cells)
	}
	for r := range rows {
		if width[r] != 3 {
			t.Errorf("row %d is %d columns wide, want 3", r, width[r])
		}
	}
	if want := map[string]int{"Column": 4, "Both": 1, "Row": 24}; fmt.Sprint(scopes) != fmt.Sprint(want) {
		t.Errorf("scopes %v, want %v", scopes, want)
	}
}

func TestOutline(t *testing.T) {
	s := newSetter(t)
	for _, h := range []struct {
		level int
		text  string
	}{{1, "甲"}, {2, "甲一"}, {3, "甲一1"}, {2, "甲二"}, {1, "乙"}, {1, "丙"}, {2, "丙一"}} {
		s.heading(h.level, "", h.text)
	}
	f := openPDF(t, export(t, s.input()))
	var lines []string
	var walk func(parent refObj, depth int) int
	walk = func(parent refObj, depth int) (below int) {
		d := f.dict(parent)
		var last any
		for next := d["First"]; next != nil; next = f.dict(next)["Next"] {
			it := f.dict(next)
			lines = append(lines, strings.Repeat(" ", depth)+str(it["Title"]))
			if it["Parent"] != parent || it["Prev"] != last {
				t.Errorf("%s: Parent %v, Prev %v, want %d, %v", str(it["Title"]), it["Parent"], it["Prev"], parent, last)
			}
			if dest := f.array(it["Dest"]); f.dict(dest[0])["Type"] != nameObj("Page") || dest[1] != nameObj("XYZ") {
				t.Errorf("%s leads to %v", str(it["Title"]), dest)
			}
			last = next
			below += 1 + walk(next.(refObj), depth+1)
		}
		if d["Last"] != last {
			t.Errorf("Last of %d is %v, want %v", parent, d["Last"], last)
		}
		if n, _ := d["Count"].(float64); int(n) != below {
			t.Errorf("Count of %d is %v, want %d", parent, d["Count"], below)
		}
		return below
	}
	walk(f.catalog()["Outlines"].(refObj), 0)
	if got := strings.Join(lines, "|"); got != "甲| 甲一|  甲一1| 甲二|乙|丙| 丙一" {
		t.Error(got)
	}
}
