package main

import (
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// rows WORKBOOK AGENCY… fills in a workbook that split --blank has written: a row in
// each sheet for each agency, without figures but zeros. One that is written
// AGENCY=TEXT has the text in place of its first figure.
func rows(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	f, err := excelize.OpenFile(name)
	ts.Check(err)
	defer func() { ts.Check(f.Close()) }()
	for i, sheet := range f.GetSheetList() {
		heads, err := f.GetRows(sheet)
		ts.Check(err)
		for n, arg := range args[1:] {
			agency, first, _ := strings.Cut(arg, "=")
			row := []any{agency}
			for _, head := range heads[0][1:] {
				switch {
				case i > 0:
					row = append(row, 0)
				case head == "年度":
					row = append(row, 2024)
				case head == "成文日期":
					row = append(row, "2025-01-20")
				default:
					row = append(row, "全年没有收到申请，各项工作正常开展。")
				}
			}
			if i > 0 && first != "" {
				row[1] = first
			}
			at, err := excelize.CoordinatesToCellName(1, n+2)
			ts.Check(err)
			ts.Check(f.SetSheetRow(sheet, at, &row))
		}
	}
	ts.Check(f.Save())
}
