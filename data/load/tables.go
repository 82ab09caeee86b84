package load

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tableTransformer makes tables of paragraphs as GitHub Flavored Markdown has them
// (4.10, Tables (extension)): the line above a delimiter row is the head, the lines below are
// rows. The transformer of goldmark, which does the same, compiles the patterns of all of its
// package's extensions whenever the program starts; a test holds the two against each other.
type tableTransformer struct{}

// Transform implements parser.ParagraphTransformer.
func (tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		delimiters := lines.At(i)
		alignments := alignmentsOf(delimiters.Value(source))
		if alignments == nil || len(alignments) == 1 && !bytes.Contains(delimiters.Value(source), []byte("|")) {
			continue // a line of dashes below a text is meant as a rule or a heading
		}
		head := tableRow(lines.At(i-1), alignments, true, source)
		if head.ChildCount() != len(alignments) {
			return
		}
		table := extension.NewTable()
		table.Alignments = alignments
		table.SetPos(node.Pos())
		table.AppendChild(table, extension.NewTableHeader(head))
		for j := i + 1; j < lines.Len(); j++ {
			table.AppendChild(table, tableRow(lines.At(j), alignments, false, source))
		}
		parent := node.Parent()
		parent.InsertAfter(parent, node, table)
		if i == 1 {
			parent.RemoveChild(parent, node)
			return
		}
		lines.SetSliced(0, i-1)
		last := lines.At(i - 2)
		last.Stop-- // its line break
		lines.Set(i-2, last)
		return
	}
}

// tableRow is the row of a line. A head has all the cells that are written, any other row
// as many as there are columns.
func tableRow(line text.Segment, alignments []extension.Alignment, head bool, source []byte) *extension.TableRow {
	row := extension.NewTableRow(alignments)
	row.SetPos(line.Start)
	trimmed := line.TrimLeftSpace(source)
	trimmed = trimmed.TrimRightSpace(source)
	content := trimmed.Value(source)
	limit := len(bytes.TrimSuffix(content, []byte("|")))
	column := 0
	for at := len(content) - len(bytes.TrimPrefix(content, []byte("|"))); at < limit; column++ {
		cell := extension.NewTableCell()
		switch {
		case column < len(alignments):
			cell.Alignment = alignments[column]
		case !head:
			return row
		}
		cell.SetPos(line.Start + at - line.Padding)
		stop := at
		for stop < limit && (content[stop] != '|' || stop > 0 && content[stop-1] == '\\') {
			stop++
		}
		segment := text.NewSegment(trimmed.Start+at, trimmed.Start+stop)
		segment = segment.TrimLeftSpace(source)
		cell.Lines().Append(segment.TrimRightSpace(source))
		row.AppendChild(row, cell)
		at = stop + 1
	}
	for ; column < len(alignments); column++ {
		row.AppendChild(row, extension.NewTableCell())
	}
	return row
}

// alignmentsOf reads a delimiter row, such as “| --- | :-: |”; nil for any other line.
func alignmentsOf(line []byte) []extension.Alignment {
	width, _ := util.IndentWidth(line, 0)
	if width > 3 || len(bytes.Trim(line, "-")) == 0 || len(bytes.Trim(line, "-:| \t\r\n")) > 0 {
		return nil
	}
	columns := bytes.Split(line, []byte("|"))
	if util.IsBlank(columns[0]) {
		columns = columns[1:]
	}
	if n := len(columns); n > 0 && util.IsBlank(columns[n-1]) {
		columns = columns[:n-1]
	}
	var alignments []extension.Alignment
	for _, column := range columns {
		mark := bytes.Trim(column, " \t\r\n")
		dashes, left := bytes.CutPrefix(mark, []byte(":"))
		dashes, right := bytes.CutSuffix(dashes, []byte(":"))
		if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return nil
		}
		alignment := extension.AlignNone
		switch {
		case left && right:
			alignment = extension.AlignCenter
		case left:
			alignment = extension.AlignLeft
		case right:
			alignment = extension.AlignRight
		}
		alignments = append(alignments, alignment)
	}
	return alignments
}
