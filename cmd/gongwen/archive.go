package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"gongwen/cmd/internal/engine"
	"gongwen/configs"
	"gongwen/internal/diag"
	"gongwen/internal/diag/diagjson"
	"gongwen/output/bag"
	"gongwen/output/format"
)

// Where a bag's payload holds what was made about the report. Their folder or
// ending is none of a report or document, so that no name meets theirs.
const (
	metadataPath = "metadata.xml"
	checkPath    = "validation/check.json"
)

func (a *app) archiveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "archive [flags] FILE|DIR…",
		Short: a.text("把报告打成归档包（BagIt）", "Pack reports for an archive (BagIt)"),
		Long: a.text("把每个报告打成一个 BagIt 归档包（RFC 8493）：DOCX、PDF、HTML、报告文件、检查结果、元数据，SHA-256 和 SM3 校验。报告有错误就不打包。",
			"Pack each report as a BagIt bag (RFC 8493): DOCX, PDF, HTML, the report file, what check says, metadata, manifests with SHA-256 and SM3. A report with errors is refused."),
		Example: "  gongwen archive -o 归档 --format zip 2024.yaml",
		Args:    needFiles,
		RunE:    a.archive,
	}
	flags := cmd.Flags()
	a.documentFlags(flags)
	flags.String("format", string(bag.Folder), a.text("归档包的形式：folder、zip、tar", "form of the bags: folder, zip, tar"))
	flags.Bool("force", false, a.text("归档包已有时替换", "replace an existing bag"))
	flags.String("signed", "", a.text("签过名的 PDF 所在的文件夹：包里放同名的 PDF", "folder of PDF files that were signed: those of the reports' names go into the bags"))
	flags.String("roots", "", a.text("检查签名时信任的根证书：文件或文件夹", "trusted root certificates for the signatures: a file or a folder"))
	flags.StringSlice("report", nil, a.text("一同归档的检验报告，如 veraPDF 的（可写几个）", "reports of validators to pack too, such as veraPDF's"))
	return cmd
}

func (a *app) archive(cmd *cobra.Command, args []string) error {
	name, _ := cmd.Flags().GetString("format")
	form := bag.Form(name)
	if !slices.Contains([]bag.Form{bag.Folder, bag.Zip, bag.Tar}, form) {
		return usagef("--format 只能是 folder、zip、tar", "--format is folder, zip or tar")
	}
	p := packing{form: form}
	p.force, _ = cmd.Flags().GetBool("force")
	e, order, config, problems := a.archiveSetup(cmd)
	if problems.HasErrors() {
		return a.refuse(problems)
	}
	p.config, p.epoch = config, order.Created
	if problems = a.beside(cmd, &p); problems.HasErrors() {
		return a.refuse(problems)
	}
	inputs, problems := engine.Inputs(args)
	a.say(problems)
	failed := problems.HasErrors()
	if len(p.reports) > 0 && len(inputs) > 1 {
		return usagef("--report 一次只能用于一份报告", "--report goes with one report at a time")
	}
	for _, in := range inputs {
		if a.ctx.Err() != nil {
			return a.fail(diag.Errorf(diag.Pos{File: in.Path}, "已中断，没有打包", "interrupted, not packed"))
		}
		made, said := e.Make(a.ctx, in, order)
		a.say(said)
		if made == nil {
			failed = true
			continue
		}
		path, problem := p.pack(made, in)
		if problem != nil {
			a.say(diag.List{*problem})
			failed = true
			continue
		}
		fmt.Fprintln(a.world.Out, path)
	}
	if failed {
		return errReported
	}
	return nil
}

// archiveSetup is setup for all that goes into a bag.
func (a *app) archiveSetup(cmd *cobra.Command) (*engine.Engine, engine.Order, configs.Config, diag.List) {
	config, problems := a.settings(cmd)
	if problems.HasErrors() {
		return nil, engine.Order{}, config, problems
	}
	a.say(problems)
	config.Output.Formats = format.Names()
	e, order, problems := a.configured(cmd, config)
	return e, order, config, problems
}

// packing is what the bags of one run have in common.
type packing struct {
	config  configs.Config
	epoch   time.Time
	form    bag.Form
	force   bool
	signed  signedFiles
	reports []bag.File // of validators
}

// beside reads what the flags put into bags beside what is made.
func (a *app) beside(cmd *cobra.Command, p *packing) diag.List {
	flags := cmd.Flags()
	var problems diag.List
	p.signed.dir, _ = flags.GetString("signed")
	if p.signed.check.Now = p.epoch; p.epoch.IsZero() {
		p.signed.check.Now = a.world.Now()
	}
	if path, _ := flags.GetString("roots"); path != "" {
		roots, said := readRoots(path)
		p.signed.check.Roots = roots
		problems = append(problems, said...)
	}
	paths, _ := flags.GetStringSlice("report")
	for _, path := range paths {
		content, said := readAll(path)
		problems = append(problems, said...)
		p.reports = append(p.reports, bag.File{Path: "validation/" + filepath.Base(path), Data: content})
	}
	return problems
}

// pack writes the bag of a report and gives its path.
func (p *packing) pack(m *engine.Made, in engine.Input) (string, *diag.Diagnostic) {
	signatures, problem := p.signed.take(m)
	if problem != nil {
		return "", problem
	}
	path, err := p.write(m, in, append(signatures, p.reports...))
	if err != nil {
		d := notPacked(path, err)
		return "", &d
	}
	return path, nil
}

// write writes the bag of a report with what others found out about it. It
// gives its path, also when there was an error.
func (p *packing) write(m *engine.Made, in engine.Input, validation []bag.File) (string, error) {
	d := describe(m, p.config.Archive, p.epoch)
	payload, err := payloadOf(m, d, validation)
	if err != nil {
		return in.Path, err
	}
	files, err := bag.Make(payload, []bag.Label{
		{Name: "Source-Organization", Value: d.author},
		{Name: "External-Description", Value: d.title},
		{Name: "Bagging-Date", Value: d.day()},
	})
	if err != nil {
		return in.Path, err
	}
	return bag.Place(p.config.Output.Dir, in.Name, p.form, files, d.date, p.force)
}

func payloadOf(m *engine.Made, d description, validation []bag.File) ([]bag.File, error) {
	payload := []bag.File{{Path: m.Source.Name, Data: m.Source.Data}}
	for _, f := range slices.Concat(m.Documents, m.Pictures) {
		payload = append(payload, bag.File{Path: f.Path, Data: f.Data})
	}
	// Folders and languages of the one who packs are nothing of the report.
	list := slices.Clone(m.Checked)
	for i := range list {
		list[i].Pos.File = filepath.Base(list[i].Pos.File)
	}
	check, err := diagjson.Write(list, diag.ZH)
	if err != nil {
		return nil, err
	}
	payload = append(append(payload, bag.File{Path: checkPath, Data: check}), validation...)
	metadata, err := d.xml(payload)
	return append(payload, bag.File{Path: metadataPath, Data: metadata}), err
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
	return unwritable(path, err).WithHint("没有写任何文件", "nothing was written")
}
