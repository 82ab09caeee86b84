package office

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"gongwen/cmd/internal/command"
	"gongwen/cmd/internal/engine"
	"gongwen/cmd/internal/office/publication"
	"gongwen/internal/diag"
	"gongwen/output"
	"gongwen/output/sign/pades"
)

// What a package can be on the disk.
const (
	folderForm = "folder"
	zipForm    = "zip"
)

// publishOptions are those of publish.
type publishOptions struct {
	command.DocumentOptions
	form, catalogue  string
	index, published string
	signed           string   // folder; empty for none
	roots            []string // files and folders
	force, deep      bool
}

// AddFlags adds the flags of the options.
func (o *publishOptions) AddFlags(flags *pflag.FlagSet, text command.Words) {
	o.DocumentOptions.AddFlags(flags, text)
	command.SearchFlags(flags, &o.deep, text)
	flags.StringVar(&o.form, "format", folderForm, text("发布材料的形式：folder、zip", "form of the packages: folder, zip"))
	flags.StringVar(&o.index, "index", "", text("索引号，门户目录给的", "index number that the portal's catalogue has given"))
	flags.StringVar(&o.published, "published", "", text("发布时间，写进页面标签，如 2025-01-20 09:00", "when it is put on the portal, for the page tags, such as 2025-01-20 09:00"))
	flags.StringVar(&o.catalogue, "catalogue", "", text("目录元数据的项目（YAML），代替自带的十四项", "fields of the catalogue (YAML) in place of the fourteen that come with the program"))
	flags.StringVar(&o.signed, "signed", "", text("签过名的 PDF、OFD 所在的文件夹：发布材料里放同名的", "folder of PDF and OFD files that were signed: those of the reports' names go into the packages"))
	flags.StringArrayVar(&o.roots, "roots", nil, text("检查签名时信任的根证书：文件或文件夹（可写几次）", "trusted root certificates for the signatures: a file or a folder (may be repeated)"))
	flags.BoolVar(&o.force, "force", false, text("发布材料已有时替换", "replace an existing package"))
}

func (a app) publishCommand() *cobra.Command {
	var o publishOptions
	cmd := &cobra.Command{
		Use:   "publish [flags] FILE|DIR…",
		Short: a.Text("生成门户网站要的发布材料", "Make what a portal takes of a finished report"),
		Long: a.Text("生成门户网站要的发布材料：网页正文（不含外框和样式）、附件（PDF、OFD、DOCX、JSON、YAML）、目录元数据、页面标签、清单，与网页“发布”给的相同。报告有错误就不生成。",
			"Make what a portal takes of a finished report: its text as HTML without outer page and styles, the attachments (PDF, OFD, DOCX, JSON, YAML), the fields of the catalogue, page tags and a manifest, the same as the office's page gives. A report with errors is refused.") + "\n" + command.Found(a.Text),
		Example:           a.Text("  gongwen publish --index 12620600MB0523338C/2025-04735 -o 发布 2024.yaml", "  gongwen publish --index 12620600MB0523338C/2025-04735 -o portal 2024.yaml"),
		Args:              command.NeedFiles,
		ValidArgsFunction: command.FilesOf(command.ReportEndings...),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.form != folderForm && o.form != zipForm {
				return command.Usagef("--format 只能是 folder、zip", "--format is folder or zip")
			}
			config, err := a.Settings(cmd.Context(), cmd.Flags())
			if err != nil {
				return err
			}
			config.Output.Formats = publication.Documents()
			s, err := a.Configured(config, o.DocumentOptions)
			if err != nil {
				return err
			}
			return a.publish(cmd.Context(), s, o, args)
		},
	}
	o.AddFlags(cmd.Flags(), a.Text)
	a.Offer(cmd, "output", command.Folders)
	a.Offer(cmd, "format", command.OneOf(folderForm, zipForm))
	return cmd
}

