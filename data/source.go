package data

import "gongwen/internal/diag"

// Source is where figures of a report lie (来源): a file, or what a database
// answers to a query. It is what `gongwen pull` reads; nothing else opens it.
type Source struct {
	Name Field // of a query, as messages call it; a file may have one too
	File Field // path from the report's folder, with slashes; empty for a query
	// Query is the SQL that a database is asked, Connection the environment variable
	// that says which database and how it is reached.
	Query, Connection Field
	Into              []Target
	Pos               diag.Pos
}

// Target is figures of the report that come from one place of a source.
type Target struct {
	Section string // id of the table
	Row     string // path of the row; of a group where the place is an area of rows
	Column  string // id; empty for all columns of the row
	Place   Place
	Ignore  []string // of a list: columns of the source that it does not have
	Pos     diag.Pos
}

// Place says where in a source figures stand: by words that depend on what the
// source is (A1, 表1!C7:H7, /件数/0, 1), or by the names of a row and a column.
type Place struct{ At, Sheet, Row, Column string }

// Named reports whether the place is given by names.
func (p Place) Named() bool { return p.Row != "" || p.Column != "" }

// Origin is what was pulled for a figure and where it stood (取数记录).
type Origin struct {
	Value Field  // as it was pulled
	From  string // such as budget.xlsx!表1:C7
	Pos   diag.Pos
}

// Origins are the origins of the figures of a table. Those of the rows of a list have
// the number of the row, from 1, in place of the column.
type Origins map[Ref]Origin

// CameFrom adds to what is said of a figure where it was pulled from.
func (rep *Report) CameFrom(said diag.List) diag.List {
	if len(rep.Pulled) == 0 {
		return said
	}
	from := map[diag.Pos]string{}
	for section, origins := range rep.Pulled {
		for ref, o := range origins {
			if c := rep.Tables[section].Cells[ref]; c.From != "" && c.State != Computed {
				from[c.Pos] = o.From
			}
		}
	}
	for _, table := range rep.Tables {
		for _, list := range table.Lists {
			for _, row := range list.Rows {
				if row.From == "" {
					continue
				}
				from[row.Pos] = row.From
				for i := range row.Cells {
					from[row.Cells[i].Pos] = row.From
				}
			}
		}
	}
	for i, d := range said {
		if place, pulled := from[d.Pos]; pulled {
			said[i] = d.WithRelated(diag.Pos{}, "来自 %s", "from %s", place)
		}
	}
	return said
}
