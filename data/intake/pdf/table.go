package pdf

import (
	"gongwen/data/intake/flow"
	"gongwen/internal/diag"
	"gongwen/internal/pdfread"
)

// table reads a Table element: its rows, in groups or not, and their cells
// (ISO 32000-1 14.8.4.3.4). What is no cell, such as a caption, is text before it.
func (r *reader) table(e pdfread.Dict, at pdfread.Ref, depth int) error {
	r.tables++
	t := tableReader{reader: r, out: &flow.Table{Placed: true}, number: r.tables, below: map[int]int{}}
	if err := t.rows(e["K"], at, depth+1); err != nil {
		return err
	}
	t.out.Head = t.head
	t.out.Pos = r.pos(t.page)
	r.out.Blocks = append(r.out.Blocks, flow.Block{Kind: flow.Tabular, Table: t.out, Pos: t.out.Pos})
	return nil
}

type tableReader struct {
	*reader
	out    *flow.Table
	number int
	page   int         // where it begins, 0 before the first cell
	head   int         // rows of its THead
	below  map[int]int // rows that cells above still cover, by column
}

// each calls do for every element among kids.
func (t *tableReader) each(kids pdfread.Object, at pdfread.Ref, depth int, do func(kind string, e pdfread.Dict, ref, at pdfread.Ref) error) error {
	if depth > maxDepth {
		return t.tooDeep(at)
	}
	if err := t.step(at); err != nil {
		return err
	}
	ref, _ := kids.(pdfread.Ref)
	o, err := t.view.Resolve(kids)
	if err != nil {
		return err
	}
	switch k := o.(type) {
	case pdfread.Array:
		for _, kid := range k {
			if err := t.each(kid, at, depth+1, do); err != nil {
				return err
			}
		}
	case pdfread.Dict:
		return do(t.kind(k), k, ref, pageOf(k, at))
	}
	return nil
}

func (t *tableReader) rows(kids pdfread.Object, at pdfread.Ref, depth int) error {
	return t.each(kids, at, depth, func(kind string, e pdfread.Dict, ref, at pdfread.Ref) error {
		switch kind {
		case "THead", "TBody", "TFoot":
			if err := t.once(ref, at); err != nil {
				return err
			}
			err := t.rows(e["K"], at, depth+1)
			if kind == "THead" {
				t.head = len(t.out.Rows)
			}
			return err
		case "TR":
			if err := t.once(ref, at); err != nil {
				return err
			}
			return t.row(e, at, depth+1)
		}
		return t.element(e, ref, at, depth+1)
	})
}

func (t *tableReader) row(e pdfread.Dict, at pdfread.Ref, depth int) error {
	row := flow.Row{Pos: t.cellPos(len(t.out.Rows)+1, 0)}
	column := 0
	err := t.each(e["K"], at, depth, func(kind string, e pdfread.Dict, ref, at pdfread.Ref) error {
		if kind != "TH" && kind != "TD" {
			return nil
		}
		if err := t.once(ref, at); err != nil {
			return err
		}
		for t.below[column] > 0 {
			column++
		}
		cell, err := t.cell(e, at, depth+1)
		if err != nil {
			return err
		}
		if err := t.attributes(e["A"], at, &cell); err != nil {
			return err
		}
		columns := cell.ColSpan
		if column+columns > maxColumns {
			return t.refuse(at, "表格有 %d 列以上", "a table has more than %d columns", maxColumns)
		}
		cell.Col, cell.Pos = column, t.cellPos(len(t.out.Rows)+1, len(row.Cells)+1)
		row.Cells = append(row.Cells, cell)
		for range columns {
			t.below[column] = cell.RowSpan
			column++
		}
		return nil
	})
	for c, n := range t.below {
		t.below[c] = max(0, n-1)
	}
	t.out.Rows = append(t.out.Rows, row)
	return err
}

// cell is what a cell says, its paragraphs on lines of their own.
func (t *tableReader) cell(e pdfread.Dict, at pdfread.Ref, depth int) (flow.Cell, error) {
	if t.page == 0 {
		t.page = t.reader.number(at)
	}
	t.endRun()
	keep, blocks := t.open, len(t.reader.out.Blocks)
	t.open = flow.Block{}
	t.inCells++
	err := t.kids(e["K"], at, depth)
	t.inCells--
	t.flush()
	cell := flow.Cell{RowSpan: 1, ColSpan: 1}
	cell.Say(t.reader.out.Blocks[blocks:])
	t.reader.out.Blocks, t.open = t.reader.out.Blocks[:blocks], keep
	return cell, err
}

var alignments = map[pdfread.Name]flow.Align{"Center": flow.Centred, "End": flow.End}

// attributes reads the rows and columns that a cell covers (Table 349), and how
// it is aligned (Table 345).
func (t *tableReader) attributes(o pdfread.Object, at pdfread.Ref, cell *flow.Cell) error {
	list, err := t.view.Resolve(o)
	if err != nil {
		return err
	}
	if _, single := list.(pdfread.Dict); single {
		list = pdfread.Array{list}
	}
	all, _ := list.(pdfread.Array)
	for _, item := range all {
		if err := t.step(at); err != nil {
			return err
		}
		item, err := t.view.Resolve(item)
		if err != nil {
			return err
		}
		d, _ := item.(pdfread.Dict)
		switch d["O"] {
		case pdfread.Name("Layout"):
			if name, ok := d["TextAlign"].(pdfread.Name); ok {
				cell.Align = alignments[name]
			}
		case pdfread.Name("Table"):
			if n, ok := d["RowSpan"].(int64); ok && n >= 1 && n <= maxSpan {
				cell.RowSpan = int(n)
			}
			if n, ok := d["ColSpan"].(int64); ok && n >= 1 && n <= maxSpan {
				cell.ColSpan = int(n)
			}
		}
	}
	return nil
}

func (t *tableReader) cellPos(row, cell int) diag.Pos {
	return flow.InTable(t.file, t.number, row, cell)
}
