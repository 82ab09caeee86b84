package xlsx

import (
	"gongwen/configs"
	"gongwen/data/xlsx/workbook"
	"gongwen/internal/diag"
	"gongwen/internal/source"
)

// Found is the tables of a template that were found in tables of cells.
type Found struct {
	Tree *source.Node             // a map of the sections that are tables, for load.Build
	In   map[*workbook.Sheet]bool // where they were found
	Said diag.List
}

// Tables finds the tables of a template in tables of cells, such as those of a
// document, as in the sheets of a workbook. year is the report's, 0 where it is not
// known. What of a table could not be read is said and stands in the tree as said;
// tables that were not found at all are not.
func Tables(file string, sheets []*workbook.Sheet, t *configs.Template, year int) Found {
	r := &reader{
		book: &workbook.Book{File: file, Sheets: sheets}, root: &source.Node{Kind: source.Map, Pos: diag.Pos{File: file}},
		template: t, year: year, dates: map[diag.Pos]bool{}, hints: map[diag.Pos]diag.Text{},
	}
	for _, s := range sheets {
		r.sheets = append(r.sheets, &worksheet{Sheet: s, used: map[workbook.Ref]bool{}})
	}
	r.tables()
	found := Found{Tree: r.root, In: map[*workbook.Sheet]bool{}, Said: r.problems}
	for _, s := range r.sheets {
		if len(s.tables) > 0 {
			found.In[s.Sheet] = true
		}
	}
	return found
}
