package xlsx

import (
	"github.com/xuri/excelize/v2"
)

// validation is what a cell may hold.
type validation struct {
	whole          bool
	least, most    string
	title, message string
}

// validate makes a spreadsheet ask before it takes something else. It does not
// refuse it, because a figure may have a note behind it.
func (w *writer) validate(sheet, cells string, v validation) {
	kind := excelize.DataValidationTypeDecimal
	if v.whole {
		kind = excelize.DataValidationTypeWhole
	}
	dv := excelize.NewDataValidation(true)
	dv.Sqref = cells
	w.do(dv.SetRange(v.least, v.most, kind, excelize.DataValidationOperatorBetween))
	dv.SetError(excelize.DataValidationErrorStyleWarning, v.title, v.message)
	w.do(w.file.AddDataValidation(sheet, dv))
}
