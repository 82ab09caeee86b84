package xlsx

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/data/cell"
	"gongwen/data/load"
	"gongwen/data/xlsx/findings"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/opc"
	"gongwen/internal/source"
)

// IsWorkbook reports whether a file is a workbook by its name. Workbooks of other
// formats than XLSX are too: Report says what to save them as.
func IsWorkbook(name string) bool {
	return slices.Contains([]string{".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ett", ".ods"}, strings.ToLower(path.Ext(name)))
}

// Report reads a report file in XLSX, as load.Report does the other forms. All
// places are sheets and cells.
func Report(name string, content []byte, templates load.Templates) (*data.Report, diag.List) {
	return ReportWithin(name, content, templates, workbook.StandardLimits())
}

// ReportWithin is Report within limits of the workbook's archive.
func ReportWithin(name string, content []byte, templates load.Templates, limits opc.Limits) (*data.Report, diag.List) {
	book, problems := workbook.ReadWithin(name, content, limits)
	if book == nil {
		return nil, problems
	}
	r := &reader{book: book, root: &source.Node{Kind: source.Map, Pos: diag.Pos{File: name}}, dates: map[diag.Pos]bool{}, hints: map[diag.Pos]diag.Text{}}
	for _, s := range book.Sheets {
		switch s.Name {
		case findings.Sheet:
			continue
		case sourcesSheet, pulledSheet:
			r.beside = append(r.beside, s)
			continue
		}
		r.sheets = append(r.sheets, &worksheet{Sheet: s, used: map[workbook.Ref]bool{}})
	}
	r.chooseTemplate(templates)
	if r.template != nil {
		r.year = r.yearOf()
		r.tables()
		r.prose()
		if !r.isReport() {
			return nil, append(problems, notReport(r.root.Pos))
		}
		r.readSources()
		r.missingTables()
		r.missingText()
		r.leftovers()
		r.marks()
	}
	report, said := load.Build(name, r.root, templates)
	for i := range said {
		if hint, ok := r.hints[said[i].Pos]; ok && said[i].Level == diag.Error {
			said[i].Hint = hint
		}
	}
	problems = append(append(problems, r.problems...), said...)
	if report != nil {
		r.place(report)
	}
	r.order(problems)
	return report, problems
}

// reader is a workbook being taken apart.
type reader struct {
	book     *workbook.Book
	sheets   []*worksheet
	beside   []*workbook.Sheet // of sources
	template *configs.Template
	root     *source.Node      // the tree that load builds the report of
	found    []figure          // of all tables
	listed   []*list           // likewise
	titles   map[string]bool   // names of what stands over tables
	absent   []configs.Section // tables that were not found
	stale    staleResults
	stored   storedAsText
	year     int                    // of the report; 0 where it is not known
	heads    map[string]cell.Head   // of texts that have been asked for
	own      cell.Years             // that labels of the template name
	dates    map[diag.Pos]bool      // of labels that name another, which has been said
	hints    map[diag.Pos]diag.Text // for figures that are none for a reason that only a workbook has
	problems diag.List
}

// notReport says that a workbook holds no report.
func notReport(at diag.Pos) diag.Diagnostic {
	return diag.Errorf(at, "这不是报告工作簿：格式、年度、各部分的名称和表格都没有找到", "this is no workbook of a report: neither header nor text nor tables were found").
		WithHint("用 gongwen init 生成一个工作簿，在里面填写", "gongwen init writes a workbook to fill in")
}

// worksheet is a worksheet with the cells of it that have been understood.
type worksheet struct {
	*workbook.Sheet
	used     map[workbook.Ref]bool
	tables   []area     // of the tables in it
	units    []unitLine // cells that name the units of tables below; nil before they are asked for
	firstKey int        // first row of the text, such as 机关名称; 0 for none
}

func (s *worksheet) use(ref workbook.Ref) { s.used[s.Origin(ref)] = true }

// put adds an entry to a map. A key is at the place of what it names.
func put(m *source.Node, key string, at diag.Pos, value *source.Node) {
	m.Entries = append(m.Entries, source.Entry{Key: &source.Node{Kind: source.Scalar, Text: key, Pos: at}, Value: value})
}

// chooseTemplate finds the template that the workbook is made for, by the
// cells that name it or the year.
func (r *reader) chooseTemplate(templates load.Templates) {
	tree := &source.Node{Kind: source.Map, Pos: r.root.Pos}
	if named := r.labelled(tree, templateKey); named != nil {
		if t, _ := templates.Template(strings.TrimSpace(named.Text)); t != nil && t.Year() != nil {
			if year := r.labelled(tree, fieldKeys(*t.Year())[0]); year != nil {
				r.hints[named.Pos] = diag.T("年度填错的，改年度（%s）；年度没有错的，清空“格式”右边这一格，由程序按年度选用", "mend the year (%s) if it is wrong; else empty this cell, and the template is chosen by the year", year.Pos.Cell)
			}
		}
	}
	for f := range templates.YearFields("") {
		if len(tree.Entries) > 0 || r.labelled(tree, fieldKeys(f)[0]) != nil {
			break
		}
	}
	r.template = load.Template(tree, templates)
	if r.template == nil {
		r.root = tree // says why
	}
}

// yearOf is the year that the workbook names for the report, 0 for none.
func (r *reader) yearOf() int {
	field := r.template.Year()
	if field == nil {
		return 0
	}
	named := r.labelled(&source.Node{Kind: source.Map}, fieldKeys(*field)[0])
	if named == nil {
		return 0
	}
	year, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(named.Text), "年"))
	if err != nil {
		return 0
	}
	return year
}

// labelled puts what stands beside the labels of a key into the tree, and gives
// the first of it; nil for none.
func (r *reader) labelled(tree *source.Node, key textKey) *source.Node {
	var first *source.Node
	for _, s := range r.sheets {
		for _, c := range s.Cells() {
			if c.Kind != workbook.Text || !key.names(c.Text) {
				continue
			}
			if value := s.valueOf(c.Ref); value != nil {
				n := &source.Node{Kind: source.Scalar, Text: value.Text, Pos: s.Pos(value.Ref)}
				put(tree, key.ID, s.Pos(c.Ref), n)
				if first == nil {
					first = n
				}
			}
		}
	}
	return first
}

// order sorts what is said by the order of the sheets in the workbook.
func (r *reader) order(list diag.List) {
	var order diag.List
	for _, s := range r.book.Sheets {
		order.Add(diag.Diagnostic{Pos: diag.Pos{File: s.File, Sheet: s.Name}})
	}
	all := append(order, list...)
	all.Sort()
	n := 0
	for _, d := range all {
		if d.Message != (diag.Text{}) {
			list[n] = d
			n++
		}
	}
}
