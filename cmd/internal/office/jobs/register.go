package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/confined"
	"gongwen/data/ledger"
	"gongwen/data/sheet"
)

// Counted is what a register of requests comes to. It has nothing of the columns that are
// not counted: neither names nor addresses leave the process that reads them.
type Counted struct {
	Cells []CountedCell `json:"cells,omitempty"`
	Lines int           `json:"lines"`           // that were counted
	Left  int           `json:"left,omitempty"`  // lines of another year
	Heads []string      `json:"heads,omitempty"` // the columns that were read
	Not   []string      `json:"not,omitempty"`   // columns that there are not: what they say is not counted
	Said  []Message     `json:"said,omitempty"`
}

// CountedCell is a figure and the lines of the register that are counted in it.
type CountedCell struct {
	Place sheet.Place `json:"place"`
	Name  string      `json:"name"`
	Count int         `json:"count"`
	From  string      `json:"from,omitempty"` // numbers of lines; of many how many they are
}

// Register is a register that is to be counted into a report of a year.
type Register struct {
	Name    string // with its ending
	Year    int
	Sheet   string // of a workbook; empty for the only register in it
	Content []byte
}

// Counter counts a register and gives a Counted as JSON. It keeps nothing of the register.
type Counter func(ctx context.Context, r Register) ([]byte, error)

// ConfinedCounter counts in processes of a program that answers what Counting gives, so
// many at a time.
func ConfinedCounter(limits confined.Limits, program string, args []string, env ...string) Counter {
	run := soMany(limits, program, args, env)
	return func(ctx context.Context, r Register) ([]byte, error) {
		return run(ctx, r.Content, r.Name, strconv.Itoa(r.Year), r.Sheet)
	}
}

// Counting counts a register with the mapping that comes with the program and gives a
// Counted as JSON.
func Counting(ctx context.Context, e *engine.Engine, r Register) ([]byte, error) {
	in := engine.Input{Folder: Files{r.Name: r.Content}, File: r.Name, Path: r.Name, Name: r.Name}
	count, said := e.Ledger(ctx, in, engine.LedgerOrder{Year: r.Year, Sheet: r.Sheet})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c := Counted{Said: Messages(said)}
	if count != nil {
		c.Lines, c.Left, c.Heads, c.Not = count.Lines, len(count.Left), count.Heads, count.Not
		for _, cell := range count.Cells {
			c.Cells = append(c.Cells, CountedCell{sheet.CellAt(cell.Section, cell.Ref), cell.Name, len(cell.Lines), fromLines(cell.Lines)})
		}
	}
	return json.Marshal(c)
}

func fromLines(lines []int) string {
	const most = 12
	switch {
	case len(lines) == 0:
		return ""
	case len(lines) > most:
		return fmt.Sprintf("共 %d 行", len(lines))
	}
	return "第 " + ledger.Numbers(lines) + " 行"
}