func (a app) publish(ctx context.Context, s command.Setup, o publishOptions, args []string) error {
	given := publication.Given{Index: o.index, Published: o.published}
	var err error
	if given.Catalogue, err = a.catalogue(ctx, o.catalogue); err != nil {
		return err
	}
	if len(given.Catalogue.Fields) == 0 {
		standard, said := publication.Standard()
		if said.HasErrors() {
			return a.Refuse(said)
		}
		given.Catalogue = standard
	}
	check := pades.Check{Now: s.Order.Created}
	if check.Now.IsZero() {
		check.Now = a.World.Now()
	}
	if len(o.roots) > 0 {
		roots, problems := engine.Roots(ctx, o.roots...)
		if problems.HasErrors() {
			return a.Refuse(problems)
		}
		check.Roots = roots
	}
	inputs, problems := engine.Inputs(args, engine.Search{Deep: o.deep, Beside: s.Order.Dir == ""})
	a.Say(problems)
	if o.index != "" && len(inputs) > 1 {
		return command.Usagef("--index 一次只能用于一份报告", "--index goes with one report at a time")
	}
	failed := problems.HasErrors()
	for _, in := range inputs {
		if ctx.Err() != nil {
			return a.Fail(diag.Errorf(diag.Pos{}, "已中断", "interrupted"))
		}
		made, said := a.packed(ctx, s, o, in, given, check)
		a.Say(said)
		if made == "" {
			failed = true
			continue
		}
		a.Made(made, len(inputs))
	}
	if failed {
		return command.ErrReported
	}
	return nil
}

// packed makes the package of a report and writes it; it gives its path, which is empty
// where nothing was written.
func (a app) packed(ctx context.Context, s command.Setup, o publishOptions, in engine.Input, given publication.Given, check pades.Check) (string, diag.List) {
	order := publication.Order{Order: s.Order, Given: given}
	if o.signed != "" {
		order.Signed = func(made output.File) ([]byte, diag.List) { return signedOf(ctx, o.signed, made, check) }
	}
	p, said := publication.Make(ctx, s.Engine, in, order)
	if p == nil {
		return "", said
	}
	if missing := p.Catalogue.Missing(); len(missing) > 0 {
		said.Add(diag.Warnf(diag.Pos{File: in.Path}, "目录元数据还缺 %s", "the catalogue lacks %s", strings.Join(missing, "、")))
	}
	dir := s.Order.Dir
	if dir == "" {
		dir = filepath.Dir(in.Path)
	}
	path := filepath.Join(dir, p.Name())
	if o.form == zipForm {
		path += ".zip"
	}
	if !o.force {
		if taken := engine.Free(path); taken.HasErrors() {
			return "", append(said, taken...)
		}
	}
	if o.form == zipForm {
		var content bytes.Buffer
		if err := p.WriteZip(&content); err != nil {
			return "", append(said, diag.From(err)...)
		}
		if problems := engine.Write(output.File{Path: path, Data: content.Bytes(), New: !o.force}); problems.HasErrors() {
			return "", append(said, problems...)
		}
		return path, said
	}
	return path, append(said, writeFolder(path, p)...)
}

// signedOf is the signed form of a document in a folder; nil where there is none.
func signedOf(ctx context.Context, dir string, made output.File, check pades.Check) ([]byte, diag.List) {
	path := filepath.Join(dir, made.Path)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if !slices.Contains([]string{".pdf", ".ofd"}, filepath.Ext(path)) {
		return nil, nil
	}
	content, problems := engine.ReadFile(ctx, path)
	if problems.HasErrors() {
		return nil, problems
	}
	if _, problems = engine.SignedFormOf(ctx, path, content, made.Data, check); problems.HasErrors() {
		return nil, problems
	}
	return content, nil
}

// writeFolder writes a package as a folder. Of one that stood there nothing is left.
func writeFolder(path string, p *publication.Package) diag.List {
	files, err := p.FilesIn(path)
	if err != nil {
		return diag.From(err)
	}
	before, _, err := publication.ReadFolder(os.DirFS(path))
	if err != nil {
		before = &publication.Manifest{} // there is none
	}
	if problems := engine.Write(files...); problems.HasErrors() {
		return problems
	}
	for _, old := range before.Files {
		at := filepath.Join(path, filepath.FromSlash(old.Name))
		if !slices.ContainsFunc(files, func(f output.File) bool { return f.Path == at }) {
			if err := os.Remove(at); err != nil {
				return diag.From(err)
			}
		}
	}
	return nil
}
