package engine

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"slices"
	"time"

	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/diag/diagjson"
	"gongwen/output"
	"gongwen/output/bag"
	"gongwen/output/metadata"
)

// Where a bag's payload holds what was made about the report. Their folder or
// ending is none of a report or document, so that no name meets theirs.
const (
	metadataPath = "metadata.xml"
	checkPath    = "validation/check.json"
	reportsPath  = "validation/"
)

// PackOrder is what the bags of one run have in common beside the documents in
// them. Dir of the Order is where the bags go, Created dates what has no date.
type PackOrder struct {
	Order
	Form    bag.Form
	Replace bool                   // bags that stand there already
	Fields  []configs.ArchiveField // metadata that the reports do not have
	Signed  SignedFiles
	Reports []output.File // of validators, to be packed too
	Signer  *Signer       // of the bags as a whole; nil for none
	Program string        // and its version, as the metadata name it
}

// PackAll packs reports side by side and gives the results in the order of
// inputs, as BuildAll does; the one file of a result is the bag.
func (e *Engine) PackAll(ctx context.Context, inputs []Input, o PackOrder) iter.Seq[Result] {
	return func(yield func(Result) bool) {
		for _, dir := range o.folders(inputs) {
			output.Sweep(dir)
		}
		work := func(i int) Result {
			return guarded(inputs[i], func() Result { return e.Pack(ctx, inputs[i], o) })
		}
		for _, r := range sideBySide(o.Workers, len(inputs), work) {
			if !yield(r) {
				return
			}
		}
	}
}

// Pack writes the bag of a report whole or not at all. A report with errors is
// refused.
func (e *Engine) Pack(ctx context.Context, in Input, o PackOrder) Result {
	path, said := e.pack(ctx, in, o)
	switch {
	case path != "":
		return Result{Input: in, Outcome: Built, Files: []string{path}, Said: said}
	case ctx.Err() != nil:
		return Result{Input: in, Outcome: Interrupted}
	}
	return Result{Input: in, Said: said}
}

// BagOf makes the bag of a report as a zip file in memory, as Pack writes it; it has no
// content where the report is refused.
func (e *Engine) BagOf(ctx context.Context, in Input, o PackOrder) (output.File, diag.List) {
	files, date, said := e.bagFiles(ctx, in, o)
	if files == nil {
		return output.File{}, said
	}
	_, name := o.Place(in)
	content, err := bag.Zipped(name, files, date)
	if err != nil {
		return output.File{}, append(said, notPacked(in.Path, err))
	}
	return output.File{Path: name + "." + string(bag.Zip), Data: content}, said
}

// pack gives the path of the bag, which is empty when there is none.
func (e *Engine) pack(ctx context.Context, in Input, o PackOrder) (string, diag.List) {
	files, date, said := e.bagFiles(ctx, in, o)
	if files == nil {
		return "", said
	}
	dir, name := o.Place(in)
	path, err := bag.Place(dir, name, o.Form, files, date, o.Replace)
	if err != nil {
		return "", append(said, notPacked(path, err))
	}
	return path, said
}

// bagFiles are the files of the bag of a report, and the date of the bag; nil when there
// is none.
func (e *Engine) bagFiles(ctx context.Context, in Input, o PackOrder) ([]bag.File, time.Time, diag.List) {
	made, said := e.Make(ctx, in, o.Order)
	if made == nil {
		return nil, time.Time{}, said
	}
	signatures, problems := o.Signed.take(ctx, in, made)
	if problems.HasErrors() {
		return nil, time.Time{}, append(said, problems...)
	}
	d := describe(made, o.Fields, o.Created)
	d.Program = o.Program
	for _, e := range o.Exporters {
		d.Formats = append(d.Formats, e.Format())
	}
	payload, err := payloadOf(made, d, append(signatures, o.Reports...))
	if err != nil {
		return nil, time.Time{}, append(said, notPacked(in.Path, err))
	}
	files, err := bag.Make(payload, []bag.Label{
		{Name: "Source-Organization", Value: d.Author},
		{Name: "External-Description", Value: d.Title},
		{Name: "Bagging-Date", Value: d.Day()},
	})
	if err != nil {
		return nil, time.Time{}, append(said, notPacked(in.Path, err))
	}
	files, problems = o.Signer.sign(ctx, files)
	said = append(said, problems...)
	if problems.HasErrors() {
		return nil, time.Time{}, said
	}
	if problems := ended(ctx, in.Path); problems != nil {
		return nil, time.Time{}, problems
	}
	return files, d.Date, said
}

