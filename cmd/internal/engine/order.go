package engine

import (
	"path/filepath"
	"time"

	"gongwen/configs"
	"gongwen/data"
	"gongwen/layout/doc"
	"gongwen/output"
)

// Order is what one run wants: how reports are checked, what documents are made
// of them and where they go. The zero Order checks.
type Order struct {
	Limits   Limits             // of one report; the zero Limits are StandardLimits
	Levels   configs.RuleLevels // in place of those that templates give their rules
	Previous *data.Report       // of the year before, of the same template; nil for none

	Style     string            // style sheet in place of the template's; empty for none
	Exporters []output.Exporter // in the order their files are named
	Draft     bool              // documents are made in spite of errors, and marked
	Created   time.Time         // date of documents whose report has none

	Dir     string  // where documents go; empty for beside each report
	Record  *Record // of the folders that they go to, which builds mark; nil for none
	Force   bool    // documents that somebody has edited are replaced
	Resume  bool    // reports whose documents are up to date by Record are skipped
	Workers int     // reports at a time; less than 1 is 1

	names  Names      // of the documents of all reports that are built
	after  doc.NodeID // behind which the nodes of documents are numbered
	bound  bool       // attachments that are bound apart stand in the documents of the report
	apart  int        // the attachment that the documents are of, from 1; 0 for the report itself
	Timing *Timing    // of the stages of builds; nil for none
}

// Place is the folder that the documents of a report go to, and their name without
// extension.
func (o Order) Place(in Input) (dir, name string) {
	name = filepath.FromSlash(in.Name)
	if o.Dir == "" {
		return filepath.Dir(in.Path), filepath.Base(name)
	}
	return filepath.Join(o.Dir, filepath.Dir(name)), filepath.Base(name)
}

// folders are those that the documents of reports go to, each once.
func (o Order) folders(inputs []Input) []string {
	var dirs []string
	seen := map[string]bool{}
	for _, in := range inputs {
		dir, _ := o.Place(in)
		if !seen[dir] {
			seen[dir] = true
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

// Sweep removes from the folders that the documents of reports go to what runs of the
// program that were killed have left there half-written.
func (o Order) Sweep(inputs []Input) {
	for _, dir := range o.folders(inputs) {
		output.Sweep(dir)
	}
}
