package workbook

import (
	"encoding/xml"

	"gongwen/internal/diag"
	"gongwen/internal/opc"
)

// Read reads the cells of a workbook. The Book is nil when the file cannot be
// read, with the reasons.
func Read(name string, content []byte) (*Book, diag.List) {
	return ReadWithin(name, content, StandardLimits())
}

// ReadWithin is Read within limits of the archive.
func ReadWithin(name string, content []byte, limits opc.Limits) (*Book, diag.List) {
	return ReadPart(name, content, limits, StandardPart())
}

// Part is which cells of a workbook are kept.
type Part struct {
	Rows, Cols int                             // the last ones of a sheet
	Cells      int                             // so many at most, in all sheets
	Keep       func(sheet string, at Ref) bool // of those; nil for all
}

// StandardPart is what a report's workbook may have.
func StandardPart() Part { return Part{Rows: maxRow, Cols: maxCol, Cells: maxCells} }

// ReadPart reads the cells of a workbook that belong to a part of it; of others
// nothing is kept.
func ReadPart(name string, content []byte, limits opc.Limits, part Part) (*Book, diag.List) {
	at := diag.Pos{File: name}
	a, problems := open(name, content, limits)
	if a == nil {
		return nil, problems
	}
	r := reader{Package: a, part: part, book: &Book{File: name}}
	if err := r.read(); err != nil {
		return nil, append(problems, damaged(at, err, limits))
	}
	if a.HasIn("externalLinks") {
		problems.Add(diag.Warnf(at, "工作簿引用了其他文件；其他文件不读取，用的是工作簿里存下的结果", "the workbook refers to other files, which are not read: the results stored in it are used").
			WithHint("用“编辑链接”里的“断开链接”把引用变成数", "“Break links” turns such references into numbers"))
	}
	return r.book, append(problems, r.problems...)
}

// reader is a workbook being read.
type reader struct {
	*opc.Package
	part     Part
	book     *Book
	strings  []rich
	formats  []format // by the index that cells give
	date1904 bool
	cells    int
	problems diag.List
}

var errNoSheets = diag.NewError("没有工作表", "no worksheets")

func (r *reader) read() error {
	root, err := r.relations("")
	if err != nil {
		return err
	}
	main := target(root, relWorkbook)
	if main == "" {
		main = "xl/workbook.xml"
	}
	relations, err := r.relations(main)
	if err != nil {
		return err
	}
	if part := target(relations, relStrings); part != "" {
		if err := r.sharedStrings(part); err != nil {
			return err
		}
	}
	if part := target(relations, relStyles); part != "" {
		if err := r.styles(part); err != nil {
			return err
		}
	}
	return r.workbook(main, relations)
}

// workbook reads the list of sheets and every sheet.
func (r *reader) workbook(part string, relations map[string]relation) error {
	content, err := r.Package.Read(part)
	if err != nil {
		return err
	}
	type entry struct {
		sheet *Sheet
		part  string
	}
	var list []entry
	err = each(content, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			r.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			rel, known := relations[relationID(e)]
			if !known || !hasSuffix(rel.kind, relSheet) {
				return nil
			}
			if len(list) == maxSheets {
				return opc.ErrTooLarge
			}
			state := attribute(e, "state")
			sheet := newSheet(r.book.File, attribute(e, "name"))
			sheet.Hidden = state == "hidden" || state == "veryHidden"
			list = append(list, entry{sheet, rel.target})
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := r.sheet(e.sheet, e.part); err != nil {
			return err
		}
		if err := r.comments(e.sheet, e.part); err != nil {
			return err
		}
		if err := r.drawings(e.sheet, e.part); err != nil {
			return err
		}
		r.book.Sheets = append(r.book.Sheets, e.sheet)
	}
	if len(list) == 0 {
		return errNoSheets
	}
	return nil
}

// relationID is the r:id of a sheet, whatever the prefix of its namespace.
func relationID(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

func (r *reader) sharedStrings(part string) error {
	content, err := r.Package.Read(part)
	if err != nil {
		return err
	}
	return each(content, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		if len(r.strings) == maxStrings {
			return opc.ErrTooLarge
		}
		text, err := richText(d)
		r.strings = append(r.strings, text)
		return err
	})
}
