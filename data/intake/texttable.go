package intake

import (
	"slices"
	"strings"

	"gongwen/data/cell"
	"gongwen/data/intake/flow"
	"gongwen/data/intake/markdown"
	"gongwen/data/load"
)

// isTextTable reports whether a report can have a table in its text: it is not too
// large, its cells tile it, and it has a head, or a first row that may be one.
func isTextTable(t *flow.Table) bool {
	rows, columns := len(t.Rows), columnsOf(t)
	if !t.Placed || rows < 2 || rows > load.MaxTextRows || columns < 2 || columns > load.MaxTextColumns {
		return false
	}
	covered := make([]bool, rows*columns)
	for r, row := range t.Rows {
		for _, c := range row.Cells {
			for y := r; y < r+c.RowSpan; y++ {
				for x := c.Col; x < c.Col+c.ColSpan; x++ {
					if y >= rows || covered[y*columns+x] {
						return false
					}
					covered[y*columns+x] = true
				}
			}
		}
	}
	if slices.Contains(covered, false) {
		return false
	}
	return t.Head > 0 || !slices.ContainsFunc(t.Rows[0].Cells, func(c flow.Cell) bool { return cell.ContentOf(c.Text) != cell.Words })
}

// columnsOf is how many columns the cells of a table reach over.
func columnsOf(t *flow.Table) int {
	n := 0
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			n = max(n, c.Col+c.ColSpan)
		}
	}
	return n
}

// textHead is how many rows of a table in running text are its head: those that
// cells of the first reach down to, and those that begin beside them.
func textHead(t *flow.Table) int {
	rows := 1
	for r := 0; r < rows && r < len(t.Rows); r++ {
		for _, c := range t.Rows[r].Cells {
			rows = max(rows, r+c.RowSpan)
		}
	}
	return rows
}

// tableText is a table as the Markdown of a report, with its caption.
func tableText(caption []flow.Run, t *flow.Table) string {
	columns := columnsOf(t)
	lines := make([][]string, len(t.Rows))
	for r := range lines {
		lines[r] = make([]string, columns)
	}
	head := textHead(t)
	for r, row := range t.Rows {
		for _, c := range row.Cells {
			for y := r; y < r+c.RowSpan; y++ {
				for x := c.Col; x < c.Col+c.ColSpan; x++ {
					lines[y][x] = "^"
					if x > c.Col {
						lines[y][x] = "<"
					}
				}
			}
			if r < head {
				c.Runs = plainHead(c.Runs)
			}
			lines[r][c.Col] = cellText(c)
		}
	}
	var b strings.Builder
	if len(caption) > 0 {
		b.WriteString("表：" + strings.TrimPrefix(markdown.Of(spaced(caption)), `\`) + "\n")
	}
	for r, cells := range lines {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		if r == 0 {
			b.WriteString("|" + strings.Join(ruling(t, columns), "|") + "|\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// plainHead is the text of a head without the boldness of all heads.
func plainHead(runs []flow.Run) []flow.Run {
	if slices.ContainsFunc(runs, func(r flow.Run) bool { return !r.Bold }) {
		return runs
	}
	plain := slices.Clone(runs)
	for i := range plain {
		plain[i].Bold = false
	}
	return plain
}

// spaced is a caption with a blank in place of the em behind its number, which the
// program sets by itself.
func spaced(caption []flow.Run) []flow.Run {
	runs := slices.Clone(caption)
	runs[0].Text = strings.Replace(runs[0].Text, "\u3000", " ", 1)
	return runs
}

// ruling is what stands below the head: how the columns are aligned, by most of
// the cells that begin in them.
func ruling(t *flow.Table, columns int) []string {
	counts := make([][3]int, columns)
	for _, row := range t.Rows[min(textHead(t), len(t.Rows)):] {
		for _, c := range row.Cells {
			counts[c.Col][c.Align]++
		}
	}
	marks := make([]string, columns)
	for i, n := range counts {
		marks[i] = "---"
		switch most := max(n[0], n[1], n[2]); {
		case n[flow.Start] == most:
		case n[flow.Centred] == most:
			marks[i] = ":---:"
		default:
			marks[i] = "---:"
		}
	}
	return marks
}

// cellText is what a cell says as Markdown.
func cellText(c flow.Cell) string {
	runs := flow.Trim(c.Runs)
	if len(runs) == 0 {
		runs = []flow.Run{{Text: strings.Join(strings.Fields(strings.ReplaceAll(c.Text, cell.Unread, "")), "")}}
	}
	text := strings.ReplaceAll(markdown.Of(runs), "|", `\|`)
	if text == "<" || text == "^" {
		return `\` + text
	}
	return text
}