// payloadOf are the files of a bag: the report file, what was made of it, and
// what others found out about it.
func payloadOf(m *Made, d metadata.Description, validation []output.File) ([]bag.File, error) {
	payload := append([]output.File{{Path: m.Source.Name, Data: m.Source.Data}}, slices.Concat(m.Documents, m.Pictures)...)
	// Where the files lie and which language is read here is not the report's.
	list := slices.Clone(m.Checked)
	for i := range list {
		list[i].Pos.File = filepath.Base(list[i].Pos.File)
	}
	check, err := diagjson.Write(list, diag.ZH)
	if err != nil {
		return nil, err
	}
	payload = append(append(payload, output.File{Path: checkPath, Data: check}), validation...)
	description, err := d.XML(payload)
	if err != nil {
		return nil, err
	}
	payload = append(payload, output.File{Path: metadataPath, Data: description})
	files := make([]bag.File, len(payload))
	for i, f := range payload {
		files[i] = bag.File{Path: f.Path, Data: f.Data}
	}
	return files, nil
}

// describe takes metadata from a report and the configuration. The date is that
// of the 落款, else created.
func describe(m *Made, fields []configs.ArchiveField, created time.Time) metadata.Description {
	t := m.Report.Template
	d := metadata.Description{
		Author: m.Report.Fill(t.Author), Year: m.Report.Year().Text, Kind: t.Name,
		Date: created, Given: map[string]string{},
	}
	for _, line := range t.Title {
		d.Title += m.Report.Fill(line)
	}
	if s := m.Report.SignOff; s != nil && s.Date.Year > 0 {
		d.Date = time.Date(s.Date.Year, time.Month(s.Date.Month), s.Date.Day, 0, 0, 0, 0, time.UTC)
	}
	for _, f := range fields {
		d.Given[f.Name] = f.Value
	}
	return d
}

// notPacked says why a bag could not be written.
func notPacked(path string, err error) diag.Diagnostic {
	pos := diag.Pos{File: path}
	var unfit *bag.PathError
	switch {
	case errors.As(err, &unfit):
		return diag.Errorf(pos, "归档包里不能有“%s”：%s", "no bag may hold “%s”: %s", unfit.Path, unfit.Text).
			WithHint("改了文件名再打包", "rename the file first")
	case errors.Is(err, bag.ErrExists):
		return diag.Errorf(pos, "归档包已经存在，没有改动", "the bag exists and was left as it is").
			WithHint("用 -o 另选文件夹，或用 --force 替换", "choose another folder with -o, or replace it with --force")
	case errors.Is(err, bag.ErrNoBag):
		return diag.Errorf(pos, "同名的文件或文件夹不是归档包，没有替换", "what has the bag's name is no bag and was not replaced").
			WithHint("移走它，或用 -o 另选文件夹", "move it away, or choose another folder with -o")
	}
	return unwritable(path, err, diag.T("没有写任何文件", "nothing was written"))
}

// ValidatorReports reads reports of validators to be packed.
func ValidatorReports(ctx context.Context, paths []string) ([]output.File, diag.List) {
	var files []output.File
	var problems diag.List
	for _, path := range paths {
		content, said := ReadFile(ctx, path)
		problems = append(problems, said...)
		files = append(files, output.File{Path: reportsPath + filepath.Base(path), Data: content})
	}
	return files, problems
}
