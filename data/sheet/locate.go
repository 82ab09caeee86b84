package sheet

import "gongwen/data"

// Locate gives figures that were computed the place where somebody would type them: what is said
// of one is said there, and not of the row that it adds up.
func Locate(r *data.Report) {
	for section, table := range r.Tables {
		for ref, cell := range table.Cells {
			if cell.State == data.Computed {
				cell.Pos = Pos(CellAt(section, ref))
				table.Cells[ref] = cell
			}
		}
	}
}
